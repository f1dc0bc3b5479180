"""What only an accelerator can show: losses, gradients, training and replies are those of the CPU.

usage: device.py [--device cuda]     (`make device`; random weights of SmolLM-135M's shape, nothing
is downloaded)
"""
import argparse
import copy
import time
from contextlib import nullcontext

import torch
from torch.testing import assert_close

from smollm_nb.config import ModelConfig
from smollm_nb.data import Example, Pair
from smollm_nb.dpo import Preference, reference_logprobs
from smollm_nb.fast import quantize_int8, quick
from smollm_nb.generate import generate
from smollm_nb.lora import add_lora, merge_lora
from smollm_nb.model import SmolLM
from smollm_nb.train import NextToken, TrainConfig, choose_device, example_losses, train

Models = dict[str, SmolLM]   # the same model on the CPU and on the device
CONFIG = TrainConfig(2e-3, weight_decay=0.0)
passed: list[str] = []
rng = torch.Generator().manual_seed(1)


def done(what: str, note: str = "") -> None:
    "Tell and count what held."
    passed.append(what)
    print(f"ok: {what} ({note})" if note else f"ok: {what}", flush=True)


def ids(count: int) -> list[int]: return torch.randint(49_152, (count,), generator=rng).tolist()


def both_models(device: str) -> Models:
    "A model of SmolLM-135M's shape with a fresh adapter, here and there."
    torch.manual_seed(0)
    model = SmolLM(ModelConfig.smollm2_135m())
    torch.manual_seed(3)
    add_lora(model, 4, 8)
    return {"cpu": model, device: copy.deepcopy(model).to(device)}


def made_up_data(opening: list[int]) -> tuple[list[Example], list[Pair]]:
    "Forty examples and forty pairs whose prompts begin alike."
    prompts = [opening + ids(18 + k) for k in range(40)]
    items = [Example(p + ids(12 + k % 9), len(p), str(k)) for k, p in enumerate(prompts)]

    pairs = []
    for k, p in enumerate(prompts):
        chosen = Example(p + ids(14), len(p), str(k))
        rejected = Example(p + ids(9), len(p), str(k))
        pairs.append(Pair(chosen, rejected))
    return items, pairs


def check_losses(models: Models, device: str, items: list[Example]) -> None:
    "Losses and their gradients are those of the plain model on the CPU, plain and quick."
    def gradients(m: SmolLM) -> tuple[torch.Tensor, tuple[torch.Tensor, ...]]:
        losses = example_losses(m, items)[0]
        trained = [p for p in m.parameters() if p.requires_grad]
        return losses.detach(), torch.autograd.grad(losses.sum(), trained)

    expected = gradients(models["cpu"])
    for word, block in (("plain", nullcontext), ("quick", quick)):
        with block(models[device]): losses, grads = gradients(models[device])
        assert_close(losses.cpu(), expected[0], rtol=1e-4, atol=1e-4)
        done(f"{word} losses")
        for ours, theirs in zip(grads, expected[1], strict=True):
            assert_close(ours.cpu(), theirs, rtol=1e-3, atol=1e-3 * theirs.abs().max().item())
        done("their gradients")


def check_training(models: Models, device: str, phase: str, data: list) -> None:
    "One epoch has the same curve here and there."
    curves = {}
    seconds = {}
    for where, m in models.items():
        objective = NextToken()
        if phase == "DPO": objective = Preference(reference=reference_logprobs(m, data, 0))
        start = time.perf_counter()
        with quick(m): curves[where] = train(m, objective, data, CONFIG).column("loss")[1]
        seconds[where] = time.perf_counter() - start

    there = torch.tensor(curves[device])
    assert_close(there, torch.tensor(curves["cpu"]), rtol=1e-3, atol=1e-3)
    times = ", ".join(f"{where} {s:.1f} s" for where, s in seconds.items())
    done(f"{phase}: the same curve", times)


def check_replies(models: Models, device: str, prompts: list[list[int]]) -> None:
    "Greedy replies are the CPU's; a sample can be had again; and how fast it writes."
    greedy = {}
    for where, m in models.items():
        with quick(m): greedy[where] = [reply.ids for reply in generate(m, prompts, 24)]
    assert greedy[device] == greedy["cpu"], greedy
    done("the same greedy replies")

    model = models[device]
    def sample(): return generate(model, prompts, 8, temperature=1.0, top_p=0.9, seed=1)
    assert [r.ids for r in sample()] == [r.ids for r in sample()]
    done("a seed repeats a sample")

    start = time.perf_counter()
    generate(model, prompts[:1], 128)
    speed = 128 / (time.perf_counter() - start)
    done("decoding", f"{speed:.0f} tokens per second, one prompt, {device}")


def check_eight_bits(device: str, prompt: list[int]) -> None:
    "A model in eight bits gives the CPU's logits."
    here = quantize_int8(SmolLM(ModelConfig.smollm2_135m()))
    there = copy.deepcopy(here).to(device)
    x = torch.tensor([prompt])
    with torch.no_grad():
        expected = here(x)
        found = there(x.to(device))

    assert_close(found.cpu(), expected, rtol=1e-2, atol=1e-2)
    done("eight-bit weights")


def main(device: str) -> None:
    "Every check in turn; the first that fails ends it."
    if device == "cpu":
        raise SystemExit("skipped: there is no accelerator here that passes train's own check")

    models = both_models(device)
    opening = ids(24)
    items, pairs = made_up_data(opening)
    print(f"torch {torch.__version__}, {device}")

    check_losses(models, device, items[:8])
    check_training(models, device, "LoRA", items)
    check_training(models, device, "DPO", pairs)

    for m in models.values(): merge_lora(m)
    few = [opening + ids(n) for n in (5, 9, 3, 12)]
    check_replies(models, device, few)
    check_eight_bits(device, few[0])
    print(f"{len(passed)} passed, 0 failed")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--device", default=choose_device()[0].type)
    main(parser.parse_args().device)
