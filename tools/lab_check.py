"""JupyterLab in a real browser: chapters run, explorers move, a training stops and goes on.

usage: lab_check.py [--shots FOLDER] [--only CHAPTER]      (`make browser`)
It works on a copy of nbs/, since JupyterLab saves what it shows. Prints how long each explorer took
to answer.
"""
import argparse
import os
import re
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
from playwright.sync_api import Locator, Page, expect

from browser import chromium, free_port, shot, watch_requests
from project import NOTEBOOKS, notebooks

SETTINGS = {
    "@jupyterlab/apputils-extension/notification":
        '{"fetchNews": "false", "checkForUpdates": false}',
    "@jupyterlab/notebook-extension/tracker": '{"windowingMode": "none"}',
}
FOLDERS = {   # JupyterLab's own, so that nothing of the user's is read or written
    "JUPYTERLAB_SETTINGS_DIR": "settings",
    "JUPYTER_CONFIG_DIR": "config",
    "JUPYTER_DATA_DIR": "data",
    "JUPYTER_RUNTIME_DIR": "runtime",
    "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
    "HOME": ".",
}
ERRORS = '[data-mime-type="application/vnd.jupyter.error"], [data-mime-type$="stderr"]'
TYPED = (   # in chapter 25: a field's label, what is typed there, part of the answer
    ("text", "Löwe", "4 characters, 5 bytes"),
    ("question", "What is 2 + 2?", "Mean log-probability"),
)
MADE = """
import sys
import torch
from smollm_nb.config import ModelConfig
from smollm_nb.curves import Live
from smollm_nb.data import Example
from smollm_nb.model import SmolLM
from smollm_nb.train import NextToken, TrainConfig, train
torch.manual_seed(0)
items = [Example(torch.randint(97, (24,)).tolist(), 4, str(i)) for i in range(64)]
model = SmolLM(ModelConfig.tiny())
"""
LIVE = [MADE + """
live = Live(floor=0.0, sample=lambda: "what it writes now", seconds=0.5)
config = TrainConfig(epochs=5_000)
history = train(model, NextToken(), items, config, checkpoint="stopped", live=live)
""", """
import json
from pathlib import Path
last = history.column("loss")[0][-1]
progress = json.loads(Path("stopped/progress.json").read_text())
print("ended well after", last, "steps")
assert progress["step"] == last < 40_000
"""]
INTERRUPTED = [MADE + """
config = TrainConfig(epochs=125)
def tell(record):
    if record["step"] == 20: print("it learns", flush=True)
history = train(model, NextToken(), items, config, checkpoint="interrupted", hooks=[tell])
""", """
stopped = sys.last_value.history.column("loss")[0]
assert not model.training and 0 < stopped[-1] < 1_000
history = train(model, NextToken(), items, config, checkpoint="interrupted")
steps = history.column("loss")[0]
assert list(steps[:len(stopped)]) == list(stopped) and steps[-1] == 1_000
print("went on to the end")
"""]


def has_explorer(path: Path) -> bool:
    "Whether a chapter shows something that moves; a guide's page only names explorers."
    if path.parent != NOTEBOOKS: return False
    return path.stem == "25_explore" or "smollm_nb.explore import" in path.read_text("utf-8")


CHAPTERS = [p.stem for p in notebooks() if has_explorer(p)]


def write_settings(home: Path) -> None:
    "Settings that keep JupyterLab from asking the network, and every cell in the page."
    for name, text in SETTINGS.items():
        file = home / "settings" / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)


def wait_until_up(address: str, token: str, log: Path) -> None:
    "Wait until JupyterLab answers."
    for _ in range(180):
        try: urllib.request.urlopen(f"{address}/api/status?token={token}", timeout=2)
        except OSError: time.sleep(0.5)
        else: return
    raise SystemExit("JupyterLab did not start: " + log.read_text()[-2000:])


@contextmanager
def jupyter_lab(root: Path) -> Iterator[tuple[str, str, int]]:   # address, token, port
    "A JupyterLab of its own, with a home of its own."
    port = free_port()
    token = secrets.token_hex(16)
    home = root.parent
    write_settings(home)

    own = {name: str(home / folder) for name, folder in FOLDERS.items()}
    env = os.environ | own | {"TQDM_DISABLE": "1"}
    options = ["--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}"]
    options += [f"--IdentityProvider.token={token}", f"--ServerApp.root_dir={root}"]
    command = [str(Path(sys.executable).with_name("jupyter")), "lab", *options]

    address = f"http://127.0.0.1:{port}"
    with open(home / "log", "w") as log:
        lab = subprocess.Popen(command, env=env, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    try:
        wait_until_up(address, token, home / "log")
        yield address, token, port
    finally:
        lab.terminate()
        lab.wait(15)


def expect_idle(page: Page, seconds: float) -> None:
    "Wait until the kernel rests; elsewhere in the page it is said too early."
    expect(page.locator("#jp-bottom-panel")).to_contain_text("| Idle", timeout=1000 * seconds)


def open_notebook(page: Page, address: str, token: str, name: str) -> Locator:
    "The notebook in the page, with its kernel ready."
    page.goto(f"{address}/lab/tree/{name}.ipynb?reset&token={token}")
    notebook = page.locator(".jp-NotebookPanel:visible")
    expect(notebook.locator(".jp-Cell").first).to_be_visible(timeout=60_000)
    expect_idle(page, 60)
    return notebook


def menu(page: Page, name: str, item: str) -> None:
    "Choose an item of one of the menus at the top."
    page.get_by_role("menuitem", name=name, exact=True).click()
    page.get_by_role("menuitem", name=item).first.click()


def finished(notebook: Locator, seconds: float = 240) -> None:
    "Wait until every cell has run; fail if one shows an error."
    # folded cells have no prompt
    prompts = notebook.locator(".jp-CodeCell .jp-InputPrompt:not(.jp-Placeholder-prompt)")
    expect(prompts.last).to_contain_text(re.compile(r"\[\d+\]"), timeout=1000 * seconds)
    expect(prompts.filter(has_text="[*]")).to_have_count(0, timeout=1000 * seconds)
    expect_idle(notebook.page, seconds)

    errors = notebook.locator(ERRORS)
    if errors.count():
        raise AssertionError(f"an error is shown: {errors.first.inner_text()[:2000]}")


def picture_of(explorer: Locator) -> str | None:
    "The picture's bytes, or the HTML that stands for it."
    image = explorer.locator("img")
    if image.count(): return image.get_attribute("src")
    return explorer.locator(".widget-html-content").inner_html()


def words_of(explorer: Locator) -> str: return explorer.locator("p").last.inner_text()


def move(explorer: Locator) -> None:
    "Change one control with the keyboard."
    texts = explorer.locator("input[type=text]")
    if texts.count():
        texts.first.fill("Seven words are typed in the browser")
        texts.first.press("Enter")
        return

    handles = explorer.locator(".noUi-handle")
    if not handles.count(): raise AssertionError("an explorer has no control")
    number = explorer.locator(".widget-readout").first
    before = number.inner_text()
    handles.first.press("ArrowRight")   # no slider starts at its right end
    expect(number).not_to_have_text(before)


def moves(explorer: Locator) -> float:   # seconds until the new picture
    "Move a control, and see picture and words change without an error."
    explorer.scroll_into_view_if_needed()
    picture = picture_of(explorer)
    words = words_of(explorer)
    start = time.perf_counter()
    move(explorer)
    while picture_of(explorer) == picture or words_of(explorer) == words:
        if time.perf_counter() - start > 30:
            raise AssertionError(f"nothing changed; it says {words!r}")
        time.sleep(0.02)

    seconds = time.perf_counter() - start
    now = words_of(explorer)
    assert "Error" not in now and "Not possible" not in now, now
    return seconds


def check_chapter(page: Page, name: str, notebook: Locator, shots: Path | None) -> None:
    "Run the chapter, then move each explorer in it."
    start = time.perf_counter()
    menu(page, "Run", "Run All Cells")
    finished(notebook)

    explorers = notebook.locator(".explorer")
    count = explorers.count()
    assert count, f"{name} shows no explorer"
    for i in range(count):
        explorer = explorers.nth(i)
        label = explorer.locator(".widget-label").first.inner_text()
        print(f"  {name}: {label}: answers after {moves(explorer):.2f} s", flush=True)
        shot(page, shots, f"{name}-{i}")
    print(f"ok: {name}, {count} explorers ({time.perf_counter() - start:.0f} s)", flush=True)


def type_in(explorer: Locator, label: str, text: str, expected: str) -> None:
    "Type a text and see the answer come."
    words = explorer.locator("p").last
    expect(words).not_to_contain_text("is answering", timeout=60_000)   # what was asked before
    before = words.inner_text()

    start = time.perf_counter()
    field = explorer.locator("input[type=text]")
    field.fill(text)
    field.press("Enter")
    expect(words).not_to_have_text(before, timeout=60_000)
    first = time.perf_counter() - start

    expect(words).to_contain_text(expected, timeout=60_000)
    whole = time.perf_counter() - start
    print(f"  {label}: answers after {first:.2f} s, whole after {whole:.2f} s")
    words.scroll_into_view_if_needed()


def check_typing(page: Page, notebook: Locator, shots: Path | None) -> None:
    "Type in the tokenizer and in the chat of chapter 25, and see the answer."
    for label, text, expected in TYPED:
        labelled = notebook.locator(".explorer").filter(has=page.get_by_text(label, exact=True))
        type_in(labelled.first, label, text, expected)
        shot(page, shots, f"typed-{label}")
    print("ok: tokenizer and chat answer what is typed", flush=True)


def check_stop(page: Page, notebook: Locator, shots: Path | None) -> None:
    "A long training draws itself, and ends cleanly at a click."
    menu(page, "Run", "Run All Cells")
    picture = notebook.locator(".jp-OutputArea-output img")
    expect(picture).to_be_visible(timeout=60_000)
    first = picture.get_attribute("src")
    expect(picture).not_to_have_attribute("src", first, timeout=30_000)

    output = notebook.locator(".jp-OutputArea")
    expect(output.first).to_contain_text(" left")
    shot(page, shots, "live")

    notebook.get_by_role("button", name="Stop").click()
    expect(output.first).to_contain_text("stopped at step", timeout=30_000)
    finished(notebook, 30)
    expect(output.last).to_contain_text("ended well after")

    shot(page, shots, "stopped")
    print("ok: a live training stops at a click and keeps its checkpoint", flush=True)


def check_interrupt(page: Page, notebook: Locator, shots: Path | None) -> None:
    "Kernel > Interrupt ends a training after a whole step; the same call goes on from there."
    menu(page, "Run", "Run All Cells")
    output = notebook.locator(".jp-OutputArea")
    expect(output.first).to_contain_text("it learns", timeout=180_000)
    menu(page, "Kernel", "Interrupt Kernel")
    expect(output.first).to_contain_text("Interrupted: stopped after step", timeout=30_000)
    expect(output.first).to_contain_text("the same call goes on from there")
    expect_idle(page, 30)
    shot(page, shots, "interrupted")

    notebook.locator(".jp-CodeCell").last.click()
    page.keyboard.press("Shift+Enter")
    expect(output.nth(1)).to_contain_text("went on to the end", timeout=240_000)
    print("ok: an interrupt stops a training after a whole step, and it goes on", flush=True)


def copy_notebooks(root: Path) -> None:
    "The course's notebooks, and two with a long training."
    shutil.copytree(NOTEBOOKS, root, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    kernel = {"name": "python3", "display_name": "python3", "language": "python"}
    for name, sources in (("live", LIVE), ("interrupted", INTERRUPTED)):
        cells = [nbformat.v4.new_code_cell(source.strip()) for source in sources]
        nb = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
        nbformat.write(nb, root / f"{name}.ipynb")


def main(shots: Path | None, chapters: list[str]) -> None:
    "Every check; the first that fails ends it."
    with tempfile.TemporaryDirectory() as tmp:
        root = Path(tmp) / "nbs"
        copy_notebooks(root)
        with jupyter_lab(root) as (address, token, port), chromium() as browser:
            page = browser.new_page(viewport={"width": 1280, "height": 1000})
            outside = watch_requests(page, port)
            check_stop(page, open_notebook(page, address, token, "live"), shots)
            check_interrupt(page, open_notebook(page, address, token, "interrupted"), shots)

            for name in chapters:
                notebook = open_notebook(page, address, token, name)
                check_chapter(page, name, notebook, shots)
            if chapters[-1] == CHAPTERS[-1]: check_typing(page, notebook, shots)
            assert not outside, f"asked of other machines: {sorted(outside)}"
    print(f"{len(chapters) + 3} passed, 0 failed")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shots", type=Path, help="folder for screenshots")
    parser.add_argument("--only", nargs="*", choices=CHAPTERS, default=CHAPTERS)
    args = parser.parse_args()
    main(args.shots, args.only)
