"""What a second process brings: a step of the tiny pretraining, alone and shared, one thread each.

usage: processes.py [--rounds 5]      (`make processes`)
In each round every variant has its turn; told is the median over the rounds of the time alone over
the time shared. "no messages" are two processes with half the rows each that do not talk: what the
machine gives at most. "gradients kept" is DDP with gradients that are not sent: what remains is all
that it needs besides. Wants a quiet machine. Results: nbs/results/processes.json, which chapter 22
reads.
"""
import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from typing import Any

import torch
from torch.distributed.algorithms.ddp_comm_hooks.debugging_hooks import noop_hook

from smollm_nb.config import ModelConfig
from smollm_nb.data import tales, text_examples
from smollm_nb.fast import quick
from smollm_nb.model import SmolLM
from smollm_nb.scale import launched
from smollm_nb.tokenizer import Tokenizer
from smollm_nb.train import (
    ALONE,
    NextToken,
    TrainConfig,
    adamw,
    batches,
    run_length,
    scheduled_step,
)

FILE = Path(__file__).resolve().parent.parent / "nbs" / "results" / "processes.json"
SIZES = 8, 32     # rows of a batch
WARM_UP, STEPS = 5, 40


def member(rows: int, how: str) -> float:   # seconds
    "The median time of a step: alone, in a team, or in a team that keeps its gradients."
    torch.set_num_threads(1)
    torch.manual_seed(0)
    texts = [tale.text for tale in tales(500, 0)]
    tokenizer = Tokenizer.train(texts, 2_048)
    items = text_examples(texts, tokenizer, 256)
    config = TrainConfig(2e-3, batch_size=rows, epochs=10)
    team = ALONE if how == "alone" else launched(torch.device("cpu"))
    model = SmolLM(ModelConfig.nano(tokenizer.vocab_size))
    with team.spread(model, NextToken(tokenizer.pad_token_id)) as (part, shared), quick(part):
        if how == "kept": shared.summing.register_comm_hook(None, noop_hook)
        return median(step_times(part, shared, items, config)[WARM_UP:])


def step_times(part: SmolLM, shared: Any, items: list, config: TrainConfig) -> list[float]:
    "Seconds of the first steps of a run."
    optimizer = adamw(part, config)
    steps = run_length(items, config)[1]
    seconds = []
    for step, batch in batches(items, config, 0, WARM_UP + STEPS):
        start = time.perf_counter()
        scheduled_step(part, shared, batch, optimizer, config, step, steps)
        seconds.append(time.perf_counter() - start)
    return seconds


def started(*words: str, count: int = 1, together: bool = False, **env: str) -> float:   # seconds
    "The slowest of so many processes, which are a team or know nothing of each other."
    launcher = ["-m", "torch.distributed.run", "--standalone", "--local-addr=127.0.0.1",
                f"--nproc-per-node={count}"] if together else []
    command = [sys.executable, *launcher, __file__, "--member", *words]
    own = os.environ | {"OMP_NUM_THREADS": "1"} | env
    runs = [subprocess.Popen(command, env=own, stdout=subprocess.PIPE, text=True)
            for _ in range(1 if together else count)]
    told = [line for run in runs for line in run.communicate()[0].splitlines()]
    if any(run.returncode for run in runs): raise SystemExit("a process failed")
    return max(map(float, told))


def measured_round(rows: int) -> dict[str, float]:   # seconds
    "Each variant once."
    return {
        "alone": started(str(rows), "alone"),
        "no messages": started(str(rows // 2), "alone", count=2),
        "gradients kept": started(str(rows), "kept", count=2, together=True),
        "DDP": started(str(rows), "team", count=2, together=True),
        "FSDP": started(str(rows), "team", count=2, together=True, ACCELERATE_USE_FSDP="true")}


def main(rounds: int) -> None:
    "Measure in turns, print a table and write the results."
    results = {}
    for rows in SIZES:
        taken = [measured_round(rows) for _ in range(rounds)]
        results[str(rows)] = {
            "alone_ms": round(1000 * median(r["alone"] for r in taken), 1),
            **{name: round(median(r["alone"] / r[name] for r in taken), 2)
               for name in taken[0] if name != "alone"}}
        print(rows, "rows:", results[str(rows)], flush=True)
    FILE.write_text(json.dumps({"rounds": rounds, "rows": results}, indent=1) + "\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--member", nargs=2, metavar=("ROWS", "HOW"))
    args = parser.parse_args()
    if args.member:
        seconds = member(int(args.member[0]), args.member[1])
        os.write(1, f"{seconds}\n".encode())     # in one piece, as the other process writes too
    else: main(args.rounds)
