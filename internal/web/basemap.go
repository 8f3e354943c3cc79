package web

import (
	"fmt"
	"net/http"
	"os"
	"strings"

	"github.com/surety-mechanism/surety/internal/fault"
)

// basePath is where the deployer's base map is served, in pieces, as its readers ask.
const basePath = "/map/base.pmtiles"

// basePolicy is the policy of a map with a base map: its tiles are unpacked by
// the page's script, and shown as pictures that the page made itself.
var basePolicy = strings.Replace(policy, "img-src 'self'", "img-src 'self' blob:", 1)

// baseMap serves the deployer's base map.
func (s *site) baseMap(w http.ResponseWriter, r *http.Request) error {
	if s.BaseMap == "" {
		return fault.New(fault.NotFound, "this mechanism has no base map")
	}
	f, err := os.Open(s.BaseMap)
	if err != nil {
		return fmt.Errorf("opening the base map: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return fmt.Errorf("opening the base map: %w", err)
	}
	w.Header().Set("Content-Type", "application/vnd.pmtiles")
	w.Header().Set("Cache-Control", "private, max-age=3600")
	http.ServeContent(w, r, "", info.ModTime(), f)
	return nil
}
