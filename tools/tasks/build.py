"""Write the course's task set: short everyday tasks whose answers a rule can check.

usage: build.py            write smollm_nb/tasks/{train,validation,test,unseen}.jsonl
       build.py --check    make the rows in memory; exit 1 where the files hold others

Every row holds a prompt, a short answer, a good plain reply (`chosen`), a reply with one named
fault (`rejected`): rude, evasive, wrong, rambling or cut_short, and one right statement in two
styles, `warm` and `dry`. The same seed gives the same bytes.

Four whole families occur in unseen.jsonl only. The others are in all splits, but what a question
asks about belongs to one of them, and train asks about it twice at most, in other words. That is:

length, weight, time           the thing or event, and the pair of number and unit
temperature                    the temperature, and the place, drink or dish that has it
add_subtract, multiplication   the things counted, and the pair of numbers
clock                          the event, and its pair of start and duration
plurals, past_tense, spelling  the word
opposites                      the pair of opposites (train may ask for both)
comparison                     the adjective (train may ask for both of its forms)
capitals, chemical_symbols     the country, the element
alphabetical                   every word of the list
category, odd_one_out          every word of the list; the two families share the words
sentiment, true_or_false       the sentence
courtesy                       the request
"""
import argparse
import json
import random
import sys
from collections import Counter
from itertools import cycle, islice
from pathlib import Path

from checks import COLUMNS, Row, check, check_entities
from families import TRAINED, UNSEEN
from pairs import Chooser
from question import SEED, UNSEEN_SIZE, Question, Splits
from replies import FAULTS

TARGET = Path(__file__).resolve().parents[2] / "smollm_nb" / "tasks"
SPLITS = ("train", "validation", "test", "unseen")


class Writer:
    "Writes rows, family by family: each question gets one of its prompts, a fault and two replies."

    def __init__(self) -> None:
        self.rng = random.Random(SEED)
        self.chooser = Chooser(random.Random(SEED + 2))
        self.faults = cycle(FAULTS)
        self.asked: set[str] = set()
        self.uses: Counter[tuple[str, int]] = Counter()   # of a family's prompts, by their places
        self.written: Counter[str] = Counter()            # rows of each family
        self.splits: dict[str, list[Row]] = {split: [] for split in SPLITS}

    def next_faults(self, size: int) -> list[str]:
        "Each in turn, so that all are about equally frequent, and then in random order."
        found = list(islice(self.faults, size))
        self.rng.shuffle(found)
        return found

    def prompt(self, question: Question) -> str:
        "One that was not asked yet, from the place among the family's that was used least."
        left = [i for i, prompt in enumerate(question.prompts) if prompt not in self.asked]
        place = min(left, key=lambda i: (self.uses[question.family, i], self.rng.random()))
        self.uses[question.family, place] += 1
        self.asked.add(question.prompts[place])
        return question.prompts[place]

    def row(self, question: Question, fault: str, split: str) -> Row:
        "One row, with a number in its family."
        family = question.family
        self.written[family] += 1
        name = f"{family}-{self.written[family]:04d}"
        prompt = self.prompt(question)
        replies = self.chooser.pair(question, fault, split)
        styles = self.chooser.styles(question, split)
        values = (name, family, prompt, question.answer, *replies, fault, *styles)
        return dict(zip(COLUMNS, values, strict=True))

    def write(self, questions: Splits) -> None:
        "The rows of one family."
        check_entities(questions)
        for split, rows in self.splits.items():
            part = questions.get(split, [])
            faults = self.next_faults(len(part))
            rows += [self.row(*asked, split) for asked in zip(part, faults, strict=True)]


def chance(name: str) -> random.Random:
    "A source of chance of its own, so that one family's table moves no other family's questions."
    return random.Random(f"{SEED} {name}")


def build() -> dict[str, list[Row]]:
    "All rows, by split."
    writer = Writer()
    for family in TRAINED:
        writer.write(family(chance(family.__name__)))
    for unseen in UNSEEN:
        questions = unseen(chance(unseen.__name__))
        writer.rng.shuffle(questions)
        writer.write({"unseen": questions[:UNSEEN_SIZE]})
    for split, rows in writer.splits.items():
        chance(split).shuffle(rows)
    return writer.splits


def as_lines(rows: list[Row]) -> bytes:
    "A file of JSON Lines."
    lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in rows]
    return "".join(lines).encode()


def stale(files: dict[Path, bytes]) -> list[str]:
    "Names of the files that hold something else, or are not there."
    return [path.name for path, text in files.items()
            if not path.exists() or path.read_bytes() != text]


def write(files: dict[Path, bytes]) -> None:
    TARGET.mkdir(exist_ok=True)
    for path, text in files.items():
        path.write_bytes(text)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare with the files, write none")
    args = parser.parse_args()
    splits = build()
    check(splits)

    files = {TARGET / f"{split}.jsonl": as_lines(rows) for split, rows in splits.items()}
    if not args.check:
        write(files)
    if wrong := stale(files):
        print(f"not what tools/tasks/build.py writes: {', '.join(wrong)}", file=sys.stderr)
        print("run `make tasks` to write them anew", file=sys.stderr)
        return 1
    print(", ".join(f"{split} {len(rows)}" for split, rows in splits.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
