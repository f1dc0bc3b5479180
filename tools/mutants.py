"""Break the library on purpose, one classical mistake at a time, and see a chapter's tests fail.

usage: mutants.py [--only TEXT] [--table FILE] [--gallery]
Each row of mutants.json: mistake (a name), notebook (whose exported code is changed), old and new
(source text, found exactly once in the notebook's exported cells), chapter (the notebook whose
tests must fail). A letter groups mistakes: A positions and attention, B weights and files, C text
and masks, D training, E preferences, F generation. A row with the key bug is the nearest to that
section of the bug gallery (chapter 23), whose table --gallery writes.
"""
import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat

from project import NOTEBOOKS, ROOT

BIN = Path(sys.executable).parent
GALLERY = NOTEBOOKS / "results" / "bugs.json"
SKIP = shutil.ignore_patterns(".git", ".venv", "runs", "*.egg-info", "__pycache__", ".*_cache")
QUIET = {"OMP_NUM_THREADS": "1", "MPLBACKEND": "agg", "TQDM_DISABLE": "1"}
Row = dict[str, str]


def mutate(path: Path, old: str, new: str) -> None:
    "Replace `old` by `new` in the one code cell that has it."
    nb = nbformat.read(path, 4)
    code = [cell for cell in nb.cells if cell.cell_type == "code"]
    cells = [cell for cell in code if "#| export" in cell.source and old in cell.source]
    if len(cells) != 1 or cells[0].source.count(old) != 1:
        stands = f"{path.name}: {old!r} stands in {len(cells)} exported cells"
        raise SystemExit(f"{stands}; it must stand in one, once")

    cells[0].source = cells[0].source.replace(old, new)
    nbformat.write(nb, path)


def complaint(text: str) -> str:
    "The line of a cell at which a test failed, without its comment; else the last error."
    lines = re.findall(r'^ *File "<ipython-input[^"]*", line \d+, in .*\n(.*)', text, re.M)
    lines = lines or [line for line in text.splitlines() if "Error" in line]
    if not lines: return ""
    return re.split(r"\s{2,}#", lines[-1])[0].strip()[:110]


def tested(copy: Path, chapter: str) -> subprocess.CompletedProcess[str]:
    "Export a copy of the project and run one chapter's tests in it."
    env = os.environ | QUIET | {"PYTHONPATH": str(copy)}
    subprocess.run([BIN / "nbdev_export"], cwd=copy, env=env, check=True)
    options = ["--file_glob", f"{chapter}.ipynb", "--n_workers", "0", "--do_print"]
    command = [BIN / "nbdev_test", *options]
    return subprocess.run(command, cwd=copy, env=env, text=True, capture_output=True, timeout=900)


def caught(row: Row) -> tuple[bool, str]:
    "Whether the chapter's tests fail on a broken copy of the project, and at which line."
    with tempfile.TemporaryDirectory() as tmp:
        copy = Path(shutil.copytree(ROOT, Path(tmp) / "copy", ignore=SKIP))
        mutate(copy / "nbs" / f"{row['notebook']}.ipynb", row["old"], row["new"])
        test = tested(copy, row["chapter"])

    text = test.stdout + test.stderr
    if "Starting" not in text: raise SystemExit(f"{row['chapter']} did not run:\n{text[-2000:]}")
    return test.returncode != 0, complaint(text)


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


def main(table: Path, only: str, gallery: bool) -> int:
    "Try each row; 0 if there were some and all were caught."
    everything = json.loads(table.read_text())
    rows = [row for row in everything if only in f"{row['mistake']} {row['chapter']}"]
    if gallery: rows = [row for row in rows if "bug" in row]

    missed = 0
    entries = []
    for row in rows:
        red, why = caught(row)
        missed += not red
        if gallery: entries.append(gallery_row(row, red, why))
        word = "caught" if red else "MISSED"
        print(f"{word:7} {row['mistake']:44} {row['chapter']:14} {why}", flush=True)

    if gallery: write_gallery(entries, [row["bug"] for row in everything if "bug" in row])
    print(f"{len(rows) - missed} caught, {missed} missed")
    return int(bool(missed or not rows))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="",
                        help="rows whose mistake or chapter contains this text")
    parser.add_argument("--table", type=Path, default=ROOT / "tools" / "mutants.json")
    parser.add_argument("--gallery", action="store_true",
                        help="the bug gallery's rows; writes their table")
    args = parser.parse_args()
    sys.exit(main(args.table, args.only, args.gallery))
