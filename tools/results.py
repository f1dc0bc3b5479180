"""Take a run of `make course` into the repository: numbers and plots for the README, outputs for the walkthroughs.

usage: results.py [RUN]      (default: runs/course)
A walkthrough that was not run keeps what it had (the fourth is part of `make doubt` only), but only where it belongs to
the others: a mixture of parts that other code, another preset or another adapter made is refused.
"""
import hashlib
import json
import sys
from pathlib import Path

import nbformat
from execute import lighten, lighter
from project import NOTEBOOKS, ROOT

from smollm_nb.cli import mixture

run = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "runs" / "course"
target = NOTEBOOKS / "results"
target.mkdir(exist_ok=True)


def merged(name: str) -> dict:
    "What the repository has, renewed by what the run has."
    before = json.loads((target / name).read_text(encoding="utf-8")) if (target / name).exists() else {}
    return before | json.loads((run / name).read_text(encoding="utf-8"))


results = merged("results.json")
if wrong := mixture(results, NOTEBOOKS / "walkthroughs"):
    sys.exit(f"these results do not belong together: {'; '.join(wrong)}\nrun `make doubt`, then `make results`")
pictures = {file.name: lighter(file.read_bytes()) for file in sorted(run.glob("*.png"))}
for name, png in pictures.items(): (target / name).write_bytes(png)
results["pictures"] = {name: hashlib.sha256(png).hexdigest()[:16] for name, png in pictures.items()}
for name, found in (("results.json", results), ("seconds.json", merged("seconds.json"))):
    (target / name).write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")

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
