"""One contender of one contest in a process of its own, so that its memory is its own too.

usage: contenders.py CONTEST CONTENDER FILE [--rows FILE.jsonl] [--size N]     (bench.py calls it)

Every contender of a contest gets the same weights, data, batches, threads and dtype (float32, unless its name says
otherwise). What it prepares before the clock starts is what a user prepares once: model, tokens, adapters.
"""
import argparse
import json
import os
import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import torch
import torch._dynamo  # torch's optimisers import it when first made; it takes a second and is no training
from torch import nn

from smollm_nb.config import ModelConfig
from smollm_nb.data import (
    Example,
    Pair,
    instruction_examples,
    load_tasks,
    preference_pairs,
    read_rows,
    tales,
    text_examples,
)
from smollm_nb.fast import base_in
from smollm_nb.lora import add_lora, load_adapter, save_adapter
from smollm_nb.model import SmolLM
from smollm_nb.pretrained import folder_tokenizer, load_pretrained, packaged_weights, save_pretrained
from smollm_nb.tokenizer import Tokenizer
from smollm_nb.train import NextToken, TrainConfig, batches, rate_at, train

CACHE = Path(__file__).resolve().parent.parent / "runs" / "bench"
LORA = {"rank": 4, "alpha": 8}
LORA_CONFIG = TrainConfig(learning_rate=2e-3, batch_size=8, weight_decay=0.0)
DPO_CONFIG = TrainConfig(learning_rate=5e-4, batch_size=8, weight_decay=0.0)
TALE_CONFIG = TrainConfig(learning_rate=2e-3, batch_size=8)
PROMPT = "Explain in a few sentences how a small language model learns from text."


class Clock:
    "Seconds of the timed part, and what was done in it."
    def __init__(self): self.seconds, self.notes = 0.0, {}

    @contextmanager
    def running(self) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.seconds += time.perf_counter() - start


# ---- what all contenders share: folders with weights and adapters, written once --------------------------------------
def base_folder() -> Path:
    "The real model in Hugging Face's layout."
    folder = CACHE / "model"
    if not (folder / "model.safetensors").exists(): save_pretrained(*load_pretrained(), folder)
    return folder


def adapter_folder() -> Path:
    "A fresh adapter in PEFT's layout, so that ours and PEFT's start from the same numbers."
    folder = CACHE / "adapter"
    if not (folder / "adapter_model.safetensors").exists():
        torch.manual_seed(0)
        save_adapter(add_lora(load_pretrained()[0], **LORA), folder)
    return folder


def rows_of(source: str, size: int, split: str = "train") -> list[dict]:
    "The first rows of the course's task set, or of a JSON Lines file."
    return (read_rows(source) if source else load_tasks(split))[:size]


def story_parts(size: int) -> tuple[Tokenizer, list[Example], SmolLM]:
    "Tokenizer, texts and fresh model of the pretraining contest, the same in every process."
    stories = [t.text for t in tales(size, seed=1)]
    tokenizer = Tokenizer.train(stories, vocab_size=1_024)
    torch.manual_seed(0)
    config = ModelConfig(vocab_size=tokenizer.vocab_size, hidden_size=192, intermediate_size=512, num_hidden_layers=4,
                         num_attention_heads=6, num_key_value_heads=2, max_position_embeddings=256,
                         initializer_range=192**-0.5)
    return tokenizer, text_examples(stories, tokenizer, length=256), SmolLM(config)


# ---- theirs: what a careful user of transformers would write ---------------------------------------------------------
def padded(examples: list[Example], pad_id: int) -> dict[str, torch.Tensor]:
    "Right padding and labels, as transformers' collators give them."
    T = max(map(len, examples))
    def fill(rows, value): return torch.tensor([[*row, *[value] * (T - len(row))] for row in rows])
    labels = [[-100] * e.prompt_length + e.ids[e.prompt_length:] for e in examples]
    return {"input_ids": fill([e.ids for e in examples], pad_id), "labels": fill(labels, -100),
            "attention_mask": fill([[1] * len(e) for e in examples], 0)}


def plain_loop(model: nn.Module, items: list[Example], pad_id: int, config: TrainConfig, groups: Any) -> list[float]:
    "AdamW, clipping and our schedule around a transformers model."
    optimizer = torch.optim.AdamW(groups, config.learning_rate, config.betas, weight_decay=config.weight_decay)
    steps, losses = -(-len(items) // config.batch_size), []
    model.train()
    for step, batch in batches(items, config, 0, steps):
        for group in optimizer.param_groups: group["lr"] = config.learning_rate * rate_at(step, steps, config)
        loss = model(**padded(batch, pad_id)).loss
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_([p for g in optimizer.param_groups for p in g["params"]], config.clip)
        optimizer.step()
        losses.append(loss.item())
    return losses


def transformers_model(folder: Path, dtype: torch.dtype = torch.float32) -> nn.Module:
    from transformers import AutoModelForCausalLM
    return AutoModelForCausalLM.from_pretrained(folder, dtype=dtype)


# ---- (a) a LoRA epoch ------------------------------------------------------------------------------------------------
def lora_items(source: str, size: int, tokenizer: Tokenizer) -> list[Example]:
    return instruction_examples(rows_of(source, size), tokenizer)


def lora_ours(clock: Clock, source: str, size: int, context: Callable = nullcontext) -> None:
    model, tokenizer = load_pretrained()
    load_adapter(model, adapter_folder())
    items = lora_items(source, size, tokenizer)
    with clock.running(), context(model):
        history = train(model, NextToken(tokenizer.pad_token_id), items, LORA_CONFIG)
    clock.notes |= {"losses": history.column("loss")[1], "tokens": sum(map(len, items))}


def lora_twice(clock: Clock, source: str, size: int) -> None: lora_ours(clock, source, 2 * size)


def lora_peft(clock: Clock, source: str, size: int, dtype: torch.dtype = torch.float32) -> None:
    from peft import PeftModel
    model, tokenizer = transformers_model(base_folder(), dtype), folder_tokenizer(base_folder())
    model = PeftModel.from_pretrained(model, adapter_folder(), is_trainable=True)
    items = lora_items(source, size, tokenizer)
    trained = [p for p in model.parameters() if p.requires_grad]
    with clock.running(): losses = plain_loop(model, items, tokenizer.pad_token_id, LORA_CONFIG, trained)
    clock.notes |= {"losses": losses, "tokens": sum(map(len, items))}


# ---- (b) a DPO epoch, the reference's log-probabilities included -----------------------------------------------------
def pairs_of(source: str, size: int, tokenizer: Tokenizer) -> list[Pair]:
    "The pairs with the line break that the chat template writes after an answer: TRL learns it, so here all do."
    end = tokenizer.encode("\n")
    def ended(e: Example) -> Example: return replace(e, ids=e.ids + end)
    return [Pair(ended(p.chosen), ended(p.rejected)) for p in preference_pairs(rows_of(source, size), tokenizer)]


def pair_tokens(pairs: list[Pair]) -> int: return sum(p.tokens for p in pairs)


def dpo_ours(clock: Clock, source: str, size: int, context: Callable = nullcontext) -> None:
    from smollm_nb.dpo import Preference, reference_logprobs
    model, tokenizer = load_pretrained()
    load_adapter(model, adapter_folder())
    pairs = pairs_of(source, size, tokenizer)
    with clock.running(), context(model):
        reference = reference_logprobs(model, pairs, tokenizer.pad_token_id)
        history = train(model, Preference(tokenizer.pad_token_id, 0.1, reference=reference), pairs, DPO_CONFIG)
    clock.notes |= {"losses": history.column("loss")[1], "tokens": pair_tokens(pairs)}


def dpo_trl(clock: Clock, source: str, size: int, **settings: Any) -> None:
    from datasets import Dataset
    from peft import PeftModel
    from transformers import AutoTokenizer
    from trl import DPOConfig, DPOTrainer
    tokenizer = folder_tokenizer(base_folder())
    pairs = pairs_of(source, size, tokenizer)
    model = PeftModel.from_pretrained(transformers_model(base_folder()), adapter_folder(), is_trainable=True)
    steps = -(-len(pairs) // DPO_CONFIG.batch_size)
    order = [pair for _, batch in batches(pairs, DPO_CONFIG, 0, steps) for pair in batch]     # our batches
    texts = {str(row.get("id", i)): row for i, row in enumerate(rows_of(source, size))}
    def turn(role, text): return [{"role": role, "content": text}]
    data = Dataset.from_list([{"prompt": turn("user", texts[p.name]["prompt"]),
                               "chosen": turn("assistant", texts[p.name]["chosen"]),
                               "rejected": turn("assistant", texts[p.name]["rejected"])} for p in order])

    class InOrder(DPOTrainer):
        def _get_train_sampler(self, dataset=None): return torch.utils.data.SequentialSampler(self.train_dataset)

    args = DPOConfig(output_dir=str(CACHE / "trl"), per_device_train_batch_size=DPO_CONFIG.batch_size,
                     num_train_epochs=1, learning_rate=DPO_CONFIG.learning_rate, beta=0.1, logging_steps=1, bf16=False,
                     use_cpu=True, report_to=[], save_strategy="no", disable_tqdm=True, **settings)
    trainer = InOrder(model=model, args=args, train_dataset=data,
                      processing_class=AutoTokenizer.from_pretrained(base_folder()))
    def factor(step): return rate_at(min(step, steps - 1), steps, DPO_CONFIG)
    optimizer = torch.optim.AdamW([p for p in model.parameters() if p.requires_grad], DPO_CONFIG.learning_rate,
                                  DPO_CONFIG.betas, weight_decay=0.0)
    trainer.optimizer, trainer.lr_scheduler = optimizer, torch.optim.lr_scheduler.LambdaLR(optimizer, factor)
    with clock.running(): trainer.train()
    losses = [entry["loss"] for entry in trainer.state.log_history if "loss" in entry]
    clock.notes |= {"losses": losses, "tokens": pair_tokens(pairs)}


def dpo_trl_best(clock: Clock, source: str, size: int) -> None:
    dpo_trl(clock, source, size, precompute_ref_log_probs=True, gradient_checkpointing=False)


# ---- the floor of both: the products with the weights, for the real tokens, and nothing else -------------------------
def product_step(weights: list[torch.Tensor], tokens: int, head: torch.Tensor, scored: int, backward: bool) -> None:
    "Every matrix times every token, and the head times the scored ones; backward: the gradients by the inputs too."
    inputs = {width: torch.ones(tokens, width) for w in weights for width in w.shape}
    hidden = torch.ones(scored, head.shape[1])
    for w in weights:
        inputs[w.shape[1]] @ w.T
        if backward: inputs[w.shape[0]] @ w
    logits = hidden @ head.T
    if backward: logits @ head


@torch.no_grad()
def products(clock: Clock, batch_sizes: list[tuple[int, int]], passes: tuple[bool, ...]) -> None:
    "All batches, each given by its tokens and its scored tokens."
    model = load_pretrained()[0]
    weights = [p for name, p in model.named_parameters() if p.dim() > 1 and "embed" not in name]
    with clock.running():
        for tokens, scored in batch_sizes:
            for backward in passes: product_step(weights, tokens, model.lm_head.weight, scored, backward)
    clock.notes |= {"tokens": sum(tokens for tokens, _ in batch_sizes)}


def lora_floor(clock: Clock, source: str, size: int) -> None:
    items = lora_items(source, size, load_pretrained()[1])
    made = [batch for _, batch in batches(items, LORA_CONFIG, 0, -(-len(items) // LORA_CONFIG.batch_size))]
    products(clock, [(sum(map(len, b)), sum(e.targets for e in b)) for b in made], (True,))


def dpo_floor(clock: Clock, source: str, size: int) -> None:
    pairs = pairs_of(source, size, load_pretrained()[1])
    made = [batch for _, batch in batches(pairs, DPO_CONFIG, 0, -(-len(pairs) // DPO_CONFIG.batch_size))]
    sizes = [(pair_tokens(b), sum(p.chosen.targets + p.rejected.targets for p in b)) for b in made]
    products(clock, sizes, (False, True))


# ---- (c) pretraining a tiny model ------------------------------------------------------------------------------------
def pretrain_ours(clock: Clock, source: str, size: int) -> None:
    tokenizer, items, model = story_parts(size)
    with clock.running(): history = train(model, NextToken(tokenizer.pad_token_id), items, TALE_CONFIG)
    clock.notes |= {"losses": history.column("loss")[1], "tokens": sum(map(len, items))}


def pretrain_transformers(clock: Clock, source: str, size: int) -> None:
    from transformers import LlamaConfig, LlamaForCausalLM

    from smollm_nb.train import parameter_groups
    tokenizer, items, ours = story_parts(size)
    model = LlamaForCausalLM(LlamaConfig(**ours.config.to_hf()))
    model.load_state_dict(ours.state_dict())
    groups = parameter_groups(model, TALE_CONFIG.weight_decay)
    with clock.running(): losses = plain_loop(model, items, tokenizer.pad_token_id, TALE_CONFIG, groups)
    clock.notes |= {"losses": losses, "tokens": sum(map(len, items))}


# ---- (d) writing -----------------------------------------------------------------------------------------------------
def prompts_of(tokenizer: Tokenizer, count: int) -> list[list[int]]:
    "Chats of slightly different length."
    texts = [PROMPT + " " + "Please. " * i for i in range(count)]
    return [tokenizer.encode_chat([{"role": "user", "content": t}]) for t in texts]


def generate_ours(clock: Clock, source: str, size: int, prepare: Callable = lambda m: m, count: int = 1) -> None:
    from smollm_nb.generate import generate
    model, tokenizer = load_pretrained()
    model, prompts = prepare(model), prompts_of(tokenizer, count)
    generate(model, prompts, 4)
    with clock.running(): made = generate(model, prompts, size)
    clock.notes |= {"tokens": sum(len(m.ids) for m in made), "ids": made[0].ids}


def generate_int8(clock: Clock, source: str, size: int, count: int = 1) -> None:
    from smollm_nb.fast import quantize_int8
    generate_ours(clock, source, size, quantize_int8, count)


def generate_transformers(clock: Clock, source: str, size: int, count: int = 1) -> None:
    model, tokenizer = transformers_model(base_folder()).eval(), folder_tokenizer(base_folder())
    prompts = prompts_of(tokenizer, count)
    T, pad = max(map(len, prompts)), tokenizer.pad_token_id
    ids = torch.tensor([[pad] * (T - len(p)) + p for p in prompts])
    mask = torch.tensor([[0] * (T - len(p)) + [1] * len(p) for p in prompts])
    def write(n):
        return model.generate(input_ids=ids, attention_mask=mask, max_new_tokens=n, min_new_tokens=n, do_sample=False,
                              pad_token_id=pad)[:, T:]
    write(4)
    with clock.running(): made = write(size)
    clock.notes |= {"tokens": made.numel(), "ids": made[0].tolist()}


def generate_llama_cpp(clock: Clock, source: str, size: int) -> None:
    from llama_cpp import Llama
    prompt, = prompts_of(folder_tokenizer(base_folder()), 1)
    model = Llama(str(packaged_weights()), n_ctx=512, n_threads=torch.get_num_threads(), verbose=False)
    def write(n):
        made = []
        for token in model.generate(prompt, temp=0.0, reset=True):
            made.append(token)
            if len(made) == n: return made
    write(4)
    with clock.running(): made = write(size)
    clock.notes |= {"tokens": len(made), "ids": made}


FLOOR = "the products alone"
BF16 = "ours, frozen base in bfloat16"
CONTESTS: dict[str, dict[str, Callable]] = {
    "lora": {"ours": lora_ours, "transformers + PEFT": lora_peft, BF16: partial(lora_ours, context=base_in),
             "transformers + PEFT, bfloat16": partial(lora_peft, dtype=torch.bfloat16), FLOOR: lora_floor},
    "dpo": {"ours": dpo_ours, "TRL, defaults": dpo_trl, "TRL, best settings": dpo_trl_best,
            BF16: partial(dpo_ours, context=base_in), FLOOR: dpo_floor},
    "pretrain": {"ours": pretrain_ours, "transformers": pretrain_transformers},
    "twice the rows": {"ours": lora_ours, "ours, twice": lora_twice},
    "generate": {"ours": generate_ours, "ours, 8 bits": generate_int8, "transformers": generate_transformers,
                 "llama.cpp, Q4_1": generate_llama_cpp},
    "generate 8": {"ours": partial(generate_ours, count=8), "ours, 8 bits": partial(generate_int8, count=8),
                   "transformers": partial(generate_transformers, count=8)},
}

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("contest", choices=CONTESTS)
    parser.add_argument("contender")
    parser.add_argument("file", type=Path, help="where the result goes, as JSON")
    parser.add_argument("--rows", default="", help="JSON Lines with the data; default: the course's task set")
    parser.add_argument("--size", type=int, required=True, help="rows, stories or tokens")
    args = parser.parse_args()
    os.environ["TQDM_DISABLE"] = "1"
    clock = Clock()
    CONTESTS[args.contest][args.contender](clock, args.rows, args.size)
    unit = 1024 if sys.platform != "darwin" else 1
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
    args.file.write_text(json.dumps({"seconds": clock.seconds, "peak_bytes": peak, **clock.notes}))
