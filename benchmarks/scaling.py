"""Loss against weights and tokens, on generated stories with a known floor: a scaling law in small.

usage: scaling.py [--seeds 5]      (`make scaling`; an hour on two cores)
Four widths, each with four numbers of tokens, every run with a schedule of its own and every story
seen once. Then the next width, which the fit of chapter 22 has not seen. Each is run with five
seeds: other weights to begin with, and another order of the stories. The learning rate is that of
the course's tiny pretraining at its width, and elsewhere inverse to the width. The loss is told in
parts: of names, animals, colours and things that stood in the story before and are said again, and
of all the rest. One run is measured on the way as well. Results, which chapter 22 reads and which
do not depend on what else the machine does: nbs/results/scaling.json.
"""
import argparse
import json
import math
import os
import re
import sys
from functools import cache
from itertools import accumulate, product
from multiprocessing import get_context
from pathlib import Path

import torch

from smollm_nb.config import ModelConfig
from smollm_nb.data import TALE, Example, length_batches, tales, text_examples
from smollm_nb.fast import quick
from smollm_nb.model import SmolLM
from smollm_nb.tokenizer import Tokenizer
from smollm_nb.train import NextToken, TrainConfig, example_losses, train

FILE = Path(__file__).resolve().parent.parent / "nbs" / "results" / "scaling.json"
WIDTHS = 48, 64, 96, 128    # and then
NEXT = 192
TOKENS = 200_000, 400_000, 800_000, 1_600_000
HELD_OUT = 300              # stories
WATCHED = 96, 1_600_000, 0  # width, tokens and seed of the run that is measured on the way
LOOK_EVERY = 25             # steps
AGAIN = {"names": TALE["hero"], "animals": TALE["animal"], "colours": TALE["colour"],
         "things": TALE["thing"]}     # what a story says more than once
KINDS = {word: kind for kind, words in AGAIN.items() for word in words}


def shape(width: int, vocab_size: int) -> ModelConfig:
    "A model of three layers; each head has 16 channels, and keys and values of its own."
    return ModelConfig(
        vocab_size, hidden_size=width, intermediate_size=8 * width // 3 // 8 * 8,
        num_hidden_layers=3, num_attention_heads=width // 16, num_key_value_heads=width // 16,
        max_position_embeddings=256, initializer_range=width ** -0.5)


def first_tokens(examples: list[Example], count: int) -> list[Example]:
    "As many examples as have about so many tokens to learn."
    kept, seen = [], 0
    for example in examples:
        if seen >= count: break
        kept.append(example)
        seen += example.targets
    return kept


def said_again(text: str) -> list[re.Match]:
    "The names, animals, colours and things of a story that stood in it before."
    seen: set[str] = set()
    again = []
    for word in re.finditer(r"\w+", text):
        if word[0] not in KINDS: continue
        if word[0] in seen: again.append(word)
        seen.add(word[0])
    return again


def kinds(example: Example, tokenizer: Tokenizer) -> list[str]:
    "Of each token to learn, which kind of word that is said again it belongs to, or else \"rest\"."
    pieces = [tokenizer.decode([token]) for token in example.ids[1:-1]]
    text = "".join(pieces)
    marks = ["rest"] * len(text)
    for word in said_again(text):
        marks[slice(*word.span())] = [KINDS[word[0]]] * len(word[0])
    ends = accumulate(map(len, pieces))
    return [*(marks[end - 1] for end in ends), "rest"]      # the last one is the story's end


class Stories:
    "What all runs have in common; the same in every process."
    def __init__(self) -> None:
        told, asked = tales(20_000, 0), tales(HELD_OUT, 1)
        self.tokenizer = Tokenizer.train([t.text for t in told[:2_000]], 512)
        self.examples, self.held_out = (
            text_examples([t.text for t in some], self.tokenizer, 256) for some in (told, asked))
        self.kinds = [kinds(e, self.tokenizer) for e in self.held_out]
        tokens = sum(e.targets for e in self.held_out)
        self.floor = sum(t.nats for t in asked) / tokens
        # what one pays who knows which words there are, and not that one of them was said before
        again = [KINDS[word[0]] for tale in asked for word in said_again(tale.text)]
        self.guessing = {kind: again.count(kind) * math.log(len(words)) / tokens
                         for kind, words in AGAIN.items()}


@cache
def stories() -> Stories:
    "Made once in each process."
    return Stories()


@torch.no_grad()
def parts(model: SmolLM) -> dict[str, float]:   # nats per token of all
    "What each kind of word that is said again adds to the held-out loss, and what the rest does."
    held_out, pad_id = stories().held_out, stories().tokenizer.pad_token_id
    sums = dict.fromkeys(("rest", *AGAIN), 0.0)
    for batch in length_batches([len(e) for e in held_out], 32):
        losses, _ = example_losses(model, [held_out[i] for i in batch], pad_id)
        marks = [kind for i in batch for kind in stories().kinds[i]]
        for kind, loss in zip(marks, losses.tolist(), strict=True): sums[kind] += loss
    tokens = sum(e.targets for e in held_out)
    return {kind: loss / tokens for kind, loss in sums.items()}


def prepare() -> None:
    "Make a process of the pool ready for runs: one thread, no progress bars."
    torch.set_num_threads(1)
    sys.stderr = open(os.devnull, "w")


def run(what: tuple[int, int, int]) -> dict:
    "Train a model of this width, on about so many tokens, from this seed, and measure it."
    width, tokens, seed = what
    examples = first_tokens(stories().examples, tokens)
    torch.manual_seed(seed)
    model = SmolLM(shape(width, stories().tokenizer.vocab_size))
    objective = NextToken(stories().tokenizer.pad_token_id)
    config = TrainConfig(2e-3 * 192 / width, batch_size=8, seed=seed)
    course = []
    def look(record: dict) -> None:
        if record["step"] % LOOK_EVERY == 0:
            course.append({"step": record["step"], "loss": parts(model)})
    with quick(model):
        train(model, objective, examples, config, hooks=[look] if what == WATCHED else [])
        loss = parts(model)
    made = {"width": width, "weights": model.config.num_parameters(),
            "tokens": sum(e.targets for e in examples), "seed": seed, "loss": loss}
    return made | {"course": course} if course else made


def main(seeds: int) -> None:
    "All runs, as many at a time as there are cores; the results are written at the end."
    asked = [(width, tokens, seed)
             for seed, tokens, width in product(range(seeds), TOKENS, (*WIDTHS, NEXT))]
    results = []
    with get_context("spawn").Pool(os.cpu_count(), prepare) as pool:
        for made in pool.imap(run, asked):
            results.append(made)
            print(f"{len(results)} of {len(asked)}: {made}", flush=True)
    told = {"floor": stories().floor, "guessing": stories().guessing, "next": NEXT, "runs": results}
    FILE.write_text(json.dumps(told, indent=1) + "\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=5)
    main(parser.parse_args().seeds)
