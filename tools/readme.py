"README.md from nbs/index.ipynb: `readme.py` writes it, `readme.py --check` fails when it is stale."
import os
import re
import sys
from pathlib import Path

import nbformat
from nbconvert import MarkdownExporter

from project import NOTEBOOKS, ROOT, SETTINGS, directives, without_directives


def only_output(cell: nbformat.NotebookNode) -> nbformat.NotebookNode:
    "What a cell showed, as Markdown, without its code."
    data = [output.get("data", {}) for output in cell.outputs]
    shown = [kinds["text/markdown"] for kinds in data if "text/markdown" in kinds]
    return nbformat.v4.new_markdown_cell("\n\n".join(shown))


def link_from_root(link: re.Match[str]) -> str:
    "A link that works in the notebook's folder, as it must read in the project's."
    if re.match(r"[a-z]+:|#", link[1]): return link[0]
    return f"]({os.path.normpath(f'{NOTEBOOKS.name}/{link[1]}')})"


def for_readme(cell: nbformat.NotebookNode) -> nbformat.NotebookNode | None:
    "A cell without its directives; nothing if it is marked hide, only its output if marked echo."
    if cell.cell_type != "code": return cell
    marks = directives(cell.source)
    if "hide" in marks: return None
    if "echo" in marks: return only_output(cell)
    cell.source = without_directives(cell.source)
    return cell


def body_of(path: Path) -> str:
    "A notebook as Markdown."
    nb = nbformat.read(path, 4)
    nb.cells = list(filter(None, map(for_readme, nb.cells)))
    nb.metadata["language_info"] = {"name": "python"}   # nbdev_clean drops it; fences need it
    body, resources = MarkdownExporter(exclude_input_prompt=True).from_notebook_node(nb)

    images = list(resources.get("outputs", []))
    if images: sys.exit(f"{path}: no output images in the README: {images}")
    return body


def readme() -> str:
    "The index notebook as Markdown, with links that work in the project's folder."
    path = NOTEBOOKS / SETTINGS["readme_nb"]
    body = re.sub(r"\n{3,}", "\n\n", body_of(path))
    body = re.sub(r"\]\(([^)\s]+)\)", link_from_root, body).strip()

    first, rest = body.split("\n", 1)
    where = path.relative_to(ROOT)
    source = f"<!-- Made from {where} by `make export`: edit the notebook, not this file. -->"
    return f"{first}\n\n{source}\n{rest}\n"


def main(check: bool) -> None:
    "Write the README, or say whether it is stale."
    target = ROOT / "README.md"
    text = readme()
    if not check:
        target.write_text(text, encoding="utf-8")
        return

    if not target.exists() or target.read_text(encoding="utf-8") != text:
        sys.exit("README.md differs from nbs/index.ipynb: run `make export`")
    print("README.md is in step with nbs/index.ipynb")


if __name__ == "__main__": main("--check" in sys.argv)
