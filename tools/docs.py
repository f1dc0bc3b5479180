"""The site: every notebook as a page from its committed outputs, the results, the library's names.

usage: docs.py      writes _docs/html; a warning, such as a link that leads nowhere, is an error
Nothing is run.
"""
import ast
import importlib
import inspect
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import nbformat
from fastcore.docments import docments
from nbformat import NotebookNode

from chapters import opening
from editions import is_code
from project import LIBRARY, NOTEBOOKS, ROOT, SETTINGS, directives, notebooks, without_directives
from smollm_nb.curves import markdown_table

TARGET = ROOT / SETTINGS["doc_path"]
SOURCE = TARGET / "src"
HTML = TARGET / "html"
GITHUB = f"{SETTINGS['git_url']}/blob/{SETTINGS['branch']}"
GITHUB_IN_COLAB = "https://colab.research.google.com/github"
COLAB = f"{GITHUB_IN_COLAB}/{SETTINGS['user']}/{SETTINGS['repo']}/blob/editions/colab"
PARTS = {
    "Chapters": "[0-9]*.ipynb",
    "Walkthroughs": "walkthroughs/*.ipynb",
    "Guide": "guide/*.ipynb",
    "Behind the course": "[bde]*.ipynb",
}
CONF = """
project, author, release = {title!r}, {author!r}, {version!r}
html_title = project
extensions = ["myst_nb", "sphinx_copybutton"]
html_theme, html_static_path = "furo", ["_static"]
html_css_files, html_js_files = ["course.css"], ["course.js"]
html_theme_options = {{
    "source_repository": {git_url!r},
    "source_branch": {branch!r},
    "source_directory": "nbs/",
}}
nb_execution_mode, nb_merge_streams = "off", True
nb_output_stderr = "remove"
myst_enable_extensions = ["dollarmath", "amsmath"]
myst_heading_anchors = 4
copybutton_selector = "div:not(.output) > div.highlight pre"
html_math_renderer = "mathml"


def setup(app):
    from docutils import nodes
    from latex2mathml.converter import convert

    def inline(self, node):
        self.body.append(convert(node.astext()))
        raise nodes.SkipNode

    def block(self, node):
        formula = convert(node.astext(), display="block")
        self.body.append('<div class="math" tabindex="0">' + formula + "</div>")
        raise nodes.SkipNode
    app.add_html_math_renderer("mathml", (inline, None), (block, None))
"""
CSS = """
div.math { overflow-x: auto; margin: 1em 0 }
.cell_output img { background: white }
.cell_output, table.docutils { max-width: 100% }
details > summary { cursor: pointer }
"""
SCRIPT = """// what can be scrolled can be reached with the keyboard
const parts = "pre, .table-wrapper, .output, .sidebar-scroll, .toc-scroll"
const scrolls = part => part.scrollWidth > part.clientWidth || part.scrollHeight > part.clientHeight
addEventListener("load", () => document.querySelectorAll(parts)
  .forEach(part => { if (scrolls(part)) part.tabIndex = 0 }))
"""


INTRODUCTION = (
    "Read from `results.json`, which `make course`, `make doubt` and `make reward` write, and from "
    "`bench.json`, which `make bench` writes. What they mean is said in the walkthroughs and in "
    "chapter 21."
)


def outside_links(text: str, where: Path) -> str:
    "Links to files that are no pages, such as CONTRIBUTING.md, lead to the repository."
    def lead(match: re.Match) -> str:
        target = (where.parent / match[2]).resolve()
        is_page = target.is_relative_to(NOTEBOOKS)
        if is_page or not target.exists(): return match[0]
        return f"{match[1]}({GITHUB}/{target.relative_to(ROOT).as_posix()})"

    return re.sub(r"(\[[^\]]*\])\((?!https?:|#|mailto:)([^)#\s]+)\)", lead, text)


def tree(part: str, lines: list[str]) -> str:
    "A part of the sidebar with these pages."
    return "```{toctree}\n:hidden:\n:caption: " + part + "\n\n" + "\n".join(lines) + "\n```"


def toctree(part: str, pattern: str) -> str:
    "One part of the sidebar; chapters carry their numbers."
    lines = []
    for path in sorted(NOTEBOOKS.glob(pattern)):
        is_chapter = path.parent == NOTEBOOKS and path.stem[0].isdigit()
        number = path.stem.split("_")[0] + " " if is_chapter else ""
        title = opening(nbformat.read(path, 4))["title"]
        address = path.relative_to(NOTEBOOKS).with_suffix("").as_posix()
        lines.append(f"{number}{title} <{address}>")
    return tree(part, lines)


def has_picture(cell: NotebookNode) -> bool:
    "Whether a cell shows a picture."
    return any("image/png" in output.get("data", {}) for output in cell.outputs)


def is_hidden(cell: NotebookNode) -> bool:
    "Whether a page does without a cell; one with a picture is shown."
    if not is_code(cell): return False
    return bool({"hide", "default_exp"} & directives(cell.source)) and not has_picture(cell)


def link_outputs(cell: NotebookNode, path: Path) -> None:
    "Resolve the links in a cell's outputs, since Sphinx does not."
    for output in cell.outputs:
        text = output.get("data", {}).get("text/markdown")
        if not text: continue
        text = outside_links(text, path)
        to_pages = re.sub(r"\]\(((?!https?:)[^)#]+)\.ipynb", r"](\1.html", text)
        output.data["text/markdown"] = to_pages


def dress(cell: NotebookNode, path: Path) -> None:
    "Make a cell of code what a page shows: directives become tags and a picture's words."
    if {"echo", "hide"} & directives(cell.source): cell.metadata["tags"] = ["remove-input"]
    if alt := re.search(r"^#\| fig-alt: (.+)$", cell.source, re.M):
        cell.metadata["mystnb"] = {"image": {"alt": alt[1].strip()}}
    cell.source = without_directives(cell.source)
    link_outputs(cell, path)


def run_links(path: Path) -> NotebookNode:
    "The line that leads to where a notebook can be run."
    there = path.relative_to(NOTEBOOKS).as_posix()
    in_colab = f"[Open in Colab]({COLAB}/{there})"
    source = f"[Notebook]({GITHUB}/{NOTEBOOKS.name}/{there})"
    return nbformat.v4.new_markdown_cell(f"{in_colab} · {source}", id="links")


def page(path: Path) -> NotebookNode:
    "A notebook as it should be read: no hidden cells or directives, but a link to run it."
    nb = nbformat.read(path, 4)
    nb.cells = [cell for cell in nb.cells if not is_hidden(cell)]
    for cell in nb.cells:
        if is_code(cell): dress(cell, path)
        else: cell.source = outside_links(cell.source, path)

    if path.stem != "index": nb.cells.insert(1, run_links(path))
    nb.metadata["language_info"] = {"name": "python"}
    return nb


def signature(name: str, thing: object) -> str:
    "How a name is called, or the name alone where nobody can tell."
    try: return f"{name}{inspect.signature(thing)}"
    except (TypeError, ValueError): return name


def argument_table(thing: object) -> str:
    "What the source says of each argument, if it says anything."
    rows = []
    for name, note in docments(thing).items():
        if not note: continue
        argument = "*returns*" if name == "return" else f"`{name}`"
        rows.append({"argument": argument, "what it is": note})
    return f"\n{markdown_table(rows)}\n" if rows else ""


def entry(name: str, thing: object) -> str:
    "One public name: what it is, and its arguments with what the source says of them."
    words = inspect.getdoc(thing) or ""
    text = f"## {name}\n\n```python\n{signature(name, thing)}\n```\n\n{words}\n"
    is_plain_class = inspect.isclass(thing) and not hasattr(thing, "__dataclass_fields__")
    return text + argument_table(thing.__init__ if is_plain_class else thing)


def public(module: ModuleType) -> dict[str, object]:
    "The functions and classes that a module exports."
    named = {name: getattr(module, name) for name in module.__all__}
    def is_told(thing): return inspect.isroutine(thing) or inspect.isclass(thing)
    return {name: thing for name, thing in named.items() if is_told(thing)}


def api_page(file: Path) -> str:
    "The names that a module exports."
    first = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    name = f"{SETTINGS['lib_name']}.{file.stem}"
    entries = [entry(n, thing) for n, thing in public(importlib.import_module(name)).items()]
    return f"# {name}\n\n{first}\n\n" + "\n".join(entries)


def tables(results: dict, level: int = 2) -> str:
    "Every table of a results file under its name."
    text = ""
    for name, value in results.items():
        headline = f"\n{'#' * level} {name.replace('_', ' ')}\n"
        if isinstance(value, list) and value and isinstance(value[0], dict):
            text += f"{headline}\n{markdown_table(value)}\n"
        elif isinstance(value, dict) and (inner := tables(value, level + 1)):
            text += headline + inner
    return text


def stored(name: str) -> dict:
    "One file of the stored results."
    file = NOTEBOOKS / "results" / f"{name}.json"
    return json.loads(file.read_text(encoding="utf-8"))


def results_page() -> str:
    "The tables of a whole run, and of the benchmarks."
    course = tables(stored("results"))
    bench = tables(stored("bench"), 3)
    rivals = "## Against transformers, PEFT and TRL"
    return f"# Results\n\n{INTRODUCTION}\n{course}\n{rivals}\n{bench}"


def modules() -> list[Path]:
    "The library's public modules."
    return sorted(p for p in LIBRARY.glob("*.py") if not p.stem.startswith("_"))


def sidebar() -> list[NotebookNode]:
    "The cells that give the site its sidebar."
    trees = [toctree(part, pattern) for part, pattern in PARTS.items()]
    api = [f"api/{module.stem}" for module in modules()]
    trees.append(tree("Library", ["results_page", *api]))
    return [nbformat.v4.new_markdown_cell(t, id=f"tree-{i}") for i, t in enumerate(trees)]


def write(name: str, text: str) -> None:
    "One file of the sources."
    file = SOURCE / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def write_sources() -> None:
    "Everything that Sphinx reads."
    shutil.rmtree(TARGET, ignore_errors=True)
    no_figures = shutil.ignore_patterns("*.json")
    shutil.copytree(NOTEBOOKS / "results", SOURCE / "results", ignore=no_figures)
    shutil.copytree(NOTEBOOKS / "images", SOURCE / "images")

    for path in notebooks():
        nb = page(path)
        if path.stem == "index": nb.cells += sidebar()
        write(str(path.relative_to(NOTEBOOKS)), nbformat.writes(nb) + "\n")

    for module in modules(): write(f"api/{module.stem}.md", api_page(module))
    write("results_page.md", results_page())
    write("conf.py", CONF.format(**SETTINGS))
    write("_static/course.css", CSS)
    write("_static/course.js", SCRIPT)


def name_levels() -> None:
    "Say of what level the sidebar's captions are, which only say that they are headings."
    for path in HTML.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        text = text.replace('role="heading">', 'role="heading" aria-level="2">')
        path.write_text(text, encoding="utf-8")


def build() -> None:
    "Write the sources, then let Sphinx make the pages."
    write_sources()
    options = ["-q", "-W", "--keep-going", "-b", "html"]
    done = subprocess.run([sys.executable, "-m", "sphinx", *options, SOURCE, HTML])
    if done.returncode: sys.exit(done.returncode)

    name_levels()
    pages = len(list(HTML.rglob("*.html")))
    print(f"{HTML.relative_to(ROOT)}/index.html: {pages} pages")


if __name__ == "__main__": build()
