"""Loss against weights and tokens, on generated stories with a known floor: a scaling law in small.

usage: scaling.py      (`make scaling`; a quarter of an hour on two cores)
Four widths, each with four numbers of tokens, every run with a schedule of its own and every story
seen once. Then the next width, which the fit of chapter 22 has not seen. The learning rate was set
before any run: inversely to the width, with a cap. Results: nbs/results/scaling.json, which
chapter 22 reads; they do not depend on what else the machine does.
"""
import json
from pathlib import Path

import torch

from smollm_nb.config import ModelConfig
from smollm_nb.data import Example, tales, text_examples
from smollm_nb.fast import quick
from smollm_nb.model import SmolLM
from smollm_nb.tokenizer import Tokenizer
from smollm_nb.train import NextToken, TrainConfig, measure, train

FILE = Path(__file__).resolve().parent.parent / "nbs" / "results" / "scaling.json"
WIDTHS = 16, 24, 32, 48     # and then
NEXT = 64
TOKENS = 200_000, 400_000, 800_000, 1_600_000
HELD_OUT = 300              # stories


def shape(width: int, vocab_size: int) -> ModelConfig:
    "A model of three layers with heads of eight channels."
    return ModelConfig(
        vocab_size, hidden_size=width, intermediate_size=8 * width // 3 // 8 * 8,
        num_hidden_layers=3, num_attention_heads=width // 8, num_key_value_heads=1,
        max_position_embeddings=256, initializer_range=width ** -0.5)


def first_tokens(examples: list[Example], count: int) -> list[Example]:
    "As many examples as have about so many tokens to learn."
    kept, seen = [], 0
    for example in examples:
        if seen >= count: break
        kept.append(example)
        seen += example.targets
    return kept


def run(width: int, examples: list[Example], held_out: list[Example], tokenizer: Tokenizer) -> dict:
    "Train a model of this width on these examples, each once, and measure it."
    torch.manual_seed(0)
    model = SmolLM(shape(width, tokenizer.vocab_size))
    objective = NextToken(tokenizer.pad_token_id)
    config = TrainConfig(min(1e-2, 2e-3 * 192 / width), batch_size=8)
    with quick(model):
        train(model, objective, examples, config, name=f"width {width}")
        loss = measure(model, objective, held_out, 32)["loss"]
    return {"width": width, "weights": model.config.num_parameters(),
            "tokens": sum(e.targets for e in examples), "loss": loss}


def main() -> None:
    "All runs; the results are written at the end."
    told = tales(20_000, 0)
    tokenizer = Tokenizer.train([t.text for t in told[:2_000]], 512)
    asked = tales(HELD_OUT, 1)
    examples, held_out = (text_examples([t.text for t in some], tokenizer, 256)
                          for some in (told, asked))
    floor = sum(t.nats for t in asked) / sum(e.targets for e in held_out)
    results: dict = {"floor": floor, "next": NEXT, "runs": []}
    for width in (*WIDTHS, NEXT):
        for count in TOKENS:
            made = run(width, first_tokens(examples, count), held_out, tokenizer)
            results["runs"].append(made)
            print(made, f"floor {floor:.4f}", flush=True)
    FILE.write_text(json.dumps(results, indent=1) + "\n")


if __name__ == "__main__": main()
