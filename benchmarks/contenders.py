"""One contender of one contest in a process of its own, so that its memory is its own too.

usage: contenders.py CONTEST CONTENDER FILE [--rows FILE.jsonl] [--size N]     (bench.py calls it)

Every contender of a contest gets the same weights, data, batches, threads and dtype (float32,
unless its name says otherwise). What it prepares before the clock starts is what a user prepares
once: model, tokens, adapters. The contests are a LoRA epoch, a DPO epoch with the reference's
log-probabilities, pretraining a tiny model, and writing.
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
from itertools import islice
from pathlib import Path
from typing import Any

import torch
import torch._dynamo  # torch's optimisers import it when first made: a second that is no training
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
from smollm_nb.fast import base_in, quick
from smollm_nb.lora import add_lora, load_adapter, save_adapter
from smollm_nb.model import SmolLM
from smollm_nb.pretrained import (
    folder_tokenizer,
    load_pretrained,
    packaged_weights,
    save_pretrained,
)
from smollm_nb.tokenizer import Tokenizer
from smollm_nb.train import NextToken, TrainConfig, batches, parameter_groups, rate_at, train

CACHE = Path(__file__).resolve().parent.parent / "runs" / "bench"
LORA = {"rank": 4, "alpha": 8}
LORA_CONFIG = TrainConfig(learning_rate=2e-3, batch_size=8, weight_decay=0.0)
DPO_CONFIG = TrainConfig(learning_rate=5e-4, batch_size=8, weight_decay=0.0)
TALE_CONFIG = TrainConfig(learning_rate=2e-3, batch_size=8)
PROMPT = "Explain in a few sentences how a small language model learns from text."


class Clock:
    "Seconds of the timed part, and what was done in it."
    def __init__(self):
        self.seconds = 0.0
        self.notes: dict[str, Any] = {}

    @contextmanager
    def running(self) -> Iterator[None]:
        "What happens inside is timed."
        start = time.perf_counter()
        yield
        self.seconds += time.perf_counter() - start


def base_folder() -> Path:
    "The real model in Hugging Face's layout, written once."
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


def steps_of(items: list, config: TrainConfig) -> int:
    "Batches in one epoch."
    return -(-len(items) // config.batch_size)


def batches_of(items: list, config: TrainConfig) -> list[list]:
    "The batches of one epoch, as our trainer makes them."
    return [batch for _, batch in batches(items, config, 0, steps_of(items, config))]


def padded(examples: list[Example], pad_id: int) -> dict[str, torch.Tensor]:
    "Right padding and labels, as transformers' collators give them."
    T = max(map(len, examples))
    def fill(rows, value): return torch.tensor([[*row, *[value] * (T - len(row))] for row in rows])

    labels = [[-100] * e.prompt_length + e.ids[e.prompt_length:] for e in examples]
    return {
        "input_ids": fill([e.ids for e in examples], pad_id),
        "labels": fill(labels, -100),
        "attention_mask": fill([[1] * len(e) for e in examples], 0),
    }


def plain_loop(
    model: nn.Module,
    items: list[Example],
    pad_id: int,
    config: TrainConfig,
    groups: Any,   # what the optimizer takes
) -> list[float]:
    "What a careful user of transformers would write: AdamW, clipping and our schedule."
    decay = config.weight_decay
    optimizer = torch.optim.AdamW(groups, config.learning_rate, config.betas, weight_decay=decay)
    trained = [p for group in optimizer.param_groups for p in group["params"]]
    steps = steps_of(items, config)
    losses = []
    model.train()

    for step, batch in batches(items, config, 0, steps):
        rate = config.learning_rate * rate_at(step, steps, config)
        for group in optimizer.param_groups: group["lr"] = rate

        loss = model(**padded(batch, pad_id)).loss
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(trained, config.clip)
        optimizer.step()
        losses.append(loss.item())
    return losses


def transformers_model(folder: Path, dtype: torch.dtype = torch.float32) -> nn.Module:
    "A model as transformers loads it."
    from transformers import AutoModelForCausalLM
    return AutoModelForCausalLM.from_pretrained(folder, dtype=dtype)


def peft_model(dtype: torch.dtype = torch.float32) -> nn.Module:
    "The real model with the fresh adapter, as PEFT loads it."
    from peft import PeftModel
    model = transformers_model(base_folder(), dtype)
    return PeftModel.from_pretrained(model, adapter_folder(), is_trainable=True)


def our_model() -> tuple[SmolLM, Tokenizer]:
    "The real model with the fresh adapter, as we load it, and its tokenizer."
    model, tokenizer = load_pretrained()
    load_adapter(model, adapter_folder())
    return model, tokenizer


def trainable(model: nn.Module) -> list[nn.Parameter]:
    "The weights that are trained."
    return [p for p in model.parameters() if p.requires_grad]


def lora_items(source: str, size: int, tokenizer: Tokenizer) -> list[Example]:
    "Questions with answers."
    return instruction_examples(rows_of(source, size), tokenizer)


def lora_ours(clock: Clock, source: str, size: int, context: Callable = quick) -> None:
    "A LoRA epoch as the course trains it."
    model, tokenizer = our_model()
    items = lora_items(source, size, tokenizer)
    with clock.running(), context(model):
        history = train(model, NextToken(tokenizer.pad_token_id), items, LORA_CONFIG)
    clock.notes |= {"losses": history.column("loss")[1], "tokens": sum(map(len, items))}


def lora_twice(clock: Clock, source: str, size: int) -> None:
    "The same with twice the rows."
    lora_ours(clock, source, 2 * size)


def lora_peft(clock: Clock, source: str, size: int, dtype: torch.dtype = torch.float32) -> None:
    "A LoRA epoch with PEFT."
    tokenizer = folder_tokenizer(base_folder())
    model = peft_model(dtype)
    items = lora_items(source, size, tokenizer)
    trained = trainable(model)
    with clock.running():
        losses = plain_loop(model, items, tokenizer.pad_token_id, LORA_CONFIG, trained)
    clock.notes |= {"losses": losses, "tokens": sum(map(len, items))}


def pairs_of(source: str, size: int, tokenizer: Tokenizer) -> list[Pair]:
    "Pairs with the line break that the chat template writes at the end: TRL learns it, so all do."
    end = tokenizer.encode("\n")
    def ended(e: Example) -> Example: return replace(e, ids=e.ids + end)
    pairs = preference_pairs(rows_of(source, size), tokenizer)
    return [Pair(ended(pair.chosen), ended(pair.rejected)) for pair in pairs]


def pair_tokens(pairs: list[Pair]) -> int:
    "Tokens of all answers with their prompts."
    return sum(pair.tokens for pair in pairs)


def dpo_ours(clock: Clock, source: str, size: int, context: Callable = quick) -> None:
    "A DPO epoch as the course trains it, the reference's log-probabilities included."
    from smollm_nb.dpo import Preference, reference_logprobs
    model, tokenizer = our_model()
    pairs = pairs_of(source, size, tokenizer)
    pad = tokenizer.pad_token_id
    with clock.running(), context(model):
        reference = reference_logprobs(model, pairs, pad)
        history = train(model, Preference(pad, 0.1, reference=reference), pairs, DPO_CONFIG)
    clock.notes |= {"losses": history.column("loss")[1], "tokens": pair_tokens(pairs)}


def trl_rows(pairs: list[Pair], rows: list[dict]) -> list[dict]:
    "The texts of the pairs as TRL wants them, in the order of our batches."
    by_name = {str(row.get("id", i)): row for i, row in enumerate(rows)}
    def turn(role, text): return [{"role": role, "content": text}]

    made = []
    for batch in batches_of(pairs, DPO_CONFIG):
        for pair in batch:
            row = by_name[pair.name]
            made.append({
                "prompt": turn("user", row["prompt"]),
                "chosen": turn("assistant", row["chosen"]),
                "rejected": turn("assistant", row["rejected"]),
            })
    return made


def trl_config(**settings: Any) -> Any:
    "TRL's arguments for what we do, a CPU and no reports."
    from trl import DPOConfig
    return DPOConfig(
        output_dir=str(CACHE / "trl"),
        per_device_train_batch_size=DPO_CONFIG.batch_size,
        num_train_epochs=1,
        learning_rate=DPO_CONFIG.learning_rate,
        beta=0.1,
        logging_steps=1,
        bf16=False,
        use_cpu=True,
        report_to=[],
        save_strategy="no",
        disable_tqdm=True,
        **settings,
    )


def trl_trainer(model: nn.Module, rows: list[dict], steps: int, config: Any) -> Any:
    "TRL's trainer with our order of rows, optimizer and schedule."
    from datasets import Dataset
    from transformers import AutoTokenizer
    from trl import DPOTrainer

    class InOrder(DPOTrainer):
        def _get_train_sampler(self, dataset=None):
            return torch.utils.data.SequentialSampler(self.train_dataset)

    tokenizer = AutoTokenizer.from_pretrained(base_folder())
    data = Dataset.from_list(rows)
    trainer = InOrder(model=model, args=config, train_dataset=data, processing_class=tokenizer)

    def factor(step): return rate_at(min(step, steps - 1), steps, DPO_CONFIG)
    trainer.optimizer = torch.optim.AdamW(
        trainable(model),
        DPO_CONFIG.learning_rate,
        DPO_CONFIG.betas,
        weight_decay=0.0,
    )
    trainer.lr_scheduler = torch.optim.lr_scheduler.LambdaLR(trainer.optimizer, factor)
    return trainer


def dpo_trl(clock: Clock, source: str, size: int, **settings: Any) -> None:
    "A DPO epoch with TRL, the reference's log-probabilities included."
    pairs = pairs_of(source, size, folder_tokenizer(base_folder()))
    rows = trl_rows(pairs, rows_of(source, size))
    steps = steps_of(pairs, DPO_CONFIG)
    trainer = trl_trainer(peft_model(), rows, steps, trl_config(**settings))
    with clock.running(): trainer.train()
    losses = [entry["loss"] for entry in trainer.state.log_history if "loss" in entry]
    clock.notes |= {"losses": losses, "tokens": pair_tokens(pairs)}


def dpo_trl_best(clock: Clock, source: str, size: int) -> None:
    "TRL with the settings that are fastest here."
    dpo_trl(clock, source, size, precompute_ref_log_probs=True, gradient_checkpointing=False)


def product_step(
    weights: list[torch.Tensor],
    tokens: int,
    head: torch.Tensor,
    scored: int,       # tokens that the head sees
    backward: bool,    # the gradients by the inputs too
) -> None:
    "Every matrix times every token, and the head times the scored ones."
    inputs = {width: torch.ones(tokens, width) for w in weights for width in w.shape}
    hidden = torch.ones(scored, head.shape[1])
    for w in weights:
        inputs[w.shape[1]] @ w.T
        if backward: inputs[w.shape[0]] @ w

    logits = hidden @ head.T
    if backward: logits @ head


@torch.no_grad()
def products(clock: Clock, sizes: list[tuple[int, int]], passes: tuple[bool, ...]) -> None:
    "The floor: the products with the weights for batches of so many tokens and scored tokens."
    model = load_pretrained()[0]
    head = model.lm_head.weight
    named = model.named_parameters()
    weights = [p for name, p in named if p.dim() > 1 and "embed" not in name]
    with clock.running():
        for tokens, scored in sizes:
            for backward in passes: product_step(weights, tokens, head, scored, backward)
    clock.notes |= {"tokens": sum(tokens for tokens, _ in sizes)}


def lora_floor(clock: Clock, source: str, size: int) -> None:
    "The products that a LoRA epoch cannot do without."
    items = lora_items(source, size, load_pretrained()[1])
    sizes = []
    for batch in batches_of(items, LORA_CONFIG):
        tokens = sum(map(len, batch))
        sizes.append((tokens, sum(example.targets for example in batch)))
    products(clock, sizes, (True,))


def dpo_floor(clock: Clock, source: str, size: int) -> None:
    "The products that a DPO epoch cannot do without."
    pairs = pairs_of(source, size, load_pretrained()[1])
    sizes = []
    for batch in batches_of(pairs, DPO_CONFIG):
        scored = sum(pair.chosen.targets + pair.rejected.targets for pair in batch)
        sizes.append((pair_tokens(batch), scored))
    products(clock, sizes, (False, True))


def story_parts(size: int) -> tuple[Tokenizer, list[Example], SmolLM]:
    "Tokenizer, texts and fresh model of the pretraining contest, the same in every process."
    stories = [tale.text for tale in tales(size, seed=1)]
    tokenizer = Tokenizer.train(stories, vocab_size=1_024)
    torch.manual_seed(0)
    model = SmolLM(ModelConfig.nano(tokenizer.vocab_size))
    return tokenizer, text_examples(stories, tokenizer, length=256), model


def pretrain_ours(clock: Clock, source: str, size: int) -> None:
    "Pretraining as the course does it."
    tokenizer, items, model = story_parts(size)
    with quick(model), clock.running():
        history = train(model, NextToken(tokenizer.pad_token_id), items, TALE_CONFIG)
    clock.notes |= {"losses": history.column("loss")[1], "tokens": sum(map(len, items))}


def pretrain_transformers(clock: Clock, source: str, size: int) -> None:
    "Pretraining the same weights with transformers."
    from transformers import LlamaConfig, LlamaForCausalLM
    tokenizer, items, ours = story_parts(size)
    model = LlamaForCausalLM(LlamaConfig(**ours.config.to_hf()))
    model.load_state_dict(ours.state_dict())
    groups = parameter_groups(model, TALE_CONFIG.weight_decay)
    with clock.running():
        losses = plain_loop(model, items, tokenizer.pad_token_id, TALE_CONFIG, groups)
    clock.notes |= {"losses": losses, "tokens": sum(map(len, items))}


def prompts_of(tokenizer: Tokenizer, count: int) -> list[list[int]]:
    "Chats of slightly different length."
    texts = [PROMPT + " " + "Please. " * i for i in range(count)]
    return [tokenizer.encode_chat([{"role": "user", "content": text}]) for text in texts]


def generate_ours(
    clock: Clock,
    source: str,
    size: int,
    prepare: Callable = lambda model: model,
    count: int = 1,   # prompts at once
) -> None:
    "Writing with our cache."
    from smollm_nb.generate import generate
    model, tokenizer = load_pretrained()
    model = prepare(model)
    prompts = prompts_of(tokenizer, count)

    with quick(model):
        generate(model, prompts, 4)
        with clock.running(): replies = generate(model, prompts, size)
    clock.notes |= {"tokens": sum(len(reply.ids) for reply in replies), "ids": replies[0].ids}


def generate_int8(clock: Clock, source: str, size: int, count: int = 1) -> None:
    "The same with weights of eight bits."
    from smollm_nb.fast import quantize_int8
    generate_ours(clock, source, size, quantize_int8, count)


def generate_transformers(clock: Clock, source: str, size: int, count: int = 1) -> None:
    "Writing with transformers, which pads prompts at the left."
    model = transformers_model(base_folder()).eval()
    tokenizer = folder_tokenizer(base_folder())
    prompts = prompts_of(tokenizer, count)
    pad = tokenizer.pad_token_id
    T = max(map(len, prompts))
    ids = torch.tensor([[pad] * (T - len(p)) + p for p in prompts])
    mask = torch.tensor([[0] * (T - len(p)) + [1] * len(p) for p in prompts])

    def write(n):
        length = {"max_new_tokens": n, "min_new_tokens": n}
        options = {"attention_mask": mask, "do_sample": False, "pad_token_id": pad}
        return model.generate(input_ids=ids, **options, **length)[:, T:]

    write(4)
    with clock.running(): written = write(size)
    clock.notes |= {"tokens": written.numel(), "ids": written[0].tolist()}


def generate_llama_cpp(clock: Clock, source: str, size: int) -> None:
    "Writing with llama.cpp, from the file that the weights come in."
    from llama_cpp import Llama
    prompt, = prompts_of(folder_tokenizer(base_folder()), 1)
    threads = torch.get_num_threads()
    model = Llama(str(packaged_weights()), n_ctx=512, n_threads=threads, verbose=False)

    def write(n): return list(islice(model.generate(prompt, temp=0.0, reset=True), n))
    write(4)
    with clock.running(): written = write(size)
    clock.notes |= {"tokens": len(written), "ids": written}


@contextmanager
def quick_in_bfloat16(model: SmolLM) -> Iterator[None]:
    "The engine room, with the frozen base rounded."
    with quick(model), base_in(model): yield


FLOOR = "the products alone"
PLAIN = "ours, plain"
BF16 = "ours, frozen base in bfloat16"
CONTESTS: dict[str, dict[str, Callable]] = {
    "lora": {
        "ours": lora_ours,
        "transformers + PEFT": lora_peft,
        PLAIN: partial(lora_ours, context=nullcontext),
        BF16: partial(lora_ours, context=quick_in_bfloat16),
        "transformers + PEFT, bfloat16": partial(lora_peft, dtype=torch.bfloat16),
        FLOOR: lora_floor,
    },
    "dpo": {
        "ours": dpo_ours,
        "TRL, defaults": dpo_trl,
        "TRL, best settings": dpo_trl_best,
        PLAIN: partial(dpo_ours, context=nullcontext),
        BF16: partial(dpo_ours, context=quick_in_bfloat16),
        FLOOR: dpo_floor,
    },
    "pretrain": {
        "ours": pretrain_ours,
        "transformers": pretrain_transformers,
    },
    "twice the rows": {
        "ours": lora_ours,
        "ours, twice": lora_twice,
    },
    "generate": {
        "ours": generate_ours,
        "ours, 8 bits": generate_int8,
        "transformers": generate_transformers,
        "llama.cpp, Q4_1": generate_llama_cpp,
    },
    "generate 8": {
        "ours": partial(generate_ours, count=8),
        "ours, 8 bits": partial(generate_int8, count=8),
        "transformers": partial(generate_transformers, count=8),
    },
}


def peak_bytes() -> int:
    "The most memory that this process has had."
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("contest", choices=CONTESTS)
    parser.add_argument("contender")
    parser.add_argument("file", type=Path, help="where the result goes, as JSON")
    parser.add_argument("--rows", default="",
                        help="JSON Lines with the data; default: the course's task set")
    parser.add_argument("--size", type=int, required=True, help="rows, stories or tokens")
    args = parser.parse_args()

    os.environ["TQDM_DISABLE"] = "1"
    clock = Clock()
    CONTESTS[args.contest][args.contender](clock, args.rows, args.size)
    result = {"seconds": clock.seconds, "peak_bytes": peak_bytes(), **clock.notes}
    args.file.write_text(json.dumps(result))
