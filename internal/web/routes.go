package web

import "net/http"

// routes is the site map.
func (s *site) routes() {
	// What is known.
	s.page("GET /{$}", s.stateOfPlay)
	s.page("GET /undertakings", s.undertakings)
	s.page("GET /undertakings/{id}", s.undertaking)
	s.page("GET /incidents", s.incidents)
	s.page("GET /incidents/{id}", s.incident)
	s.page("GET /statements", s.statements)
	s.page("GET /statements/{id}", s.statement)
	s.page("GET /talks", s.talks)
	s.page("GET /talks/{id}", s.round)
	s.page("GET /agreements", s.agreements)
	s.page("GET /agreements/{id}", s.agreement)
	s.page("GET /clauses", s.library)
	s.page("GET /clauses/{id}", s.clause)
	s.page("GET /crossings", s.crossings)
	s.page("GET /crossings/{id}", s.crossing)
	s.page("GET /at", s.gatesNow)
	s.page("GET /at/{id}", s.gateNow)
	s.page("GET /changes", s.changed)
	s.page("GET /charts", s.charts)
	s.page("GET /assessment", s.assessment)
	s.page("GET /conduct", s.conduct)
	s.page("GET /sources", s.listSources)
	s.page("GET /sources/{id}", s.source)
	s.page("GET /sources/{id}/file", s.sourceFile)
	s.page("GET /timeline", s.timeline)
	s.page("GET /map", s.mapOf)
	s.page("GET "+basePath, s.baseMap)
	s.page("GET /search", s.search)

	s.caseRoutes()
	s.page("GET /record/{kind}", s.note)
	s.page("POST /record/{kind}", s.note)

	// What waits for a person.
	s.page("GET /desk", s.documents)
	s.page("GET /desk/{document}", s.document)
	s.page("POST /desk/{document}", s.decide)
	s.page("GET /desk/{document}/{draft}", s.correction)
	s.page("POST /desk/{document}/{draft}", s.correct)

	s.page("GET "+fieldPath, s.field)
	s.page("POST "+fieldPath, s.reportIn)

	// Who asks.
	s.page("POST /seat", s.chooseSeat)
	s.page("GET /session", s.sessions)
	s.page("POST /session", s.endSession)
	s.page("GET /tokens", s.tokens)
	s.page("POST /tokens", s.tokensDo)
	s.page("GET /signin", s.signInForm)
	s.page("POST /signin", s.seldom(s.signIn))
	s.page("GET /signin/provider/{id}", s.seldom(s.toProvider))
	s.page("GET /signin/provider", s.seldom(s.fromProvider))
	s.page("GET /invitation/{token}", s.seldom(s.invitation))
	s.page("POST /invitation/{token}", s.seldom(s.enrol))
	s.page("GET /keys", s.keys)
	s.page("POST /keys", s.keysDo)
	s.page("POST /sign", s.signed)
	s.page("POST /sign/file", s.signFile)
	s.page("POST /preview", s.beginPreview)
	s.page("POST /preview/end", s.endPreview)

	// Who may read what.
	s.page("GET /sides", s.sides)
	s.page("GET /contacts", s.contacts)
	s.page("POST /contacts", s.contacts)
	s.page("GET /release/{id}", s.release)
	s.page("POST /release/{id}", s.release)

	// The proof.
	s.page("GET /log", s.log)
	s.page("GET /log/{index}", s.entry)
	s.page("GET /log/{index}/receipt", s.receipt)
	s.page("GET /entry/{id}", s.byID)
	s.page("GET /checkpoint", s.checkpoint)
	s.page("GET /check", s.check)
	s.page("GET /check/receipt", s.verifier)
	s.page("GET /check/verifier.html", s.savedVerifier)
	s.page("GET /trust", s.trust)
	s.page("GET /about", s.about)
	s.page("GET /charter", s.charter)

	// The rest.
	s.page("GET /healthz", s.health)
	s.mux.HandleFunc("GET /assets/{file}", serveAsset)
	s.page("/", s.nothingHere)
}

// caseRoutes is the part of the site map that is about cases.
func (s *site) caseRoutes() {
	s.page("GET /cases", s.cases)
	s.page("GET /cases/desk", s.caseDesk)
	s.page("GET /cases/new", s.newAllegation)
	s.page("POST /cases/new", s.newAllegation)
	s.page("POST /cases/hand-in", s.handIn)
	s.page("GET /cases/{id}", s.caseFile)
	s.page("GET /cases/{id}/do/{kind}", s.doInCase)
	s.page("POST /cases/{id}/do/{kind}", s.doInCase)

	// For whom: one page each.
	s.page("GET /guarantors", s.guarantors)
	s.page("GET /parties/{party}", s.headquarters)
	s.page("GET /chair", s.chair)
	s.page("GET /report", s.report)
	s.page("GET "+standingPath, s.standing)
}

// page registers a handler that may fail; a failure becomes a page that says
// what to do.
func (s *site) page(pattern string, h func(http.ResponseWriter, *http.Request) error) {
	d := door(pattern)
	s.mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		err := s.enters(r, d)
		if err == nil {
			err = h(w, r)
		}
		if err != nil {
			s.fail(w, r, err)
		}
	})
}
