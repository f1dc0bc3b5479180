"""Run a program that nobody has read, within limits of time, memory, file size and network.

What it does not do: the program runs as the same user, so it can read and delete that user's files.
"""
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

KEPT = ("PATH", "LANG", "LC_ALL", "TZ", "OMP_NUM_THREADS")   # of the environment: no key goes along
# a network and a table of processes of its own; then a network of its own; where neither is
# offered, none
ALONE = (
    ["unshare", "-r", "-n", "-p", "-f", "--kill-child", "--mount-proc"],
    ["unshare", "-r", "-n"],
)


@dataclass
class Limits:
    "What a confined program may use."
    seconds: float = 600         # from start to end
    memory: int = 16 * 2**30     # bytes of addresses a process; importing PyTorch alone takes 5 GiB
    file: int = 2**28            # bytes of one file


@cache
def fence() -> list[str]:
    "The words before a command that take the network away; empty where the system has none."
    if not shutil.which("unshare"): return []
    for words in ALONE:
        if not subprocess.run([*words, "true"], capture_output=True).returncode: return words
    return []


def limited(limits: Limits) -> None:
    "Set the limits of the process that is about to begin."
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.file, limits.file))
    # macOS knows no limit of a process's addresses
    if sys.platform == "linux": resource.setrlimit(resource.RLIMIT_AS, (limits.memory,) * 2)


def environment(home: Path) -> dict[str, str]:
    "The few variables that a confined program sees; what it writes at home is thrown away."
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return kept | {
        "HOME": str(home),
        "HF_HUB_OFFLINE": "1",
        "TOKENIZERS_PARALLELISM": "false",
        "TQDM_DISABLE": "1",
    }


def last_line(file: Path) -> str:
    "The last line that is not empty."
    lines = file.read_text(errors="replace")[-10_000:].split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), "no word")


def confined(command: list[str], limits: Limits | None = None) -> str:
    """Run a command within limits; what went wrong, in one line, or nothing.

    Whatever it started is stopped with it where the system offers a table of processes apart.
    """
    limits = limits or Limits()
    with tempfile.TemporaryDirectory() as home:
        errors = Path(home) / "errors"
        with errors.open("w") as file:
            process = subprocess.Popen(
                [*fence(), *command],
                env=environment(Path(home)),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=file,
                start_new_session=True,
                preexec_fn=lambda: limited(limits),
            )
        try:
            code = process.wait(limits.seconds)
        except subprocess.TimeoutExpired:
            return f"stopped: it ran longer than {limits.seconds:g} seconds"
        finally:
            stop(process)
        return f"ended with code {code}: {last_line(errors)}" if code else ""


def stop(process: subprocess.Popen) -> None:
    "End a process and its group."
    try: os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError: pass
    process.wait()
