"The runner's own test: notebooks that end in every way, each of which must be told by the right word."
import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import nbtest

CELLS = {
    "passes": "assert 1 + 1 == 2",
    "fails": "assert 1 + 1 == 3, 'sums are off'",
    "is_wrong_python": "1 +",
    "leaves": "import sys; sys.exit(0)",
    "hangs": "import time; time.sleep(600)",
    "hangs_in_a_child": "import subprocess; subprocess.run(['sleep', '600'])",
    "is_deaf": "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)",
    "dies": "import os; os._exit(0)",
    "is_killed": "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
    "prints_lies": "print('Starting other.ipynb- Completed other.ipynb'); raise ValueError('\\tother.ipynb')",
    "talks_much": "print('x' * 1_000_000); raise ValueError('y' * 1_000_000)",
}
WORDS = {"passes": "passed", "fails": "failed", "is_wrong_python": "failed", "leaves": "failed", "hangs": "hung",
         "hangs_in_a_child": "hung", "is_deaf": "hung", "dies": "died", "is_killed": "died", "prints_lies": "failed",
         "talks_much": "failed", "is_skipped": "never ran", "is_no_notebook": "never ran", "is_absent": "never ran"}


def write_notebook(path: Path, *sources: str, header: str = "") -> None:
    "A notebook with these cells of code, and a raw one before them."
    cells = [{"cell_type": "raw", "metadata": {}, "source": header}] if header else []
    cells += [{"cell_type": "code", "metadata": {}, "source": s, "outputs": [], "execution_count": None}
              for s in sources]
    path.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}))


def write_notebooks(folder: Path) -> list[Path]:
    "One notebook for each way to end."
    for name, source in CELLS.items(): write_notebook(folder / f"{name}.ipynb", "x = 1", source)
    write_notebook(folder / "is_skipped.ipynb", "assert False", header="---\nskip_exec: true\n---")
    (folder / "is_no_notebook.ipynb").write_text("{")
    return [folder / f"{name}.ipynb" for name in WORDS]


class Runner(unittest.TestCase):
    def test_every_end_has_its_word(self):
        with tempfile.TemporaryDirectory() as tmp:
            outcomes = nbtest.run_all(write_notebooks(Path(tmp)), set(), limit=10, workers=4)
        found = {o.notebook.removesuffix(".ipynb"): o.word for o in outcomes}
        self.assertEqual(found, WORDS)
        why = {o.notebook: o.why for o in outcomes}
        self.assertIn("sums are off", why["fails.ipynb"])
        self.assertIn("Cell #2", why["fails.ipynb"])
        self.assertIn("exit code -9", why["is_killed.ipynb"])
        sleeping = subprocess.run(["ps", "-eo", "args"], text=True, capture_output=True, check=True).stdout
        self.assertNotIn("\nsleep 600", sleeping, "what a hung notebook had started is still running")

    def test_notebooks_that_start_together_are_all_counted(self):
        with tempfile.TemporaryDirectory() as tmp:
            barrier = f"from pathlib import Path; import time; me = Path({tmp!r}, 'NAME'); me.touch()\n" \
                      f"while len(list(me.parent.glob('*.here'))) < 4: time.sleep(0.01)"
            paths = [Path(tmp, f"{i}.ipynb") for i in range(4)]
            for path in paths:       # each waits until all four are running
                write_notebook(path, barrier.replace("NAME", path.stem + ".here"))
            outcomes = nbtest.run_all(paths, set(), limit=30, workers=4)
        self.assertEqual(sorted((o.notebook, o.word) for o in outcomes), [(p.name, "passed") for p in paths])

    def test_the_last_line_counts(self):
        def last_line(*arguments: str) -> tuple[int, str]:
            done = subprocess.run([sys.executable, nbtest.__file__, *arguments], text=True, capture_output=True)
            return done.returncode, done.stdout.splitlines()[-1]
        self.assertEqual(last_line("--file_glob", "exercise.ipynb"), (0, "1 passed, 0 failed"))
        self.assertEqual(last_line("--file_glob", "exercise.ipynb", "--limit", "0.1"), (1, "0 passed, 1 failed"))
        self.assertEqual(last_line("--file_glob", "no_such_name"), (1, "0 passed, 0 failed"))


if __name__ == "__main__":
    nbtest.prepare()
    unittest.main()
