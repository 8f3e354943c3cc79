package main

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/surety-mechanism/surety/internal/testkit/browser"
)

// receiptsInBrowser measures the verifier of the pages in a real browser: the
// same receipts, each handed over with the trust file, as a page hands them over.
func receiptsInBrowser(ctx context.Context, b *bench) error {
	const what = "verify a receipt in the browser (WebAssembly), trust file read each time"
	if _, ok := browser.Find(); !ok {
		b.add(row{what: what, notes: browser.Missing})
		return nil
	}
	log, files, _, _, err := witnessedLog(1000, 64)
	if err != nil {
		return err
	}
	trust, err := log.Marshal()
	if err != nil {
		return err
	}
	wasm := filepath.Join(b.dir, "verifier.wasm")
	build := exec.CommandContext(ctx, "go", "build", "-trimpath", "-ldflags=-s -w", "-o", wasm, "github.com/surety-mechanism/surety/cmd/verifier")
	build.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	if out, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("compiling the verifier: %w: %s", err, out)
	}
	root, err := exec.CommandContext(ctx, "go", "env", "GOROOT").Output()
	if err != nil {
		return fmt.Errorf("asking for GOROOT: %w", err)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprintf(w, `<!DOCTYPE html><title>bench</title><script src="/wasm_exec.js"></script><script>
			const bytes = async (path) => new Uint8Array(await (await fetch(path)).arrayBuffer());
			window.said = "";
			(async () => {
				const go = new Go(), trust = await bytes("/trust"), files = [];
				for (let i = 0; i < %d; i++) files.push(await bytes("/receipt/" + i));
				const made = await WebAssembly.instantiate(await bytes("/verifier.wasm"), go.importObject);
				go.run(made.instance);
				let n = 0;
				const one = () => {
					const a = suretyCheck([trust, files[n++ %% files.length]], "0");
					if (a.problem || a.reports[0].verdict !== "proven") throw new Error(JSON.stringify(a).slice(0, 300));
				};
				for (let i = 0; i < 20; i++) one();
				n = 0;
				const start = performance.now();
				while (performance.now() - start < %d) one();
				window.said = n + " " + (performance.now() - start);
			})().catch((e) => window.said = "failed: " + e);
		</script>`, len(files), b.span.Milliseconds())
	})
	mux.HandleFunc("GET /trust", func(w http.ResponseWriter, _ *http.Request) { w.Write(trust) })
	mux.HandleFunc("GET /receipt/{n}", func(w http.ResponseWriter, r *http.Request) {
		if n, err := strconv.Atoi(r.PathValue("n")); err == nil && n >= 0 && n < len(files) {
			w.Write(files[n])
		}
	})
	mux.HandleFunc("GET /verifier.wasm", func(w http.ResponseWriter, r *http.Request) { http.ServeFile(w, r, wasm) })
	mux.HandleFunc("GET /wasm_exec.js", func(w http.ResponseWriter, r *http.Request) {
		http.ServeFile(w, r, filepath.Join(strings.TrimSpace(string(root)), "lib/wasm/wasm_exec.js"))
	})
	server := httptest.NewServer(mux)
	defer server.Close()
	tab, err := browser.Open(ctx)
	if err != nil {
		return err
	}
	defer tab.Close()
	if err := tab.Go(server.URL + "/"); err != nil {
		return err
	}
	said := ""
	for end := time.Now().Add(b.span + time.Minute); said == "" && time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		if said, err = browser.Eval[string](tab, "window.said"); err != nil {
			return err
		}
	}
	var n, ms float64
	if _, err := fmt.Sscan(said, &n, &ms); err != nil || n == 0 {
		return fmt.Errorf("the verifier in the browser said %q", said)
	}
	b.add(row{what: what, rate: n / ms * 1000, unit: "receipts/s", notes: "Chromium, " + runtime.GOARCH + "; one thread"})
	return nil
}
