"""The site in a real browser: no broken link, no other machine asked, nothing that bars a reader.

usage: site_check.py [--shots FOLDER] [--all]      after docs.py (`make browser`)
axe-core looks at a page of each kind, or at --all, which takes minutes; what it calls serious or
critical fails.
"""
import argparse
import functools
import http.server
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from browser import chromium, free_port, shot, watch_requests
from docs import HTML

# screenshots are made of these, wide and narrow
SHOWN = ("index", "03_rope", "25_explore", "api/rope", "results_page")
# axe-core looks at these
KINDS = (*SHOWN, "walkthroughs/3_dpo", "guide/1_use", "search")
WIDTHS = (1280, 390)


class Links(HTMLParser):
    "The links of a page and the places in it that links can lead to."
    def __init__(self, path: Path):
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        value = dict(attrs)
        self.ids |= {value[name] for name in ("id", "name") if value.get(name)}
        self.links += [value[name] for name in ("href", "src") if value.get(name)]


def leads_nowhere(link: str, path: Path, pages: dict[Path, Links]) -> bool:
    "Whether a link of a page leads into the site, but to no file or to no place in it."
    parts = urlsplit(link)
    if parts.scheme or parts.netloc: return False
    target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
    if not target.exists(): return True

    place = unquote(parts.fragment)
    return bool(place) and target in pages and place not in pages[target].ids


def check_links(pages: dict[Path, Links]) -> None:
    "Every link inside the site leads somewhere."
    broken = []
    for path, page in pages.items():
        bad = [link for link in page.links if leads_nowhere(link, path, pages)]
        broken += [f"{path.relative_to(HTML)}: {link}" for link in bad]

    assert not broken, f"{len(broken)} broken links: {broken[:20]}"
    print(f"ok: no broken link in {len(pages)} pages", flush=True)


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args): pass


@contextmanager
def served() -> Iterator[int]:   # port
    "The site behind a server of its own."
    port = free_port()
    handler = functools.partial(Quiet, directory=str(HTML))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try: yield port
    finally: server.shutdown()


def serious(axe: Axe, page: Page) -> list[str]:
    "What axe-core finds serious or critical on a page."
    problems = []
    for v in axe.run(page).response["violations"]:
        if v["impact"] not in ("serious", "critical"): continue
        example = v["nodes"][0]["html"][:200]
        problems.append(f"{v['id']} ({v['impact']}), {len(v['nodes'])} places, such as {example}")
    return problems


def check_access(page: Page, site: str, names: Sequence[str]) -> int:
    "Let axe-core look at pages; how many keep a reader out."
    axe = Axe()
    failed = 0
    for name in names:
        page.goto(f"{site}/{name}.html")
        if problems := serious(axe, page):
            failed += 1
            print(f"{name}: FAILED: {problems}", flush=True)
    return failed


def fits(page: Page, site: str, name: str, width: int) -> bool:
    "Whether a page is no wider than the window."
    page.set_viewport_size({"width": width, "height": 1000})
    page.goto(f"{site}/{name}.html")
    wide = page.evaluate("document.documentElement.scrollWidth")
    if wide <= width + 1: return True
    print(f"{name}: FAILED: {wide} pixels wide on {width}", flush=True)
    return False


def check_widths(page: Page, site: str, shots: Path | None) -> int:
    "Show pages in both widths; how many times one is too wide."
    failed = 0
    for name in SHOWN:
        for width in WIDTHS:
            failed += not fits(page, site, name, width)
            shot(page, shots, f"{name.replace('/', '-')}-{width}")
    return failed


def check_search(page: Page, site: str) -> None:
    "A word that the course is full of is found."
    page.goto(f"{site}/search.html?q=rotary")
    page.locator("#search-results li").first.wait_for(timeout=30_000)


def main(shots: Path | None, everything: bool) -> None:
    "Every check in turn."
    pages = {path: Links(path) for path in sorted(HTML.rglob("*.html"))}
    assert pages, "there is no site: run docs.py first"
    check_links(pages)

    names = KINDS
    if everything: names = [p.relative_to(HTML).with_suffix("").as_posix() for p in pages]
    with served() as port, chromium() as browser:
        page = browser.new_page(viewport={"width": WIDTHS[0], "height": 1000})
        outside = watch_requests(page, port)
        site = f"http://127.0.0.1:{port}"
        failed = check_access(page, site, names) + check_widths(page, site, shots)
        check_search(page, site)

    assert not outside, f"asked of other machines: {sorted(outside)}"
    print(f"{len(names) - failed} passed, {failed} failed")
    if failed: raise SystemExit(1)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shots", type=Path, help="folder for screenshots")
    parser.add_argument("--all", action="store_true", help="let axe-core look at every page")
    args = parser.parse_args()
    main(args.shots, args.all)
