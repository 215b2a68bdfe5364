# Rozmova. `make help` lists what there is; nothing has to be installed first but
# Go and Node.js (scripts/tools.sh says which versions).

LISTEN ?= 127.0.0.1:8080
DATA   ?= ./data/demo
KILLS  ?= 100

STATICCHECK := go run honnef.co/go/tools/cmd/staticcheck@v0.8.1

.DEFAULT_GOAL := help
.PHONY: help demo dev build web web-deps generate test test-go test-web test-e2e test-models \
	check bench crash fmt lint vet staticcheck seed clean

help: ## Show this list
	@awk 'BEGIN { FS = ":.*## " } /^[a-z0-9-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo
	@echo "  LISTEN=$(LISTEN) may be given to demo, seed and dev; DATA=$(DATA) to demo and seed; KILLS=$(KILLS) to crash"

demo: build ## Build everything and run it with a fictional company, on SQLite
	@bin/rozmova demo --listen $(LISTEN) --data $(DATA)

dev: build ## A seeded server that follows changes to the code: front end and Go
	@node scripts/dev.mjs --listen $(LISTEN) --data ./data/dev

build: web ## Build bin/rozmova with the front end in it
	@scripts/tools.sh go
	@CGO_ENABLED=0 go build -o bin/rozmova ./cmd/rozmova

# The front end is built when one of its files is newer than what was built last;
# the desk's page is written last of all.
WEB_FILES := $(shell find web -type f -not -path '*/node_modules/*' -not -path 'web/dist/*' -not -path 'web/e2e/*' \
	-not -path '*/test/*' -not -name '*.go' -not -name '*.md' 2>/dev/null)

web: web/dist/desk/index.html ## Build the front end (the widget, the desk) and show its sizes
web/dist/desk/index.html: $(WEB_FILES) web/node_modules/.package-lock.json
	@scripts/web-build.sh

# npm writes this file last when it installs.
web-deps: web/node_modules/.package-lock.json
web/node_modules/.package-lock.json: web/package-lock.json
	@scripts/tools.sh node
	@cd web && npm ci --no-progress --loglevel=error

generate: web-deps ## Make anew what is made from the code: OpenAPI document, TypeScript types
	@scripts/generated.sh write

test: build ## Run all tests, setting up what they need (PostgreSQL, Chromium)
	@scripts/test.sh

test-go: ## Run Go's tests only
	@scripts/test.sh go

test-web: web-deps ## Run the front end's unit tests only
	@scripts/test.sh web

test-e2e: build ## Run the browser tests only
	@scripts/test.sh e2e

test-models: ## Test with a real language model: llama.cpp's server and a small one, which it sets up (some 10 minutes, once)
	@scripts/test-models.sh

crash: ## Kill the real binary KILLS times (100) under load and compare what was told with what there is
	@ROZMOVA_CRASH_KILLS=$(KILLS) scripts/test.sh crash

bench: build ## Measure speed and size on this machine, some three minutes; prints JSON
	@go run ./internal/bench -bin bin/rozmova

check: ## All that CI asks: format, vet, lint, generated files, sizes, tests
	@scripts/check.sh

fmt: web-deps ## Format Go and the front end
	@find . -name '*.go' -not -path '*/node_modules/*' -exec gofmt -w {} +
	@cd web && npm run --silent format

lint: vet staticcheck web-deps ## Lint Go and the front end
	@cd web && npm run --silent check

vet:
	@go vet ./...

staticcheck:
	@$(STATICCHECK) ./...

seed: build ## Throw the demo's data in DATA away and run it seeded anew
	@if [ -e "$(DATA)" ] && [ ! -e "$(DATA)/rozmova.db" ]; then echo "$(DATA) does not look like the demo's data"; exit 1; fi
	@rm -rf "$(DATA)"
	@bin/rozmova demo --listen $(LISTEN) --data $(DATA)

clean: ## Remove what was built; data stays
	@rm -rf bin .cache
	@find web/dist -mindepth 1 -not -name .gitkeep -delete
