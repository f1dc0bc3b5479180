"""Take a run of `make course` into the repository: numbers, plots, and the walkthroughs' outputs.

usage: results.py [RUN]      (default: runs/course)
A walkthrough that was not run keeps what it had (the fourth is part of `make doubt` only, the fifth
of `make reward`), but only where it belongs to the others: a mixture of parts that other code,
another preset or another adapter made is refused.
"""
import hashlib
import json
import sys
from pathlib import Path

import nbformat

from execute import lighten, lighter
from project import NOTEBOOKS, ROOT
from smollm_nb.cli import mixture

TARGET = NOTEBOOKS / "results"


def merged(name: str, run: Path) -> dict:
    "What the repository has, renewed by what the run has."
    stored = TARGET / name
    before = json.loads(stored.read_text(encoding="utf-8")) if stored.exists() else {}
    return before | json.loads((run / name).read_text(encoding="utf-8"))


def write(name: str, content: dict) -> None:
    "One file of the stored results."
    (TARGET / name).write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def take_pictures(run: Path) -> dict[str, str]:
    "Store the run's plots; the name and hash of each."
    hashes = {}
    for file in sorted(run.glob("*.png")):
        png = lighter(file.read_bytes())
        (TARGET / file.name).write_bytes(png)
        hashes[file.name] = hashlib.sha256(png).hexdigest()[:16]
    return hashes


def take_results(run: Path) -> None:
    "Store the run's numbers and plots, if they belong to what is there."
    results = merged("results.json", run)
    if wrong := mixture(results, NOTEBOOKS / "walkthroughs"):
        complaint = f"these results do not belong together: {'; '.join(wrong)}"
        sys.exit(f"{complaint}\nrun `make doubt reward results`")

    seconds = merged("seconds.json", run)
    results["pictures"] = results.get("pictures", {}) | take_pictures(run)
    write("results.json", results)
    write("seconds.json", seconds)


def take_outputs(path: Path, executed: Path) -> None:
    "Give a walkthrough the outputs of its run, which must have run the same code."
    nb = nbformat.read(path, 4)
    done = {cell.id: cell for cell in nbformat.read(executed, 4).cells}
    for cell in nb.cells:
        if cell.cell_type != "code": continue
        twin = done.get(cell.id)
        if twin is None or twin.source != cell.source:
            sys.exit(f"{executed} ran other code than {path}: run `make course` again")

        cell.execution_count = twin.execution_count
        # no output that tells where files lie on one machine
        cell.outputs = [output for output in twin.outputs if "Path(" not in str(output)]
        lighten(cell)
    nbformat.write(nb, path)


def main(run: Path) -> None:
    "Take everything that a run has."
    TARGET.mkdir(exist_ok=True)
    take_results(run)
    for path in sorted((NOTEBOOKS / "walkthroughs").glob("*.ipynb")):
        executed = run / path.name
        if executed.exists(): take_outputs(path, executed)
        else: print(f"{path.name} was not run: its outputs stay as they were")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "runs" / "course")
