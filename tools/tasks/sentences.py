"Families that ask about a sentence: its feeling, its truth, its manners."
import random

import words
from question import SIZES, Phrases, Question, Splits, ask, capitalised, dealt

from smollm_nb.evaluate import CLOSED_SETS


def judged(phrases: Phrases, answer: str, sentences: list[str]) -> list[Question]:
    "Sentences that all have the same one of two answers."
    (other,) = set(CLOSED_SETS[phrases.family]) - {answer}
    return [ask(phrases, answer, [other], sentence=sentence) for sentence in sentences]


def halves(yes: list[Question], no: list[Question], rng: random.Random) -> Splits:
    "Splits that hold both answers equally often."
    rng.shuffle(yes)
    rng.shuffle(no)
    mixed = [question for both in zip(yes, no, strict=True) for question in both]

    splits = {}
    start = 0
    for split, size in SIZES.items():
        splits[split] = mixed[start:start + size]
        rng.shuffle(splits[split])
        start += size
    return splits


ABOUT_SENTIMENT = Phrases(
    "sentiment",
    topic="the feeling of that sentence",
    prompts=(
        "Is this sentence positive or negative? {sentence}",
        "Does the writer sound positive or negative here? {sentence}",
        "{sentence} Is that a positive or a negative remark?",
        "Somebody wrote: {sentence} Is the feeling positive or negative?",
        "Please sort this sentence as positive or negative: {sentence}",
        "Would you call the following positive or negative? {sentence}"),
    statements=(
        "that sentence is {answer}",
        "the feeling is {answer}",
        "I would call that {answer}",
        "the writer sounds {answer}",
        "the sentence expresses a {answer} feeling",
        "judging by the words that were chosen, the writer has a {answer} opinion",
        "the mood of the person who wrote that sentence seems to be {answer}"),
    rude=("{statement}, which anyone with feelings would notice.",),
    evasive=(
        "feelings are private, and words can be read in many ways.",
        "that depends on the mood you are in when you read it."),
    rambling=(
        "sentences remind me of beads on a string, and I once made a necklace for my aunt.",
        "moods change like the weather, and I should bring in the washing."),
    stands_alone=False)


def sentiment(rng: random.Random) -> Splits:
    pleased = judged(ABOUT_SENTIMENT, "positive", words.PLEASED)
    displeased = judged(ABOUT_SENTIMENT, "negative", words.DISPLEASED)
    return halves(pleased, displeased, rng)


ABOUT_TRUE_OR_FALSE = Phrases(
    "true_or_false",
    topic="the truth of that statement",
    prompts=(
        "True or false? {sentence}",
        "Is this statement true or false? {sentence}",
        "{sentence} Is that true or false?",
        "Please tell me whether this is true or false: {sentence}",
        "A quiz says: {sentence} Is it true or false?",
        "I have read this: {sentence} Would you say that it is true or false?"),
    statements=(
        "that is {answer}",
        "the statement is {answer}",
        "that statement is {answer}",
        "I would say that it is {answer}",
        "as far as anyone knows, what you have read is {answer}",
        "the statement that you have asked me to check is {answer}",
        "anyone who looks it up will find that the statement is {answer}"),
    rude=("{statement}, and it is odd that you need to be told.",),
    evasive=(
        "some people may say yes and others may say no.",
        "that depends on how you understand the words."),
    rambling=(
        "facts are like pebbles, and I used to collect pebbles on the beach in a red bucket.",
        "my grandmother knew many facts, and she baked scones, mostly on Sundays."),
    stands_alone=False)


def true_or_false(rng: random.Random) -> Splits:
    true = judged(ABOUT_TRUE_OR_FALSE, "true", words.TRUE)
    false = judged(ABOUT_TRUE_OR_FALSE, "false", words.FALSE)
    return halves(true, false, rng)


ABOUT_COURTESY = Phrases(
    "courtesy",
    topic="the polite form of that request",
    prompts=(
        "Make this request more polite: {Act}!",
        "How can I ask this politely? {Act}!",
        "{Act}! Please turn that into a polite request.",
        "I want to sound friendlier than this: {Act}! What should I say?",
        "Somebody said: {Act}! How would a polite person put it?",
        "Please rewrite this so that it is courteous: {Act}!"),
    statements=(
        "{answer}",
        "you might say: {answer}",
        "try this: {answer}",
        "a polite version would be: {answer}",
        "a more courteous way to put it is this: {answer}",
        "if you would like to sound friendly, you can put it like this: {answer}",
        "a polite person who wanted the same thing might ask: {answer}"),
    rude=(
        "{statement} You of all people need the practice.",
        "{statement} Not that good manners will ever suit you.",
        "since you have no manners at all: {answer}",
        "oh, for goodness' sake: {answer}",
        "I cannot believe I have to teach you this: {answer}",
        "even you can learn this by heart: {answer}"),
    evasive=(
        "politeness means different things to different people.",
        "that depends on whom you are talking to and on how you feel."),
    rambling=(
        "manners were my aunt's great subject, and she had a parrot, and the parrot had none.",
        "requests are like boomerangs, and I never learned to throw those."),
    stands_alone=False, clause=False)

# ways to ask for an {act}, kind ones and others
POLITE = (
    "could you {act}, please?",
    "would you {act}, please?",
    "could you please {act}?",
    "would you be so kind as to {act}?",
    "please could you {act}?",
    "would you please {act}?")
BLUNT = (
    "{act} right now!",
    "you must {act} at once.",
    "{act}, and be quick about it!",
    "{act}, I said!",
    "you had better {act}, or else!")


def polite_request(act: str, number: int) -> Question:
    "How to ask for something with manners; the ways take turns."
    blunt = [BLUNT[(number + step) % len(BLUNT)] for step in (0, 2)]
    return ask(
        ABOUT_COURTESY,
        "please|could you|would you",
        [way.format(act=act) for way in blunt],
        says=POLITE[number % len(POLITE)].format(act=act),
        Act=capitalised(act))


def courtesy(rng: random.Random) -> Splits:
    return dealt([polite_request(act, i) for i, act in enumerate(words.REQUESTS)], rng)
