"""Break the library on purpose, one classical mistake at a time, and see a chapter's tests fail.

usage: mutants.py [--only TEXT] [--table FILE] [--gallery] [--workers N]
Each row of mutants.json: mistake (a name), notebook (whose exported code is changed), old and new
(source text, found exactly once in the notebook's exported cells), chapter (the notebook whose
tests must fail). A letter groups mistakes: A positions and attention, B weights and files, C text
and masks, D training, E preferences, F generation. A row with the key bug is the nearest to that
section of the bug gallery (chapter 27), whose table --gallery writes.
"""
import argparse
import json
import os
import re
import shutil
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
from nbdev.export import nb_export
from nbformat import NotebookNode

import nbtest
from project import LIBRARY, NOTEBOOKS, ROOT

TABLE = ROOT / "tools" / "mutants.json"
GALLERY = NOTEBOOKS / "results" / "bugs.json"
SKIP = shutil.ignore_patterns(".git", ".venv", "runs", "*.egg-info", "__pycache__", ".*_cache")
Row = dict[str, str]


def broken(row: Row) -> NotebookNode:
    "A mutant's notebook: in the one exported cell that has `old`, `new` stands in its place."
    nb = nbformat.read(NOTEBOOKS / f"{row['notebook']}.ipynb", 4)
    code = [cell for cell in nb.cells if cell.cell_type == "code"]
    for cell in code: cell.outputs = []
    old = row["old"]
    cells = [cell for cell in code if "#| export" in cell.source and old in cell.source]
    if len(cells) != 1 or cells[0].source.count(old) != 1:
        stands = f"{row['notebook']}: {old!r} stands in {len(cells)} exported cells"
        raise SystemExit(f"{stands}; it must stand in one, once")

    cells[0].source = cells[0].source.replace(old, row["new"])
    return nb


def complaint(text: str) -> str:
    "The line of a cell at which a test failed, without its comment; else the last error."
    lines = re.findall(r'^ *File "<ipython-input[^"]*", line \d+, in .*\n(.*)', text, re.M)
    lines = lines or [line for line in text.splitlines() if "Error" in line]
    if not lines: return ""
    return re.split(r"\s{2,}#", lines[-1])[0].strip()[:110]


def tested(chapter: str, name: str = "", nb: NotebookNode | None = None) -> nbtest.Outcome:
    "How a chapter's tests end in a copy of the project, one of whose notebooks may be another."
    with tempfile.TemporaryDirectory() as tmp:
        copy = Path(shutil.copytree(ROOT, Path(tmp) / "copy", ignore=SKIP))
        notebooks = copy / NOTEBOOKS.name
        if nb is not None:
            nbformat.write(nb, notebooks / f"{name}.ipynb")
            nb_export(notebooks / f"{name}.ipynb", copy / LIBRARY.name)
        return nbtest.outcome(notebooks / f"{chapter}.ipynb", set(), limit=900, root=copy)


def caught(row: Row, nb: NotebookNode) -> tuple[bool, str]:
    "Whether the chapter's tests fail with the mistake in the library, and at which line."
    end = tested(row["chapter"], row["notebook"], nb)
    why = complaint(end.why) if end.word == "failed" else f"{end.word}: {end.why}"
    if re.search("^NameError: ", end.why, re.M): return False, f"does not run as Python: {why}"
    return end.word in ("failed", "hung", "died"), why


def gallery_row(row: Row, red: bool, why: str) -> dict[str, str | bool]:
    "What the gallery's table says of one mistake; paths are of this machine and are left out."
    return {
        "bug": row["bug"],
        "notebook": row["notebook"],
        "chapter": row["chapter"],
        "caught": red,
        "why": re.sub(r"(?<!\w)/(?:[\w.-]+/)+[\w.-]*", "...", why),
    }


def write_gallery(entries: list[dict], bugs: list[str]) -> None:
    "Renew entries of the gallery's table; bugs that were left out this time stay as they were."
    by_bug = {entry["bug"]: entry for entry in [*json.loads(GALLERY.read_text()), *entries]}
    text = json.dumps([by_bug[bug] for bug in bugs], indent=1, ensure_ascii=False)
    GALLERY.write_text(text + "\n")


def main(args: argparse.Namespace) -> int:
    "Try each row; 0 if there were some and all were caught."
    everything = json.loads(args.table.read_text())
    rows = [row for row in everything if args.only in f"{row['mistake']} {row['chapter']}"]
    if args.gallery: rows = [row for row in rows if "bug" in row]
    notebooks = [broken(row) for row in rows]     # a row that fits no cell is noticed now

    missed = 0
    entries = []
    nbtest.prepare()
    with ThreadPoolExecutor(args.workers) as pool:
        chapters = sorted({row["chapter"] for row in rows})
        bad = [end for end in pool.map(tested, chapters) if end.word != "passed"]
        if bad: raise SystemExit(f"without any mistake, too: {', '.join(map(str, bad))}")

        for row, (red, why) in zip(rows, pool.map(caught, rows, notebooks), strict=True):
            missed += not red
            if args.gallery: entries.append(gallery_row(row, red, why))
            word = "caught" if red else "MISSED"
            print(f"{word:7} {row['mistake']:44} {row['chapter']:14} {why}", flush=True)

    if args.gallery: write_gallery(entries, [row["bug"] for row in everything if "bug" in row])
    print(f"{len(rows) - missed} caught, {missed} missed")
    return int(bool(missed or not rows))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="",
                        help="rows whose mistake or chapter contains this text")
    parser.add_argument("--table", type=Path, default=TABLE)
    parser.add_argument("--gallery", action="store_true",
                        help="the bug gallery's rows; writes their table")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    sys.exit(main(parser.parse_args()))
