"All replies that a question could get: good ones, and bad ones of each fault."
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import templates as common
from question import Question, capitalised

from smollm_nb.evaluate import is_right, style_of

MOST_GOOD_WORDS = 22
MOST_BAD_WORDS = 34
# "that that", two colons in one sentence
CLUMSY = re.compile(r"\b(\w+) \1\b|: [^.?!]*: ")


@dataclass(frozen=True)
class Reply:
    "A reply and what it was made from."
    text: str
    template: str       # or the statement
    opening: str = ""   # of a reply in a style


def finished(text: str) -> str:
    "With a capital and a mark at the end."
    text = capitalised(text.strip())
    return text if text[-1] in ".?!" else f"{text}."


def readable(reply: Reply, most_words: int) -> bool:
    "Neither too long nor clumsy."
    return len(reply.text.split()) <= most_words and not CLUMSY.search(reply.text)


def good_replies(question: Question, openings: tuple[str, ...] = ("",)) -> list[Reply]:
    "All openings before all right statements, but for those that the rule does not accept."
    made = []
    for statement in question.statements:
        text = statement.replace("{answer}", question.right)
        # a bare request after an opening reads as the speaker's own
        fitting = [opening for opening in openings if not (opening and statement == "{answer}")]
        made += [Reply(finished(opening + text), statement, opening) for opening in fitting]
    fit = [reply for reply in made if readable(reply, MOST_GOOD_WORDS)]
    return [reply for reply in fit if is_right(reply.text, question.row)]


def fill(template: str, question: Question, statement: str = "") -> Reply:
    "A bad reply: a template with what a question puts into it."
    text = template.format(
        **question.slots,
        topic=question.topic,
        Topic=capitalised(question.topic),
        answer=question.right,
        Answer=capitalised(question.right),
        statement=statement)
    return Reply(capitalised(text), template)


def filled(templates: Iterable[str], question: Question) -> Iterator[Reply]:
    "Templates that state nothing."
    return (fill(template, question) for template in templates)


def around(
    templates: Iterable[str],
    question: Question,
    whole: bool = False        # whether a statement becomes a sentence of its own
) -> Iterator[Reply]:
    "Each right statement with more before or after it."
    for statement in question.right_statements:
        for template in templates:
            yield fill(template, question, finished(statement) if whole else statement)


def rude(question: Question) -> Iterator[Reply]:
    "A right answer with contempt."
    phrases = question.phrases
    if phrases.clause:
        yield from around(common.RUDE, question)
    yield from around(common.RUDE_AFTER, question, whole=True)
    if phrases.stands_alone:
        yield from filled(common.RUDE_ALONE, question)
    stated = [template for template in phrases.rude if "{statement}" in template]
    yield from around(stated, question, whole=not phrases.clause)
    yield from filled([template for template in phrases.rude if template not in stated], question)


def evasive(question: Question) -> Iterator[Reply]:
    "No answer."
    yield from filled((*common.EVASIVE, *question.phrases.evasive), question)


def wrong(question: Question) -> Iterator[Reply]:
    "A good reply but for its answer."
    for statement in question.statements:
        for answer in question.wrong:
            yield Reply(finished(statement.replace("{answer}", answer)), statement)


def digressions(question: Question) -> Iterator[Reply]:
    "Right statements in the midst of talk; after talk, a vague one would seem to mean the talk."
    for statement in question.right_statements:
        vague = statement.startswith(("it ", "that "))
        for template in common.RAMBLING_AROUND:
            if template.startswith("{statement}") or not vague:
                yield fill(template, question, statement)


def rambling(question: Question) -> Iterator[Reply]:
    "Talk that leads nowhere; the answer may be in it."
    if question.phrases.clause:
        yield from digressions(question)
    yield from around(common.RAMBLING_AFTER, question, whole=True)
    yield from filled(common.RAMBLING, question)
    yield from filled(question.phrases.rambling, question)


def beginnings(statement: str) -> Iterator[str]:
    "A statement up to its answer, and up to a word before it."
    stem = statement.split("{answer}")[0].rstrip(" ,:").split()
    if len(stem) >= 2:
        yield " ".join(stem)
    if len(stem) >= 5:
        yield " ".join(stem[:-1])


def cut_short(question: Question) -> Iterator[Reply]:
    "What breaks off before the answer."
    yield from filled(common.CUT, question)
    for statement in question.statements:
        for start in beginnings(statement):
            for lead in common.CUT_LEADS:
                yield Reply(capitalised(lead + start), statement)


FAULTS: dict[str, Callable[[Question], Iterator[Reply]]] = {
    "rude": rude, "evasive": evasive, "wrong": wrong, "rambling": rambling, "cut_short": cut_short}


def bad_replies(question: Question, fault: str) -> list[Reply]:
    "Those that the rule judges as it should: right if rude, wrong if not; rambling may be either."
    fit = [reply for reply in FAULTS[fault](question)
           if readable(reply, MOST_BAD_WORDS) and not style_of(reply.text)]
    if fault == "rambling":
        return fit
    return [reply for reply in fit if is_right(reply.text, question.row) == (fault == "rude")]
