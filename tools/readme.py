"README.md from nbs/index.ipynb: `readme.py` writes it, `readme.py --check` fails when it is stale."
import os
import re
import sys

import nbformat
from nbconvert import MarkdownExporter
from project import NOTEBOOKS, ROOT, SETTINGS, directives, without_directives


def only_output(cell: nbformat.NotebookNode) -> nbformat.NotebookNode:
    "What a cell showed, as Markdown, without its code."
    shown = [o["data"]["text/markdown"] for o in cell.outputs if "text/markdown" in o.get("data", {})]
    return nbformat.v4.new_markdown_cell("\n\n".join(shown))


def link_from_root(link: re.Match[str]) -> str:
    "A link that works in the notebook's folder, as it must read in the project's."
    if re.match(r"[a-z]+:|#", link[1]): return link[0]
    return f"]({os.path.normpath(f'{NOTEBOOKS.name}/{link[1]}')})"


def readme() -> str:
    "The index notebook as Markdown; cells marked hide are left out, of those marked echo only the output stays."
    path = NOTEBOOKS / SETTINGS["readme_nb"]
    nb = nbformat.read(path, 4)
    cells = []
    for cell in nb.cells:
        found = directives(cell.source) if cell.cell_type == "code" else set()
        if "hide" in found: continue
        if "echo" in found: cell = only_output(cell)
        elif cell.cell_type == "code": cell.source = without_directives(cell.source)
        cells.append(cell)
    nb.cells = cells
    nb.metadata["language_info"] = {"name": "python"}   # nbdev_clean drops it; fences need it
    body, resources = MarkdownExporter(exclude_input_prompt=True).from_notebook_node(nb)
    if images := list(resources.get("outputs", [])): sys.exit(f"{path}: no output images in the README: {images}")
    body = re.sub(r"\]\(([^)\s]+)\)", link_from_root, re.sub(r"\n{3,}", "\n\n", body)).strip()
    first, rest = body.split("\n", 1)
    where = path.relative_to(ROOT)
    return f"{first}\n\n<!-- Made from {where} by `make export`: edit the notebook, not this file. -->\n{rest}\n"


if __name__ == "__main__":
    target, text = ROOT / "README.md", readme()
    if "--check" not in sys.argv: target.write_text(text, encoding="utf-8")
    elif not target.exists() or target.read_text(encoding="utf-8") != text:
        sys.exit("README.md differs from nbs/index.ipynb: run `make export`")
    else: print("README.md is in step with nbs/index.ipynb")
