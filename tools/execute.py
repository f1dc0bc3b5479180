"""Re-run notebooks in place and keep their outputs, skipping the cells that nbdev_test skips.

usage: execute.py [NOTEBOOK ...]      (default: every notebook outside walkthroughs/)
"""
import argparse
import base64
import io
import os
import sys
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from PIL import Image

from project import HEAVY, directives, notebooks

# outputs stay free of progress and warnings
os.environ |= {"TQDM_DISABLE": "1", "TOKENIZERS_PARALLELISM": "false"}
WIDGET = "application/vnd.jupyter.widget-view+json"


def is_skipped(source: str, flags: set[str]) -> bool:
    "Whether a cell of code is heavy, and not asked for by its flag, or is never to be run."
    marks = directives(source)
    if marks & (HEAVY - flags): return True
    return "eval" in marks and "eval: false" in source


class Client(NotebookClient):
    "Skips heavy cells; everything else runs in order."
    flags: set[str] = set()

    async def async_execute_cell(self, cell, cell_index, **kw):
        if cell.cell_type == "code" and is_skipped(cell.source, self.flags): return cell
        return await super().async_execute_cell(cell, cell_index, **kw)


def client(nb: nbformat.NotebookNode, folder: Path, **options) -> Client:
    "What runs a notebook in a fresh kernel, as if it lay in `folder`."
    return Client(
        nb,
        kernel_name="python3",
        record_timing=False,
        coalesce_streams=True,
        resources={"metadata": {"path": str(folder)}},
        extra_arguments=["--log-level=40"],   # errors only: no warning about its local port
        **options,
    )


def lighter(png: bytes) -> bytes:
    "A picture in 128 colours, which is a third of the size and looks the same."
    packed = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").quantize(128).save(packed, "PNG", optimize=True)
    return packed.getvalue()


def lighten(cell: nbformat.NotebookNode) -> None:
    "Make the pictures among a cell's outputs lighter."
    for output in cell.outputs:
        png = output.get("data", {}).get("image/png")
        if not png: continue
        smaller = lighter(base64.b64decode(png))
        output.data["image/png"] = base64.b64encode(smaller).decode() + "\n"


def without_widget(output: nbformat.NotebookNode) -> nbformat.NotebookNode | None:
    "An output as a page can show it: an explorer's picture stays, a widget without one goes."
    if not output.get("data", {}).pop(WIDGET, None): return output
    return output if {"image/png", "text/html"} & set(output.data) else None


def run(path: Path, timeout: int, flags: set[str]) -> float:
    "Execute one notebook in place; pictures are made lighter, and no widget's state is kept."
    nb = nbformat.read(path, 4)
    start = time.perf_counter()
    runner = client(nb, path.parent, timeout=timeout)
    runner.flags = flags
    runner.execute()

    for cell in nb.cells:
        if cell.cell_type != "code": continue
        cell.outputs = list(filter(None, map(without_widget, cell.outputs)))
        lighten(cell)

    nb.metadata.pop("widgets", None)
    nbformat.write(nb, path)
    return time.perf_counter() - start


def main(paths: list[Path], timeout: int, flags: set[str]) -> int:
    "Run notebooks in turn; how many failed."
    failed = 0
    for path in paths:
        try:
            seconds = run(path, timeout, flags)
            print(f"{path}: {seconds:.1f} s, {path.stat().st_size / 1024:.0f} KiB", flush=True)
        except CellExecutionError as e:
            failed += 1
            print(f"{path}: FAILED\n{e}", file=sys.stderr)
    return failed


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("notebooks", nargs="*", type=Path)
    parser.add_argument("--timeout", type=int, default=600, help="seconds for one cell")
    parser.add_argument("--flags", nargs="*", default=[], help="heavy cells to run as well")
    args = parser.parse_args()
    everything = [p for p in notebooks() if p.parent.name != "walkthroughs"]
    sys.exit(bool(main(args.notebooks or everything, args.timeout, set(args.flags))))
