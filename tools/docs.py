"""The site: every notebook as a page from its committed outputs, the results, and the library's names. Nothing is run.

usage: docs.py      writes _docs/html; a warning, such as a link that leads nowhere, is an error
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

import nbformat
from chapters import opening
from editions import is_code
from fastcore.docments import docments
from nbformat import NotebookNode
from project import LIBRARY, NOTEBOOKS, ROOT, SETTINGS, directives, notebooks, without_directives

from smollm_nb.curves import markdown_table

TARGET = ROOT / SETTINGS["doc_path"]
SOURCE, HTML = TARGET / "src", TARGET / "html"
GITHUB = f"{SETTINGS['git_url']}/blob/{SETTINGS['branch']}"
COLAB = f"https://colab.research.google.com/github/{SETTINGS['user']}/{SETTINGS['repo']}/blob/editions/colab"
PARTS = {"Chapters": "[0-9]*.ipynb", "Walkthroughs": "walkthroughs/*.ipynb", "Guide": "guide/*.ipynb",
         "Behind the course": "[de]*.ipynb"}
CONF = """
project, author, release = {title!r}, {author!r}, {version!r}
html_title = project
extensions = ["myst_nb", "sphinx_copybutton"]
html_theme, html_static_path = "furo", ["_static"]
html_css_files, html_js_files = ["course.css"], ["course.js"]
html_theme_options = {{"source_repository": {git_url!r}, "source_branch": {branch!r}, "source_directory": "nbs/"}}
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
        self.body.append('<div class="math" tabindex="0">' + convert(node.astext(), display="block") + "</div>")
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


def outside_links(text: str, where: Path) -> str:
    "Links to files that are no pages, such as CONTRIBUTING.md, lead to the repository."
    def lead(match: re.Match) -> str:
        target = (where.parent / match[2]).resolve()
        inside = target.is_relative_to(NOTEBOOKS)
        if inside or not target.exists(): return match[0]
        return f"{match[1]}({GITHUB}/{target.relative_to(ROOT).as_posix()})"
    return re.sub(r"(\[[^\]]*\])\((?!https?:|#|mailto:)([^)#\s]+)\)", lead, text)


def pictures(cell: NotebookNode) -> bool:
    "Whether a cell shows a picture."
    return any("image/png" in output.get("data", {}) for output in cell.outputs)


def toctree(part: str, pattern: str) -> str:
    "One part of the sidebar; chapters carry their numbers."
    lines = []
    for path in sorted(NOTEBOOKS.glob(pattern)):
        number = path.stem.split("_")[0] + " " if path.parent == NOTEBOOKS and path.stem[0].isdigit() else ""
        title = opening(nbformat.read(path, 4))["title"]
        lines.append(f"{number}{title} <{path.relative_to(NOTEBOOKS).with_suffix('').as_posix()}>")
    return tree(part, lines)


def tree(part: str, lines: list[str]) -> str:
    "A part of the sidebar with these pages."
    return "```{toctree}\n:hidden:\n:caption: " + part + "\n\n" + "\n".join(lines) + "\n```"


def page(path: Path) -> NotebookNode:
    "A notebook as it should be read: without hidden cells and directives, with a link to run it."
    nb = nbformat.read(path, 4)
    def hidden(cell): return is_code(cell) and {"hide", "default_exp"} & directives(cell.source) and not pictures(cell)
    nb.cells = [c for c in nb.cells if not hidden(c)]
    for cell in nb.cells:
        if not is_code(cell):
            cell.source = outside_links(cell.source, path)
            continue
        if {"echo", "hide"} & directives(cell.source): cell.metadata["tags"] = ["remove-input"]
        if alt := re.search(r"^#\| fig-alt: (.+)$", cell.source, re.M):
            cell.metadata["mystnb"] = {"image": {"alt": alt[1].strip()}}
        cell.source = without_directives(cell.source)
        for output in cell.outputs:
            if text := output.get("data", {}).get("text/markdown"):    # Sphinx resolves no links in outputs
                to_pages = re.sub(r"\]\(((?!https?:)[^)#]+)\.ipynb", r"](\1.html", outside_links(text, path))
                output.data["text/markdown"] = to_pages
    if path.stem != "index":
        there = path.relative_to(NOTEBOOKS).as_posix()
        links = f"[Open in Colab]({COLAB}/{there}) · [Notebook]({GITHUB}/{NOTEBOOKS.name}/{there})"
        nb.cells.insert(1, nbformat.v4.new_markdown_cell(links, id="links"))
    nb.metadata["language_info"] = {"name": "python"}
    return nb


def signature(name: str, thing: object) -> str:
    "How a name is called, or the name alone where nobody can tell."
    try: return f"{name}{inspect.signature(thing)}"
    except (TypeError, ValueError): return name


def entry(name: str, thing: object) -> str:
    "One public name: what it is, and its arguments with what the source says of them."
    words = inspect.getdoc(thing) or ""
    text = f"## {name}\n\n```python\n{signature(name, thing)}\n```\n\n{words}\n"
    if inspect.isclass(thing) and not hasattr(thing, "__dataclass_fields__"): thing = thing.__init__
    rows = [{"argument": "*returns*" if name == "return" else f"`{name}`", "what it is": note}
            for name, note in docments(thing).items() if note]
    return text + (f"\n{markdown_table(rows)}\n" if rows else "")


def api_page(module: Path) -> str:
    "The names that a module exports."
    first = ast.get_docstring(ast.parse(module.read_text(encoding="utf-8"))) or ""
    there = importlib.import_module(f"{SETTINGS['lib_name']}.{module.stem}")
    named = [(name, getattr(there, name)) for name in there.__all__]
    mine = [(name, thing) for name, thing in named if inspect.isroutine(thing) or inspect.isclass(thing)]
    return f"# {SETTINGS['lib_name']}.{module.stem}\n\n{first}\n\n" + "\n".join(entry(n, t) for n, t in mine)


def tables(results: dict, level: int = 2) -> str:
    "Every table of a results file under its name."
    text = ""
    for name, value in results.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            text += f"\n{'#' * level} {name.replace('_', ' ')}\n\n{markdown_table(value)}\n"
        elif isinstance(value, dict) and (inner := tables(value, level + 1)):
            text += f"\n{'#' * level} {name.replace('_', ' ')}\n{inner}"
    return text


def results_page() -> str:
    "The tables of a whole run, and of the benchmarks."
    folder = NOTEBOOKS / "results"
    read = {name: json.loads((folder / f"{name}.json").read_text(encoding="utf-8")) for name in ("results", "bench")}
    return ("# Results\n\nRead from `results.json`, which `make course` and `make doubt` write, and from `bench.json`, "
            "which `make bench` writes. What they mean is said in the walkthroughs and in chapter 18.\n"
            f"{tables(read['results'])}\n## Against transformers, PEFT and TRL\n{tables(read['bench'], 3)}")


def build() -> None:
    "Write the sources, then let Sphinx make the pages."
    shutil.rmtree(TARGET, ignore_errors=True)
    (SOURCE / "_static").mkdir(parents=True)
    shutil.copytree(NOTEBOOKS / "results", SOURCE / "results", ignore=shutil.ignore_patterns("*.json"))
    for path in notebooks():
        target = SOURCE / path.relative_to(NOTEBOOKS)
        target.parent.mkdir(parents=True, exist_ok=True)
        nb = page(path)
        if path.stem == "index":
            trees = [toctree(part, pattern) for part, pattern in PARTS.items()]
            trees.append(tree("Library", ["results_page", *(f"api/{m.stem}" for m in modules())]))
            nb.cells += [nbformat.v4.new_markdown_cell(t, id=f"tree-{i}") for i, t in enumerate(trees)]
        nbformat.write(nb, target)
    (SOURCE / "api").mkdir()
    for module in modules(): (SOURCE / "api" / f"{module.stem}.md").write_text(api_page(module), encoding="utf-8")
    (SOURCE / "results_page.md").write_text(results_page(), encoding="utf-8")
    (SOURCE / "conf.py").write_text(CONF.format(**SETTINGS), encoding="utf-8")
    (SOURCE / "_static" / "course.css").write_text(CSS, encoding="utf-8")
    (SOURCE / "_static" / "course.js").write_text(SCRIPT, encoding="utf-8")
    done = subprocess.run([sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-b", "html", SOURCE, HTML])
    if done.returncode: sys.exit(done.returncode)
    for path in HTML.rglob("*.html"):       # the sidebar's captions say that they are headings, but not of what level
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace('role="heading">', 'role="heading" aria-level="2">'), encoding="utf-8")
    print(f"{HTML.relative_to(ROOT)}/index.html: {len(list(HTML.rglob('*.html')))} pages")


def modules() -> list[Path]:
    "The library's public modules."
    return sorted(p for p in LIBRARY.glob("*.py") if not p.stem.startswith("_"))


if __name__ == "__main__": build()
