"""Feed damaged files to each reader of strangers' files, led by what code they reach.

usage: fuzz.py [--list] [--target NAME] [--seconds N] [--out FOLDER]
It wants atheris, which the course does not need and does not install: `pip install atheris`.
A finding is an exception of a class that is not promised (SECURITY.md), an error that does not name
the file, ten seconds without an end, or memory out of proportion to the file. Each is written to
FOLDER/NAME (default: runs/fuzz/NAME) once for each place in the code, with its traceback beside it;
`fuzz.py --target NAME --again FILE` reads one again.
"""
import argparse
import copy
import gzip
import importlib
import importlib.util
import json
import random
import struct
import subprocess
import sys
import tempfile
import time
import traceback
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from project import ROOT

Case = dict[str, bytes]     # the files of a folder, by name
Read = Callable[[Path], object]
SECONDS_A_CASE, MEGABYTES = 10, 1_600
# the model's library alone takes 500 MB; what is refused must be refused before it is taken
ADDRESS_SPACE = 6_000_000_000


@cache
def tiny_tokenizer() -> Any:
    "A tokenizer of bytes and two or three merges."
    from smollm_nb.tokenizer import Tokenizer
    return Tokenizer.train(["the fox and the owl, the fox and the hare"], 264)


def tiny_model() -> tuple[Any, Any]:
    "A model of a few kilobytes and its tokenizer."
    import torch

    from smollm_nb.config import ModelConfig
    from smollm_nb.model import SmolLM
    torch.manual_seed(0)
    tokenizer = tiny_tokenizer()
    config = ModelConfig(tokenizer.vocab_size, hidden_size=8, intermediate_size=8,
                         num_hidden_layers=1, num_attention_heads=2, num_key_value_heads=1,
                         max_position_embeddings=16)
    return SmolLM(config).eval(), tokenizer


def files_of(folder: Path) -> Case:
    "What stands in a folder, as a case."
    return {p.name: p.read_bytes() for p in sorted(folder.iterdir()) if p.is_file()}


def gguf_seeds(folder: Path) -> list[Case]:
    "Small GGUF files of two packings."
    from smollm_nb.pretrained import save_gguf
    model, tokenizer = tiny_model()
    names = ("f32", "f16")
    for name in names: save_gguf(model, tokenizer, folder / f"{name}.gguf", name)
    return [{"model.gguf": (folder / f"{name}.gguf").read_bytes()} for name in names]


def read_model(path: Path) -> None:
    "Load a model, and use it once."
    import torch

    from smollm_nb.pretrained import load_pretrained
    model, tokenizer = load_pretrained(path)
    tokenizer.decode(tokenizer.encode("The fox? 12 owls."))
    with torch.no_grad(): model(torch.tensor([[0]]))


def folder_seeds(folder: Path) -> list[Case]:
    "A folder in Hugging Face's layout: one file of weights, and two shards with an index."
    from safetensors.torch import load_file, save_file

    from smollm_nb.pretrained import save_pretrained
    save_pretrained(*tiny_model(), folder)
    whole = files_of(folder)
    state = load_file(folder / "model.safetensors")
    parts = sorted(state)
    shards = {"a.safetensors": parts[:5], "b.safetensors": parts[5:]}
    for file, names in shards.items(): save_file({n: state[n] for n in names}, folder / file)
    weight_map = {name: file for file, names in shards.items() for name in names}
    index = json.dumps({"metadata": {}, "weight_map": weight_map})
    (folder / "model.safetensors.index.json").write_text(index)
    (folder / "model.safetensors").unlink()
    config = json.loads(whole["config.json"])
    config["rope_scaling"] = {"rope_type": "llama3", "factor": 8.0, "low_freq_factor": 1.0,
                              "high_freq_factor": 4.0, "original_max_position_embeddings": 8}
    config["auto_map"] = {"AutoModelForCausalLM": "modeling.Model"}
    slower = whole | {"config.json": json.dumps(config).encode()}
    return [whole, files_of(folder), slower]


def adapter_seeds(folder: Path) -> list[Case]:
    "An adapter in PEFT's format, and a checkpoint of its training."
    import torch

    from smollm_nb.curves import History
    from smollm_nb.lora import add_lora, save_adapter
    from smollm_nb.train import TrainConfig, adamw, save_checkpoint
    model = add_lora(tiny_model()[0], 2, 4, targets=("q_proj",))
    save_adapter(model, folder / "adapter", "base")
    adapter = files_of(folder / "adapter")
    settings = json.loads(adapter["adapter_config.json"])
    settings |= {"target_modules": r".*\.(q|x)_proj", "rank_pattern": {"q_proj": 2},
                 "alpha_pattern": {r".*\.q_proj": 4}, "exclude_modules": ["k_proj"],
                 "layers_to_transform": [0], "use_rslora": True}
    patterns = adapter | {"adapter_config.json": json.dumps(settings).encode()}

    optimizer = adamw(model, TrainConfig())
    loss: Any = sum(p.sum() for p in model.parameters() if p.requires_grad)
    loss.backward()
    optimizer.step()
    history = History([{"step": 1, "loss": 2.5}])
    with torch.no_grad(): save_checkpoint(
        model, optimizer, history, 1, folder / "run", {"seed": 0, "betas": [0.9, 0.95]})
    return [adapter, patterns, files_of(folder / "run")]


def signed(folder: Path) -> None:
    "Let the hashes of a checkpoint fit what stands in it: who changes a file can change those too."
    from smollm_nb import train
    file = folder / "progress.json"
    try:
        progress = json.loads(file.read_text(encoding="utf-8"))
        progress.pop("sha256", None)
        progress["state_sha256"] = train._hash_of(next(folder.glob("state*.safetensors")))
        file.write_text(json.dumps(train._signed(progress)), encoding="utf-8")
    except (ValueError, AttributeError, TypeError, RecursionError, StopIteration): return


def read_adapter(folder: Path) -> None:
    "Load an adapter and use it, or go on from a checkpoint, by what the folder holds."
    import torch

    from smollm_nb.lora import add_lora, load_adapter
    from smollm_nb.train import TrainConfig, adamw, load_checkpoint
    model = tiny_model()[0]
    if not (folder / "progress.json").exists():
        load_adapter(model, folder)
        with torch.no_grad(): model(torch.tensor([[0]]))
        return
    signed(folder)
    add_lora(model, 2, 4, targets=("q_proj",))
    optimizer = adamw(model, TrainConfig())
    load_checkpoint(model, optimizer, folder, {"seed": 0, "betas": [0.9, 0.95]})
    optimizer.step()


def rows_seeds(folder: Path) -> list[Case]:
    "Rows in each kind of file."
    from pyarrow import Table, parquet
    chat = [{"role": "user", "content": "Why?"}, {"role": "assistant", "content": "So. </s>"}]
    rows: list[dict[str, Any]] = [
        {"id": "1", "prompt": "Why?", "chosen": "So.", "rejected": "No."},
        {"instruction": "Add", "input": "1 2", "output": "3", "history": [["a", "b"]]},
        {"messages": chat, "label": True, "system": "Be brief."},
        {"chosen": json.dumps(chat), "rejected": str(chat), "weight": 0.5},
        {"chosen": "\n\nHuman: a\n\nAssistant: b", "rejected": "\n\nHuman: a\n\nAssistant: c"},
        {"question": "a?", "answer": "b", "choices": ["a", "b"], "context": "Some."},
        {"messages": "<|im_start|>user\na<|im_end|>\n<|im_start|>assistant\nb<|im_end|>\n"}]
    lines = "".join(json.dumps(row) + "\n" for row in rows).encode()
    table = b'prompt,chosen,rejected\nWhy?,"So, so.",No.\n"a ""b""",c,d\n'
    parquet.write_table(Table.from_pylist(rows[:1]), folder / "rows.parquet")
    packed = (folder / "rows.parquet").read_bytes()
    return [{"rows.jsonl": lines}, {"rows.json": json.dumps(rows).encode()}, {"rows.csv": table},
            {"rows.jsonl.gz": gzip.compress(lines, mtime=0)}, {"rows.parquet": packed}]


def read_rows(folder: Path) -> None:
    "Read a file of rows for tuning and for preferences, and look at what was found."
    from smollm_nb.data import load_instructions, load_preferences, prompt_words
    for path in folder.iterdir():
        for load in (load_instructions, load_preferences):
            try: found = load(path)
            except ValueError as e:
                if "no usable row" not in str(e): raise
            else:
                for row in found.rows: prompt_words(row)


def template_seeds(folder: Path) -> list[Case]:
    "The course's own template, and one with the other things that templates do."
    from smollm_nb.pretrained import chat_template
    own = chat_template(tiny_tokenizer())
    other = ("{%- macro turn(m) %}{{ '<|im_start|>' ~ m.role ~ '\n' ~ m['content'] | trim }}"
             "{{ '<|im_end|>\n' }}{% endmacro %}{% set ns = namespace(n=0) %}"
             "{% for m in messages if m.role != 'tool' %}{% set ns.n = ns.n + 1 %}"
             "{{ turn(m) * (2 - ns.n % 2) }}{% if loop.last %}{% break %}{% endif %}{% endfor %}"
             "{{ raise_exception('no') if ns.n > 100 else range(3) | join(',') }}"
             "{{ '%s' | format(bos_token) }}{{ ''.__class__ }}")
    return [{"chat_template.jinja": own.encode()}, {"chat_template.jinja": other.encode()}]


def read_template(folder: Path) -> None:
    "What a tokenizer makes of a template from a stranger."
    from smollm_nb import pretrained
    pretrained.SECONDS_APART = 1        # of the many that never end
    text = (folder / "chat_template.jinja").read_bytes().decode(errors="replace")
    backend = tiny_tokenizer().backend
    pretrained.chat_tokenizer(backend, "<|endoftext|>", None, text, ())


TARGETS: dict[str, tuple[Callable[[Path], list[Case]], Read, str]] = {
    "gguf": (gguf_seeds, lambda folder: read_model(folder / "model.gguf"), "GGUF files"),
    "folder": (folder_seeds, read_model, "config, index, weights, tokenizer in a folder"),
    "adapter": (adapter_seeds, read_adapter, "adapters in PEFT's format, checkpoints of runs"),
    "rows": (rows_seeds, read_rows, "rows in JSON, CSV, Parquet and .gz"),
    "template": (template_seeds, read_template, "chat templates")}


# how a case is damaged

ODD_VALUES: list[Any] = [
    None, True, False, 0, 1, -1, 2, 7, 10**9, 2**31, 2**63, 2**64, 10**30, 10**400, 0.5, -0.0,
    float("nan"), float("inf"), 1e308, "", "1", "a", "../x", "/etc/hostname", "\ud800", "é" * 9,
    "(a+)+$", "(" * 500, "[", "x" * 5_000, [], {}, [[]], [None], [0, 1], ["a"], {"a": 1}, {"": {}}]
ODD_NAMES = ["r", "a", "", "id", "../x", "role", "content", "history", "weight", "choices"]
ODD_NUMBERS = [0, 1, 2, 3, 4, 7, 8, 9, 12, 31, 32, 255, 2**16, 2**31 - 1, 2**32 - 1, 2**40,
               2**63 - 1, 2**63, 2**64 - 1]


def places(value: Any) -> list[tuple[Any, Any]]:
    "Every (container, key) in a JSON value."
    found = []
    waiting = [value]
    while waiting:
        at = waiting.pop()
        keys = list(at) if isinstance(at, dict) else range(len(at)) if isinstance(at, list) else ()
        for key in keys:
            found.append((at, key))
            waiting.append(at[key])
    return found


def old_of(place: tuple[Any, Any]) -> Any:
    "What stands at a place now, if it is still there."
    holder, key = place
    try: return holder[key]
    except (KeyError, IndexError): return None


def damage_json(data: bytes, rng: random.Random) -> bytes:
    "Put another value somewhere, take one away, move one, or wrap one many times."
    value = json.loads(data)
    for _ in range(rng.choice((1, 1, 1, 2, 4))):
        everywhere = places(value)
        if not everywhere: break
        # a list of a thousand tokens must not hide the settings
        shallow = everywhere[:40]
        holder, key = rng.choice(shallow if rng.random() < 0.6 else everywhere)
        old = holder[key]
        way = rng.randrange(7)
        if way < 3: holder[key] = copy.deepcopy(rng.choice(ODD_VALUES))
        elif way == 3: del holder[key]
        elif way == 4: holder[key] = copy.deepcopy(old_of(rng.choice(everywhere)))
        elif way == 5:
            for _ in range(rng.choice((1, 30, 900))): holder[key] = [holder[key]]
        elif isinstance(holder, dict): holder[rng.choice(ODD_NAMES)] = copy.deepcopy(old)
        else: holder.insert(0, copy.deepcopy(old))
    return json.dumps(value).encode()


def damage_safetensors(data: bytes, rng: random.Random) -> bytes:
    "Another header over the same numbers."
    length = int.from_bytes(data[:8], "little")
    header = damage_json(data[8:8 + length], rng)
    if rng.random() < 0.3: header = header.replace(b"F32", rng.choice(DTYPES))
    if rng.random() < 0.1: length = rng.choice(ODD_NUMBERS)
    else: length = len(header)
    return (length % 2**64).to_bytes(8, "little") + header + data[8 + length:]


DTYPES = [b"F16", b"BF16", b"F64", b"I8", b"U16", b"U64", b"BOOL", b"F8_E5M2", b"F4", b"C64", b"X"]


def damage_gguf(data: bytes, rng: random.Random) -> bytes:
    "Another number in the header: a length, a type, a size or a place."
    from smollm_nb import pretrained

    class Noting(pretrained.GGUFCursor):
        def number(self, code: str) -> Any:
            numbers.append((self.at, code))
            return super().number(code)

    numbers: list[tuple[int, str]] = []
    cursor = Noting(data)
    cursor.at = 4
    try:
        _, tensors, fields = cursor.number("I"), cursor.number("Q"), cursor.number("Q")
        for _ in range(min(fields, 100)): cursor.text(), cursor.value(cursor.number("I"))
        last_field = len(numbers)
        pretrained.tensor_table(cursor, min(tensors, 100))
    except (ValueError, KeyError, struct.error): last_field = len(numbers)   # damaged before
    changed = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 5))):
        # tokens are many, and all alike
        chosen = numbers[:80] + numbers[last_field - 40:] if rng.random() < 0.8 else numbers
        at, code = rng.choice(chosen)
        size = {"B": 1, "b": 1, "?": 1, "H": 2, "h": 2, "I": 4, "i": 4, "f": 4}.get(code, 8)
        old = int.from_bytes(data[at:at + size], "little")
        new = rng.choice([*ODD_NUMBERS, old + 1, old - 1, old * 2, len(data), rng.randrange(2**20)])
        changed[at:at + size] = (new % 2**(8 * size)).to_bytes(size, "little")
    return bytes(changed)


def damage_text(data: bytes, rng: random.Random) -> bytes:
    "Repeat, move or drop a piece; put a costly word in."
    words = [b"{{ 'x' * 10**9 }}", b"{% for i in range(99999) %}", b"{% endfor %}", b"9**9**9",
             b"|center(10**9)", b"((((", b"[" * 300, b" " * 3_000, b"\n", b'"', b",", b"\xff",
             b".__class__.__mro__", b"|attr('__globals__')", b"<|im_end|>", b"{", b"}", b"\\u00e9"]
    a, b = sorted(rng.randrange(len(data) + 1) for _ in range(2))
    piece = data[a:b]
    way = rng.randrange(4)
    if way == 0: return data[:a] + data[b:]
    if way == 1: return data[:b] + piece * rng.choice((1, 2, 50)) + data[b:]
    if way == 2: return data[:a] + rng.choice(words) + data[a:]
    at = rng.randrange(len(data) + 1)
    return data[:at] + piece + data[at:]


def damage_file(name: str, data: bytes, rng: random.Random) -> bytes:
    "A file of a case, changed in a way of its kind, or byte by byte."
    import atheris
    by_kind = {"json": damage_json, "safetensors": damage_safetensors, "gguf": damage_gguf}
    kind = name.rpartition(".")[2]
    way = rng.random()
    try:
        if kind == "gz" and way < 0.8:
            return gzip.compress(damage_file(name[:-3], gzip.decompress(data), rng), mtime=0)
        if kind == "jsonl" and way < 0.7:
            lines = data.splitlines(keepends=True)
            at = rng.randrange(len(lines))
            lines[at] = damage_json(lines[at], rng) + b"\n"
            return b"".join(lines)
        if kind in by_kind and way < 0.85: return by_kind[kind](data, rng)
        if way < 0.93: return damage_text(data, rng)
    except (ValueError, LookupError, TypeError, OSError, EOFError, RecursionError, zlib.error):
        pass        # damaged already, so that no form is left in it: then byte by byte
    return atheris.Mutate(data, len(data) + 64) if data else b"{}"


def packed(case: Case) -> bytes:
    "A case as one text."
    return json.dumps({name: data.decode("latin-1") for name, data in case.items()}).encode()


def unpacked(data: bytes) -> Case:
    "Undo `packed`; an empty case for other bytes."
    try: return {name: text.encode("latin-1") for name, text in json.loads(data).items()}
    except (ValueError, AttributeError): return {}


def mutate(data: bytes, max_size: int, seed: int) -> bytes:
    "One file of a case damaged, or taken away."
    rng = random.Random(seed)
    case = unpacked(data)
    if not case: return data
    name = rng.choice(sorted(case))
    if len(case) > 2 and rng.random() < 0.02: del case[name]
    else: case[name] = damage_file(name, case[name], rng)
    changed = packed(case)
    return changed if len(changed) <= max_size else data


# what is promised

def is_promised(error: BaseException, folder: Path) -> bool:
    "Whether an error is one that SECURITY.md speaks of, and names the file or its folder."
    kind = type(error)
    promised = kind is ValueError or isinstance(error, OSError)
    return promised and folder.name in str(error)


def place_of(error: BaseException) -> str:
    "Where in the library an error came from, as part of a file's name."
    frames = traceback.extract_tb(error.__traceback__)
    inside = [f for f in frames if "smollm_nb" in f.filename] or list(frames)
    last = inside[-1]
    return f"{type(error).__name__}-{Path(last.filename).stem}-{last.name}-{last.lineno}"


def read_case(data: bytes, read: Read, out: Path, scratch: Path) -> None:
    "Write a case's files, read them, and note an error that is not promised."
    case = unpacked(data)
    with tempfile.TemporaryDirectory(dir=scratch, prefix="case-") as name:
        folder = Path(name)
        for file, content in case.items(): (folder / Path(file).name).write_bytes(content)
        try: read(folder)
        except BaseException as e:    # noqa: BLE001  (a panic in Rust is no Exception)
            if isinstance(e, KeyboardInterrupt): raise
            if is_promised(e, folder): return
            found = out / place_of(e)
            if found.exists(): return
            found.write_bytes(data)
            found.with_suffix(".txt").write_text(traceback.format_exc())


def limit_memory() -> None:
    "Let an allocation out of all proportion fail, rather than take the machine's memory."
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))


def fuzz(name: str, seconds: int, out: Path) -> None:
    "Run one target in this process; libFuzzer ends it."
    import atheris
    with atheris.instrument_imports(include=["smollm_nb"]):
        for module in ("data", "lora", "pretrained", "train"):
            importlib.import_module(f"smollm_nb.{module}")
    import torch
    torch.set_num_threads(1)
    _, read, _ = TARGETS[name]
    limit_memory()
    scratch = Path(tempfile.mkdtemp(prefix="fuzz-", dir="/dev/shm"))
    options = [f"-max_total_time={seconds}", f"-timeout={SECONDS_A_CASE}", "-max_len=400000",
               f"-rss_limit_mb={MEGABYTES}", f"-artifact_prefix={out}/", "-print_final_stats=1",
               "-len_control=0", str(out / "corpus")]
    atheris.Setup([sys.argv[0], *options],
                  lambda data: read_case(data, read, out, scratch), custom_mutator=mutate)
    atheris.Fuzz()


def run(name: str, seconds: int, out: Path) -> int:
    "Run one target for so long, again after each case that ended it; how many findings there are."
    out.mkdir(parents=True, exist_ok=True)
    corpus = out / "corpus"
    if not corpus.exists():
        corpus.mkdir()
        with tempfile.TemporaryDirectory() as tmp:
            for i, case in enumerate(TARGETS[name][0](Path(tmp))):
                (corpus / f"seed{i}").write_bytes(packed(case))

    end = time.monotonic() + seconds
    command = [sys.executable, __file__, "--target", name, "--out", str(out), "--child"]
    with open(out / "log", "ab") as log:
        while (left := int(end - time.monotonic())) > 5:
            done = subprocess.run([*command, "--seconds", str(left)], stdout=log, stderr=log)
            if done.returncode == 0: break
    findings = sorted(p for p in out.iterdir() if p.is_file() and p.suffix != ".txt")
    findings = [p for p in findings if p.name != "log"]
    for path in findings: print(path)
    return len(findings)


def read_again(name: str, file: Path) -> None:
    "Read one finding; what it raises is shown."
    with tempfile.TemporaryDirectory() as tmp:
        for part, content in unpacked(file.read_bytes()).items():
            (Path(tmp) / Path(part).name).write_bytes(content)
        TARGETS[name][1](Path(tmp))


def main() -> None:
    "Read the command line."
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--list", action="store_true", help="name the targets")
    parser.add_argument("--target", choices=TARGETS, default="gguf")
    parser.add_argument("--seconds", type=int, default=1_200)
    parser.add_argument("--out", type=Path, help="where findings go (default: runs/fuzz/NAME)")
    parser.add_argument("--again", type=Path, help="read one finding, and show what it raises")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    out = args.out or ROOT / "runs" / "fuzz" / args.target
    if args.list:
        for name, (_, _, what) in TARGETS.items(): print(f"{name:10}{what}")
    elif args.again: read_again(args.target, args.again)
    elif importlib.util.find_spec("atheris") is None: sys.exit("run `pip install atheris` first")
    elif args.child: fuzz(args.target, args.seconds, out)
    else: sys.exit(f"{n} findings in {out}" if (n := run(args.target, args.seconds, out)) else 0)


if __name__ == "__main__":
    main()
