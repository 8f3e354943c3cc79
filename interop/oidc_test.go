package interop

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/zitadel/oidc/v3/example/server/exampleop"
	"github.com/zitadel/oidc/v3/example/server/storage"
	"github.com/zitadel/oidc/v3/pkg/op"

	"github.com/surety-mechanism/surety/internal/app"
	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/record"
)

// organisation is a mechanism that is served over TLS, and the OpenID provider of
// others (zitadel) at which its people have accounts.
type organisation struct {
	t      *testing.T
	m      *app.Mechanism
	client *http.Client
}

func newOrganisation(t *testing.T) *organisation {
	t.Helper()
	issuer := httptest.NewUnstartedServer(nil)
	_, port, err := net.SplitHostPort(issuer.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	address := "http://localhost:" + port + "/"
	storage.RegisterClients(storage.WebClient("surety", "secret", "https://localhost/signin/provider"))
	before := slog.Default()
	issuer.Config.Handler = exampleop.SetupServer(address, storage.NewStorage(storage.NewUserStore(address)),
		slog.New(slog.DiscardHandler), false, op.WithAllowInsecure())
	slog.SetDefault(before)
	issuer.Start()
	t.Cleanup(issuer.Close)

	dir := filepath.Join(t.TempDir(), "exercise")
	m := must(app.Exercise(t.Context(), dir, app.Options{Guard: app.ExerciseGuard(dir)}))
	t.Cleanup(func() { m.Close() })
	check(t, os.WriteFile(filepath.Join(dir, "idp.secret"), []byte("secret\n"), 0o600))
	check(t, os.WriteFile(filepath.Join(dir, "serve.yaml"), fmt.Appendf(nil, "domain: localhost\ntls: { own: true }\n"+
		"providers:\n  - { id: mission, name: { en: The Mission }, issuer: %q, client: surety, secret_file: idp.secret }\n", address), 0o600))
	s := must(m.LoadServing())
	l := must(app.Listen("127.0.0.1:0", s))
	ctx, stop := context.WithCancel(context.Background())
	ended, ready := make(chan error, 1), make(chan struct{})
	go func() { ended <- m.Serve(ctx, l, s, app.DefaultInterval, func() { close(ready) }) }()
	select {
	case <-ready:
	case err := <-ended:
		t.Fatal(err)
	}
	t.Cleanup(func() { stop(); <-ended })
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(must(m.Authority(s)))
	jar := must(cookiejar.New(nil))
	return &organisation{t, m, &http.Client{Jar: jar, Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots},
		DialContext: func(ctx context.Context, network, to string) (net.Conn, error) {
			if to == "localhost:443" {
				to = l.Addr().String()
			}
			return new(net.Dialer).DialContext(ctx, network, to)
		}}}}
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (o *organisation) read(res *http.Response, err error) (int, string, *url.URL) {
	o.t.Helper()
	check(o.t, err)
	defer res.Body.Close()
	body := must(io.ReadAll(res.Body))
	return res.StatusCode, string(body), res.Request.URL
}

func (o *organisation) get(path string) (int, string) {
	o.t.Helper()
	status, body, _ := o.read(o.client.Get("https://localhost" + path))
	return status, body
}

// through goes to the organisation, signs in there, and comes back. What the browser
// keeps meanwhile may be changed.
func (o *organisation) through(user, query string, change ...func(kept map[string]string)) (int, string, *url.URL) {
	o.t.Helper()
	_, page, at := o.read(o.client.Get("https://localhost/signin/provider/mission" + query))
	if at.Path != "/login/username" {
		o.t.Fatalf("it leads to %s: %.300s", at, page)
	}
	for _, f := range change {
		o.change(f)
	}
	return o.read(o.client.PostForm(at.Scheme+"://"+at.Host+"/login/username",
		url.Values{"username": {user}, "password": {"verysecure"}, "id": {at.Query().Get("authRequestID")}}))
}

// change changes what the browser keeps of what was asked of the organisation.
func (o *organisation) change(f func(kept map[string]string)) {
	o.t.Helper()
	here := must(url.Parse("https://localhost/"))
	for _, c := range o.client.Jar.Cookies(here) {
		if c.Name != "__Host-provider" {
			continue
		}
		kept := map[string]string{}
		check(o.t, json.Unmarshal(must(base64.RawURLEncoding.DecodeString(c.Value)), &kept))
		f(kept)
		c.Value, c.Path, c.Secure = base64.RawURLEncoding.EncodeToString(must(json.Marshal(kept))), "/", true
		o.client.Jar.SetCookies(here, []*http.Cookie{c})
		return
	}
	o.t.Fatal("the browser keeps nothing of what was asked")
}

func (o *organisation) signedIn() bool {
	o.t.Helper()
	_, body := o.get("/session")
	return strings.Contains(body, "Delegation of Oruvia")
}

// An account is shown after an invitation, bound by two signatures in the log, and
// then signs its person in; what is replayed, forged or revoked does not.
func TestOpenIDConnect(t *testing.T) {
	o := newOrganisation(t)
	ctx := t.Context()
	const user, other = "test-user@localhost", "test-user2"
	if status, body, _ := o.through(user, "?back=/keys"); status != http.StatusForbidden || strings.Contains(body, "signed in") {
		t.Errorf("an account that nobody bound: %d", status)
	}
	token, _, err := o.m.Sessions.Invite(ctx, "oruvia", "test")
	check(t, err)
	if status, body, _ := o.through(user, "?invitation="+token); status != http.StatusOK || !strings.Contains(body, "class=\"key-digits\"") {
		t.Fatalf("%d: %s", status, body)
	}
	made := must(o.m.Sessions.Enrolled(ctx))
	if len(made) != 1 || made[0].Key.Mode != record.AccountMode || strings.Contains(fmt.Sprint(made[0].Key), "id1") {
		t.Fatalf("%+v", made)
	}
	act := func(seat record.Seat, body record.Body) {
		t.Helper()
		if h, err := o.m.ActFor(ctx, seat, desk.Act{Body: body, Audience: []record.Seat{record.Public}}); err != nil || h.Refused != "" {
			t.Fatalf("%v %s", err, h.Refused)
		}
	}
	e := made[0]
	act("oruvia", &record.KeyAdded{Key: e.Key, Proof: e.Proof, Holder: e.Name})
	if status, _, _ := o.through(user, ""); status != http.StatusForbidden {
		t.Errorf("an account that waits for approval: %d", status)
	}
	act("chair", &record.KeyApproved{KeyID: e.Key.ID})
	status, body, at := o.through(user, "?back=/log")
	if status != http.StatusOK || !strings.Contains(body, `href="/log"`) || !o.signedIn() {
		t.Fatalf("%d: %s", status, body)
	}

	// The same answer again, and one with another state, open nothing.
	o.client.Jar = must(cookiejar.New(nil))
	if status, _, _ := o.read(o.client.Get(at.String())); status == http.StatusOK || o.signedIn() {
		t.Errorf("the answer opens a session in another browser: %d", status)
	}
	o.read(o.client.Get("https://localhost/signin/provider/mission"))
	if status, _, _ := o.read(o.client.Get(at.String())); status != http.StatusForbidden || o.signedIn() {
		t.Errorf("the answer to another question is taken: %d", status)
	}
	// Nor is one that another browser asked for, or whose token was made for another
	// request, whatever else fits.
	for _, field := range []string{"State", "Nonce"} {
		if status, body, _ := o.through(user, "", func(kept map[string]string) { kept[field] += "x" }); status != http.StatusForbidden || o.signedIn() {
			t.Errorf("another %s than was asked with: %d %.200s", field, status, body)
		}
		o.client.Jar = must(cookiejar.New(nil))
	}
	if status, _, _ := o.through(other, ""); status != http.StatusForbidden || o.signedIn() {
		t.Errorf("another's account: %d", status)
	}
	if status, _ := o.get("/signin/provider/nobody"); status != http.StatusNotFound {
		t.Errorf("an organisation that is not configured: %d", status)
	}

	// Revoked: the session that stands ends with the next request.
	o.through(user, "")
	if !o.signedIn() {
		t.Fatal("not signed in")
	}
	act("oruvia", &record.KeyRevoked{KeyID: e.Key.ID, Reason: "left the delegation"})
	if o.signedIn() {
		t.Error("the account is revoked, and its session goes on")
	}
}
