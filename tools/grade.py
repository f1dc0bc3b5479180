"""Grade submitted chapters: the answers alone are taken, put into the course's own notebook and checked there.

usage: grade.py FILE.ipynb ...      (the name begins with the chapter's, such as 02_rope_anna.ipynb)
A point for each minute that an exercise is meant to take; a prediction gets them for having been made. What else was
changed in the file does not count.
"""
import argparse
import ast
import os
import sys
from pathlib import Path

import nbformat
from chapters import tasks
from editions import checks, is_code, is_stub, learner, stub_name
from execute import client
from nbformat import NotebookNode
from project import notebooks


def chapter_of(submission: Path) -> Path:
    "The course's notebook that a file's name begins with."
    for path in notebooks():
        if submission.name.startswith(path.stem): return path
    raise SystemExit(f"{submission}: the name must begin with a chapter's, such as 02_rope_anna.ipynb")


def defines(source: str, name: str) -> bool:
    "Whether a cell defines a function or class of this name."
    try: body = ast.parse(source).body
    except SyntaxError: return f"def {name}(" in source
    return any(getattr(node, "name", "") == name for node in body)


def with_answers(nb: NotebookNode, submitted: NotebookNode) -> NotebookNode:
    "The learner's edition with each stub's cell replaced by the submitted cell that defines the same name."
    nb = learner(nb)
    for cell in [c for c in nb.cells if is_stub(c)]:
        name = stub_name(cell)
        answers = [c.source for c in submitted.cells if is_code(c) and defines(c.source, name)]
        if answers: cell.source = answers[-1]
    return nb


def verdicts(submission: Path) -> list[dict]:
    "One row for each exercise: its verdict and points."
    path = chapter_of(submission)
    source = nbformat.read(path, 4)
    nb = with_answers(source, nbformat.read(submission, 4))
    client(nb, path.parent, timeout=600, allow_errors=True).execute()
    cells = {cell.id: cell for cell in nb.cells}
    rows = []
    for task, cell in zip(tasks(source), checks(nb), strict=True):
        broken = [o.ename for o in cells[task["cell"]].outputs if o.output_type == "error"]
        said = "".join(o.get("text", o.get("ename", "")) for o in cell.outputs).strip()
        said = f"the answer's cell raises {broken[0]}" if broken else said.removeprefix(f"{task['stub']}: ")
        guessed = task["title"].startswith("Predict") and said.startswith("wrong")
        points = task["minutes"] if guessed or said.startswith("right") else 0
        exercise = f"{path.stem}, {task['number']}"
        rows.append({"exercise": exercise, "points": points, "of": task["minutes"], "verdict": said})
    return rows


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path)
    args = parser.parse_args()
    os.environ |= {"TOKENIZERS_PARALLELISM": "false", "TQDM_DISABLE": "1"}
    for file in args.files:
        if not file.is_file(): sys.exit(f"{file}: no such file")
        rows = verdicts(file)
        for row in rows: print(f"{row['exercise']:20} {row['points']:3} of {row['of']:3}  {row['verdict']}")
        print(f"{file.name}: {sum(r['points'] for r in rows)} of {sum(r['of'] for r in rows)} points")
