"""What only a machine with an accelerator can show: losses, gradients, training and replies are those of the CPU.

usage: device.py [--device cuda]     (`make device`; random weights of SmolLM-135M's shape, nothing is downloaded)
"""
import argparse
import copy
import time

import torch
from torch.testing import assert_close

from smollm_nb.config import ModelConfig
from smollm_nb.data import Example, Pair
from smollm_nb.dpo import Preference, reference_logprobs
from smollm_nb.fast import quantize_int8
from smollm_nb.generate import generate
from smollm_nb.lora import add_lora, merge_lora
from smollm_nb.model import SmolLM, prefix_tree
from smollm_nb.train import NextToken, TrainConfig, choose_device, choose_dtype, example_losses, train

parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
parser.add_argument("--device", default=choose_device()[0].type)
device = parser.parse_args().device
if device == "cpu": raise SystemExit("skipped: there is no accelerator here that passes train's own check")
passed, rng = 0, torch.Generator().manual_seed(1)


def done(what: str, note: str = "") -> None:
    global passed
    passed += 1
    print(f"ok: {what}{' (' if note else ''}{note}{')' if note else ''}", flush=True)


def ids(count: int) -> list[int]: return torch.randint(49_152, (count,), generator=rng).tolist()


torch.manual_seed(0)
models = {"cpu": SmolLM(ModelConfig.smollm2_135m())}
torch.manual_seed(3)
add_lora(models["cpu"], 4, 8)
models[device] = copy.deepcopy(models["cpu"]).to(device)
opening = ids(24)
prompts = [opening + ids(18 + k) for k in range(40)]
items = [Example(p + ids(12 + k % 9), len(p), str(k)) for k, p in enumerate(prompts)]
pairs = [Pair(*(Example(p + ids(n), len(p), str(k)) for n in (14, 9))) for k, p in enumerate(prompts)]
print(f"torch {torch.__version__}, {device}; the training type here: {choose_dtype(device)}")

losses = {where: example_losses(m, items[:8])[0] for where, m in models.items()}
assert_close(losses[device].cpu(), losses["cpu"], rtol=1e-4, atol=1e-4)
done("losses over a tree of shared prompts")
grads = {where: torch.autograd.grad(losses[where].sum(), [p for p in m.parameters() if p.requires_grad])
         for where, m in models.items()}
for ours, theirs in zip(grads[device], grads["cpu"], strict=True):
    assert_close(ours.cpu(), theirs, rtol=1e-3, atol=1e-3 * theirs.abs().max().item())
done("their gradients")

model = models[device]
tree = prefix_tree([e.ids for e in items[:8]], device)
with torch.no_grad():
    paths, looks = (model.model(tree.input_ids, how, tree.position_ids) for how in (tree.unfold(), tree.looks()))
assert_close(paths, looks, rtol=1e-4, atol=1e-4)
done("unfolded attention is masked attention")

config = TrainConfig(2e-3, weight_decay=0.0)
for phase, data in (("LoRA", items), ("DPO", pairs)):
    curves, seconds = {}, {}
    for where, m in models.items():
        objective = NextToken() if phase == "LoRA" else Preference(reference=reference_logprobs(m, data, 0))
        start = time.perf_counter()
        curves[where] = train(m, objective, data, config).column("loss")[1]
        seconds[where] = time.perf_counter() - start
    assert_close(torch.tensor(curves[device]), torch.tensor(curves["cpu"]), rtol=1e-3, atol=1e-3)
    done(f"{phase}: the same curve", ", ".join(f"{where} {s:.1f} s" for where, s in seconds.items()))

for m in models.values(): merge_lora(m)
few = [opening + ids(n) for n in (5, 9, 3, 12)]
greedy = {where: [r.ids for r in generate(m, few, 24)] for where, m in models.items()}
assert greedy[device] == greedy["cpu"], greedy
done("the same greedy replies")
sampled = [[r.ids for r in generate(model, few, 8, temperature=1.0, top_p=0.9, seed=1)] for _ in range(2)]
assert sampled[0] == sampled[1]
done("a seed repeats a sample")
start = time.perf_counter()
generate(model, few[:1], 128)
done("decoding", f"{128 / (time.perf_counter() - start):.0f} tokens per second, one prompt, {device}")
small = quantize_int8(SmolLM(ModelConfig.smollm2_135m()))
x = torch.tensor([few[0]])
with torch.no_grad(): on_cpu, there = small(x), copy.deepcopy(small).to(device)(x.to(device))
assert_close(there.cpu(), on_cpu, rtol=1e-2, atol=1e-2)
done("eight-bit weights")
print(f"{passed} passed, 0 failed")
