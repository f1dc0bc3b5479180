"""The site in a real browser: no broken link, nothing asked of other machines, nothing that keeps a reader out.

usage: site_check.py [--shots FOLDER] [--all]      after docs.py (`make browser`)
axe-core looks at a page of each kind, or at --all, which takes minutes; what it calls serious or critical fails.
"""
import argparse
import functools
import http.server
import threading
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from axe_playwright_python.sync_playwright import Axe
from browser import chromium, free_port, shot, watch_requests
from docs import HTML

SHOWN = ("index", "02_rope", "15_explore", "api/rope", "results_page")   # screenshots of these, wide and narrow
KINDS = (*SHOWN, "walkthroughs/3_dpo", "guide/1_use", "search")          # axe-core looks at these
WIDTHS = (1280, 390)


class Page(HTMLParser):
    "The links of a page and the places in it that links can lead to."
    def __init__(self, path: Path):
        super().__init__()
        self.links, self.ids = [], set()
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.ids |= {found[name] for name in ("id", "name") if found.get(name)}
        self.links += [found[name] for name in ("href", "src") if found.get(name)]


def broken_links(pages: dict[Path, Page]) -> list[str]:
    "Links inside the site that lead to no file, or to no place in it."
    bad = []
    for path, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc: continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            place = unquote(parts.fragment)
            known = not place or target not in pages or place in pages[target].ids
            if not target.exists() or not known: bad.append(f"{path.relative_to(HTML)}: {link}")
    return bad


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args): pass


def serious(axe: Axe, page) -> list[str]:
    "What axe-core finds serious or critical on a page."
    found = axe.run(page).response["violations"]
    return [f"{v['id']} ({v['impact']}), {len(v['nodes'])} places, such as {v['nodes'][0]['html'][:200]}"
            for v in found if v["impact"] in ("serious", "critical")]


def main(shots: Path | None, everything: bool) -> None:
    pages = {p: Page(p) for p in sorted(HTML.rglob("*.html"))}
    assert pages, "there is no site: run docs.py first"
    bad = broken_links(pages)
    assert not bad, f"{len(bad)} broken links: {bad[:20]}"
    print(f"ok: no broken link in {len(pages)} pages", flush=True)
    port, failed, axe = free_port(), 0, Axe()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), functools.partial(Quiet, directory=str(HTML)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with chromium() as browser:
        page = browser.new_page(viewport={"width": WIDTHS[0], "height": 1000})
        outside = watch_requests(page, port)
        looked = [p.relative_to(HTML).with_suffix("").as_posix() for p in pages] if everything else KINDS
        for name in looked:
            page.goto(f"http://127.0.0.1:{port}/{name}.html")
            if problems := serious(axe, page):
                failed += 1
                print(f"{name}: FAILED: {problems}", flush=True)
        for name in SHOWN:
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 1000})
                page.goto(f"http://127.0.0.1:{port}/{name}.html")
                wide = page.evaluate("document.documentElement.scrollWidth")
                if wide > width + 1: failed += 1; print(f"{name}: FAILED: {wide} pixels wide on {width}", flush=True)
                shot(page, shots, f"{name.replace('/', '-')}-{width}")
        page.goto(f"http://127.0.0.1:{port}/search.html?q=rotary")
        page.locator("#search-results li").first.wait_for(timeout=30_000)
    server.shutdown()
    assert not outside, f"asked of other machines: {sorted(outside)}"
    print(f"{len(looked) - failed} passed, {failed} failed")
    if failed: raise SystemExit(1)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shots", type=Path, help="folder for screenshots")
    parser.add_argument("--all", action="store_true", help="let axe-core look at every page")
    args = parser.parse_args()
    main(args.shots, args.all)
