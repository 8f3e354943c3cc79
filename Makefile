# What can be done here. `make run` and `make test` need nothing before them:
# they look at the machine first and say plainly what is missing.

.PHONY: help run build reproduce test torture bench screenshots generate lint audit

help:
	@echo 'make run          build surety and open the exercise at http://localhost:8080'
	@echo 'make build        build the program: build/surety'
	@echo 'make reproduce    build twice and compare; PROGRAM=FILE: was FILE made from these sources?'
	@echo 'make test         check the machine, then run every test (SURETY_SEED=N repeats a run)'
	@echo 'make torture      the tests that take their time, and the race detector'
	@echo 'make bench        measure, and print one table'
	@echo 'make screenshots  take the pictures of docs/screenshots with Chromium'
	@echo 'make generate     write generated code again'
	@echo 'make lint         gofmt, go vet, staticcheck'
	@echo 'make audit        gosec, and govulncheck where its database can be reached'

run: build
	@echo 'Opening the exercise at http://localhost:8080 (stop it with Ctrl-C).'
	@build/surety demo

build:
	@scripts/need go assets
	@scripts/built

reproduce:
	@scripts/need go
	@scripts/reproduce $(if $(PROGRAM),"$(PROGRAM)")

test:
	@scripts/need go assets packages
	@scripts/checked
	@scripts/tested ./...
	@scripts/beside

torture:
	@scripts/need go assets packages
	@SURETY_TORTURE=1 scripts/tested ./...
	@scripts/raced

bench:
	@scripts/need go packages
	go run ./bench

screenshots: build
	@scripts/need packages
	@scripts/screenshots

generate:
	@scripts/need go assets
	go generate ./...
	gofmt -l -w $$(git ls-files '*.go')

lint:
	@scripts/need go
	@scripts/checked

audit:
	@scripts/need go
	@scripts/audited
