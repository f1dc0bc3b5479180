"""Speed and memory against transformers, PEFT, TRL and llama.cpp: all in turn, several rounds.

usage: bench.py [--rounds 3] [--only CONTEST] [--rows FILE.jsonl] [--quick]
Each run is a process of its own. Rounds are interleaved, so that a machine that gets slower slows
all alike; medians are reported. "The products alone" is the floor: the matrix products for the real
tokens, forward and for the gradients by the inputs (in DPO forward once more, for the reference).
The clock runs inside the process: loading and tokenising do not count, computing the reference's
log-probabilities does. All contenders get our batches, whose rows are of nearly equal length.
Results: a table here, and nbs/results/bench.json, which chapter 21 reads; --only renews its
contests and leaves the others.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from statistics import median

import torch

from contenders import CONTESTS, FLOOR
from smollm_nb.curves import markdown_table

HERE = Path(__file__).resolve().parent
FILE = HERE.parent / "nbs" / "results" / "bench.json"
SIZES = {
    "lora": 96,
    "dpo": 80,
    "pretrain": 400,
    "twice the rows": 64,
    "generate": 128,
    "generate 8": 128,
}
QUICK = {
    "lora": 8,
    "dpo": 8,
    "pretrain": 16,
    "twice the rows": 8,
    "generate": 8,
    "generate 8": 8,
}
ENVIRONMENT = {
    "OMP_NUM_THREADS": str(os.cpu_count()),
    "TOKENIZERS_PARALLELISM": "false",
    "TQDM_DISABLE": "1",
}
Run = dict   # what one process tells: seconds, peak_bytes, tokens, and losses where it trains


def once(contest: str, contender: str, size: int, rows: str) -> Run:
    "One process: seconds, peak memory, tokens, losses."
    with tempfile.TemporaryDirectory() as tmp:
        file = Path(tmp) / "result.json"
        script = HERE / "contenders.py"
        options = ("--size", str(size), "--rows", rows)

        done = subprocess.run(
            [sys.executable, script, contest, contender, file, *options],
            env=ENVIRONMENT | os.environ,
            text=True,
            capture_output=True,
            stdin=subprocess.DEVNULL,
        )
        if done.returncode:
            raise SystemExit(f"{contest}, {contender} failed:\n{done.stderr[-3000:]}")
        return json.loads(file.read_text())


def speed(run: Run) -> float:
    "Tokens per second."
    return run["tokens"] / run["seconds"]


def peak(runs: list[Run]) -> float:
    "Bytes of memory, the median of the rounds."
    return median(run["peak_bytes"] for run in runs)


def times_faster(runs: list[Run], others: list[Run]) -> float:
    "Median of the ratios of speeds, round by round."
    return median(speed(a) / speed(b) for a, b in zip(runs, others, strict=True))


def loss_columns(run: Run, ours: Run) -> dict[str, float]:
    "How a contender's losses are to ours, where it trained on the same batches."
    losses = run.get("losses")
    if losses is None or len(losses) != len(ours["losses"]): return {}
    differences = [abs(a - b) for a, b in zip(ours["losses"], losses, strict=True)]
    return {"last loss": losses[-1], "losses differ by": max(differences)}


def summary_row(contest: str, name: str, all_runs: dict[str, list[Run]]) -> dict:
    "Medians of one contender, and what ours is against it."
    runs = all_runs[name]
    ours = all_runs["ours"]

    row = {
        "contest": contest,
        "contender": name,
        "seconds": median(run["seconds"] for run in runs),
        "tokens per second": median(map(speed, runs)),
        "ours is faster by": times_faster(ours, runs),
        "peak memory (MB)": peak(runs) / 1e6,
        "ours takes of it": peak(ours) / peak(runs),
        "rounds": len(runs),
    }

    row |= loss_columns(runs[0], ours[0])
    if FLOOR in all_runs: row["share of the floor"] = times_faster(runs, all_runs[FLOOR])
    return row


def measured(contest: str, size: int, rounds: int, rows: str) -> list[dict]:
    "One contest's table: every contender in turn, several rounds."
    names = [n for n in CONTESTS[contest] if "llama" not in n or find_spec("llama_cpp")]
    runs: dict[str, list[Run]] = {name: [] for name in names}
    for _ in range(rounds):
        for name in names:
            last = once(contest, name, size, rows)
            runs[name].append(last)
            megabytes = last["peak_bytes"] / 1e6
            print(f"{contest}, {name}: {last['seconds']:.1f} s, {megabytes:,.0f} MB", flush=True)
    return [summary_row(contest, name, runs) for name in names]


def rounded(row: dict) -> dict[str, str]:
    "A row as the table on the screen shows it."
    return {key: v if isinstance(v, str) else f"{v:.3g}" for key, v in row.items()}


def store(tables: dict[str, list[dict]], sizes: dict[str, int]) -> None:
    "Renew the contests that were run in the file, and leave the others."
    known = json.loads(FILE.read_text())["table"] if FILE.exists() else []
    table = []
    for contest in CONTESTS:
        stored = [row for row in known if row["contest"] == contest]
        table += tables.get(contest, stored)

    machine = {"threads": torch.get_num_threads(), "torch": torch.__version__}
    content = {"machine": machine, "sizes": sizes, "table": table}
    FILE.write_text(json.dumps(content, indent=1) + "\n")


def main(args: argparse.Namespace) -> None:
    "Run the contests, show their table and store it."
    sizes = QUICK if args.quick else SIZES
    tables = {}
    for contest in args.only:
        tables[contest] = measured(contest, sizes[contest], args.rounds, args.rows)

    rows = [row for table in tables.values() for row in table]
    print(markdown_table([rounded(row) for row in rows]))
    if not args.quick: store(tables, sizes)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="*", choices=CONTESTS, default=list(CONTESTS))
    parser.add_argument("--rows", default="",
                        help="JSON Lines with the data of the first two contests")
    parser.add_argument("--quick", action="store_true",
                        help="a few rows, to see that everything runs; writes nothing")
    main(parser.parse_args())
