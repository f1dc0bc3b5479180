"""See what the course's commands do on a full disk, in a folder that is read only, after damage.

usage: faults.py [--sizes 6] [--changes 500] [--seed 0]      (`make faults`; Linux, as root)
On a small disk of its own each command is run with too little room, of several sizes. It must end
with exit code 1 and one line that names the file; what is there must be whole; and the same command
must come to its usual end when there is room. Then the disk is made read only. In the end single
bytes of a checkpoint are changed: a run goes on from there must end as if nothing had been, or say
what is damaged. Where no disk can be mounted, the first two parts are left out, and this is said.
"""
import argparse
import hashlib
import io
import random
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path

from kills import FORKS, made, phases, settle

Words = list[str | Path]
SIZE = 64 * 2**20   # bytes of the small disk


@contextmanager
def small_disk(folder: Path) -> Iterator[str]:
    "A file system of its own in a folder; why there is none, if it may not be mounted."
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "smollm_nb", str(folder)]
    try: done = subprocess.run(mount, capture_output=True, text=True)
    except FileNotFoundError as e: done = subprocess.CompletedProcess(mount, 1, "", str(e))
    try: yield done.stderr.strip() if done.returncode else ""
    finally:
        if not done.returncode: subprocess.run(["umount", str(folder)], check=True)


def command_line(words: list[str], report: Path) -> None:
    "In a process of its own: what `smollm-nb` does for these words; its complaint goes to a file."
    from smollm_nb import cli
    settle(words[0])
    sys.argv = ["smollm-nb", *words]
    with report.open("w") as file, redirect_stderr(file), redirect_stdout(io.StringIO()): cli.main()


def outcome(words: Words, report: Path) -> tuple[int | None, str]:
    "A command's exit code, and what it complained of in the end."
    process = FORKS.Process(target=command_line, args=([*map(str, words)], report))
    process.start()
    process.join()
    said = [line for line in report.read_text().splitlines() if line.startswith("smollm-nb: ")]
    return process.exitcode, "\n".join(said)


def commands(folder: Path) -> dict[str, Words]:
    "What is tried, all but its --out; the first three make what the others read."
    base = folder / "pretrain" / "model"
    merged = ["--model", base, "--adapter", folder / "lora" / "adapter"]
    trained = {name: [name, *words] for name, words in phases(folder).items()}
    exported = {to: ["export", "--to", to, *merged] for to in ("hf", "peft", "gguf")}
    return trained | exported


def leave(disk: Path, room: int) -> None:
    "Fill a disk but for so many bytes; 0 or less: give all of it back."
    filler = disk / "filler"
    filler.unlink(missing_ok=True)
    if room > 0: filler.write_bytes(bytes(max(0, SIZE - room)))


def without_room(words: Words, usual: dict[str, str], out: Path, room: int) -> str:
    "What is wrong with a command on a disk with too little room; empty if nothing is."
    disk = out.parent
    leave(disk, room)
    code, said = outcome([*words, "--out", out], disk.parent / "report")
    if code == 0: return "it ended, although it had too little room"
    if code != 1 or said.count("\n") or str(out) not in said or "free some space" not in said:
        return f"exit code {code}, and it said: {said}"

    left = made(out) if out.exists() else {}
    growing = ("log.jsonl", "checkpoint/")     # what is not yet what it will be
    for name, digest in left.items():
        if not name.startswith(growing) and usual.get(name) != digest: return f"{name} is not whole"

    leave(disk, 0)
    code, said = outcome([*words, "--out", out], disk.parent / "report")
    if code: return f"with room, too: {said}"
    return "" if made(out) == usual else "with room its files are other ones"


def try_full(folder: Path, disk: Path, sizes: int, rng: random.Random) -> list[str]:
    "Each command on a disk of several sizes; what went wrong."
    wrong = []
    for name, words in commands(folder).items():
        code, said = outcome([*words, "--out", folder / name], folder / "report")
        if code: raise RuntimeError(f"{name} failed: {said}")
        usual = made(folder / name)
        needed = sum(p.stat().st_size for p in (folder / name).rglob("*") if p.is_file())
        for part in range(sizes):
            room = 1 + int(needed * (part + rng.random() / 2) / sizes)
            why = without_room(words, usual, disk / name, room)
            if why: wrong.append(f"{name} with {room} of {needed} bytes: {why}")
            leave(disk, 0)
            shutil.rmtree(disk / name, ignore_errors=True)
        print(f"{name}: {sizes} full disks of up to {needed} bytes", flush=True)
    return wrong


def try_read_only(folder: Path, disk: Path) -> list[str]:
    "Each command where nothing can be written, with a new folder and with a finished one."
    wrong = []
    tried = commands(folder) | {"course": ["course", "--preset", "test"]}
    for name in tried:
        if name != "course": shutil.copytree(folder / name, disk / name)
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    for name, words in tried.items():
        for out in (disk / "new", disk / name):
            code, said = outcome([*words, "--out", out], folder / "report")
            fine = code == 1 and "\n" not in said and str(out) in said and "written to" in said
            if not fine: wrong.append(f"{name} into {out.name}: exit code {code}: {said}")
    print(f"{len(tried)} commands on a read-only disk", flush=True)
    return wrong


def changes(folder: Path, count: int, seed: int) -> None:
    "In a process of its own: change a byte of a checkpoint, go on from there, and compare."
    import torch

    from smollm_nb.config import ModelConfig
    from smollm_nb.data import Example
    from smollm_nb.model import SmolLM
    from smollm_nb.train import NextToken, TrainConfig, train
    torch.set_num_threads(1)
    rng = random.Random(seed)
    items = [Example([rng.randrange(97) for _ in range(6)], 2, str(k)) for k in range(12)]

    def end(checkpoint: Path, steps: int) -> str:
        "A hash of what a run comes to that is stopped, or not, after so many steps."
        torch.manual_seed(0)
        model = SmolLM(ModelConfig.tiny(vocab_size=97))
        def stop(record):
            if record["step"] > steps: raise InterruptedError
        config = TrainConfig(1e-2, epochs=2, batch_size=4, micro_batch_size=3)
        history = train(model, NextToken(), items, config, items[:3], checkpoint=checkpoint,
                        checkpoint_every=2, hooks=[stop])
        digest = hashlib.sha256(repr(history).encode())
        for p in model.parameters(): digest.update(p.detach().numpy().tobytes())
        return digest.hexdigest()

    usual = end(folder / "usual", 99)
    for name, steps in (("early", 1), ("late", 4)):
        try: end(folder / name, steps)
        except InterruptedError: pass

    tally: Counter[str] = Counter()
    for _ in range(count):
        copy = Path(shutil.copytree(folder / rng.choice(["early", "late"]), folder / "copy"))
        file = rng.choice(sorted(p for p in copy.iterdir() if p.stat().st_size))
        data = bytearray(file.read_bytes())
        place = rng.randrange(len(data))
        data[place] = rng.choice([b for b in range(256) if b != data[place]])
        file.write_bytes(data)
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            try: word = "same end" if end(copy, 99) == usual else "WRONG: another end"
            except ValueError as e: word = "refused" if str(copy) in str(e) else f"WRONG: {e}"
        if any(str(copy) in str(w.message) for w in said): word += ", and the damage is named"
        tally[word] += 1
        shutil.rmtree(copy)
    for word, times in tally.most_common(): print(f"{times} of {count} changed bytes: {word}")
    sys.exit(any("WRONG" in word for word in tally))


def main(args: argparse.Namespace) -> int:
    "All three parts; how much went wrong."
    wrong = []
    with tempfile.TemporaryDirectory() as tmp:
        folder, disk = Path(tmp), Path(tmp) / "disk"
        disk.mkdir()
        with small_disk(disk) as refused:
            if refused: print(f"skipped: full and read-only disks, as none can be made: {refused}")
            else:
                wrong += try_full(folder, disk, args.sizes, random.Random(args.seed))
                wrong += try_read_only(folder, disk)

        process = FORKS.Process(target=changes, args=(folder, args.changes, args.seed))
        process.start()
        process.join()
        if process.exitcode: wrong.append("a changed byte was not noticed")
    for why in wrong: print(why)
    return len(wrong)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, default=6, help="of a full disk, for each command")
    parser.add_argument("--changes", type=int, default=500, help="bytes of a checkpoint")
    parser.add_argument("--seed", type=int, default=0)
    sys.exit(bool(main(parser.parse_args())))
