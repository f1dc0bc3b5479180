"Families that ask for one word of a list: by the alphabet, by its kind, by its sound."
import random
from itertools import cycle, islice

import words
from question import SEED, SIZES, Phrases, Question, Splits, article, ask, listed

Pool = dict[str, list[str]]   # words of each kind


ABOUT_ALPHABETICAL = Phrases(
    "alphabetical",
    topic="the {end} word in alphabetical order",
    prompts=(
        "Which of these words comes {end} in the alphabet: {choices}?",
        "Put {list} in alphabetical order. Which word is {end}?",
        "In a dictionary, which would you find {end}: {choices}?",
        "I am sorting {list} from A to Z. Which one goes {end}?",
        "Please tell me which word is {end} in alphabetical order: {choices}."),
    statements=(
        "the word that comes {end} is {answer}",
        "it is {answer}",
        "the {end} word is {answer}",
        "in alphabetical order, the {end} word is {answer}",
        "you would find {answer} {end} in a dictionary",
        "if you sort the three words from A to Z, the {end} one is {answer}"),
    rude=("{statement}; perhaps you should learn the alphabet.",),
    evasive=(
        "words can be put in order in many ways, and all of them are pleasant.",
        "that depends on how you like to arrange your words."),
    rambling=(
        "order is a fine thing, and my spice rack has none, so I never find the pepper.",
        "dictionaries are heavy, and I use mine to keep the door open."))


def threes(pool: list[str], count: int, rng: random.Random) -> list[list[str]]:
    "Words in threes: all of the pool before any occurs again."
    found = list(pool)
    while len(found) < 3 * count:
        found += rng.sample(pool, len(pool))
    lists = [found[3 * i:3 * i + 3] for i in range(count)]
    for some in lists:
        if len(set(some)) < 3:
            some[2] = next(word for word in pool if word not in some)
    return lists


def first_or_last(some: list[str], end: str) -> Question:
    "Which word comes first in the alphabet, or last."
    right = min(some) if end == "first" else max(some)
    return ask(
        ABOUT_ALPHABETICAL,
        right,
        [word for word in some if word != right],
        end=end, choices=listed(some, "or"), list=listed(some))


def alphabetical(rng: random.Random) -> Splits:
    "Every word belongs to one split; the first word of three and the last in turn."
    mixed = list(words.ORDERED)
    rng.shuffle(mixed)
    pools = {"validation": mixed[:18], "test": mixed[18:48], "train": mixed[48:]}
    splits = {}
    for split, pool in pools.items():
        lists = threes(pool, SIZES[split], rng)
        ends = islice(cycle(("first", "last")), len(lists))
        splits[split] = list(map(first_or_last, lists, ends))
    return splits


def kinds() -> dict[str, Pool]:
    "Of every kind five words to train, three to test, two to validation; two families share them."
    rng = random.Random(SEED + 1)
    pools: dict[str, Pool] = {"train": {}, "validation": {}, "test": {}}
    for kind, members in words.CATEGORIES.items():
        mixed = list(members)
        rng.shuffle(mixed)
        pools["train"][kind] = mixed[:5]
        pools["test"][kind] = mixed[5:8]
        pools["validation"][kind] = mixed[8:]
    return pools


def targets(pool: Pool) -> list[tuple[str, str]]:
    "Words with their kinds."
    return [(word, kind) for kind, members in pool.items() for word in members]


def named(word: str) -> str:
    "A word as an answer: *the tram*, but *purple*, *zinc* and *water*."
    for kind in ("colour", "metal", "drink", "vegetable"):
        if word in words.CATEGORIES[kind]:
            return word
    return f"the {word}"


def strangers(kind: str, count: int, rng: random.Random) -> list[str]:
    "Kinds whose words cannot be taken for members of the named one."
    others = [other for other in words.CATEGORIES if other != kind]
    return rng.sample([other for other in others if {other, kind} not in words.CLASHES], count)


ABOUT_CATEGORY = Phrases(
    "category",
    topic="the {name} in that list",
    prompts=(
        "Which of these is {kind}: {choices}?",
        "Look at this list: {choices}. Which one is {kind}?",
        "Please find the {name} among these words: {list}.",
        "I am looking for {kind}. Should I choose {choices}?",
        "Only one of these is {kind}: {list}. Which one?"),
    statements=(
        "the {name} is {answer}",
        "the right choice is {answer}",
        "the {name} in the list is {answer}",
        "the only {name} among those words is {answer}",
        "I would choose {answer}",
        "of the three words that you have given me, the only {name} is {answer}"),
    rude=("{statement}, and a glance at the list would have shown you.",),
    evasive=(
        "things can be grouped in so many ways that I would rather not choose.",
        "that depends on how you like to sort things."),
    rambling=(
        "lists remind me of shopping, and of how I always forget the sugar.",
        "sorting things calms me, so I sorted my socks, and then I had a nap."))


def pick_kind(word: str, kind: str, pool: Pool, rng: random.Random) -> Question:
    "Which of three words is of a kind."
    others = [rng.choice(pool[stranger]) for stranger in strangers(kind, 2, rng)]
    some = [word, *others]
    rng.shuffle(some)
    return ask(
        ABOUT_CATEGORY,
        word,
        map(named, others),
        says=named(word),
        name=kind, kind=article(kind),
        choices=listed(some, "or"), list=listed(some))


def category(rng: random.Random) -> Splits:
    "One of three words is of the kind that is asked for."
    splits = {}
    for split, pool in kinds().items():
        asked = [target for target in targets(pool) if target[0] not in words.ONLY_PLURAL]
        rng.shuffle(asked)
        splits[split] = [pick_kind(*target, pool, rng) for target in asked[:SIZES[split]]]
    return splits


ABOUT_ODD_ONE_OUT = Phrases(
    "odd_one_out",
    topic="the odd one out",
    prompts=(
        "Which of these words is the odd one out: {choices}?",
        "Find the odd one out: {list}.",
        "Which word does not belong with the others: {choices}?",
        "One of these words does not fit: {list}. Which one?",
        "Please tell me which word is the odd one out here: {choices}."),
    statements=(
        "the odd one out is {answer}",
        "it is {answer}",
        "the word that does not fit is {answer}",
        "I would take out {answer}",
        "the other words all belong to the same group, so the odd one out is {answer}",
        "all but one of those words name {many}, so the odd one out is {answer}"),
    rude=("{statement}, which is plain to anybody who can read.",),
    evasive=(
        "each of those words is special in its own way.",
        "that depends on what you compare and how."),
    rambling=(
        "being different is no bad thing, as my uncle said, and he wore odd socks.",
        "groups make me think of choirs, and I sang in a choir until I lost my voice."))


def pick_odd(word: str, kind: str, pool: Pool, rng: random.Random) -> Question:
    "Which word stands among others of another kind: three of them, or all where they are fewer."
    (group,) = strangers(kind, 1, rng)
    others = rng.sample(pool[group], min(3, len(pool[group])))
    some = [word, *others]
    rng.shuffle(some)
    return ask(
        ABOUT_ODD_ONE_OUT,
        word,
        map(named, others),
        says=named(word),
        many=words.IN_PLURAL.get(group, f"{group}s"),
        choices=listed(some, "or"), list=listed(some))


def odd_one_out(rng: random.Random) -> Splits:
    "All words but one are of the same kind."
    splits = {}
    for split, pool in kinds().items():
        asked = targets(pool)
        rng.shuffle(asked)
        splits[split] = [pick_odd(*target, pool, rng) for target in asked[:SIZES[split]]]
    return splits


ABOUT_RHYMES = Phrases(
    "rhymes",
    topic="the rhyme for {word}",
    prompts=(
        "Which of these words rhymes with {word}: {choices}?",
        "I need a rhyme for {word}. Should I take {choices}?",
        "Please find the word that rhymes with {word}: {choices}.",
        "Only one of these rhymes with {word}: {list}. Which one?",
        "Which word could end a line after {word} in a rhyming poem: {choices}?"),
    statements=(
        "the word that rhymes with {word} is {answer}",
        "it is {answer}",
        "the rhyme for {word} is {answer}",
        "I would take {answer}",
        "{word} and {answer} rhyme",
        "of the three words that you have given me, the rhyme for {word} is {answer}"),
    rude=("{statement}; have you no ears?",),
    evasive=(
        "rhymes depend on how you speak, so I would not like to choose.",
        "that is a question for poets, and poets take their time."),
    rambling=(
        "poems were read to us by the fire, and the fire smoked, and we coughed.",
        "songs need rhymes, and I sing in the bath, though the water gets cold."))


def rhymes(rng: random.Random) -> list[Question]:
    "One of three words rhymes."
    questions = []
    for word, right, *others in words.RHYMES:
        some = [right, *others]
        rng.shuffle(some)
        questions.append(ask(ABOUT_RHYMES, right, others, word=word,
                             choices=listed(some, "or"), list=listed(some)))
    return questions
