"""Grade submitted chapters: their answers are put into the course's notebook and checked there.

usage: grade.py FILE.ipynb ...      (the name begins with the chapter's: 03_rope_anna.ipynb)
A point for each minute that an exercise is meant to take; a prediction gets them for having been
made. What else was changed in the file does not count. In a chapter of the build edition the parts
are checked as well, each alone. Each file is graded in a process of its own (see confine.py).
"""
import argparse
import ast
import json
import sys
import tempfile
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from traitlets.config import Config

from build import fresh_task
from chapters import tasks
from confine import Limits, confined, fence
from editions import checks, is_code, is_stub, learner, stub_name, words_of
from execute import client
from project import notebooks
from smollm_nb.build import PARTS, check_said, put_answer, state_of


def chapter_of(submission: Path) -> Path:
    "The course's notebook that a file's name begins with."
    for path in notebooks():
        if submission.name.startswith(path.stem): return path
    example = "such as 03_rope_anna.ipynb"
    raise SystemExit(f"{submission}: the name must begin with a chapter's, {example}")


def defines(source: str, name: str) -> bool:
    "Whether a cell defines a function or class of this name."
    try: body = ast.parse(source).body
    except SyntaxError: return f"def {name}(" in source
    return any(getattr(node, "name", "") == name for node in body)


def with_answers(nb: NotebookNode, submitted: NotebookNode) -> NotebookNode:
    "The learner's edition with the submitted definitions in place of the stubs."
    nb = learner(nb)
    sources = [cell.source for cell in submitted.cells if is_code(cell)]
    for stub in filter(is_stub, nb.cells):
        name = stub_name(stub)
        answers = [source for source in sources if defines(source, name)]
        if answers: stub.source = answers[-1]
    return nb


def verdict(task: dict, answer: NotebookNode, check: NotebookNode) -> str:
    "What is to be said of one answer."
    errors = [o.ename for o in answer.outputs if o.output_type == "error"]
    if errors: return f"the answer's cell raises {errors[0]}"
    printed = words_of(check)
    said = check_said(task["stub"], printed)
    return said.splitlines()[0] if said else printed


def points(task: dict, said: str) -> int:
    "All of an exercise's points or none; any guess at a prediction gets them."
    is_guess = task["title"].startswith("Predict") and said.startswith("wrong")
    return task["minutes"] if is_guess or said.startswith("right") else 0


def reached_by(sockets: Path) -> Config:
    "How a kernel is spoken to: by files on Linux, where even the local network is taken away."
    if sys.platform != "linux": return Config()
    return Config({"KernelManager": {"transport": "ipc", "ip": str(sockets / "kernel")}})


def verdicts(submission: Path) -> list[dict]:
    "One row for each exercise: its verdict and points."
    path = chapter_of(submission)
    source = nbformat.read(path, 4)
    nb = with_answers(source, nbformat.read(submission, 4))
    with tempfile.TemporaryDirectory() as sockets:
        options = {"timeout": 600, "allow_errors": True, "config": reached_by(Path(sockets))}
        client(nb, path.parent, **options).execute()

    cells = {cell.id: cell for cell in nb.cells}
    rows = []
    for task, check in zip(tasks(source), checks(nb), strict=True):
        said = verdict(task, cells[task["cell"]], check)
        rows.append({
            "exercise": f"{path.stem}, {task['number']}",
            "points": points(task, said),
            "of": task["minutes"],
            "verdict": said,
        })
    return rows


def part_verdict(key: str, submitted: dict[str, str]) -> str:
    "What the tests of a part say of the cells that were submitted for it."
    with fresh_task(key) as task:
        put_answer(task, {cell: submitted[cell] for cell in task.stubs if cell in submitted})
        state = state_of(task)
    words = {"yours": "right", "not yet": "not written yet"}
    return words.get(state.word, f"wrong: {' '.join(state.says.split())}")


def part_rows(submission: Path) -> list[dict]:
    "One row for each part, where the file is a chapter of the build edition."
    nb = nbformat.read(submission, 4)
    if "smollm_nb" not in nb.metadata: return []
    submitted = {cell.id: cell.source for cell in nb.cells}
    chapter = chapter_of(submission).stem
    rows = []
    for key, part in PARTS.items():
        if part.chapter != chapter: continue
        said = part_verdict(key, submitted)
        rows.append({
            "exercise": f"{chapter}, {key}",
            "points": part.minutes if said == "right" else 0,
            "of": part.minutes,
            "verdict": said,
        })
    return rows


def graded(file: Path, limits: Limits) -> tuple[list[dict], str]:
    "A submission's rows, graded in a process of its own; what went wrong, or nothing."
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "rows.json"
        command = [sys.executable, __file__, str(file.resolve()), "--rows", str(out)]
        wrong = confined(command, limits)
        if wrong: return [], wrong
        rows = json.loads(out.read_text())
    whole = all(0 <= row["points"] <= row["of"] for row in rows)
    return (rows, "") if whole else ([], "its points are not between none and all")


def report(file: Path, limits: Limits) -> bool:
    "Print a submission's rows and its sum; whether it could be graded."
    rows, wrong = graded(file, limits) if file.is_file() else ([], "no such file")
    if wrong:
        print(f"{file.name}: not graded: {wrong}")
        return False

    for row in rows:
        print(f"{row['exercise']:20} {row['points']:3} of {row['of']:3}  {row['verdict']}")
    reached = sum(row["points"] for row in rows)
    possible = sum(row["of"] for row in rows)
    print(f"{file.name}: {reached} of {possible} points")
    return True


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--seconds", type=float, default=Limits.seconds, help="for each file")
    parser.add_argument("--rows", type=Path, help=argparse.SUPPRESS)   # the confined process
    args = parser.parse_args()

    if args.rows:
        args.rows.write_text(json.dumps(verdicts(args.files[0]) + part_rows(args.files[0])))
        sys.exit()
    if not fence(): print("This system offers no way to take the network away: it stays.")
    done = [report(file, Limits(seconds=args.seconds)) for file in args.files]
    sys.exit(not all(done))
