"""JupyterLab in a real browser: chapters run whole without an error, explorers move, a live training stops at a click.

usage: lab_check.py [--shots FOLDER] [--only CHAPTER]      (`make browser`)
It works on a copy of nbs/, since JupyterLab saves what it shows. Prints how long each explorer took to answer.
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
from browser import chromium, free_port, shot, watch_requests
from playwright.sync_api import Locator, Page, expect
from project import NOTEBOOKS, notebooks

SETTINGS = {"@jupyterlab/apputils-extension/notification": '{"fetchNews": "false", "checkForUpdates": false}',
            "@jupyterlab/notebook-extension/tracker": '{"windowingMode": "none"}'}
CHAPTERS = [p.stem for p in notebooks() if p.stem == "15_explore" or "smollm_nb.explore import" in p.read_text("utf-8")]
LIVE = ["""
import torch
from smollm_nb.config import ModelConfig
from smollm_nb.curves import Live
from smollm_nb.data import Example
from smollm_nb.model import SmolLM
from smollm_nb.train import NextToken, TrainConfig, train
torch.manual_seed(0)
items = [Example(torch.randint(97, (24,)).tolist(), 4, str(i)) for i in range(64)]
history = train(SmolLM(ModelConfig.tiny()), NextToken(), items, TrainConfig(epochs=5_000), checkpoint="kept",
                live=Live(floor=0.0, sample=lambda: "what it writes now", seconds=0.5))
""", """
import json
from pathlib import Path
kept = json.loads(Path("kept/progress.json").read_text())
print("ended well after", history.column("loss")[0][-1], "steps")
assert kept["step"] == history.column("loss")[0][-1] < 40_000
"""]


@contextmanager
def jupyter_lab(root: Path) -> Iterator[tuple[str, str, int]]:   # address, token, port
    "A JupyterLab of its own, with a home of its own."
    port, token, home = free_port(), secrets.token_hex(16), root.parent
    for name, text in SETTINGS.items():
        file = home / "settings" / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    own = {"JUPYTERLAB_SETTINGS_DIR": "settings", "JUPYTER_CONFIG_DIR": "config", "JUPYTER_DATA_DIR": "data",
           "JUPYTER_RUNTIME_DIR": "runtime", "JUPYTERLAB_WORKSPACES_DIR": "workspaces", "HOME": "."}
    env = os.environ | {name: str(home / folder) for name, folder in own.items()} | {"TQDM_DISABLE": "1"}
    command = [str(Path(sys.executable).with_name("jupyter")), "lab", "--no-browser", "--allow-root",
               "--ip=127.0.0.1", f"--port={port}", f"--IdentityProvider.token={token}", f"--ServerApp.root_dir={root}"]
    address = f"http://127.0.0.1:{port}"
    with open(home / "log", "w") as log:
        lab = subprocess.Popen(command, env=env, stdout=log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
    try:
        for _ in range(180):
            try: urllib.request.urlopen(f"{address}/api/status?token={token}", timeout=2)
            except OSError: time.sleep(0.5)
            else: break
        else: raise SystemExit("JupyterLab did not start: " + (home / "log").read_text()[-2000:])
        yield address, token, port
    finally:
        lab.terminate()
        lab.wait(15)


def open_notebook(page: Page, address: str, token: str, name: str) -> Locator:
    "The notebook in the page, with its kernel ready."
    page.goto(f"{address}/lab/tree/{name}.ipynb?reset&token={token}")
    notebook = page.locator(".jp-NotebookPanel:visible")
    expect(notebook.locator(".jp-Cell").first).to_be_visible(timeout=60_000)
    expect(page.locator("#jp-bottom-panel")).to_contain_text("| Idle", timeout=60_000)   # elsewhere it comes too early
    return notebook


def run_all(page: Page) -> None:
    "Run > Run All Cells."
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()


def finished(notebook: Locator, seconds: float = 240) -> None:
    "Wait until every cell has run; fail if one shows an error."
    prompts = notebook.locator(".jp-CodeCell .jp-InputPrompt:not(.jp-Placeholder-prompt)")     # folded cells have none
    expect(prompts.last).to_contain_text(re.compile(r"\[\d+\]"), timeout=1000 * seconds)
    expect(prompts.filter(has_text="[*]")).to_have_count(0, timeout=1000 * seconds)
    expect(notebook.page.locator("#jp-bottom-panel")).to_contain_text("| Idle", timeout=1000 * seconds)
    errors = notebook.locator('[data-mime-type="application/vnd.jupyter.error"], [data-mime-type$="stderr"]')
    if errors.count(): raise AssertionError(f"an error is shown: {errors.first.inner_text()[:2000]}")


def look(explorer: Locator) -> tuple[str | None, str]:
    "The picture's bytes, or the HTML that stands for it, and the words."
    image = explorer.locator("img")
    shown = image.get_attribute("src") if image.count() else explorer.locator(".widget-html-content").inner_html()
    return shown, explorer.locator("p").last.inner_text()


def move(explorer: Locator) -> None:
    "Change one control with the keyboard."
    handles, texts = explorer.locator(".noUi-handle"), explorer.locator("input[type=text]")
    if texts.count():
        texts.first.fill("Seven words are typed in the browser")
        texts.first.press("Enter")
    elif handles.count():
        number = explorer.locator(".widget-readout").first
        before = number.inner_text()
        handles.first.press("ArrowRight")          # no slider starts at its right end
        expect(number).not_to_have_text(before)
    else: raise AssertionError("an explorer has no control")


def moves(explorer: Locator) -> float:   # seconds until the new picture
    "Move a control, and see picture and words change without an error."
    explorer.scroll_into_view_if_needed()
    picture, words = look(explorer)
    start = time.perf_counter()
    move(explorer)
    while (now := look(explorer))[1] == words or now[0] == picture:
        if time.perf_counter() - start > 30: raise AssertionError(f"nothing changed; it says {words!r}")
        time.sleep(0.02)
    assert "Error" not in now[1] and "Not possible" not in now[1], now[1]
    return time.perf_counter() - start


def check_chapter(page: Page, name: str, notebook: Locator, shots: Path | None) -> None:
    "Run the chapter, then move each explorer in it."
    start = time.perf_counter()
    run_all(page)
    finished(notebook)
    explorers = notebook.locator(".explorer")
    count = explorers.count()
    assert count, f"{name} shows no explorer"
    for i in range(count):
        label = explorers.nth(i).locator(".widget-label").first.inner_text()
        print(f"  {name}: {label}: answers after {moves(explorers.nth(i)):.2f} s", flush=True)
        shot(page, shots, f"{name}-{i}")
    print(f"ok: {name}, {count} explorers ({time.perf_counter() - start:.0f} s)", flush=True)


def check_typing(page: Page, notebook: Locator, shots: Path | None) -> None:
    "Type in the tokenizer and in the chat of chapter 15, and see the answer."
    asked = (("text", "Löwe", "4 characters, 5 bytes"), ("question", "What is 2 + 2?", "Mean log-probability"))
    for label, text, expected in asked:
        explorer = notebook.locator(".explorer").filter(has=page.get_by_text(label, exact=True)).first
        words, field = explorer.locator("p").last, explorer.locator("input[type=text]")
        expect(words).not_to_contain_text("is answering", timeout=60_000)        # what was asked before
        before, start = words.inner_text(), time.perf_counter()
        field.fill(text)
        field.press("Enter")
        expect(words).not_to_have_text(before, timeout=60_000)
        first = time.perf_counter() - start
        expect(words).to_contain_text(expected, timeout=60_000)
        print(f"  {label}: answers after {first:.2f} s, whole after {time.perf_counter() - start:.2f} s")
        words.scroll_into_view_if_needed()
        shot(page, shots, f"typed-{label}")
    print("ok: tokenizer and chat answer what is typed", flush=True)


def check_stop(page: Page, notebook: Locator, shots: Path | None) -> None:
    "A long training draws itself, and ends cleanly at a click."
    run_all(page)
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


def main(shots: Path | None, chapters: list[str]) -> None:
    with tempfile.TemporaryDirectory() as tmp:
        root = Path(tmp) / "nbs"
        shutil.copytree(NOTEBOOKS, root, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
        nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source.strip()) for source in LIVE])
        nb.metadata["kernelspec"] = {"name": "python3", "display_name": "python3", "language": "python"}
        nbformat.write(nb, root / "live.ipynb")
        with jupyter_lab(root) as (address, token, port), chromium() as browser:
            page = browser.new_page(viewport={"width": 1280, "height": 1000})
            outside = watch_requests(page, port)
            check_stop(page, open_notebook(page, address, token, "live"), shots)
            for name in chapters:
                notebook = open_notebook(page, address, token, name)
                check_chapter(page, name, notebook, shots)
            if chapters[-1] == CHAPTERS[-1]: check_typing(page, notebook, shots)
            assert not outside, f"asked of other machines: {sorted(outside)}"
    print(f"{len(chapters) + 2} passed, 0 failed")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shots", type=Path, help="folder for screenshots")
    parser.add_argument("--only", nargs="*", choices=CHAPTERS, default=CHAPTERS)
    args = parser.parse_args()
    main(args.shots, args.only)
