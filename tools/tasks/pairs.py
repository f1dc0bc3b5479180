"""The choice of a good and a bad reply.

Length is to be no clue to the good one. It is settled for each row, in turn for each fault and
split, whether it shall be the longer or the shorter one, and then a pair of that kind is looked
for. Longer means more characters and, so that it holds for a model's tokens too, not fewer pieces.
"""
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache, partial

from question import Question
from replies import Reply, bad_replies, good_replies

from smollm_nb.evaluate import STYLES


@cache
def pieces(text: str) -> int:
    "Words, digits and marks: about as many as the tokens that a model counts."
    return len(re.findall(r"\d|[^\W\d]+|[^\w\s]", text))


def shared_start(a: str, b: str) -> int:
    "How many words two replies have in common before they part."
    count = 0
    for x, y in zip(a.split(), b.split(), strict=False):
        if x != y:
            break
        count += 1
    return count


def fits(good: Reply, bad: Reply, longer: bool, rest_is_shared: bool = False) -> bool:
    "Whether the good reply is the longer one, or the shorter one where it shall not be."
    if len(good.text) == len(bad.text):
        return False
    if (len(good.text) > len(bad.text)) != longer:
        return False
    more = pieces(good.text) - pieces(bad.text)
    if more == 0:
        return rest_is_shared or shared_start(good.text, bad.text) > 0
    return (more > 0) == longer


class Chooser:
    "Chooses pairs of replies; those that were used seldom come first."

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.uses: Counter[object] = Counter()
        # whether the better reply of the last row of a kind and split was the longer one
        self.longer: defaultdict[tuple[str, str], bool] = defaultdict(bool)

    def some(self, replies: list[Reply], count: int) -> list[Reply]:
        return self.rng.sample(replies, min(count, len(replies)))

    def candidates(
        self, good: list[Reply], bad: list[Reply], longer: bool, tries: int
    ) -> Iterator[tuple[Reply, Reply]]:
        "Pairs that may be chosen, among a few replies of each side."
        for chosen in self.some(good, tries):
            for rejected in self.some(bad, tries):
                if fits(chosen, rejected, longer):
                    yield chosen, rejected

    def cost(self, pair: tuple[Reply, Reply], family: str, fault: str, alike: bool) -> float:
        "How worn a pair is, how unlike in length, and how unlike where it shall be alike."
        good, bad = pair
        # a family's few statements wear most
        cost: float = 2 * self.uses[family, good.template]
        cost += self.uses[fault, bad.template] / 4
        cost += 3 * self.uses[family, fault, bad.template]
        cost += abs(len(good.text) - len(bad.text)) / 25
        cost += self.rng.random()
        # two replies that begin alike show what makes the difference
        if alike and shared_start(good.text, bad.text) >= 3:
            cost -= 3
        if alike and fault == "wrong" and good.template != bad.template:
            cost += 8
        return cost

    def turn(self, kind: str, split: str) -> bool:
        "Whether the better reply of the next row of a kind and split shall be the longer one."
        self.longer[kind, split] = not self.longer[kind, split]
        return self.longer[kind, split]

    def note(self, good: Reply, bad: Reply, family: str, fault: str) -> None:
        "Remember what was used."
        self.uses.update([
            (family, good.template), (fault, bad.template),
            (family, fault, bad.template)])

    def pair(self, question: Question, fault: str, split: str) -> tuple[str, str]:
        "A good and a bad reply; about half of them begin alike."
        family = question.family
        good = good_replies(question)
        bad = bad_replies(question, fault)
        longer = self.turn(fault, split)
        alike = self.rng.random() < 0.55
        cost = partial(self.cost, family=family, fault=fault, alike=alike)
        for tries in (40, 400):
            best = min(self.candidates(good, bad, longer, tries), key=cost, default=None)
            if best:
                self.note(*best, family, fault)
                return best[0].text, best[1].text
        raise SystemExit(f"no pair for {family}, {fault}, longer={longer}: {question}")

    def styles(self, question: Question, split: str) -> tuple[str, str]:
        "One right statement in the warm style and in the dry one; they differ in nothing else."
        family = question.family
        longer = self.turn("style", split)
        warm_ones, dry_ones = (good_replies(question, STYLES[name]) for name in ("warm", "dry"))
        both = [(warm, dry) for warm in warm_ones for dry in dry_ones
                if warm.template == dry.template and fits(warm, dry, longer, rest_is_shared=True)]

        def worn(pair: tuple[Reply, Reply]) -> float:
            "How often what a pair is made of was used; openings are spread over each family."
            openings = [reply.opening for reply in pair]
            uses = sum(self.uses[family, o] + self.uses[o] / 40 for o in openings)
            statement = self.uses[family, pair[0].template, "style"]
            return uses + statement + self.rng.random()

        if not both:
            raise SystemExit(f"no pair of styles for {family}, longer={longer}: {question}")
        warm, dry = min(both, key=worn)
        self.uses.update([
            warm.opening, dry.opening, (family, warm.opening), (family, dry.opening),
            (family, warm.template, "style")])
        return warm.text, dry.text
