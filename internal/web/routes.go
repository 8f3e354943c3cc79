package web

import "net/http"

// routes is the site map.
func (s *site) routes() {
	// What is known.

	// What waits for a person.

	// The proof.
	s.page("GET /about", s.about)
	s.page("GET /charter", s.charter)

	// The rest.
	s.page("GET /healthz", s.health)
	s.mux.HandleFunc("GET /assets/{file}", serveAsset)
	s.page("/", s.nothingHere)
}

// page registers a handler that may fail; a failure becomes a page that says
// what to do.
func (s *site) page(pattern string, h func(http.ResponseWriter, *http.Request) error) {
	s.mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		if err := h(w, r); err != nil {
			s.fail(w, r, err)
		}
	})
}
