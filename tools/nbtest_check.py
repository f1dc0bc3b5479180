"The runner's own test: notebooks that end in every way; each end must be told by its word."
import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import nbtest

# what a notebook's second cell does, and the word that must be said of it
ENDS = {
    "passes": ("assert 1 + 1 == 2", "passed"),
    "fails": ("assert 1 + 1 == 3, 'sums are off'", "failed"),
    "is_wrong_python": ("1 +", "failed"),
    "leaves": ("import sys; sys.exit(0)", "failed"),
    "hangs": ("import time; time.sleep(600)", "hung"),
    "hangs_in_a_child": ("import subprocess; subprocess.run(['sleep', '600'])", "hung"),
    "is_deaf": (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)",
        "hung",
    ),
    "dies": ("import os; os._exit(0)", "died"),
    "is_killed": ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "died"),
    "prints_lies": (
        "print('Starting other.ipynb- Completed other.ipynb'); raise ValueError('\\tother.ipynb')",
        "failed",
    ),
    "talks_much": ("print('x' * 1_000_000); raise ValueError('y' * 1_000_000)", "failed"),
}
NEVER_RUN = ("is_skipped", "is_no_notebook", "is_absent")
WORDS = {name: word for name, (_, word) in ENDS.items()} | dict.fromkeys(NEVER_RUN, "never ran")
# says that it is here, and waits until all four are
BARRIER = """
import time
from pathlib import Path
me = Path({folder!r}, {name!r})
me.touch()
while len(list(me.parent.glob("*.here"))) < 4: time.sleep(0.01)
"""


def code_cell(source: str) -> dict:
    "A cell that has not been run."
    return {
        "cell_type": "code",
        "metadata": {},
        "source": source,
        "outputs": [],
        "execution_count": None,
    }


def write_notebook(path: Path, *sources: str, header: str = "") -> None:
    "A notebook with these cells of code, and a raw one before them."
    cells = [{"cell_type": "raw", "metadata": {}, "source": header}] if header else []
    cells += map(code_cell, sources)
    nb = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    path.write_text(json.dumps(nb))


def write_notebooks(folder: Path) -> list[Path]:
    "One notebook for each way to end."
    for name, (source, _) in ENDS.items():
        write_notebook(folder / f"{name}.ipynb", "x = 1", source)

    header = "---\nskip_exec: true\n---"
    write_notebook(folder / "is_skipped.ipynb", "assert False", header=header)
    (folder / "is_no_notebook.ipynb").write_text("{")
    return [folder / f"{name}.ipynb" for name in WORDS]


def write_waiting(folder: Path) -> list[Path]:
    "Four notebooks of which none ends before all are running."
    paths = [folder / f"{i}.ipynb" for i in range(4)]
    for path in paths:
        write_notebook(path, BARRIER.format(folder=str(folder), name=path.stem + ".here"))
    return paths


def last_line(*arguments: str) -> tuple[int, str]:
    "How the runner ends with these arguments."
    command = [sys.executable, nbtest.__file__, *arguments]
    done = subprocess.run(command, text=True, capture_output=True)
    return done.returncode, done.stdout.splitlines()[-1]


# keeps two temporary folders, one of them in a process that it starts, and says where
LITTER = """
import subprocess, sys, tempfile
from pathlib import Path
make = "import tempfile; print(tempfile.mkdtemp())"
child = subprocess.run([sys.executable, "-c", make], capture_output=True, text=True).stdout
kept = tempfile.TemporaryDirectory()
Path({told!r}).write_text(kept.name + chr(10) + child)
"""


class Runner(unittest.TestCase):
    def test_every_end_has_its_word(self):
        with tempfile.TemporaryDirectory() as tmp:
            outcomes = nbtest.run_all(write_notebooks(Path(tmp)), set(), limit=10, workers=4)
        words = {o.notebook.removesuffix(".ipynb"): o.word for o in outcomes}
        self.assertEqual(words, WORDS)

        why = {o.notebook: o.why for o in outcomes}
        self.assertIn("sums are off", why["fails.ipynb"])
        self.assertIn("Cell #2", why["fails.ipynb"])
        self.assertIn("exit code -9", why["is_killed.ipynb"])

        ps = subprocess.run(["ps", "-eo", "args"], text=True, capture_output=True, check=True)
        still = "what a hung notebook had started is still running"
        self.assertNotIn("\nsleep 600", ps.stdout, still)

    def test_notebooks_that_start_together_are_all_counted(self):
        with tempfile.TemporaryDirectory() as tmp:
            paths = write_waiting(Path(tmp))
            outcomes = nbtest.run_all(paths, set(), limit=30, workers=4)
        words = sorted((o.notebook, o.word) for o in outcomes)
        self.assertEqual(words, [(path.name, "passed") for path in paths])

    def test_nothing_is_left_in_the_folder_for_temporary_files(self):
        with tempfile.TemporaryDirectory() as tmp:
            paths = [Path(tmp, f"{name}.ipynb") for name in ("passes", "dies", "hangs")]
            told = [path.with_suffix(".told") for path in paths]
            for path, file in zip(paths, told, strict=True):
                write_notebook(path, LITTER.format(told=str(file)), ENDS[path.stem][0])
            nbtest.run_all(paths, set(), limit=10, workers=3)
            folders = [folder for file in told for folder in file.read_text().split()]
        self.assertEqual(len(folders), 6)
        self.assertEqual([f for f in folders if Path(f).exists()], [])

    def test_the_last_line_counts(self):
        exercise = ("--file_glob", "exercise.ipynb")
        self.assertEqual(last_line(*exercise), (0, "1 passed, 0 failed"))
        self.assertEqual(last_line(*exercise, "--limit", "0.001"), (1, "0 passed, 1 failed"))
        self.assertEqual(last_line("--file_glob", "no_such_name"), (1, "0 passed, 0 failed"))


if __name__ == "__main__":
    nbtest.prepare()
    unittest.main()
