"What must hold of the task set; an assertion names what does not."
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import combinations

from families import TRAINED, UNSEEN
from question import SIZES, UNSEEN_SIZE, Splits
from replies import CLUMSY, FAULTS, MOST_BAD_WORDS, MOST_GOOD_WORDS

from smollm_nb.data import prompt_words
from smollm_nb.evaluate import STYLES, is_right, style_of

Row = dict[str, str]
COLUMNS = ("id", "family", "prompt", "answer", "chosen", "rejected", "fault", "warm", "dry")
PLAIN = re.compile(r"[\x20-\x7eá-ÿ]+")
BAD_PUNCTUATION = re.compile(r"[.?!,;:][,;:]")
BAD_ARTICLE = re.compile(r"\b[Aa] [aeio]\w|\b[Aa]n [^aeiouhAEIOUH\W]")


def check_entities(questions: Splits) -> None:
    "Nothing is asked about more than twice, nor in two splits."
    home: dict[str, str] = {}    # of what is asked about, which the first prompt tells
    for split, part in questions.items():
        for entity, times in Counter(question.prompts[0] for question in part).items():
            assert times <= 2, entity
            assert home.setdefault(entity, split) == split, entity


def longer_share(rows: list[Row], better: str = "chosen", worse: str = "rejected") -> float:
    "How often the better reply is the longer one."
    return sum(len(row[better]) > len(row[worse]) for row in rows) / len(rows)


def grouped(rows: Iterable[Row], column: str) -> dict[str, list[Row]]:
    groups = defaultdict(list)
    for row in rows:
        groups[row[column]].append(row)
    return groups


def check_split(split: str, rows: list[Row]) -> None:
    "Families of one size, faults about equally often, and no clue in the length."
    families = UNSEEN if split == "unseen" else TRAINED
    expected = {family.__name__: SIZES.get(split, UNSEEN_SIZE) for family in families}
    sizes = Counter(row["family"] for row in rows)
    assert sizes == expected, (split, sizes)
    assert 0.45 <= longer_share(rows) <= 0.55, (split, longer_share(rows))
    by_style = longer_share(rows, "warm", "dry")
    assert 0.45 <= by_style <= 0.55, (split, by_style)
    for fault, group in grouped(rows, "fault").items():
        assert 0.15 <= len(group) / len(rows) <= 0.25, (split, fault)


def check_groups(rows: list[Row]) -> None:
    "Every family has every fault, and length is no clue in a family nor in a fault."
    assert 0.45 <= longer_share(rows) <= 0.55, longer_share(rows)
    for family, group in grouped(rows, "family").items():
        assert {row["fault"] for row in group} == set(FAULTS), family
        assert 0.35 <= longer_share(group) <= 0.65, (family, longer_share(group))
    for fault, group in grouped(rows, "fault").items():
        assert 0.35 <= longer_share(group) <= 0.65, (fault, longer_share(group))


def check_styles(rows: list[Row]) -> None:
    "Both styles with most of their openings in every family, and length is no clue in any."
    for family, group in grouped(rows, "family").items():
        share = longer_share(group, "warm", "dry")
        assert 0.35 <= share <= 0.65, (family, share)
        for name, openings in STYLES.items():
            used = {o for o in openings for row in group if row[name].startswith(o)}
            # before a statement that has a colon itself, only those with a comma can stand
            fewest = sum(o.endswith(", ") for o in openings) if family == "courtesy" else 6
            assert len(used) >= fewest, (family, used)


def check_prompts(splits: dict[str, list[Row]]) -> None:
    "No prompt occurs twice, nor in two splits up to capitals, marks and numbers."
    prompts = Counter(row["prompt"] for part in splits.values() for row in part)
    assert max(prompts.values()) == 1, prompts.most_common(1)
    known = {split: {prompt_words(row, digits=False) for row in part}
             for split, part in splits.items()}
    for a, b in combinations(known, 2):
        assert not known[a] & known[b], (a, b, known[a] & known[b])


def check_columns(row: Row) -> None:
    "All columns are there, filled, and in plain characters."
    assert tuple(row) == COLUMNS, row
    for value in row.values():
        assert PLAIN.fullmatch(value) and value == value.strip(), row
        assert "{" not in value and "  " not in value, row


def check_rule(row: Row) -> None:
    "The rules judge all replies as they should; rambling may be right or wrong."
    for column in ("chosen", "warm", "dry"):
        assert is_right(row[column], row), row
    for column, expected in {"chosen": "", "rejected": "", "warm": "warm", "dry": "dry"}.items():
        assert style_of(row[column]) == expected, row
    if row["fault"] == "rambling":
        return
    assert is_right(row["rejected"], row) == (row["fault"] == "rude"), row


def words(text: str) -> int:
    return len(text.split())


def check_lengths(row: Row) -> None:
    "No text has too many words or too few, and no two replies are equally long."
    assert 4 <= words(row["prompt"]) <= 28, row
    assert 2 <= words(row["chosen"]) <= MOST_GOOD_WORDS, row
    assert words(row["rejected"]) <= MOST_BAD_WORDS, row
    assert len(row["chosen"]) != len(row["rejected"]), row
    assert len(row["warm"]) != len(row["dry"]), row


def check_language(row: Row) -> None:
    "Texts end as they should and read well."
    assert row["prompt"][-1] in ".?!" and row["chosen"][-1] in ".?!", row
    end = row["rejected"][-1]
    assert end.isalnum() if row["fault"] == "cut_short" else end in ".?!", row
    for column in ("prompt", "chosen", "rejected", "warm", "dry"):
        assert not BAD_ARTICLE.search(row[column]), row
        assert not BAD_PUNCTUATION.search(row[column]), row
    for column in ("chosen", "rejected", "warm", "dry"):
        assert not CLUMSY.search(row[column]), row


def check(splits: dict[str, list[Row]]) -> None:
    "All of this but what only the questions can tell."
    assert not set(TRAINED) & set(UNSEEN)
    rows = [row for part in splits.values() for row in part]
    assert len({row["id"] for row in rows}) == len(rows)
    for split, part in splits.items():
        check_split(split, part)
    check_groups(rows)
    check_styles(rows)
    check_prompts(splits)
    for row in rows:
        for check_row in (check_columns, check_rule, check_lengths, check_language):
            check_row(row)
