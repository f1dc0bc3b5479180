"""What each idea of the engine room is worth alone, at full depth: a step without it.

usage: ideas.py [--rounds 15]
A LoRA step and a DPO step of the real model on eight rows of nearly equal length, gradients
included. In each round every variant has its turn; told is the median over the rounds of the time
without an idea over the time with all of them. The last two ideas, the gradients of the norm and of
a rotation written out, are not part of the engine room and are added instead. Wants a quiet
machine. What each idea brings in memory, chapter 21's ladder shows. Results:
nbs/results/ideas.json, which chapter 21 reads.
"""
import argparse
import json
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import Any
from unittest.mock import patch

import torch
from torch import Tensor, nn
from torch.autograd.function import once_differentiable

from smollm_nb.data import instruction_examples, load_tasks, preference_pairs
from smollm_nb.dpo import Preference, reference_logprobs
from smollm_nb.fast import QUICK, QuickHead
from smollm_nb.gqa import GroupedQueryAttention, attention
from smollm_nb.lora import LoRALinear, add_lora
from smollm_nb.model import SmolLM, SmolModel
from smollm_nb.pretrained import load_pretrained
from smollm_nb.rope import apply_rope
from smollm_nb.swiglu import SwiGLU
from smollm_nb.train import NextToken
from smollm_nb.tree import Paths, PrefixTree, swapped, unfold

FILE = Path(__file__).resolve().parent.parent / "nbs" / "results" / "ideas.json"
NORM = "a norm's gradient written out (added)"
ROTATION = "a rotation's gradient written out (added)"
MASK = "texts unfolded, not masked"
WITHOUT: dict[str, tuple[type, ...]] = {
    "shared beginnings": (SmolModel, GroupedQueryAttention),
    "the gate's gradient": (SwiGLU,),
    "the adapter's gradient": (LoRALinear,),
    "no logits kept": (nn.Linear,),
}


class Norm(torch.autograd.Function):
    "`rms_norm`, with its gradient written out (derived in an appendix of chapter 02)."
    @staticmethod
    def forward(ctx: Any, x: Tensor, weight: Tensor, eps: float) -> Tensor:
        inverse = torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + eps)
        ctx.save_for_backward(x, weight, inverse)
        return weight * (x * inverse)

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, g: Tensor) -> tuple[Tensor, None, None]:   # the weight is frozen here
        x, weight, inverse = ctx.saved_tensors
        n = x * inverse
        wg = g * weight
        along = torch.linalg.vecdot(n, wg).unsqueeze(-1) / x.shape[-1]
        return wg.addcmul_(n, along, value=-1).mul_(inverse), None, None


class Rotation(torch.autograd.Function):
    "`apply_rope`, with its gradient written out: turn back."
    @staticmethod
    def forward(ctx: Any, x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
        ctx.save_for_backward(cos, sin)
        return apply_rope(x, cos, sin)

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, g: Tensor) -> tuple[Tensor, None, None]:
        cos, sin = ctx.saved_tensors
        return apply_rope(g, cos, -sin), None, None


latest: dict[str, Tensor] = {}   # the mask of the tree that is under way


def with_mask(tree: PrefixTree) -> Paths:
    "`unfold`, which also notes the tree's mask for `masked`."
    latest["mask"] = tree.mask()
    return unfold(tree)


def masked(paths: Paths, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
    "Attention over the whole row with a mask, in the place of its texts unfolded."
    return attention(q, k, v, latest["mask"])


Variant = tuple[dict[type, type], dict[str, Callable]]   # classes to exchange; names to patch


def variants() -> dict[str, Variant]:
    "All ideas, all without one of them, and all with one that did not pay."
    everything = QUICK | {nn.Linear: QuickHead}
    made: dict[str, Variant] = {"all": (everything, {})}
    for name, left_out in WITHOUT.items():
        made[name] = ({k: v for k, v in everything.items() if k not in left_out}, {})
    unmasked = {"smollm_nb.tree.unfold": with_mask, "smollm_nb.tree.Paths.attend": masked}
    made[MASK] = (everything, unmasked)
    made[NORM] = (everything, {"smollm_nb.norm.rms_norm": Norm.apply})
    made[ROTATION] = (everything, {"smollm_nb.gqa.apply_rope": Rotation.apply})
    return made


def step(model: SmolLM, loss: Callable[[], Tensor], variant: Variant) -> float:
    "Seconds of one step."
    classes, patches = variant
    trained = [p for p in model.parameters() if p.requires_grad]
    with ExitStack() as stack:
        for name, new in patches.items(): stack.enter_context(patch(name, new))
        stack.enter_context(swapped(model.model, classes))
        stack.enter_context(swapped(model.lm_head, classes))
        start = time.perf_counter()
        torch.autograd.grad(loss(), trained)
        return time.perf_counter() - start


def jobs(model: SmolLM, tokenizer: Any) -> dict[str, Callable[[], Tensor]]:
    "The losses of a LoRA step and of a DPO step."
    rows = load_tasks("train")[:64]
    pad = tokenizer.pad_token_id
    examples = sorted(instruction_examples(rows, tokenizer), key=len)[24:32]
    pairs = sorted(preference_pairs(rows, tokenizer), key=len)[24:32]
    preference = Preference(pad, reference=reference_logprobs(model, pairs, pad))
    return {"LoRA": lambda: NextToken(pad).sums(model, examples)["loss"],
            "DPO": lambda: preference.sums(model, pairs)["loss"]}


def main(rounds: int) -> None:
    "Measure, show and store."
    model, tokenizer = load_pretrained()
    torch.manual_seed(0)
    add_lora(model)
    for name, p in model.named_parameters():
        if "lora_B" in name: nn.init.normal_(p, std=0.01)

    result: dict[str, Any] = {}
    tried = variants()
    for job, loss in jobs(model, tokenizer).items():
        times: dict[str, list[float]] = {name: [] for name in tried}
        for _ in range(rounds + 1):                            # the first round warms up
            for name, variant in tried.items(): times[name].append(step(model, loss, variant))
        every = times["all"][1:]
        ratios = {name: median(a / b for a, b in zip(some[1:], every, strict=True))
                  for name, some in times.items() if name != "all"}
        result[job] = {"seconds": median(every), "ratios": ratios}
        for name, ratio in ratios.items(): print(f"{job}, {name}: {ratio:.3f}", flush=True)

    machine = {"threads": torch.get_num_threads(), "torch": torch.__version__}
    content = {"machine": machine, "rounds": rounds, **result}
    FILE.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=15)
    main(parser.parse_args().rounds)
