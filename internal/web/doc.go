// Package web is the mechanism's pages: server-rendered, readable without
// script, with no request to any other host. One file a page; routes.go is the
// site map.
//
// It reads through Views and writes through Desk, both declared here and small.
// It knows nothing of databases, and decides nothing: what a viewer may read is
// settled before it comes here, and no page says that a claim is true.
package web

//go:generate go run github.com/a-h/templ/cmd/templ@v0.3.977 generate -path .
