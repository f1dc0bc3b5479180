"Does grading give right answers their points, and keep wild ones within their limits?"
import contextlib
import io
import os
import socket
import sys
import tempfile
import time
from pathlib import Path

import nbformat

from confine import Limits, confined, fence
from editions import is_stub, learner, solutions, stub_name
from grade import report
from project import NOTEBOOKS

CHAPTER = "02_norm"


def said(code: str, limits: Limits | None = None) -> str:
    "What is said of a small program."
    return confined([sys.executable, "-c", code], limits)


def check_limits() -> None:
    "Time, memory, file size, keys and left-over processes."
    assert said("print(1)") == ""
    assert "code 3: no word" in said("raise SystemExit(3)")
    assert "longer than 1 seconds" in said("import time; time.sleep(60)", Limits(seconds=1))
    if sys.platform == "linux": assert "MemoryError" in said("bytearray(2**40)")

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "large"
        write = f"open({str(file)!r}, 'wb').write(bytes(2**20))"
        assert "File too large" in said(write, Limits(file=2**16))
        assert file.stat().st_size <= 2**16

    os.environ["A_KEY"] = "secret"
    assert said("import os, sys; sys.exit('A_KEY' in os.environ)") == ""


def check_fence() -> None:
    "No connection out, not even to this machine; nothing lives on."
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert "Error" in said(f"import socket; socket.create_connection(('127.0.0.1', {port}), 5)")

    if "-p" not in fence(): return
    with tempfile.TemporaryDirectory() as folder:
        late = Path(folder) / "late"
        write = f"import time; time.sleep(2); open({str(late)!r}, 'w')"
        said(f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {write!r}],"
             "start_new_session=True)")
        time.sleep(4)
        assert not late.exists()


def submission(folder: Path, edition: nbformat.NotebookNode) -> Path:
    "A file as a learner would hand it in."
    file = folder / f"{CHAPTER}_anna.ipynb"
    nbformat.write(edition, file)
    return file


def graded(file: Path, limits: Limits | None = None) -> list[str]:
    "The lines that are printed of a submission."
    with contextlib.redirect_stdout(io.StringIO()) as out: report(file, limits or Limits())
    return out.getvalue().splitlines()


def check_submissions(folder: Path) -> None:
    "The solutions get every point; an answer that never ends is stopped."
    nb = nbformat.read(NOTEBOOKS / f"{CHAPTER}.ipynb", 4)
    *rows, last = graded(submission(folder, solutions(nb)))
    reached, of = last.split(": ")[1].split(" points")[0].split(" of ")
    assert rows and reached == of, "\n".join([*rows, last])

    wild = learner(nb)
    stub = next(cell for cell in wild.cells if is_stub(cell))
    stub.source = f"while True: pass\ndef {stub_name(stub)}(): pass"
    assert "not graded: stopped" in graded(submission(folder, wild), Limits(seconds=15))[0]

    broken = folder / f"{CHAPTER}_ben.ipynb"
    broken.write_text("{")
    assert "not graded: ended with code 1" in graded(broken)[0]


if __name__ == "__main__":
    check_limits()
    if fence(): check_fence()
    else: print("no way here to take the network away: not checked")
    with tempfile.TemporaryDirectory() as folder: check_submissions(Path(folder))
    print("grading holds")
