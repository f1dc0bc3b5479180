"""Kill training at random moments, begin again until it ends, and see that nothing was lost.

usage: kills.py [--kills 30] [--seed 0] [--phase pretrain lora dpo]      (`make kills`)
Each phase is a command of the course on a tiny model and a few rows, in a process of its own: two
epochs or more, gradients added up over micro-batches, dropout in the adapters, a checkpoint every
third step, and no pictures, which would take longest. Every other kill waits for a checkpoint and
comes while it is written. In the end every file that the command made must be, bit for bit, that of
a run that nobody disturbed.
"""
import argparse
import hashlib
import io
import json
import multiprocessing
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterable
from contextlib import redirect_stderr, redirect_stdout
from ctypes import Array, c_double
from dataclasses import replace
from functools import partial
from pathlib import Path

os.environ |= {
    "OMP_NUM_THREADS": "1", "TQDM_DISABLE": "1", "MPLBACKEND": "agg", "PYTHONWARNINGS": "ignore"}
# each command is forked from one process that has imported what takes long, and has run nothing
FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["smollm_nb.cli", "torch._dynamo", "IPython.display", "pydantic"])
WORDS = "ax bee cat dog elk fox gnu hen ibex jay kid lamb mole newt owl pig".split()


def settle(name: str) -> None:
    "Make a command small, with gradients added up, dropout and a checkpoint every third step."
    from smollm_nb import cli
    if name in cli.SETTINGS: cli.SETTINGS[name] = replace(cli.SETTINGS[name], micro_batch_size=3)
    files = cli.run_files
    cli.run_files = lambda out, _: files(out, 3)
    cli.add_lora = partial(cli.add_lora, dropout=0.1)
    cli.save_picture = lambda path: cli.plt.close()
    cli.shape_of = lambda _, size, __: cli.ModelConfig.tiny(vocab_size=size)


def command(words: list[str], saves: "Array[c_double]") -> None:
    "In a process of its own: run one command; note the saves begun, those ended, their seconds."
    from smollm_nb import cli, train
    settle(words[0])
    save = train.save_checkpoint
    def counted(*args):
        start = time.monotonic()
        saves[0] += 1
        save(*args)
        saves[1] += 1
        saves[2] += time.monotonic() - start
    train.save_checkpoint = counted
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        cli.app(words, standalone_mode=False)


class Attempt:
    "A command under way."
    def __init__(self, words: Iterable[str | Path]):
        self.start = time.monotonic()
        self.saves = FORKS.RawArray("d", 3)
        self.process = FORKS.Process(target=command, args=([*map(str, words)], self.saves))
        self.process.start()

    def kill(self, after: float, save: int, within: float) -> bool:
        "Kill it after some seconds, or so long after a save began, if it has not ended by then."
        while save and self.process.is_alive() and self.saves[0] < save: time.sleep(0.0005)
        self.process.join(within if save else after)
        self.process.kill()
        return not self.ended()

    def ended(self) -> bool:
        "Whether it came to its end; a `RuntimeError` if it failed."
        self.process.join()
        self.seconds = time.monotonic() - self.start
        if (code := self.process.exitcode) is not None and code > 0:
            raise RuntimeError(f"a command failed with exit code {code}")
        return code == 0


def made(out: Path) -> dict[str, str]:
    "What is in a run's folder: a hash of each file; the tensors' hash is in progress.json."
    there = [p for p in out.rglob("*") if p.is_file() and not p.name.startswith("state-")]
    return {str(p.relative_to(out)): hashlib.sha256(p.read_bytes()).hexdigest() for p in there}


def phases(folder: Path) -> dict[str, list[str | Path]]:
    "The three commands, without their folders, on rows that are written here."
    texts = [f"The {a} and the {b} went to the sea. The {a} ran." for a in WORDS for b in WORDS[:4]]
    (folder / "texts.txt").write_text("\n\n".join(texts))
    rows = [{"prompt": f"Say {w}.", "chosen": f"{w} it is.", "rejected": f"No {w}."} for w in WORDS]
    (folder / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    on_rows = ["--model", folder / "pretrain" / "model", "--data", folder / "rows.jsonl"]
    return {
        "pretrain": ["--source", folder / "texts.txt", "--epochs", "2"],
        "lora": [*on_rows, "--epochs", "3"],
        "dpo": [*on_rows, "--adapter", folder / "lora" / "adapter", "--epochs", "4"]}


def undisturbed(words: Iterable[str | Path]) -> Attempt:
    "A run to its end."
    attempt = Attempt(words)
    if not attempt.ended(): raise RuntimeError("a run that nobody killed did not end")
    return attempt


def kill_often(
    name: str,
    words: list[str | Path],
    folder: Path,
    kills: int,
    rng: random.Random
) -> tuple[int, int, int, list[str]]:
    "Kills before the first checkpoint, kills within a save, runs, and files that differ."
    usual = undisturbed([name, *words, "--out", folder / name])
    expected = made(folder / name)
    a_save = usual.saves[2] / usual.saves[1]     # seconds
    early = within = runs = done = 0
    differ: list[str] = []
    while done < kills:
        out = folder / f"{name}-{runs}"
        ended = False
        while not ended:
            attempt = Attempt([name, *words, "--out", out])
            if done == kills: ended = attempt.ended()
            else:
                save = rng.randrange(1, 4) if done % 2 else 0
                killed = attempt.kill(rng.uniform(0, usual.seconds), save, rng.uniform(0, a_save))
                done += killed
                early += killed and not (out / "checkpoint" / "progress.json").exists()
                within += killed and attempt.saves[0] > attempt.saves[1]
                ended = not killed

        runs += 1
        found = made(out)
        differ += [f"{out.name}/{file}" for file in sorted({*expected, *found})
                   if found.get(file) != expected.get(file)]
    return early, within, runs, differ


def main(args: argparse.Namespace) -> int:
    "A line for each phase; how many files differ."
    wrong = 0
    first = FORKS.Process(target=time.sleep, args=(0,))     # the imports are no part of a run
    first.start()
    first.join()
    with tempfile.TemporaryDirectory() as tmp:
        folder = Path(tmp)
        commands = phases(folder)
        for name, words in commands.items():
            rng = random.Random(f"{name} {args.seed}")
            kills = args.kills if name in args.phase else 0
            early, within, runs, differ = kill_often(name, words, folder, kills, rng)
            if not kills: continue
            print(f"{name:8} {kills} kills in {runs} runs, {early} before the first checkpoint, "
                  f"{within} within a save; files that differ: {len(differ)}", flush=True)
            for file in differ: print(f"    {file}")
            wrong += len(differ)
    return wrong


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=30, help="of each phase")
    parser.add_argument("--seed", type=int, default=0, help="of the moments")
    parser.add_argument("--phase", nargs="*", default=["pretrain", "lora", "dpo"])
    sys.exit(bool(main(parser.parse_args())))
