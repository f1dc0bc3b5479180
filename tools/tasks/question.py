"A question of the task set, the phrases of its family, and how a family's questions are split."
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

SEED = 20240607
SIZES = {"train": 48, "validation": 6, "test": 10}   # rows of each family that is trained
UNSEEN_SIZE = 30                                     # rows of each family that is not
T = TypeVar("T")


@dataclass(frozen=True)
class Phrases:
    "How one family asks and answers; {slots} are filled from its table, {answer} by an answer."
    family: str
    topic: str                     # what a question is about, as a noun phrase in the singular
    prompts: tuple[str, ...]
    statements: tuple[str, ...]    # each says the {answer}, without a full stop
    rude: tuple[str, ...]          # faulty replies that fit this family only
    evasive: tuple[str, ...]
    rambling: tuple[str, ...]
    stands_alone: bool = True      # whether the answer can be a reply by itself
    clause: bool = True            # whether a comma may follow a statement


@dataclass(frozen=True)
class Question:
    "One question: ways to ask it, statements that answer it, and what they say for {answer}."
    phrases: Phrases
    topic: str
    prompts: tuple[str, ...]
    statements: tuple[str, ...]    # every slot is filled but {answer}
    answer: str                    # alternatives with " | " between
    right: str                     # what a right reply says
    wrong: tuple[str, ...]         # what wrong replies say
    slots: dict[str, object]

    @property
    def family(self) -> str:
        return self.phrases.family

    @property
    def row(self) -> dict[str, str]:
        "What the rule for right answers reads."
        return {"family": self.family, "answer": self.answer}

    @property
    def right_statements(self) -> list[str]:
        "Statements that say the right answer."
        return [statement.replace("{answer}", self.right) for statement in self.statements]


Splits = dict[str, list[Question]]


def ask(
    phrases: Phrases,
    answer: str,            # alternatives with "|" between
    wrong: Iterable[str],   # what wrong replies say
    /,                      # so that a slot may have any name
    says: str = "",         # what a right reply says, if not the first alternative
    **slots: object
) -> Question:
    "A question with everything filled in but the answer."
    forms = answer.split("|")
    return Question(
        phrases,
        phrases.topic.format(**slots),
        tuple(capitalised(prompt.format(**slots)) for prompt in phrases.prompts),
        tuple(text.format(answer="{answer}", **slots) for text in phrases.statements),
        " | ".join(forms),
        says or forms[0],
        tuple(wrong),
        slots)


def dealt(entities: Iterable[T], rng: random.Random) -> dict[str, list[T]]:
    "Each entity in one split; train has some twice where they are few."
    mixed = list(entities)
    rng.shuffle(mixed)
    tested = SIZES["validation"] + SIZES["test"]
    train = mixed[tested:][:SIZES["train"]]
    return {
        "validation": mixed[:SIZES["validation"]],
        "test": mixed[SIZES["validation"]:tested],
        "train": (train + train)[:SIZES["train"]]}


def second_time(part: Sequence[T]) -> list[bool]:
    "For each entity of a split whether it stood there before."
    return [part.index(entity) < i for i, entity in enumerate(part)]


def capitalised(text: str) -> str:
    "With a capital at the start; the others stay."
    return text[:1].upper() + text[1:]


def article(noun: str) -> str:
    "A noun with *a* or *an*."
    return ("an " if noun[0] in "aeiou" else "a ") + noun


def listed(words: Sequence[str], last: str = "and") -> str:
    "One, two and three."
    return ", ".join(words[:-1]) + f" {last} {words[-1]}"
