"""Speed and memory against transformers, PEFT, TRL and llama.cpp: every contender in turn, several rounds.

usage: bench.py [--rounds 3] [--only CONTEST] [--rows FILE.jsonl] [--quick]
Each run is a process of its own. Rounds are interleaved, so that a machine that gets slower slows all alike; medians
are reported. "The products alone" is the floor: the matrix products for the real tokens, forward and for the gradients
by the inputs (in DPO forward once more, for the reference). The clock runs inside the process: loading and tokenising
do not count, computing the reference's log-probabilities does. All contenders get our batches, whose rows are of
nearly equal length. Results: a table here, and nbs/results/bench.json, which chapter 18 reads;
--only renews its contests and leaves the others.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

import torch
from contenders import CONTESTS, FLOOR

from smollm_nb.curves import markdown_table

HERE = Path(__file__).resolve().parent
FILE = HERE.parent / "nbs" / "results" / "bench.json"
SIZES = {"lora": 96, "dpo": 80, "pretrain": 400, "twice the rows": 64, "generate": 128, "generate 8": 128}
QUICK = {"lora": 8, "dpo": 8, "pretrain": 16, "twice the rows": 8, "generate": 8, "generate 8": 8}


def once(contest: str, contender: str, size: int, rows: str) -> dict:
    "One process: seconds, peak memory, tokens, losses."
    with tempfile.TemporaryDirectory() as tmp:
        file = Path(tmp) / "result.json"
        script, options = HERE / "contenders.py", ("--size", str(size), "--rows", rows)
        command = [sys.executable, script, contest, contender, file, *options]
        threads = {"OMP_NUM_THREADS": str(os.cpu_count()), "TOKENIZERS_PARALLELISM": "false", "TQDM_DISABLE": "1"}
        env = threads | os.environ
        done = subprocess.run(command, env=env, text=True, capture_output=True, stdin=subprocess.DEVNULL)
        if done.returncode: raise SystemExit(f"{contest}, {contender} failed:\n{done.stderr[-3000:]}")
        return json.loads(file.read_text())


def summary(contest: str, runs: dict[str, list[dict]]) -> list[dict]:
    "Medians of one contest, and what ours is against each."
    def median(name, what): return statistics.median(what(r) for r in runs[name])
    def rate(r): return r["tokens"] / r["seconds"]
    ours, rows = runs["ours"], []
    for name, all_runs in runs.items():
        ratios = [rate(a) / rate(b) for a, b in zip(ours, all_runs, strict=True)]
        row = {"contest": contest, "contender": name, "seconds": median(name, lambda r: r["seconds"]),
               "tokens per second": median(name, rate), "ours is faster by": statistics.median(ratios),
               "peak memory (MB)": median(name, lambda r: r["peak_bytes"]) / 1e6,
               "ours takes of it": median("ours", lambda r: r["peak_bytes"]) / median(name, lambda r: r["peak_bytes"]),
               "rounds": len(all_runs)}
        if "losses" in all_runs[0] and len(all_runs[0]["losses"]) == len(ours[0]["losses"]):     # the same batches
            row["last loss"] = all_runs[0]["losses"][-1]
            pairs = zip(ours[0]["losses"], all_runs[0]["losses"], strict=True)
            row["losses differ by"] = max(abs(a - b) for a, b in pairs)
        if FLOOR in runs:
            shares = [rate(a) / rate(b) for a, b in zip(all_runs, runs[FLOOR], strict=True)]
            row["share of the floor"] = statistics.median(shares)
        rows.append(row)
    return rows


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="*", choices=CONTESTS, default=list(CONTESTS))
    parser.add_argument("--rows", default="", help="JSON Lines with the data of the first two contests")
    parser.add_argument("--quick", action="store_true", help="a few rows, to see that everything runs; writes nothing")
    args = parser.parse_args()
    sizes, table = QUICK if args.quick else SIZES, []
    for contest in args.only:
        names = [n for n in CONTESTS[contest] if "llama" not in n or find_spec("llama_cpp")]
        runs: dict[str, list[dict]] = {name: [] for name in names}
        for _ in range(args.rounds):
            for name in names:
                runs[name].append(once(contest, name, sizes[contest], args.rows))
                last = runs[name][-1]
                print(f"{contest}, {name}: {last['seconds']:.1f} s, {last['peak_bytes'] / 1e6:,.0f} MB", flush=True)
        table += summary(contest, runs)
    print(markdown_table([{k: v if isinstance(v, str) else f"{v:.3g}" for k, v in row.items()} for row in table]))
    if not args.quick:
        machine = {"threads": torch.get_num_threads(), "torch": torch.__version__}
        there = json.loads(FILE.read_text())["table"] if FILE.exists() else []
        source = {name: table if name in args.only else there for name in CONTESTS}
        table = [row for name, rows in source.items() for row in rows if row["contest"] == name]
        FILE.write_text(json.dumps({"machine": machine, "sizes": sizes, "table": table}, indent=1) + "\n")
