package interop

import (
	"encoding/json"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pb33f/libopenapi"
	"github.com/pb33f/libopenapi-validator/schema_validation"

	"github.com/surety-mechanism/surety/charters"
	"github.com/surety-mechanism/surety/internal/api"
	"github.com/surety-mechanism/surety/internal/app"
)

// The description of the API that a server gives is OpenAPI 3.1 as its own
// standard has it: the whole document, by the schema that the OpenAPI Initiative
// publishes, and every reference in it leads somewhere.
func TestOpenAPI(t *testing.T) {
	dir := t.TempDir()
	m, err := app.Init(t.Context(), filepath.Join(dir, "m"), "Amina", "exercise.yaml", charters.Exercise, app.Options{Guard: filepath.Join(dir, "guard")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := m.Close(); err != nil {
			t.Error(err)
		}
	})
	w := httptest.NewRecorder()
	m.API().ServeHTTP(w, httptest.NewRequest("GET", "http://localhost:8080"+api.Prefix+"/openapi.json", nil))
	if w.Code != 200 {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	wrong := func(document []byte) string {
		t.Helper()
		doc, err := libopenapi.NewDocument(document)
		if err != nil {
			return err.Error()
		}
		if v := doc.GetVersion(); !strings.HasPrefix(v, "3.1.") {
			return "version " + v
		}
		if _, err := doc.BuildV3Model(); err != nil {
			return err.Error()
		}
		ok, errs := schema_validation.ValidateOpenAPIDocument(doc)
		var all []string
		for _, e := range errs {
			all = append(all, e.Error())
			for _, s := range e.SchemaValidationErrors {
				all = append(all, s.FieldPath+": "+s.Reason)
			}
		}
		if !ok && len(all) == 0 {
			all = append(all, "not valid")
		}
		return strings.Join(all, "\n")
	}
	if why := wrong(w.Body.Bytes()); why != "" {
		t.Error(why)
	}

	// The validator has teeth: what is spoilt is found.
	for name, spoil := range map[string]func(doc map[string]any){
		"no title":         func(doc map[string]any) { delete(doc["info"].(map[string]any), "title") },
		"a path without /": func(doc map[string]any) { doc["paths"].(map[string]any)["mechanism"] = map[string]any{} },
		"a reference to nothing": func(doc map[string]any) {
			doc["paths"].(map[string]any)["/nothing"] = map[string]any{"get": map[string]any{"responses": map[string]any{"200": map[string]any{
				"description": "x", "content": map[string]any{"application/json": map[string]any{"schema": map[string]any{"$ref": "#/components/schemas/NoSuchThing"}}}}}}}
		},
		"a parameter of nowhere": func(doc map[string]any) {
			doc["paths"].(map[string]any)["/nowhere"] = map[string]any{"get": map[string]any{"parameters": []any{map[string]any{"name": "x", "in": "nowhere"}}}}
		},
	} {
		doc := map[string]any{}
		if err := json.Unmarshal(w.Body.Bytes(), &doc); err != nil {
			t.Fatal(err)
		}
		spoil(doc)
		bad, err := json.Marshal(doc)
		if err != nil {
			t.Fatal(err)
		}
		if wrong(bad) == "" {
			t.Errorf("%s: not found", name)
		}
	}
}
