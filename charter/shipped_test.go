package charter_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/surety-mechanism/surety/charter"
)

// Every charter that is shipped is sound, and none speaks for a guarantor.
func TestShipped(t *testing.T) {
	files, err := filepath.Glob("../charters/*.yaml")
	models, err2 := filepath.Glob("../charters/models/*.yaml")
	files = append(files, models...)
	if err != nil || err2 != nil || len(models) != 4 {
		t.Fatalf("no charters: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			c, err := charter.Parse(file, data)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range c.ThirdParties {
				if p.Guarantee.State == "accepted" {
					t.Errorf("%s is shown as having accepted", p.ID)
				}
			}
			if !c.Witnesses.None {
				t.Error("a charter to start from has no witnesses yet")
			}
			if c.Exercise != (filepath.Base(file) != "pakistan-afghanistan.yaml") {
				t.Errorf("exercise is %v", c.Exercise)
			}
		})
	}
}
