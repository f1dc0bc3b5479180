"What the checks in a real browser share: a Chromium, a free port, and what a page asks of others."
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Error, Page, Request, sync_playwright

ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def installed() -> str | None:
    "A Chromium of the system."
    for name in NAMES:
        if path := shutil.which(name): return path
    return None


def install_commands() -> list[list[str]]:
    "What gets a Chromium: the system's package where there is one, else Playwright's own."
    if not shutil.which("apt-get") or shutil.which("snap"):   # snap's package is no browser
        return [[sys.executable, "-m", "playwright", "install", "chromium"]]

    packages = ["--no-install-recommends", "chromium", "fonts-dejavu-core"]
    return [["apt-get", "update", "-qq"], ["apt-get", "install", "-qq", "-y", *packages]]


def install() -> None:
    "Get a Chromium."
    for command in install_commands():
        if subprocess.run(command, stdout=subprocess.DEVNULL).returncode:
            raise SystemExit(f"{' '.join(command)} failed: install Chromium, then try again")


@contextmanager
def chromium() -> Iterator[Browser]:
    "A headless Chromium; it is installed if there is none."
    with sync_playwright() as p:
        def launch(path: str | None) -> Browser:
            return p.chromium.launch(executable_path=path, args=ARGS)

        try: browser = launch(installed())
        except Error:
            if installed(): raise
            install()
            browser = launch(installed())

        yield browser
        browser.close()


def free_port() -> int:
    "A port that nobody listens on."
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def watch_requests(page: Page, port: int) -> set[str]:
    "Every address outside this machine that the page asks for, from now on."
    mine = (f"http://127.0.0.1:{port}", f"ws://127.0.0.1:{port}", "data:", "blob:", "about:")
    outside: set[str] = set()

    def note(request: Request) -> None:
        if not request.url.startswith(mine): outside.add(request.url)

    page.on("request", note)
    return outside


def shot(page: Page, folder: Path | None, name: str) -> None:
    "A screenshot, if there is a folder for it."
    if folder is None: return
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=folder / f"{name}.png")
