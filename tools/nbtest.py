"""Run the notebooks' tests, each in a process of its own, and count how they ended.

usage: nbtest.py [--file_glob GLOB] [--limit SECONDS] [--flags "slow net"] [--workers N]
A notebook passed, failed (at a cell, whose number and traceback are shown), hung (longer than the
limit), died (its process ended without a word) or never ran (none of its cells did). What is said
comes from the processes themselves, never from what they print.
"""
import argparse
import io
import json
import math
import multiprocessing
import os
import signal
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import redirect_stderr, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from project import HEAVY, NOTEBOOKS, ROOT, notebooks

# each process is forked from one that has imported what takes long, and has run nothing
FORKS = multiprocessing.get_context("forkserver")
IMPORTED = ["torch", "torch._dynamo", "transformers", "peft", "matplotlib.pyplot", "nbdev.test"]
# one thread for each worker: two workers with two threads each take four times as long on two cores
QUIET = {
    "OMP_NUM_THREADS": "1",
    "TOKENIZERS_PARALLELISM": "false",
    "MPLBACKEND": "agg",
    "PYTHONWARNINGS": "ignore",
    "TQDM_DISABLE": "1",
}


@dataclass(frozen=True)
class Outcome:
    "How a notebook's run ended."
    notebook: str
    word: str            # passed, failed, hung, died or never ran
    seconds: float
    why: str = ""

    def __str__(self) -> str: return f"{self.word:9} {self.seconds:6.1f} s  {self.notebook}"


def run_cells(path: Path, flags: set[str], root: Path, folder: str, answer: Connection) -> None:
    "In a process of its own: run a notebook's cells and send how that ended."
    os.setsid()    # so that what the notebook starts can be ended with it
    os.environ["TMPDIR"] = tempfile.tempdir = folder    # for all its temporary files
    others = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    places = filter(None, [str(root), *others])
    os.environ["PYTHONPATH"] = os.pathsep.join(places)  # for all that it starts
    from nbdev.test import test_nb
    with redirect_stderr(io.StringIO()) as errors:
        try: passed, seconds = test_nb(path, skip_flags=HEAVY, force_flags=flags, basepath=root)
        except Exception as e:   # noqa: BLE001   it cannot be read; cells' own errors are caught
            answer.send(("never ran", f"{type(e).__name__}: {e}"))
            return

    if passed and not seconds:
        answer.send(("never ran", "its front matter skips it, or it is no Python notebook"))
    else: answer.send(("passed" if passed else "failed", errors.getvalue()))


def end(process: multiprocessing.process.BaseProcess) -> None:
    "End a notebook's process and all that it started."
    with suppress(ProcessLookupError): os.killpg(process.pid, signal.SIGKILL)
    process.join()


def outcome(path: Path, flags: set[str], limit: float, root: Path = ROOT) -> Outcome:
    "Run one notebook in a fresh process, with the library in `root`, and say how that ended."
    answers, answer = FORKS.Pipe(duplex=False)
    start = time.monotonic()
    # a process that is ended does not remove its temporary files
    with tempfile.TemporaryDirectory(prefix="nbtest_", ignore_cleanup_errors=True) as folder:
        process = FORKS.Process(target=run_cells, args=(path, flags, root, folder, answer))
        process.start()
        answer.close()   # the process now holds the only other end: when it dies, the pipe ends

        try:
            if answers.poll(limit): word, why = answers.recv()
            else: word, why = "hung", f"still running after {limit:.0f} s"
        except EOFError:
            process.join()
            word, why = "died", f"its process ended with exit code {process.exitcode}"
        end(process)
    return Outcome(path.name, word, time.monotonic() - start, why)


def known_seconds() -> dict[str, float]:
    "What each chapter took when it was timed last."
    file = NOTEBOOKS / "results" / "chapters.json"
    chapters = json.loads(file.read_text(encoding="utf-8"))["chapters"]
    seconds = {}
    for name, entry in chapters.items():
        seconds[f"{Path(name).name}.ipynb"] = entry["seconds"] or math.inf
    return seconds


def run_all(paths: list[Path], flags: set[str], limit: float, workers: int) -> list[Outcome]:
    "Every notebook's outcome, told as it comes; the longest begin first."
    expected = known_seconds()
    order = sorted(paths, key=lambda p: -expected.get(p.name, math.inf))
    outcomes = []

    with ThreadPoolExecutor(workers) as pool:   # a thread for each process waits for its answer
        runs = [pool.submit(outcome, path, flags, limit) for path in order]
        try:
            for run in as_completed(runs):
                outcomes.append(run.result())
                print(outcomes[-1], flush=True)
        except KeyboardInterrupt:   # which the processes do not get: each has its own session
            pool.shutdown(wait=False, cancel_futures=True)
            for process in multiprocessing.active_children(): end(process)
            raise
    return outcomes


def prepare() -> None:
    "Set what every notebook's process shall find."
    for name, value in QUIET.items(): os.environ.setdefault(name, value)
    FORKS.set_forkserver_preload(IMPORTED)


def arguments() -> argparse.Namespace:
    "What the command line says."
    heavy = ", ".join(sorted(HEAVY))
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--file_glob", default="*.ipynb", help="notebooks whose names match")
    parser.add_argument("--limit", type=float, default=900, help="seconds for one notebook")
    parser.add_argument("--flags", default="", help=f"heavy cells to run as well: {heavy}")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    return parser.parse_args()


def main() -> int:
    "Run what the command line names; 0 if there were some and all passed."
    args = arguments()
    start = time.monotonic()
    signal.signal(signal.SIGTERM, signal.default_int_handler)   # as Ctrl-C
    prepare()
    paths = [p for p in notebooks() if p.match(args.file_glob)]
    outcomes = run_all(paths, set(args.flags.split()), args.limit, args.workers)

    bad = [o for o in outcomes if o.word != "passed"]
    for o in bad: print(f"\n{o.notebook} {o.word}\n{o.why}")
    print(f"{time.monotonic() - start:.0f} s")
    print(f"{len(outcomes) - len(bad)} passed, {len(bad)} failed")
    return int(bool(bad) or not outcomes)


if __name__ == "__main__": sys.exit(main())
