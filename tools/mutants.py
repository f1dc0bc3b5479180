"""Break the library on purpose, one classical mistake at a time, and see a chapter's own tests turn red.

usage: mutants.py [--only TEXT] [--table FILE] [--gallery]
Each row of mutants.json: mistake (a name), notebook (whose exported code is changed), old and new (source text, found
exactly once in the notebook's exported cells), chapter (the notebook whose tests must fail). A letter groups mistakes:
A positions and attention, B weights and files, C text and masks, D training, E preferences, F generation.
A row with the key bug is the nearest to that section of the bug gallery (chapter 17), whose table --gallery writes.
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

GALLERY = NOTEBOOKS / "results" / "bugs.json"
SKIP = shutil.ignore_patterns(".git", ".venv", "runs", "*.egg-info", "__pycache__", ".*_cache")


def mutate(path: Path, old: str, new: str) -> None:
    "Replace `old` by `new` in the one code cell that has it."
    nb = nbformat.read(path, 4)
    cells = [c for c in nb.cells if c.cell_type == "code" and "#| export" in c.source and old in c.source]
    if len(cells) != 1 or cells[0].source.count(old) != 1:
        raise SystemExit(f"{path.name}: {old!r} stands in {len(cells)} exported cells; it must stand in one, once")
    cells[0].source = cells[0].source.replace(old, new)
    nbformat.write(nb, path)


def complaint(text: str) -> str:
    "The line of a cell at which a test failed, without its comment; else the last error."
    lines = re.findall(r'^ *File "<ipython-input[^"]*", line \d+, in .*\n(.*)', text, re.M)
    lines = lines or [line for line in text.splitlines() if "Error" in line]
    return re.split(r"\s{2,}#", lines[-1])[0].strip()[:110] if lines else ""


def caught(row: dict[str, str]) -> tuple[bool, str]:
    "Whether the chapter's tests fail on a broken copy of the project, and at which line."
    bin = Path(sys.executable).parent
    with tempfile.TemporaryDirectory() as tmp:
        copy = Path(shutil.copytree(ROOT, Path(tmp) / "copy", ignore=SKIP))
        mutate(copy / "nbs" / f"{row['notebook']}.ipynb", row["old"], row["new"])
        env = {**os.environ, "PYTHONPATH": str(copy), "OMP_NUM_THREADS": "1", "MPLBACKEND": "agg", "TQDM_DISABLE": "1"}
        subprocess.run([bin / "nbdev_export"], cwd=copy, env=env, check=True)
        command = [bin / "nbdev_test", "--file_glob", f"{row['chapter']}.ipynb", "--n_workers", "0", "--do_print"]
        test = subprocess.run(command, cwd=copy, env=env, text=True, capture_output=True, timeout=900)
    text = test.stdout + test.stderr
    if "Starting" not in text: raise SystemExit(f"{row['chapter']} did not run:\n{text[-2000:]}")
    return test.returncode != 0, complaint(text)


def gallery_row(row: dict[str, str], red: bool, why: str) -> dict[str, str | bool]:
    "What the gallery's table says of one mistake; paths are of this machine and are left out."
    why = re.sub(r"(?<!\w)/(?:[\w.-]+/)+[\w.-]*", "...", why)
    return {"bug": row["bug"], "notebook": row["notebook"], "chapter": row["chapter"], "caught": red, "why": why}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="", help="rows whose mistake or chapter contains this text")
    parser.add_argument("--table", type=Path, default=ROOT / "tools" / "mutants.json")
    parser.add_argument("--gallery", action="store_true", help="the bug gallery's rows; writes their table")
    args = parser.parse_args()
    rows = [r for r in json.loads(args.table.read_text()) if args.only in r["mistake"] + " " + r["chapter"]]
    if args.gallery: rows = [r for r in rows if "bug" in r]
    missed, table = 0, []
    for row in rows:
        red, why = caught(row)
        missed += not red
        if args.gallery: table.append(gallery_row(row, red, why))
        print(f"{'caught' if red else 'MISSED':7} {row['mistake']:44} {row['chapter']:14} {why}", flush=True)
    if args.gallery:    # rows that were left out this time stay as they were
        found = {r["bug"]: r for r in [*json.loads(GALLERY.read_text()), *table]}
        bugs = [r["bug"] for r in json.loads(args.table.read_text()) if "bug" in r]
        GALLERY.write_text(json.dumps([found[bug] for bug in bugs], indent=1, ensure_ascii=False) + "\n")
    print(f"{len(rows) - missed} caught, {missed} missed")
    sys.exit(bool(missed or not rows))
