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
from nbformat import NotebookNode

from editions import ASSERTS, MISTAKES, exercises, is_code, stub_name
from execute import run
from project import NOTEBOOKS, SETTINGS, directives, notebooks

FILE = NOTEBOOKS / "results" / "chapters.json"
TASK = re.compile(r"^### (\d+)\. (.+)\n+\*(\d+) minutes, (\w+)(, core)?\.\*", re.M)
WORDS_PER_MINUTE = 180
LINES_PER_MINUTE = 12


def opening(nb: NotebookNode) -> dict[str, str]:
    "Title and one-line summary."
    lines = nb.cells[0].source.splitlines()
    def first(mark: str) -> str: return next(s[2:] for s in lines if s.startswith(mark))
    return {"title": first("# "), "summary": first("> ")}


def task(headline: tuple[str, ...], stub: NotebookNode, proof: NotebookNode) -> dict:
    "One exercise: its headline, its stub, and the mistakes that its check is proved to refuse."
    number, title, minutes, difficulty, core = headline
    return {
        "number": int(number),
        "title": title,
        "minutes": int(minutes),
        "difficulty": difficulty,
        "core": bool(core),
        "stub": stub_name(stub),
        "cell": stub.id,
        "mistakes": re.findall(r"^def (\w+)", proof.source.split(MISTAKES)[1], re.M),
    }


def tasks(nb: NotebookNode) -> list[dict]:
    "The exercises of a notebook, in order."
    prose = [c.source for c in nb.cells if not is_code(c)]
    headlines = [match.groups() for source in prose for match in TASK.finditer(source)]
    pairs = exercises(nb)
    if len(headlines) != len(pairs):
        title = opening(nb)["title"]
        raise SystemExit(f"{title}: {len(headlines)} tasks and {len(pairs)} stubs")

    return [task(headline, *pair) for headline, pair in zip(headlines, pairs, strict=True)]


def lines_of(source: str) -> int:
    "Lines of code, without blanks and directives."
    return sum(bool(line.strip()) and not directives(line) for line in source.splitlines())


def uses(path: Path, nb: NotebookNode) -> list[str]:
    "The earlier chapters' modules that any cell of a notebook imports."
    library = SETTINGS["lib_name"]
    code = "\n".join(c.source for c in nb.cells if is_code(c))
    imported = set(re.findall(rf"^from {library}\.(\w+) import", code, re.M))
    for line in re.findall(rf"^from {library} import (.+)", code, re.M):
        imported |= {name.split()[0] for name in line.split(",")}

    chapters = [p for p in NOTEBOOKS.glob("[0-9]*.ipynb") if p.name < path.name]
    return sorted(imported & {p.stem.split("_", 1)[1] for p in chapters})


def is_folded(cell: NotebookNode) -> bool:
    "Whether a reader sees a cell only after a click, or not at all."
    if not is_code(cell): return cell.source.startswith("<details")
    return "hide" in directives(cell.source) or "hide-input" in cell.metadata.get("tags", [])


def parts(nb: NotebookNode) -> tuple[list[NotebookNode], list[NotebookNode]]:
    """The cells that a reader meets on the way, and those of appendices. In neither: folded cells,
    and exercises, which name their own minutes."""
    found: dict[str, list[NotebookNode]] = {"": [], "Appendix": [], "Exercises": []}
    now = ""
    for cell in nb.cells:
        heading = re.match(r"## (Appendix\b|Exercises$)?", cell.source, re.M)
        if not is_code(cell) and heading: now = heading[1] or ""
        if not is_folded(cell): found[now].append(cell)
    return found[""], found["Appendix"]


def reading(cells: list[NotebookNode]) -> tuple[int, int, float]:
    "Words, lines of code, and the minutes that both take to read."
    words = sum(len(c.source.split()) for c in cells if not is_code(c))
    lines = sum(lines_of(c.source) for c in cells if is_code(c))
    return words, lines, round(words / WORDS_PER_MINUTE + lines / LINES_PER_MINUTE, 2)


def lengths(nb: NotebookNode) -> dict[str, float]:
    "How much there is to read, and how long the exported cells are."
    code = [c.source for c in nb.cells if is_code(c)]
    way, appendices = parts(nb)
    words, lines, minutes = reading(way)
    exported = [lines_of(source) for source in code if "export" in directives(source)]
    exported = [count for count in exported if count]   # a cell of nothing but directives is none

    return {
        "words": words,
        "code_lines": lines,
        "reading_minutes": minutes,
        "appendix_minutes": reading(appendices)[2],
        "exported_cells": len(exported),
        "median_lines": statistics.median(exported or [0]),
        "most_lines": max(exported, default=0),
    }


def evidence(nb: NotebookNode) -> dict[str, int]:
    "What the cells check and show."
    code = [c for c in nb.cells if is_code(c)]
    outputs = [output for cell in code for output in cell.outputs]
    return {
        "asserts": sum(len(re.findall(ASSERTS, cell.source)) for cell in code),
        "pictures": sum("image/png" in output.get("data", {}) for output in outputs),
        "output_kb": round(sum(len(json.dumps(cell.outputs)) for cell in code) / 1024),
    }


def counted(path: Path) -> dict:
    "Everything about a notebook that can be counted without running it."
    nb = nbformat.read(path, 4)
    return {
        **opening(nb),
        "uses": uses(path, nb),
        **lengths(nb),
        **evidence(nb),
        "file_kb": round(path.stat().st_size / 1024),
        "exercises": tasks(nb),
    }


def seconds(path: Path) -> float:
    "The time of one run in a fresh kernel, on a copy."
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".timing_", suffix=".ipynb") as copy:
        copy.write(path.read_bytes())
        copy.flush()
        return run(Path(copy.name), timeout=600, flags=set())


def stored() -> dict:
    "What the file says."
    return json.loads(FILE.read_text()) if FILE.exists() else {"chapters": {}}


def is_timed(path: Path) -> bool:
    "Whether a notebook is a chapter, whose seconds are told."
    return path.parent == NOTEBOOKS and path.name != SETTINGS["readme_nb"]


def table(time: bool, check: bool) -> dict:
    "One entry for each notebook; known times stay, unless all are to be measured."
    old = stored()
    entries = {}
    for path in notebooks():
        key = path.relative_to(NOTEBOOKS).with_suffix("").as_posix()
        spent = old["chapters"].get(key, {}).get("seconds")
        is_new = spent is None and not check

        if is_timed(path) and (time or is_new):
            spent = round(seconds(path), 1)
            print(f"{key}: {spent} s", flush=True)
        entries[key] = counted(path) | {"seconds": spent}
    return {"cores": os.cpu_count() if time else old.get("cores"), "chapters": entries}


def main(time: bool, check: bool) -> None:
    "Write the file, or say that it is out of step."
    now = table(time, check)
    if not check:
        text = json.dumps(now, indent=1, ensure_ascii=False)
        FILE.write_text(text + "\n", encoding="utf-8")
    elif now != stored():
        sys.exit(f"{FILE.name} is out of step with the notebooks: run `make export`")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--time", action="store_true", help="measure the seconds too")
    parser.add_argument("--check", action="store_true", help="fail if the file is out of step")
    args = parser.parse_args()
    main(args.time, args.check)
