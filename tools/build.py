"""The chapters with their parts empty, for a reader to write: build/.

usage: build.py                 write the chapters that are not in build/ yet; none is overwritten
       build.py --folder FOLDER the same elsewhere
       build.py --mistakes [PART ...]
           make each mistake of tools/part_mistakes.json in the library's own parts, and record at
           which test it fails
       build.py --prove
           see every state of the table: empty parts are not yet written and stop no chapter, the
           library's own bodies are right, each mistake is named, and a model of all parts answers
"""
import argparse
import ast
import json
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from chapters import tasks
from editions import (
    ASSERTS,
    checks,
    copy_beside,
    is_code,
    is_stub,
    learner,
    names,
    parsed,
    words_of,
)
from execute import client
from project import HEAVY, LIBRARY, NOTEBOOKS, ROOT, directives, notebooks
from smollm_nb.build import (
    PARTS,
    Part,
    Task,
    find_tasks,
    heading,
    put_answer,
    run_apart,
    state_of,
    tasks_in,
    verdict_of,
)

FOLDER = ROOT / "build"
MISTAKES = ROOT / "tools" / "part_mistakes.json"
RECORD = LIBRARY / "part_mistakes.json"
YOURS = NOTEBOOKS / "guide" / "6_build.ipynb"
EMPTY = "raise NotImplementedError"
START = "build-part"     # id of the cell that imports the decorator


# --- stubs

def definition(tree: ast.Module, name: str) -> ast.FunctionDef:
    "The function or method of this qualified name."
    body: list[ast.stmt] = tree.body
    for word in name.split("."):
        node = next(n for n in body if getattr(n, "name", "") == word)
        body = node.body
    return node


def blanked(source: str, blank: str) -> str:
    "A cell's source with one body, or some lines of it, empty."
    match = re.fullmatch(r"([\w.]+)(?: from (.+?))?(?: to (.+))?", blank)
    name, first, last = match.groups()
    lines = source.splitlines()
    node = definition(ast.parse(source), name)
    body = node.body[1:] if ast.get_docstring(node) else node.body

    def at(text: str) -> ast.stmt:
        for statement in body:
            if lines[statement.lineno - 1].strip().startswith(text): return statement
        raise SystemExit(f"{blank}: no statement of {name} begins with {text!r}")

    begin = at(first) if first else body[0]
    end = at(last) if last else body[-1]
    before = lines[begin.lineno - 1][:begin.col_offset]
    indent = " " * begin.col_offset
    if before.strip():    # a body on the line of its `def`
        lead = re.match(r" *", before)[0] + "    "
        comment = lines[end.end_lineno - 1][end.end_col_offset:]
        new = [before.rstrip() + comment, lead + EMPTY]
    else: new = [indent + EMPTY]
    return "\n".join([*lines[:begin.lineno - 1], *new, *lines[end.end_lineno:]])


def decorated(source: str, names: list[str]) -> str:
    "A cell's source with `@part` on the definitions of these names."
    lines = source.splitlines()
    for node in reversed(ast.parse(source).body):
        if getattr(node, "name", "") not in names: continue
        above = node.decorator_list[0].lineno if node.decorator_list else node.lineno
        lines.insert(above - 1, "@part")
    return "\n".join(lines)


def defines(cell: NotebookNode, names: list[str]) -> list[str]:
    "Which of these names a cell of the library defines."
    if not is_code(cell): return []
    kinds = (ast.FunctionDef, ast.ClassDef)
    there = [node.name for node in parsed(cell).body if isinstance(node, kinds)]
    return [name for name in there if name in names]


def cells_of(nb: NotebookNode, part: Part) -> list[NotebookNode]:
    "The cells of a chapter that define what a part is made of."
    return [c for c in nb.cells if defines(c, part.definitions) and not is_stub(c)]


# --- what a cell needs

def changed(cell: NotebookNode) -> set[str]:
    "The names that a cell imports, or whose objects it changes: x.y = ..., x[i] = ..., x.do()."
    tree = parsed(cell)
    aliases = [node for node in ast.walk(tree) if isinstance(node, ast.alias)]
    found = {(alias.asname or alias.name).split(".")[0] for alias in aliases}
    for node in ast.walk(tree):
        is_target = isinstance(node, (ast.Attribute, ast.Subscript))
        is_call = isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
        root = node.value.func if is_call else node
        if not is_call and not (is_target and isinstance(node.ctx, ast.Store)): continue
        while isinstance(root, (ast.Attribute, ast.Subscript)): root = root.value
        if isinstance(root, ast.Name): found.add(root.id)
    return found


def only_defines(cell: NotebookNode) -> bool:
    "Whether a cell does nothing but import and define."
    kinds = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef)
    return all(isinstance(statement, kinds) for statement in parsed(cell).body)


def needs_of(cells: list[NotebookNode]) -> dict[str, list[str]]:   # id: ids, the last first
    "The earlier cells that each cell needs, and those that only define."
    sets = [names(cell, ast.Store) | changed(cell) for cell in cells]
    uses = [names(cell, ast.Load) for cell in cells]
    are_definitions = [only_defines(cell) for cell in cells]
    needs = {}
    for i, cell in enumerate(cells):
        wanted = set(uses[i])
        needs[cell.id] = []
        for j in reversed(range(i)):
            if not sets[j] & wanted and not are_definitions[j]: continue
            wanted |= uses[j]
            needs[cell.id].append(cells[j].id)
    return needs


# --- the edition

def introduction(part: Part, key: str, headings: list[str]) -> str:   # headings: above its cells
    "What stands above the first cell of a part."
    first, second = part.hints
    count = len(headings)
    cells = "the next cell" if count == 1 else f"its {count} cells, which begin with `@part`"
    elsewhere = [f"“{h}”" for h in dict.fromkeys(headings) if h != headings[0]]
    if elsewhere: cells += f" (here and under {' and '.join(elsewhere)})"
    return f"""**Your part: {part.title}** (about {part.minutes} minutes). Write what is missing in
{cells}, in place of `{EMPTY}`; helpers of your own go into the same cell. The tests
of this chapter check it as you go on; `smollm-nb build {key}` in a terminal checks it alone.

<details><summary>A hint</summary>

{first}

</details>
<details><summary>More of it</summary>

{second}

</details>"""


def with_parts(nb: NotebookNode, chapter: str) -> tuple[NotebookNode, dict[str, list[str]]]:
    "A chapter with the bodies of its parts empty, and the ids of each part's cells."
    mine = {key: part for key, part in PARTS.items() if part.chapter == chapter}
    places: dict[str, list[str]] = {key: [] for key in mine}
    source = NOTEBOOKS / f"{chapter}.ipynb"
    headings = {key: [heading(source, cell.id) for cell in cells_of(nb, part)]
                for key, part in mine.items()}
    cells = []
    for cell in nb.cells:
        for key, part in mine.items():
            here = defines(cell, part.definitions)
            if not here or is_stub(cell): continue
            for blank in part.blanks:
                if re.split(r"[. ]", blank)[0] in here: cell.source = blanked(cell.source, blank)
            cell.source = decorated(cell.source, here)
            if not places[key]:
                text = introduction(part, key, headings[key])
                cells.append(nbformat.v4.new_markdown_cell(text, id=f"part-{key}"))
            places[key].append(cell.id)
        cells.append(cell)

    nb.cells = cells
    if mine:
        start = nbformat.v4.new_code_cell("from smollm_nb.build import part", id=START)
        nb.cells.insert(1, start)
    return nb, places


def is_exercise(cell: NotebookNode) -> bool:
    "Whether a cell is a stub or checks one."
    return is_stub(cell) or bool(re.search(r"^check\(", cell.source, re.M))


def part_entries(
    nb: NotebookNode,                 # with empty bodies
    needs: dict[str, list[str]],      # cell: earlier cells that it needs
    places: dict[str, list[str]],     # part: its cells; all by their ids
) -> dict[str, dict]:
    "For each part: its cells, the tests that use it, and what those need."
    code = [c for c in nb.cells if is_code(c) and c.id in needs]
    of_part = {cell for ids in places.values() for cell in ids}
    entries = {}
    for key, ids in places.items():
        tests = [c.id for c in code if re.search(ASSERTS, c.source) and not is_exercise(c)
                 and c.id not in of_part and set(ids) & set(needs[c.id])]
        entries[key] = {
            "kind": "part",
            "title": PARTS[key].title,
            "minutes": PARTS[key].minutes,
            "stubs": {c.id: c.source for c in code if c.id in ids},
            "needs": sorted({i for test in tests for i in needs[test]} - set(ids)),
            "checks": {c.id: c.source for c in code if c.id in tests},
        }
    return entries


def exercise_entries(
    nb: NotebookNode,
    source: NotebookNode,             # the course's own
    needs: dict[str, list[str]],      # cell: earlier cells that it needs, by their ids
) -> dict[str, dict]:
    "For each exercise: its stub, its check, and what that needs."
    stubs = {c.id: c for c in nb.cells if is_stub(c)}
    entries = {}
    for task, check in zip(tasks(source), checks(nb), strict=True):
        entries[task["stub"]] = {
            "kind": "exercise",
            "title": task["title"],
            "minutes": task["minutes"],
            "stubs": {task["cell"]: stubs[task["cell"]].source},
            "needs": [i for i in needs[check.id] if i != task["cell"]],
            "checks": {check.id: check.source},
        }
    return entries


def edition(path: Path) -> NotebookNode:
    "One notebook of the build edition, with what there is to do in its metadata."
    source = nbformat.read(path, 4)
    whole = learner(source)
    needs = needs_of([c for c in whole.cells
                      if is_code(c) and not directives(c.source) & HEAVY])
    nb, places = with_parts(whole, path.stem)
    if places: needs = {cell: [START, *ids] for cell, ids in needs.items()}
    entries = part_entries(nb, needs, places)
    if any(map(is_stub, source.cells)): entries |= exercise_entries(nb, source, needs)
    nb.metadata["smollm_nb"] = entries
    return nb


def chapters() -> list[Path]:
    "The notebooks that the build edition has: the numbered chapters and the page on exercises."
    return [p for p in notebooks() if re.match(r"\d\d_", p.name) or p.stem == "exercise"]


def from_build(nb: NotebookNode, folder: Path) -> NotebookNode:
    "A notebook whose links to what `folder` does not have lead back to the course's notebooks."
    def lead(link: re.Match[str]) -> str:
        target = link[1].removeprefix("../")
        is_here = re.match(r"\d\d_|exercise\.ipynb|images/|results/", target)
        return f"]({target})" if is_here else f"]({back}/{target})"

    back = os.path.relpath(NOTEBOOKS, folder)
    for cell in nb.cells:
        if is_code(cell): continue
        cell.source = re.sub(r"\]\((?!\w+:|#)([^)\s]+)\)", lead, cell.source)
    return nb


def write(folder: Path) -> list[str]:
    "Write the notebooks that are not there yet; their names."
    folder.mkdir(exist_ok=True)
    copy_beside(folder)
    new = []
    for path, name in [*((p, p.name) for p in chapters()), (YOURS, "yours.ipynb")]:
        if (folder / name).exists(): continue
        nb = edition(path) if path != YOURS else learner(nbformat.read(path, 4))
        nbformat.write(from_build(nb, folder), folder / name)
        new.append(name)
    return new


# --- proof

def library_cells(key: str) -> dict[str, str]:
    "A part's cells as the library has them, decorated."
    part = PARTS[key]
    nb = learner(nbformat.read(NOTEBOOKS / f"{part.chapter}.ipynb", 4))
    return {c.id: decorated(c.source, part.definitions) for c in cells_of(nb, part)}


def with_mistake(key: str, old: str, new: str) -> dict[str, str]:
    "A part's cells with one line of the library's changed."
    cells = library_cells(key)
    places = [cell for cell, source in cells.items() if source.count(old) == 1]
    if len(places) != 1: raise SystemExit(f"{key}: {old!r} must stand in one cell, once")
    return cells | {places[0]: cells[places[0]].replace(old, new)}


@contextmanager
def fresh_task(key: str) -> Iterator[Task]:
    "A part in a build folder of its own, still empty."
    with tempfile.TemporaryDirectory() as tmp:
        folder = Path(tmp)
        path = NOTEBOOKS / f"{PARTS[key].chapter}.ipynb"
        nbformat.write(edition(path), folder / path.name)
        copy_beside(folder)
        yield tasks_in(folder / path.name)[key]


def try_answer(key: str, cells: dict[str, str]) -> tuple[dict[str, str], tuple[str, str]]:
    "Put an answer into a fresh build folder; how its tests ran, and the verdict."
    with fresh_task(key) as task:
        put_answer(task, cells)
        ran = run_apart(task)
        return ran, verdict_of(task, ran)


def rows() -> list[dict[str, str]]:
    "The mistakes: part, old, new and what they are told."
    return json.loads(MISTAKES.read_text(encoding="utf-8"))


def record_mistakes(only: list[str]) -> int:   # parts; none: all
    "Write where each mistake fails; how many were not noticed."
    everything = rows()
    wanted = [row for row in everything if not only or row["part"] in only]
    kept = json.loads(RECORD.read_text(encoding="utf-8")) if only else {}
    known: dict[str, list[dict]] = {key: kept[key] for key in kept if key not in only}
    missed = 0
    def attempt(row: dict) -> tuple[dict[str, str], tuple[str, str]]:
        return try_answer(row["part"], with_mistake(row["part"], row["old"], row["new"]))

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for row, (ran, (word, _)) in zip(wanted, pool.map(attempt, wanted), strict=True):
            print(f"{word:10} {row['part']:11} {row['new'].strip()[:60]!r}: "
                  f"{ran.get('line', '')} {ran.get('error', '')}"[:200], flush=True)
            missed += word != "not right"
            if "error" not in ran: continue
            known.setdefault(row["part"], []).append(
                {key: ran[key] for key in ("cell", "line", "error")} | {"says": row["says"]})

    known = {key: known[key] for key in PARTS if key in known}
    RECORD.write_text(json.dumps(known, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{sum(map(len, known.values()))} mistakes noticed, {missed} not")
    return missed


def whole_run(folder: Path, name: str) -> str:
    "Run one notebook of a build folder from top to bottom; what it printed."
    nb = nbformat.read(folder / name, 4)
    client(nb, folder, timeout=600).execute()
    return "\n".join(words_of(cell) for cell in nb.cells if is_code(cell))


def prove_whole() -> int:
    "Chapters run through with empty parts; a model of all parts answers. How often that was wrong."
    with tempfile.TemporaryDirectory() as tmp:
        folder = Path(tmp) / "build"
        write(folder)
        parts = {key: t for key, t in find_tasks(folder).items() if t.kind == "part"}
        written = [key for key, task in parts.items() if state_of(task).word != "not yet"]
        chapters = sorted({task.notebook.name for task in parts.values()})
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            texts = pool.map(lambda name: whole_run(folder, name), chapters)
            empty = "".join(texts).count("not written yet, the library's stands in")
        print(f"{len(chapters)} chapters run through, {empty} definitions stand in", flush=True)

        for key, task in parts.items(): put_answer(task, library_cells(key))
        said = whole_run(folder, "yours.ipynb")

    print(said, flush=True)
    expected = sum(len(part.definitions) for part in PARTS.values())
    is_whole = f"{len(PARTS)} of {len(PARTS)} parts are written" in said and "Paris" in said
    return len(written) + (empty != expected) + (not is_whole)


def prove() -> int:
    "See every state: how many were not as they should be."
    named = 0
    wrong = prove_whole()
    attempts = [(key, library_cells(key), "yours", "") for key in PARTS]
    for row in rows():
        cells = with_mistake(row["part"], row["old"], row["new"])
        attempts.append((row["part"], cells, "not right", row["says"]))

    def attempt(one: tuple) -> tuple[str, str]: return try_answer(*one[:2])[1]

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for (key, _, expected, says), (word, why) in zip(
                attempts, pool.map(attempt, attempts), strict=True):
            is_named = bool(says) and says in why
            named += is_named
            wrong += word != expected
            if word != expected or is_named != bool(says):
                print(f"{key}: {word}, expected {expected} {says}\n{why}", flush=True)

    print(f"build: {len(PARTS)} parts, {named} of {len(rows())} mistakes named, {wrong} wrong")
    # on another processor the numbers in an error may differ, and then a mistake is not named
    return wrong + (named < 0.9 * len(rows()))


def main(folder: Path) -> None:
    "Write the edition and say how to begin."
    new = write(folder)
    there = len([*folder.glob("*.ipynb")]) - len(new)
    folder = Path(os.path.relpath(folder))
    todo = [t for t in find_tasks(folder).values() if t.kind == "part"]
    kept = f"; the other {there} are as they were" if there else ""
    print(f"{folder}/: {len(new)} notebooks written{kept}")
    print(f"{len(todo)} parts, about {sum(t.minutes for t in todo) / 60:.0f} hours. Begin:\n"
          f"    .venv/bin/jupyter lab {folder}/00_start.ipynb\n"
          f"    .venv/bin/smollm-nb build         how far you are")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--mistakes", nargs="*", help="record where mistakes fail; of these parts")
    parser.add_argument("--prove", action="store_true", help="see every state of the table")
    args = parser.parse_args()
    os.environ |= {"IN_TEST": "1", "OMP_NUM_THREADS": "1", "TQDM_DISABLE": "1"}
    if args.mistakes is not None: sys.exit(bool(record_mistakes(args.mistakes)))
    if args.prove: sys.exit(bool(prove()))
    main(args.folder)
