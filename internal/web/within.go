package web

import (
	"net/http"
	"net/url"
	"strings"
)

// withinSite gives a path of this site, or the first page for anything else.
func withinSite(path string) string {
	u, err := url.Parse(path)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.ContainsAny(path, "\\\r\n") {
		return "/"
	}
	return path
}

// leadTo answers a form by leading to another page of this site; what would lead
// elsewhere leads to the first page.
func leadTo(w http.ResponseWriter, r *http.Request, path string) {
	http.Redirect(w, r, withinSite(path), http.StatusSeeOther) // #nosec G710 -- withinSite lets no other site through
}
