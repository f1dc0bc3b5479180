"""Take a run of `make course` into the repository: numbers and plots for the README, outputs for the walkthroughs.

usage: results.py [RUN]      (default: runs/course)
A walkthrough that was not run keeps what it had: the fourth is part of `make doubt` only.
"""
import json
import sys
from pathlib import Path

import nbformat
from execute import lighten, lighter
from project import NOTEBOOKS, ROOT

run = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "runs" / "course"
target = NOTEBOOKS / "results"
target.mkdir(exist_ok=True)
for name in ("results.json", "seconds.json"):
    before = json.loads((target / name).read_text(encoding="utf-8")) if (target / name).exists() else {}
    now = before | json.loads((run / name).read_text(encoding="utf-8"))
    (target / name).write_text(json.dumps(now, indent=2) + "\n", encoding="utf-8")
for file in run.glob("*.png"): (target / file.name).write_bytes(lighter(file.read_bytes()))

for path in sorted((NOTEBOOKS / "walkthroughs").glob("*.ipynb")):
    if not (run / path.name).exists():
        print(f"{path.name} was not run: its outputs stay as they were")
        continue
    nb = nbformat.read(path, 4)
    executed = {cell.id: cell for cell in nbformat.read(run / path.name, 4).cells}
    for cell in nb.cells:
        if cell.cell_type != "code": continue
        done = executed.get(cell.id)
        if done is None or done.source != cell.source:
            sys.exit(f"{run / path.name} ran other code than {path}: run `make course` again")
        cell.execution_count = done.execution_count
        cell.outputs = [o for o in done.outputs if "Path(" not in str(o)]   # where files lie on one machine
        lighten(cell)
    nbformat.write(nb, path)
