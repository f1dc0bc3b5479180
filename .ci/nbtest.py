"""Run nbdev_test with a time limit and a closing line that counts.

usage: nbtest.py [--limit SECONDS] [nbdev_test options, such as --file_glob '0*.ipynb' or --flags slow]
A notebook that was found but never ran, or that hung, counts as failed.
"""
import argparse
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

from project import ROOT, notebooks

parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
parser.add_argument("--limit", type=float, default=1800, help="seconds for the whole run")
own, rest = parser.parse_known_args()

command = [Path(sys.executable).with_name("nbdev_test"), "--do_print", "--timing",
           "--n_workers", str(os.cpu_count() or 1)]
# one thread for each worker: two workers with two threads each take four times as long on two cores
env = {"OMP_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false", **os.environ,
       "PYTHONUNBUFFERED": "1", "MPLBACKEND": "agg", "PYTHONWARNINGS": "ignore", "TQDM_DISABLE": "1"}
start, timed_out, lines = time.monotonic(), False, []
process = subprocess.Popen([*command, *rest], cwd=ROOT, env=env, text=True, stdin=subprocess.DEVNULL,
                           stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)


def stop(*_):
    global timed_out
    timed_out = True
    os.killpg(process.pid, signal.SIGKILL)


signal.signal(signal.SIGALRM, stop)
signal.setitimer(signal.ITIMER_REAL, own.limit)
for line in process.stdout:
    lines.append(line)
    print(line, end="", flush=True)
code = process.wait()
signal.setitimer(signal.ITIMER_REAL, 0)

text = "".join(lines)
started = set(re.findall(r"^Starting .*?([^/\n]+\.ipynb)$", text, re.M))
done = set(re.findall(r"^- Completed .*?([^/\n]+\.ipynb)$", text, re.M))
failed = set(re.findall(r"^\t([^/\n]+\.ipynb)$", text, re.M)) | (started - done)
if timed_out: print(f"stopped after {own.limit:.0f} s, while running {sorted(started - done)}")
if not rest and not timed_out:
    never = {p.name for p in notebooks()} - started
    if never: print("never ran:", sorted(never))
    failed |= never
bad = len(failed) or int(code != 0 or not started)
print(f"{time.monotonic() - start:.0f} s")
print(f"{len(started - failed)} passed, {bad} failed")
sys.exit(bool(bad))
