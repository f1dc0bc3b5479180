"""Foretold against measured: does a rate that was tried in a few steps foretell a whole run?

usage: plan.py      (writes nbs/results/plan.json; takes some minutes; let the machine be idle)
Rates are tried in a few steps on random tokens. Then real runs are foretold from their operations
and timed; DPO with the rate that was tried with LoRA.
"""
import json
import platform
import time
from collections.abc import Callable
from pathlib import Path

import torch

from smollm_nb.config import ModelConfig
from smollm_nb.data import (
    Example,
    Pair,
    instruction_examples,
    load_tasks,
    preference_pairs,
    style_rows,
    tales,
    text_examples,
)
from smollm_nb.dpo import Preference, reference_logprobs
from smollm_nb.fast import quick
from smollm_nb.lora import add_lora
from smollm_nb.model import SmolLM
from smollm_nb.plan import Machine, Workload, plan, shape_of, this_machine
from smollm_nb.pretrained import load_pretrained
from smollm_nb.tokenizer import Tokenizer
from smollm_nb.train import NextToken, TrainConfig, train
from smollm_nb.tree import prefix_tree

RESULTS = Path(__file__).resolve().parent.parent / "nbs" / "results" / "plan.json"


def computed(rows: list[Example], batch: int) -> int:
    "Tokens that `quick` computes: beginnings that rows of a batch share are computed once."
    parts = [rows[i:i + batch] for i in range(0, len(rows), batch)]
    return sum(len(prefix_tree([e.ids for e in part])) for part in parts)


def run_of(
    config: ModelConfig, items: list, settings: TrainConfig, rank: int | None = None
) -> Workload:
    "What training on some items computes."
    pair = 2 if isinstance(items[0], Pair) else 1
    rows = [e for i in items for e in ((i.chosen, i.rejected) if pair == 2 else (i,))]
    batch = pair * settings.batch_size
    tokens = computed(rows, batch)
    scored = 1.0 if rank is None else sum(e.targets for e in rows) / tokens
    return Workload(config, len(rows), round(tokens / len(rows)), batch, settings.epochs, rank,
                    scored, reference=pair == 2, together=pair)


def compared(run: Workload, machine: Machine, work: Callable[[], object]) -> dict[str, float]:
    "A run's seconds, foretold and measured."
    start = time.perf_counter()
    work()
    return {"foretold": plan(run, machine).seconds, "measured": time.perf_counter() - start}


def pretraining(shape: str, count: int, batch: int) -> dict[str, float]:
    "A model of some shape learns tales."
    texts = [tale.text for tale in tales(count, seed=1)]
    tokenizer = Tokenizer.train(texts, 1_024)
    items = text_examples(texts, tokenizer, 256)
    config = shape_of(shape, tokenizer.vocab_size, 256)
    settings = TrainConfig(batch_size=batch, epochs=2)
    run = run_of(config, items, settings)
    machine = this_machine(run)
    model = SmolLM(config)
    with quick(model):
        return compared(run, machine, lambda: train(
            model, NextToken(tokenizer.pad_token_id), items, settings))


def tuning() -> tuple[dict[str, float], dict[str, float]]:
    "LoRA, and DPO, on the real model."
    model, tokenizer = load_pretrained()
    config, rows, pad = model.config, load_tasks("train"), tokenizer.pad_token_id
    examples = instruction_examples(rows[:64], tokenizer)
    settings = TrainConfig(1e-3, batch_size=4)
    run = run_of(config, examples, settings, 4)
    machine = this_machine(run)
    add_lora(model, 4, 8)
    with quick(model):
        lora = compared(run, machine, lambda: train(model, NextToken(pad), examples, settings))

    pairs = preference_pairs(style_rows(rows[:48]), tokenizer)
    settings = TrainConfig(5e-4, batch_size=8)

    def align() -> None:
        known = reference_logprobs(model, pairs, pad)
        train(model, Preference(pad, reference=known), pairs, settings)

    with quick(model): return lora, compared(run_of(config, pairs, settings, 4), machine, align)


def main() -> None:
    "All runs in three rounds; of each run the round with the median ratio is written."
    rounds: dict[str, list[dict[str, float]]] = {}
    for _ in range(3):
        lora, dpo = tuning()
        for name, found in (("pretraining, nano", pretraining("nano", 400, 8)),
                            ("pretraining, 8x384", pretraining("8x384", 96, 16)),
                            ("LoRA on SmolLM2-135M", lora), ("DPO on SmolLM2-135M", dpo)):
            rounds.setdefault(name, []).append(found)
            print(f"{name}: foretold {found['foretold']:.1f} s, measured {found['measured']:.1f} s",
                  flush=True)

    def ratio(found: dict[str, float]) -> float: return found["measured"] / found["foretold"]
    middle = {name: sorted(some, key=ratio)[len(some) // 2] for name, some in rounds.items()}
    runs = {name: {key: round(value, 2) for key, value in found.items()}
            for name, found in middle.items()}
    machine = (f"{platform.system()} {platform.machine()}, torch {torch.__version__}, "
               f"{torch.get_num_threads()} threads; of three rounds the one with the median ratio")
    RESULTS.write_text(json.dumps({"machine": machine, "runs": runs}, indent=2) + "\n",
                       encoding="utf-8")


if __name__ == "__main__":
    main()
