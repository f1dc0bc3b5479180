"""What each chapter holds and costs, for the course's pages: nbs/results/chapters.json.

usage: chapters.py          count anew, keep the seconds (`make export` does)
       chapters.py --time   run every chapter in turn and measure its seconds as well
       chapters.py --check  fail if the file is out of step with the notebooks
"""
import argparse
import json
import os
import re
import statistics
import sys
import tempfile
from pathlib import Path

import nbformat
from editions import MISTAKES, exercises, is_code, stub_name
from execute import run
from nbformat import NotebookNode
from project import NOTEBOOKS, SETTINGS, directives, notebooks

FILE = NOTEBOOKS / "results" / "chapters.json"
ASSERTS = r"\bassert\b|\bassert_close\(|\btest_(?:eq|ne|close|fail)\(|\bexpect_fail\(|\bprove\("
TASK = re.compile(r"^### (\d+)\. (.+)\n+\*(\d+) minutes, (\w+)\.\*", re.M)


def opening(nb: NotebookNode) -> dict[str, str]:
    "Title and one-line summary."
    lines = nb.cells[0].source.splitlines()
    marks = {"title": "# ", "summary": "> "}
    return {name: next(line[2:] for line in lines if line.startswith(mark)) for name, mark in marks.items()}


def tasks(nb: NotebookNode) -> list[dict]:
    "The exercises: what the task's headline says, the stub, and the mistakes that its check is proved to refuse."
    found = [m.groups() for c in nb.cells if not is_code(c) for m in TASK.finditer(c.source)]
    pairs = exercises(nb)
    if len(found) != len(pairs): raise SystemExit(f"{opening(nb)['title']}: {len(found)} tasks and {len(pairs)} stubs")
    entries = []
    for (number, title, minutes, difficulty), (stub, proof) in zip(found, pairs, strict=True):
        mistakes = re.findall(r"^def (\w+)", proof.source.split(MISTAKES)[1], re.M)
        entries.append({"number": int(number), "title": title, "minutes": int(minutes), "difficulty": difficulty,
                        "stub": stub_name(stub), "cell": stub.id, "mistakes": mistakes})
    return entries


def lines_of(source: str) -> int:
    "Lines of code, without blanks and directives."
    return sum(bool(line.strip()) and not directives(line) for line in source.splitlines())


def uses(path: Path, nb: NotebookNode) -> list[str]:
    "The modules of earlier chapters that a notebook's cells import, in the library or in examples and tests."
    code = "\n".join(c.source for c in nb.cells if is_code(c))
    found = set(re.findall(rf"^from {SETTINGS['lib_name']}\.(\w+) import", code, re.M))
    for line in re.findall(rf"^from {SETTINGS['lib_name']} import (.+)", code, re.M):
        found |= {name.split()[0] for name in line.split(",")}
    earlier = {p.stem.split("_", 1)[1] for p in NOTEBOOKS.glob("[0-9]*.ipynb") if p.name < path.name}
    return sorted(found & earlier)


def counted(path: Path) -> dict:
    "Everything about a notebook that can be counted without running it."
    nb = nbformat.read(path, 4)
    code = [c.source for c in nb.cells if is_code(c)]
    exported = [lines_of(s) for s in code if "export" in directives(s) and lines_of(s)]
    words, code_lines = sum(len(c.source.split()) for c in nb.cells if not is_code(c)), sum(map(lines_of, code))
    return {**opening(nb), "uses": uses(path, nb), "words": words, "code_lines": code_lines,
            "reading_minutes": round(words / 180 + code_lines / 12, 2), "exported_cells": len(exported),
            "median_lines": statistics.median(exported or [0]), "most_lines": max(exported, default=0),
            "asserts": sum(len(re.findall(ASSERTS, s)) for s in code),
            "pictures": sum("image/png" in o.get("data", {}) for c in nb.cells if is_code(c) for o in c.outputs),
            "output_kb": round(sum(len(json.dumps(c.outputs)) for c in nb.cells if is_code(c)) / 1024),
            "file_kb": round(path.stat().st_size / 1024), "exercises": tasks(nb)}


def seconds(path: Path) -> float:
    "The time of one run in a fresh kernel, on a copy."
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".timing_", suffix=".ipynb") as copy:
        copy.write(path.read_bytes())
        copy.flush()
        return run(Path(copy.name), timeout=600, flags=set())


def kept() -> dict[str, dict]: return json.loads(FILE.read_text()) if FILE.exists() else {"chapters": {}}


def table(time: bool, check: bool) -> dict:
    "One entry for each notebook; times are kept from the file unless they are to be measured, or a chapter is new."
    old = kept()
    entries = {}
    for path in notebooks():
        key = path.relative_to(NOTEBOOKS).with_suffix("").as_posix()
        spent = old["chapters"].get(key, {}).get("seconds")
        runs = path.parent == NOTEBOOKS and path.name != SETTINGS["readme_nb"]
        if runs and (time or spent is None and not check):
            spent = round(seconds(path), 1)
            print(f"{key}: {spent} s", flush=True)
        entries[key] = counted(path) | {"seconds": spent}
    return {"cores": os.cpu_count() if time else old.get("cores"), "chapters": entries}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--time", action="store_true", help="measure the seconds too")
    parser.add_argument("--check", action="store_true", help="fail if the file is out of step")
    args = parser.parse_args()
    now = table(args.time, args.check)
    if not args.check: FILE.write_text(json.dumps(now, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    elif now != kept(): sys.exit(f"{FILE.name} is out of step with the notebooks: run `make export`")
