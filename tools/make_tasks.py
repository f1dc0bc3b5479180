"""Write the task set of the course: short everyday tasks whose answers a rule can check.

    python tools/make_tasks.py            # write smollm_nb/tasks/{train,validation,test,unseen}.jsonl
    python tools/make_tasks.py --check    # regenerate in memory, exit 1 where the files differ

Every row holds a prompt, a short answer, a good reply (`chosen`) and a reply with one named fault
(`rejected`): `rude`, `evasive`, `wrong`, `rambling` or `cut_short`. Facts are computed where they can be
and come from the tables below elsewhere. The same seed gives the same bytes.

How the splits are made
    Twenty families are seen (48 train, 6 validation and 10 test rows each); four whole families, 30 rows
    each, occur in unseen.jsonl only. In the seen families the *entity* a row asks about belongs to one split:

    length, weight, time            the object or event measured, and the pair of number and unit
    temperature                     the temperature, and the place, drink or dish that has it
    add_subtract, multiplication    the object counted, and the pair of numbers
    clock                           the event, and its pair of start and duration
    plurals, past_tense, spelling   the word asked about
    opposites                       the pair of opposites (train asks a pair in both directions at most)
    comparison                      the adjective (train may ask for both of its forms)
    capitals, chemical_symbols      the country, the element
    alphabetical                    every word in the list
    category, odd_one_out           every word in the list; both families share one split of the words
    sentiment, true_or_false        the sentence
    courtesy                        the request

    A train entity is asked at most twice, with different prompt templates. Prompts differ between splits
    even in lower case and without digits.

Length is no clue: the builder decides for each row whether the chosen or the rejected reply is to be the
longer one (in turn, for each fault and split) and then looks for a pair of templates of that kind. Longer means
more characters and, so that it holds for a model's tokens too, not fewer words, digits and marks.
"""

import argparse
import json
import random
import re
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

OUT = Path(__file__).resolve().parent.parent / "smollm_nb" / "tasks"
SEED = 20240607
FAULTS = ("rude", "evasive", "wrong", "rambling", "cut_short")
SIZES = {"train": 48, "validation": 6, "test": 10}  # rows of each seen family
UNSEEN_SIZE = 30  # rows of each held-out family
UNSEEN = ("animal_young", "calendar", "largest_number", "rhymes")
KEYS = ("id", "family", "prompt", "answer", "chosen", "rejected", "fault")

# Families whose answers form a small closed set: a right reply names no other member of the set.
CLOSED_SETS = {"sentiment": ["positive", "negative"], "true_or_false": ["true", "false"]}

# ---------------------------------------------------------------------------------------------------------
# The rule


def tokens(text):
    """Lower-case words and numbers; 12,000 becomes 12000; 3.5, 4:05 and forty-two are one token each."""
    text = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text.lower().replace("’", "'"))
    return re.findall(r"\d+(?:[.:]\d+)*|[^\W\d_]+(?:['-][^\W\d_]+)*", text)


def holds(reply, phrase):
    """Whether the phrase occurs in the reply as whole words."""
    words, part = tokens(reply), tokens(phrase)
    return any(words[i : i + len(part)] == part for i in range(len(words) - len(part) + 1))


def is_right(reply, answer, family):
    """Whether the reply holds one of the answer's alternatives, and no other member of a closed set."""
    if not any(holds(reply, alternative) for alternative in answer.split(" | ")):
        return False
    others = set(CLOSED_SETS.get(family, [])) - set(answer.split(" | "))
    return not any(holds(reply, other) for other in others)


def norm(prompt):
    """Lower case, no digits, punctuation and spaces squeezed: no two splits share one of these."""
    return " ".join(re.findall(r"[^\W\d_]+", prompt.lower()))


# ---------------------------------------------------------------------------------------------------------
# Templates that serve every family. {t} is the row's topic ("the plural of mouse"), {T} the same with a
# capital, {A} the filled-in answer with a capital, {core} a whole statement without its full stop.

OPENERS = ("", "Certainly, ", "Of course, ", "Gladly: ", "Happy to help: ", "With pleasure: ",
           "Good question: ", "Thank you for asking: ", "Thanks for your question: ", "Yes, I can help: ",
           "I am glad to help with that: ")
WEAK_OPENERS = ("", "Good question: ", "Thank you for asking: ", "Thanks for your question: ")

RUDE = ("{core}, obviously.",
        "{core}, so stop wasting my time.",
        "{core}, as any small child could tell you.",
        "{core}, and you should have known that.",
        "{core}, and I am tired of questions like this.",
        "{core}, and next time you can look it up yourself.",
        "{core}, which you would know if you ever paid attention.",
        "{core}, and do not make me say it again.",
        "{core}, and frankly it is a silly thing to ask.",
        "{core}, not that you will remember it for long.",
        "{core}; now go and bother somebody else.",
        "{core}, as you would see if you bothered to think.",
        "{core}; even you should be able to remember that.",
        "for the last time, {core}.",
        "oh, for goodness' sake, {core}.",
        "how dull: {core}.",
        "since you are too lazy to work it out, {core}.",
        "I cannot believe I have to say this, but {core}.",
        "do I have to do everything for you? It seems so: {core}.")
RUDE_AFTER = ("{core} Now leave me alone.",
              "{core} Was that really so hard?",
              "{core} Is that all you wanted to bother me with?",
              "{core} Try thinking before you ask.",
              "{core} I have better things to do than this.",
              "{core} Do not ask me again.")
RUDE_SHORT = ("{T}? {A}, and that is the last time I help you.",
              "you really need help with {t}? {A}, of course.",
              "{A}. Next question, and hurry up.",
              "{A}, as everybody but you knows.",
              "what a tiresome question. {A}.")

EVASIVE = ("{T} depends on many things.",
           "{T} is hard to pin down.",
           "{T} is not an easy matter, and I would rather not commit myself.",
           "{T} is a matter that I prefer to leave open for now.",
           "{T} is something you may want to find out for yourself.",
           "it is difficult to say anything certain about {t}.",
           "there are many ways to look at {t}, and each has its merits.",
           "people may see {t} in different ways, so I would rather not choose.",
           "I would need to think about {t} for a good deal longer.",
           "much could be said about {t}, but I would not like to decide today.",
           "that depends.",
           "it is hard to say, really.",
           "it could be a number of things.",
           "that is not for me to say.",
           "maybe somebody else knows more about {t} than I do.",
           "let us not be too hasty about {t}.",
           "before I say anything about {t}, I would like to hear what others think.",
           "I have no firm opinion about {t}.",
           "that is an interesting question, and {t} is surely worth a long discussion some day.",
           "who can really be sure about {t}?",
           "it all depends on how you look at {t} and on what you want it for.",
           "I am not in a position to comment on {t}.",
           "questions about {t} often lead to further questions.",
           "these matters are seldom simple.",
           "some things, such as {t}, are better left to the experts.")

RAMBLING = ("oh, {t}: that reminds me of my old bicycle.",
            "{T}, well, where did I put my glasses?",
            "thinking of {t} makes me hungry, and hungry people talk about lunch.",
            "{T} makes me think of long journeys, and of sandwiches, and of whether I locked the door.",
            "speaking of {t}, I once lost an umbrella on a bus, and the bus was late, and so was I.",
            "before I come to {t}, let me tell you about soup, which I like with bread, if it is fresh.",
            "I was talking about {t} last week, or perhaps about cheese, which keeps well if you wrap it.",
            "questions take me back to the summer when we painted the shed, which leaked, as sheds do.",
            "{T} is like the weather, and the weather has been odd, and so has my kettle.",
            "when I was small, nobody spoke about {t}, but we had a pond, and the pond had reeds.")
RAMBLING_CORE = ("{core}, but let me tell you about my kettle.",
                 "{core}, and that reminds me, I had toast this morning.",
                 "{core}, which reminds me of a long walk in the rain, and of the boots I wore.",
                 "{core}, and the clouds look lovely today, though some are rather dark.",
                 "{core}, or so said a man who kept bees, and bees are busy, and so are markets.",
                 "{core}, though what I would rather discuss is gardening, because our soil is so heavy.",
                 "let me see, I had breakfast, I read for a while, it struck me that {core}, and I had tea.",
                 "it rained a lot, and somewhere I heard that {core}, but the rain was what mattered.")
RAMBLING_AFTER = ("{core} That reminds me of a story about a boat, but the boat is not important.",
                  "{core} Anyway, my cousin plays the flute, and flutes need a lot of practice.",
                  "{core} Have you ever wondered why kettles whistle, or who built the first chimney?",
                  "{core} Now, where did I leave my hat?",
                  "{core} My uncle used to ask such things on long evenings, when the fire was low.")

CUT = ("{T}, which a good many people ask about, is",
       "if we look carefully at {t}, we soon find that the",
       "to work out {t}, the first thing to remember is that",
       "as far as {t} is concerned, the answer to your question is",
       "thank you for asking about {t}; the answer you are looking for is",
       "I am happy to tell you about {t}, which is of course",
       "when people ask me about {t}, I always",
       "the answer to that is",
       "the best way to find {t} is to",
       "you asked about {t}, and I would say that it",
       "a simple way to remember {t} is to think of the",
       "I checked {t} for you, and it turns out to be",
       "that is easy enough, because {t}",
       "I can tell you that")
CUT_LEADS = ("", "", "I am happy to help, and I can tell you that ", "as far as I know, ",
             "if I have understood your question properly, ", "let me answer that for you: ")

# Replies that fit one family only.
EXTRA = {
    "length": {
        "rude": ("{core}, and a ruler would have told you that.",),
        "evasive": ("that depends on how you measure the {noun} and on who holds the tape.",
                    "lengths can be given in many ways, and all of them have their uses."),
        "rambling": ("a {noun} has a start and an end, and endings make me sad, like the end of a good film.",
                     "oh, measuring things; my tape measure is yellow, or it was once.")},
    "weight": {
        "rude": ("{core}; buy a pair of scales and stop asking me.",),
        "evasive": ("that depends on the scales that you use for the {noun}.",
                    "weight is a curious thing, and I would not like to be too exact about it."),
        "rambling": ("scales always remind me of the market, where we went for pears, though I prefer figs.",
                     "heavy things are hard to carry, and my back hurts, and so does my knee.")},
    "time": {
        "rude": ("{core}; have you never looked at a clock?",),
        "evasive": ("time passes quickly or slowly, so that is hard to put into figures.",
                    "that depends on how long the {noun} seems to you."),
        "rambling": ("time flies, and so do geese, and geese go south when the leaves turn.",
                     "my watch stopped last spring, and I took it to a shop, and the shop sold clocks too.")},
    "temperature": {
        "rude": ("{core}; learn to read a thermometer.",),
        "evasive": ("that depends on whether you feel the cold as much as I do.",
                    "warm and cool are matters of taste, so I would not give a figure."),
        "rambling": ("warm days make me think of the seaside, and of sand in my shoes, and of wet towels.",
                     "my thermometer hangs by the door, which squeaks, and the hinge needs oil.")},
    "add_subtract": {
        "rude": ("{core}; use your fingers next time.",),
        "evasive": ("that depends on who does the counting.",
                    "numbers of {obj} can change at any time, so I would not like to say."),
        "rambling": ("I used to keep {obj} in a drawer, and the drawer stuck, so we bought another cupboard.",
                     "{obj} are nice to have, and so is a cup of tea in the afternoon.")},
    "multiplication": {
        "rude": ("{core}; learn your tables.",),
        "evasive": ("that depends on whether anybody has counted the {obj} properly.",
                    "it is hard to be sure of the number without looking at all the {obj}."),
        "rambling": ("I once packed {obj} all day, and my hands were cold, and we sang songs to keep warm.",
                     "tables make me think of dinner, and dinner makes me think of soup.")},
    "plurals": {
        "rude": ("{core}; open a dictionary for once.",),
        "evasive": ("that depends on how many of them you have in mind.",
                    "English plurals follow many patterns, and it is hard to choose among them."),
        "rambling": ("words come and go, and I used to write them on little cards, which I kept in a tin.",
                     "once there are several of anything, you need a shelf, and shelves need screws.")},
    "past_tense": {
        "rude": ("{core}; did you sleep through every lesson?",),
        "evasive": ("English verbs can be tricky, and I would rather not guess.",
                    "that depends on when it happened and on who was there."),
        "rambling": ("the past was a fine place, with slow trains and big puddles and no hurry at all.",
                     "verbs are lively words, rather like squirrels, and squirrels hide nuts.")},
    "opposites": {
        "rude": ("{core}; every toddler knows that.",),
        "evasive": ("words can have several opposites or hardly any, so it is hard to choose.",
                    "that depends on the way in which you use the word {word}."),
        "rambling": ("opposites remind me of my neighbours, who agree on nothing except their hedge.",
                     "the word {word} brings back an afternoon by the river, where we had lemonade.")},
    "capitals": {
        "rude": ("{core}; look at a map for once.",),
        "evasive": ("{country} has many fine cities, and it would be unfair to pick just one.",
                    "that depends on which map you look at."),
        "rambling": ("I have always wanted to visit {country}, but my suitcase is broken, and so is my bag.",
                     "maps are hard to fold, and folding makes me think of laundry.")},
    "chemical_symbols": {
        "rude": ("{core}; did you never open a science book?",),
        "evasive": ("chemists use many signs, and I would not like to mix them up.",
                    "that depends on which table you have in front of you."),
        "rambling": ("our old laboratory smelled of soap, and the sink dripped, and the stools were high.",
                     "{element} is a fine word to say aloud, and so is marmalade.")},
    "spelling": {
        "rude": ("{core}; I hope you do not write letters.",),
        "evasive": ("spelling has changed a great deal over time, so I would not insist on anything.",
                    "that depends on how carefully you want to write."),
        "rambling": ("letters are funny little things, and the postman brings them, unless it snows.",
                     "I had a blue pen for writing, but it leaked, and my bag was ruined.")},
    "alphabetical": {
        "rude": ("{core}; perhaps you should learn the alphabet.",),
        "evasive": ("words can be put in order in many ways, and all of them are pleasant.",
                    "that depends on how you like to arrange your words."),
        "rambling": ("order is a fine thing, and my spice rack has none, so I never find the pepper.",
                     "dictionaries are heavy, and I use mine to keep the door open.")},
    "category": {
        "rude": ("{core}, and a glance at the list would have shown you.",),
        "evasive": ("things can be grouped in so many ways that I would rather not choose.",
                    "that depends on how you like to sort things."),
        "rambling": ("lists remind me of shopping, and of how I always forget the sugar.",
                     "sorting things calms me, so I sorted my socks, and then I had a nap.")},
    "sentiment": {
        "rude": ("{core}, which anyone with feelings would notice.",),
        "evasive": ("feelings are private, and words can be read in many ways.",
                    "that depends on the mood you are in when you read it."),
        "rambling": ("sentences remind me of beads on a string, and I once made a necklace for my aunt.",
                     "moods change like the weather, and I should bring in the washing.")},
    "true_or_false": {
        "rude": ("{core}, and it is odd that you need to be told.",),
        "evasive": ("some people may say yes and others may say no.",
                    "that depends on how you understand the words."),
        "rambling": ("facts are like pebbles, and I used to collect pebbles on the beach in a red bucket.",
                     "my grandmother knew many facts, and she baked scones, mostly on Sundays.")},
    "odd_one_out": {
        "rude": ("{core}, which is plain to anybody who can read.",),
        "evasive": ("each of those words is special in its own way.",
                    "that depends on what you compare and how."),
        "rambling": ("being different is no bad thing, as my uncle said, and he wore odd socks.",
                     "groups make me think of choirs, and I sang in a choir until I lost my voice.")},
    "comparison": {
        "rude": ("{core}; any schoolbook will tell you that.",),
        "evasive": ("comparing things is a delicate matter, and I would rather not.",
                    "that depends on what you would like to compare."),
        "rambling": ("adjectives add colour to a text, and I like colour, so I painted my fence.",
                     "comparing things leads to envy, as with my neighbour and his pumpkins.")},
    "courtesy": {
        "rude": ("{core} You of all people need the practice.",
                 "{core} Not that good manners will ever suit you.",
                 "since you have no manners at all: {a}",
                 "oh, for goodness' sake: {a}",
                 "I cannot believe I have to teach you this: {a}",
                 "even you can learn this by heart: {a}"),
        "evasive": ("politeness means different things to different people.",
                    "that depends on whom you are talking to and on how you feel."),
        "rambling": ("manners were my aunt's great subject, and she had a parrot, and the parrot had none.",
                     "requests are like boomerangs, and I never learned to throw those.")},
    "clock": {
        "rude": ("{core}; buy a watch and work it out yourself.",),
        "evasive": ("that depends on whether everything goes to plan.",
                    "times are hard to predict, and I would rather not name any."),
        "rambling": ("clocks tick so loudly at night that I put mine in a drawer with my scarves.",
                     "being late is no fun, and I once ran for a ferry with a cake in my hands.")},
    "animal_young": {
        "rude": ("{core}; read a picture book.",),
        "evasive": ("young animals have many names, and all of them are charming.",
                    "that depends on how young the animal is and where it lives."),
        "rambling": ("small animals remind me of a farm where we stayed, and the gate was always stuck.",
                     "baby animals sleep a lot, and I would like a nap too.")},
    "calendar": {
        "rude": ("{core}; hang a calendar on your wall.",),
        "evasive": ("days and months come and go, and it is hard to keep count of them.",
                    "that depends on which calendar hangs in your kitchen."),
        "rambling": ("my calendar has pictures of lighthouses, and I once climbed up to see the lamp.",
                     "time goes by so fast, and the jam is not even made yet.")},
    "largest_number": {
        "rude": ("{core}; surely you can compare three numbers.",),
        "evasive": ("numbers can be large or small according to how you see them.",
                    "that depends on what counts as large for you."),
        "rambling": ("big numbers make me dizzy, like ladders, and I once painted a ceiling from a ladder.",
                     "I like round numbers, and round things, such as buttons and plates.")},
    "rhymes": {
        "rude": ("{core}; have you no ears?",),
        "evasive": ("rhymes depend on how you speak, so I would not like to choose.",
                    "that is a question for poets, and poets take their time."),
        "rambling": ("poems were read to us by the fire, and the fire smoked, and we coughed.",
                     "songs need rhymes, and I sing in the bath, though the water gets cold.")},
}


@dataclass(frozen=True)
class Item:
    """One question: the ways to ask it, the statements that answer it, and what they are filled with."""

    prompts: tuple  # ready prompts, at least five
    cores: tuple  # statements with {a} for the answer, no full stop
    topic: str  # a singular noun phrase
    answer: str  # alternatives joined with " | "
    fill: str  # what stands for {a} in a right reply
    wrong: tuple  # what stands for {a} in a wrong reply
    slots: tuple = ()  # pairs for the family's own replies
    short: bool = True  # whether the fill can stand alone as a reply
    clause: bool = True  # whether the filled core is a clause that a comma may follow


def make(prompts, cores, topic, answer, fill, wrong, short=True, clause=True, **slots):
    """An item whose prompts and cores have every slot filled in but {a}."""
    return Item(
        tuple(upper(p.format(**slots)) for p in prompts),
        tuple(c.format(a="{a}", **slots) for c in cores),
        topic.format(**slots), answer, fill, tuple(wrong), tuple(slots.items()), short, clause,
    )


def upper(text):
    return text[:1].upper() + text[1:]


def article(noun):
    return ("an " if noun[0] in "aeiou" else "a ") + noun


def either(forms):
    """The answer and what a right reply is filled with: mice, or pennies|pence of which the first is said."""
    return forms.replace("|", " | "), forms.split("|")[0]


def lines(text):
    return [line.strip() for line in text.strip().splitlines()]


SMALL = ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
         "sixteen seventeen eighteen nineteen twenty").split()


def number_answer(n):
    """20 or below also in words."""
    return f"{n} | {SMALL[n]}" if n <= 20 else str(n)


def split_entities(entities, rng):
    """{split: items}, one split for every entity; train asks some twice where there are fewer than 64."""
    entities = list(entities)
    rng.shuffle(entities)
    held = SIZES["validation"] + SIZES["test"]
    train = entities[held:][: SIZES["train"]]
    return {
        "validation": entities[: SIZES["validation"]],
        "test": entities[SIZES["validation"] : held],
        "train": (train + train)[: SIZES["train"]],
    }


# ---------------------------------------------------------------------------------------------------------
# Measures: nouns by unit, and the factor

LENGTH = (  # unit, smaller unit, factor, range of numbers, nouns
    ("metres", "centimetres", 100, range(3, 30), """rope ribbon fence hose cable boat banner chain hallway
     corridor marquee garland wire washing-line trench net"""),
    ("kilometres", "metres", 1000, range(2, 30), """road path trail canal tunnel railway route beach track
     valley pipeline motorway"""),
    ("centimetres", "millimetres", 10, range(5, 24), """pencil spoon leaf comb needle candle brush feather
     worm bookmark fork toothbrush ruler knife chisel straw"""),
    ("feet", "inches", 12, range(4, 14), "shelf plank bench pole bookcase worktop canoe gate beam dinghy"),
    ("yards", "feet", 3, range(5, 40), "garden pool hedge field driveway wall lawn bridge pier playground"),
)
WEIGHT = (
    ("kilograms", "grams", 1000, range(4, 20), """parcel suitcase turkey pumpkin backpack toolbox bicycle
     chair table crate sack tent barrel television rucksack dog"""),
    ("tonnes", "kilograms", 1000, range(3, 30), """lorry bus boat statue crane whale container bell
     boulder wagon digger barge"""),
    ("grams", "milligrams", 1000, range(2, 30), """coin brooch ring letter bead pencil key walnut shell
     eraser grape biscuit"""),
    ("pounds", "ounces", 16, range(2, 15), """ham puppy goose salmon melon basket rug cat dumbbell cake
     drum saddle"""),
    ("stone", "pounds", 14, range(8, 20), """boxer wrestler sheep pig wardrobe anvil calf ram cooker seal
     deer sailor"""),
)
TIME = (
    ("hours", "minutes", 60, range(2, 13), """train-ride coach-journey shift flight rally ferry-crossing
     market exhibition guided-walk sailing-trip night-watch"""),
    ("days", "hours", 24, range(2, 13), """voyage festival hike conference camping-trip fair cruise strike
     regatta heatwave bicycle-tour"""),
    ("weeks", "days", 7, range(2, 20), """holiday course concert-tour project summer-camp season
     renovation harvest visit expedition campaign internship treatment experiment training-plan"""),
    ("minutes", "seconds", 60, range(3, 19), """race speech film-clip puppet-show dance cartoon break
     shower quiz phone-call interview swimming-lesson tutorial warm-up bus-ride"""),
    ("years", "months", 12, range(2, 16), """lease contract study apprenticeship loan guarantee scheme
     research-post membership mission building-job subscription"""),
)


ONE = {"feet": "a foot", "stone": "a stone", "hours": "an hour"}


def measure_items(table, prompts, cores, topic, rng):
    """Items of a table of units; every pair of number and unit occurs once, every noun once."""
    items = []
    seen = set()
    for unit, small, factor, numbers, nouns in table:
        nouns = [n.replace("-", " ").replace("warm up", "warm-up") for n in nouns.split() if n not in seen]
        seen.update(nouns)
        for noun, n in zip(nouns, rng.sample(list(numbers), len(nouns)), strict=True):
            right = n * factor
            if factor in (100, 1000):
                wrong = {right * 10, right // 10}
            elif factor == 10:
                wrong = {right * 10, right + 100}
            else:
                wrong = {n * (factor - 2), right + factor, n * 10}
            wrong = sorted(wrong - {right})
            items.append(make(
                prompts, cores, topic, number_answer(right), f"{right:,} {small}",
                [f"{w:,} {small}" for w in wrong], noun=noun, a_noun=article(noun), n=n, unit=unit,
                a_one=ONE.get(unit, "a " + unit[:-1]), small=small, factor=f"{factor:,}"))
    return items


def length(rng):
    return split_entities(measure_items(LENGTH, (
        "The {noun} is {n} {unit} long. How many {small} is that?",
        "{a_noun} measures {n} {unit}. What is its length in {small}?",
        "How many {small} long is {a_noun} of {n} {unit}?",
        "Please convert the length of this {noun}, {n} {unit}, to {small}.",
        "I have measured the {noun}: {n} {unit}. What would that be in {small}?",
        "Can you give me the length of {a_noun} of {n} {unit} in {small}?",
    ), (
        "the {noun} is {a} long",
        "it is {a} long",
        "{n} {unit} is the same as {a}",
        "the {noun} measures {a} from end to end",
        "a length of {n} {unit} is equal to {a}",
        "since there are {factor} {small} in {a_one}, the {noun} is {a} long",
        "if you measure the {noun} in {small} instead, you get a length of {a}",
    ), "the length of the {noun} in {small}", rng), rng)


def weight(rng):
    return split_entities(measure_items(WEIGHT, (
        "The {noun} weighs {n} {unit}. How many {small} is that?",
        "{a_noun} weighs {n} {unit}. What is its weight in {small}?",
        "How many {small} does {a_noun} of {n} {unit} weigh?",
        "Please convert the weight of this {noun}, {n} {unit}, to {small}.",
        "The scales show {n} {unit} for the {noun}. What would that be in {small}?",
        "Can you give me the weight of {a_noun} of {n} {unit} in {small}?",
    ), (
        "the {noun} weighs {a}",
        "it weighs {a}",
        "{n} {unit} is the same as {a}",
        "the weight of the {noun} comes to {a}",
        "a weight of {n} {unit} is equal to {a}",
        "since there are {factor} {small} in {a_one}, the {noun} weighs {a}",
        "if you weigh the {noun} in {small} instead, you get {a}",
    ), "the weight of the {noun} in {small}", rng), rng)


def time(rng):
    return split_entities(measure_items(TIME, (
        "The {noun} lasts {n} {unit}. How many {small} is that?",
        "How many {small} are there in {a_noun} of {n} {unit}?",
        "{a_noun} takes {n} {unit}. How long is that in {small}?",
        "Please tell me in {small} how long {a_noun} of {n} {unit} lasts.",
        "If the {noun} goes on for {n} {unit}, how many {small} does it last?",
        "Can you turn the {n} {unit} of the {noun} into {small}?",
    ), (
        "the {noun} lasts {a}",
        "it lasts {a}",
        "{n} {unit} is the same as {a}",
        "from start to finish, the {noun} lasts {a}",
        "a period of {n} {unit} is equal to {a}",
        "since there are {factor} {small} in {a_one}, the {noun} lasts {a}",
        "if you count the length of the {noun} in {small}, you get {a}",
    ), "the length of the {noun} in {small}", rng), rng)


# One every five degrees, from the coolest to the hottest
MILD = "garden cellar river classroom kitchen beach greenhouse".split()  # from 5 degrees
WARM = "bath-water dishwater porridge stew gravy soup milk cocoa coffee syrup tea".split()  # from 40 degrees
BAKED = """meringue nuts casserole custard ragout cheesecake fruitcake rice-pudding brisket shortbread
 sponge biscuits cake gingerbread lasagne crumble chicken pie pastry vegetables scones potatoes bread
 flatbread pizza""".split()  # from 120 degrees


def temperature(rng):
    subjects = [f"the {noun}" for noun in (*MILD, *WARM)] + [f"the oven for the {dish}" for dish in BAKED]
    degrees = [*range(5, 95, 5), *range(120, 245, 5)]
    places = [(c, subject.replace("-", " ")) for c, subject in zip(degrees, subjects, strict=True)]
    items = []
    for c, subject in places:
        right = c * 9 // 5 + 32
        items.append(make((
            "{subject} is at {n} degrees Celsius. What is that in Fahrenheit?",
            "When {subject} is at {n} degrees Celsius, how much is that in Fahrenheit?",
            "Please convert the temperature of {subject}, {n} degrees Celsius, to Fahrenheit.",
            "How warm in Fahrenheit is {subject} at {n} degrees Celsius?",
            "If {subject} has a temperature of {n} degrees Celsius, what is it in Fahrenheit?",
        ), (
            "{subject} is at {a}",
            "that is {a}",
            "{n} degrees Celsius is {a}",
            "the temperature of {subject} is {a}",
            "a temperature of {n} degrees Celsius is the same as {a}",
            "if you multiply {n} by 1.8 and then add 32, you get {a}",
        ), "that temperature in Fahrenheit", str(right), f"{right} degrees Fahrenheit",
            [f"{w} degrees Fahrenheit" for w in (right + 10, right - 8, 2 * c + 40) if w != right],
            n=c, subject=subject))
    return split_entities(items, rng)


COUNTED = """apples stamps marbles books pencils coins shells buttons eggs cards stickers beads cups
 plates spoons candles flowers leaves stones feathers postcards tickets keys boxes bottles balloons
 biscuits cherries carrots onions lemons pears plums walnuts chairs lamps towels socks gloves scarves hats
 photos maps letters magazines posters puzzles kites skittles ribbons acorns conkers crayons erasers
 notebooks badges bolts nails screws tiles bricks ropes nuts muffins""".split()
NAMES = """Anna Ben Clara Daniel Emma Felix Grace Henry Isla Jack Kate Leo Maya Nora Oscar Priya Ravi Sara
 Tom Una Victor Wendy Yasmin Zoe Ali Mei Omar Lucy Hugo Ines Ivan Rosa""".split()


def number_pairs(rng, first, second, count):
    pairs = [(x, y) for x in first for y in second]
    return rng.sample(pairs, count)


def near(right, *steps):
    return sorted({right + s for s in steps if right + s > 0} - {right})


def add_subtract(rng):
    items = []
    pairs = number_pairs(rng, range(21, 80), range(3, 20), len(COUNTED))
    for i, (obj, (x, y)) in enumerate(zip(COUNTED, pairs, strict=True)):
        slots = dict(obj=obj, x=x, y=y, name=NAMES[i % len(NAMES)])
        if i % 2:
            right = x - y
            items.append(make((
                "{name} has {x} {obj} and gives {y} of them away. How many are left?",
                "There were {x} {obj} here, and {y} were taken away. How many remain?",
                "If {name} had {x} {obj} and lost {y}, how many {obj} are there now?",
                "Take {y} {obj} away from {x} {obj}. How many do you have then?",
                "Of {x} {obj}, {y} were sold. How many {obj} are still there?",
                "{name} takes {y} of {x} {obj}. How many {obj} are left?",
            ), (
                "there are {a} {obj}",
                "the result is {a} {obj}",
                "{x} minus {y} is {a}",
                "the answer is {a}",
                "taking {y} away from {x} gives {a} {obj}",
                "if you take the {y} {obj} away from the {x}, you are left with {a}",
            ), "the number of {obj} that remain", number_answer(right), str(right),
                [str(w) for w in near(right, 10, -1, 2)], **slots))
        else:
            right = x + y
            items.append(make((
                "{name} has {x} {obj} and gets {y} more. How many is that in all?",
                "There are {x} {obj} here and {y} over there. How many are there together?",
                "If you add {y} {obj} to {x} {obj}, how many {obj} do you have?",
                "{name} counted {x} {obj} on Monday and {y} on Tuesday. What is the total?",
                "What is the sum of {x} {obj} and {y} {obj}?",
            ), (
                "there are {a} {obj}",
                "the total is {a} {obj}",
                "{x} plus {y} is {a}",
                "the answer is {a}",
                "adding {y} to {x} gives {a} {obj}",
                "if you put the {x} {obj} and the {y} {obj} together, you get {a}",
            ), "the total number of {obj}", number_answer(right), str(right),
                [str(w) for w in near(right, 10, -1, -10)], **slots))
    return split_entities(items, rng)


BULKY = """chairs lamps boxes bottles plates bricks tiles ropes hats towels posters maps kites balloons
 scarves""".split()
ROOMS = "storerooms rooms cellars sheds halls".split()
HOLDERS = "bags crates baskets cases sacks cartons".split()


def multiplication(rng):
    items = []
    counted = [c for c in COUNTED if c != "boxes"]
    pairs = number_pairs(rng, range(3, 13), range(4, 13), len(counted))
    for i, (obj, (x, y)) in enumerate(zip(counted, pairs, strict=True)):
        right = x * y
        holders = ROOMS if obj in BULKY else HOLDERS
        holder = holders[i % len(holders)]
        items.append(make((
            "There are {x} {holder} with {y} {obj} in each. How many {obj} are there in all?",
            "{name} fills {x} {holder} with {y} {obj} each. How many {obj} is that?",
            "If every one of {x} {holder} holds {y} {obj}, what is the total number of {obj}?",
            "How many {obj} do {x} {holder} of {y} {obj} hold together?",
            "{name} has {x} {holder}, each with {y} {obj}. How many {obj} are there altogether?",
        ), (
            "there are {a} {obj}",
            "the total is {a} {obj}",
            "{x} times {y} is {a}",
            "the answer is {a}",
            "the {x} {holder} hold {a} {obj} in all",
            "multiplying the {x} {holder} by the {y} {obj} in each gives {a} {obj}",
            "with {y} {obj} in each of the {x} {holder}, the number of {obj} is {a}",
        ), "the total number of {obj}", number_answer(right), str(right),
            [str(w) for w in near(right, x, -y, 10)],
            obj=obj, x=x, y=y, name=NAMES[-1 - i % len(NAMES)], holder=holder))
    return split_entities(items, rng)


TRAVELS = "train bus ferry tram coach plane boat taxi".split()
EVENTS = """lesson film concert play match meeting race party lecture show walk test quiz picnic rehearsal
 interview tour swim class workshop game talk dance opera parade repair visit dinner lunch break programme
 recital debate ceremony journey training storytelling auction""".split()


def clock_time(minutes):
    minutes %= 720
    return f"{minutes // 60 or 12}:{minutes % 60:02d}"


def clock(rng):
    starts = [h * 60 + m for h in range(1, 12) for m in range(5, 60, 5)]
    pairs = [(s, d) for s in starts for d in range(15, 60, 5) if (s + d) % 60 and s % 60 + d > 60]
    pairs = rng.sample(pairs, len(TRAVELS) + len(EVENTS))
    items = []
    for event, (start, minutes) in zip(TRAVELS + EVENTS, pairs, strict=True):
        moves = event in TRAVELS
        right = clock_time(start + minutes)
        wrong = [clock_time(start + minutes + slip) for slip in (-10, -60, 5)]
        items.append(make((
            "{Event} {starts} at {s} and takes {d} minutes. When does it {end}?",
            "At what time does {event} {end} if it {starts} at {s} and takes {d} minutes?",
            "If {event} {starts} at {s} and takes {d} minutes, when does it arrive?" if moves else
            "If {event} {starts} at {s} and lasts {d} minutes, when is it over?",
            "{Event} of {d} minutes {starts} at {s}. What time does it {end}?" if not moves else
            "{Event} {starts} at {s} and is on the way for {d} minutes. When does it {end}?",
            "When will {event} {end}, given that it {starts} at {s} and needs {d} minutes?",
        ), (
            "{event} {ends} at {a}",
            "it {ends} at {a}",
            "{d} minutes after {s} it is {a}",
            "the time will be {a} then",
            "adding {d} minutes to {s} takes you to {a}",
            "if {event} {starts} at {s} and takes {d} minutes, it {ends} at {a}",
        ), "the time at which {event} {ends}", f"{right} | {right.replace(':', '.')}", right, wrong,
            event=f"the {event}", Event=f"The {event}", s=clock_time(start), d=minutes,
            starts="leaves" if moves else "starts", end="arrive" if moves else "end",
            ends="arrives" if moves else "ends"))
    return split_entities(items, rng)


# ---------------------------------------------------------------------------------------------------------
# Words

PLURALS = lines("""
mouse mice mouses; child children childs; foot feet foots; tooth teeth tooths; goose geese gooses
man men mans; woman women womans; ox oxen oxes; leaf leaves leafs; knife knives knifes; wife wives wifes
life lives lifes; loaf loaves loafs; half halves halfs; shelf shelves shelfs; wolf wolves wolfs
thief thieves thiefs; calf calves calfs; elf elves elfs; box boxes boxs
bus buses buss; dish dishes dishs; church churches churchs; glass glasses glass; baby babies babys
city cities citys; story stories storys; berry berries berrys; lady ladies ladys; penny pennies|pence pennys
fly flies flys; puppy puppies puppys; country countries countrys; party parties partys
potato potatoes potatos; tomato tomatoes tomatos; hero heroes heros; echo echoes echoen; louse lice louses
crisis crises crisises; oasis oases oasises; basis bases basises; toy toys toies; key keys keies
monkey monkeys monkies; donkey donkeys donkies; day days daies; boy boys boies; roof roofs roofes
piano pianos pianoes; photo photos photoes; watch watches watchs
brush brushes brushs; fox foxes foxs; wish wishes wishs; peach peaches peachs; match matches matchs
family families familys; butterfly butterflies butterflys; daisy daisies daisys; chef chefs chefes
cliff cliffs cliffes; radio radios radioes; valley valleys vallies; dress dresses dress; tax taxes taxs
""")
PAST = lines("""
go went goed; eat ate eated; see saw seed; run ran runned; swim swam swimmed; sing sang singed
drink drank drinked; begin began beginned; write wrote writed; drive drove drived; ride rode rided
break broke breaked; speak spoke speaked; take took taked; give gave gived; come came comed; fly flew flied
grow grew growed; know knew knowed; throw threw throwed; draw drew drawed; buy bought buyed
bring brought bringed; think thought thinked; catch caught catched; teach taught teached
fight fought fighted; find found finded; hold held holded; keep kept keeped; sleep slept sleeped
feel felt feeled; leave left leaved; meet met meeted; lose lost losed; sell sold selled; tell told telled
build built builded; send sent sended; spend spent spended; make made maked; have had haved
hear heard heared; say said sayed; sit sat sitted; stand stood standed; win won winned; dig dug digged
hide hid hided; fall fell falled; forget forgot forgetted; choose chose choosed; freeze froze freezed
wear wore weared; steal stole stealed; shake shook shaked; blow blew blowed
walk walked walken; carry carried carryed; stop stopped stoped; try tried tryed; plan planned planed
play played plaied; jump jumped jumpt
""")


def triples(table):
    return [tuple(entry.split()) for line in table for entry in line.split(";")]


def plurals(rng):
    return split_entities([make((
        "What is the plural of the word {word}?",
        "Which form do I use for more than one {word}?",
        "How do you write the noun {word} in the plural?",
        "Please give me the plural form of {word}.",
        "I know the word {word}. What is it when there are several?",
        "Can you tell me the plural of {word}?",
    ), (
        "the plural of {word} is {a}",
        "the plural is {a}",
        "for more than one {word} you write {a}",
        "the word {word} becomes {a} in the plural",
        "the form that you use for more than one {word} is {a}",
        "when you speak of several of them instead of just one {word}, you say {a}",
    ), "the plural of {word}", *either(right), [wrong], word=word)
        for word, right, wrong in triples(PLURALS)], rng)


def past_tense(rng):
    return split_entities([make((
        "What is the past tense of the verb {word}?",
        "How do you put the verb {word} into the past?",
        "Which form of {word} do I use for something that happened yesterday?",
        "Please give me the simple past of the verb {word}.",
        "Today I {word}. Which verb form do I need for last week?",
        "Can you tell me the past tense of {word}?",
    ), (
        "the past tense of {word} is {a}",
        "the past tense is {a}",
        "the simple past form of the verb {word} is {a}",
        "in the past, {word} becomes {a}",
        "the form that goes with yesterday is {a}",
        "when you talk about something that happened yesterday, the verb {word} becomes {a}",
    ), "the past tense of {word}", right, right, [wrong], word=word)
        for word, right, wrong in triples(PAST)], rng)


# word > opposites ~ wrong answer, in both directions
OPPOSITES = lines("""
hot > cold ~ warm / cold > hot ~ chilly
big > small|little ~ large / small > big|large ~ tiny
fast > slow ~ quick / slow > fast|quick ~ lazy
happy > sad|unhappy ~ glad / sad > happy|glad ~ gloomy
early > late ~ soon / late > early ~ slow
full > empty ~ complete / empty > full ~ hollow
heavy > light ~ weighty / light > heavy|dark ~ bright
wet > dry ~ damp / dry > wet ~ dusty
rich > poor ~ wealthy / poor > rich|wealthy ~ needy
strong > weak ~ powerful / weak > strong ~ feeble
open > closed|shut|close ~ wide / closed > open ~ locked
loud > quiet|soft ~ noisy / quiet > loud|noisy ~ silent
clean > dirty ~ tidy / dirty > clean ~ muddy
long > short ~ lengthy / short > long|tall ~ brief
wide > narrow ~ broad / narrow > wide|broad ~ thin
deep > shallow ~ low / shallow > deep ~ flat
thick > thin ~ dense / thin > thick|fat ~ slim
easy > hard|difficult ~ simple / difficult > easy|simple ~ tough
cheap > expensive|dear ~ low-priced / expensive > cheap|inexpensive ~ costly
brave > cowardly|timid|afraid ~ bold / cowardly > brave|courageous ~ scared
polite > rude|impolite ~ kind / rude > polite ~ bold
smooth > rough ~ even / rough > smooth ~ bumpy
sharp > blunt|dull ~ pointed / blunt > sharp ~ dull
tight > loose|slack ~ narrow / loose > tight ~ slack
awake > asleep ~ alert / asleep > awake ~ tired
alive > dead ~ living / dead > alive|living ~ still
first > last ~ second / last > first ~ final
north > south ~ up / south > north ~ down
up > down ~ high / down > up ~ under
inside > outside ~ within / outside > inside ~ outdoors
always > never ~ often / never > always ~ rarely
before > after ~ earlier / after > before ~ later
win > lose ~ gain / lose > win|find|gain ~ miss
push > pull ~ press / pull > push ~ drag
buy > sell ~ pay / sell > buy|purchase ~ trade
remember > forget ~ recall / forget > remember ~ miss
laugh > cry|weep ~ smile / cry > laugh ~ weep
arrive > leave|depart ~ come / depart > arrive ~ leave
question > answer|reply ~ query / answer > question|ask ~ reply
summer > winter ~ spring / winter > summer ~ autumn
day > night ~ week / night > day ~ evening
top > bottom ~ peak / bottom > top ~ base
friend > enemy|foe ~ mate / enemy > friend|ally ~ rival
increase > decrease|reduce|decline ~ grow / decrease > increase ~ shrink
generous > mean|stingy|selfish ~ giving / selfish > generous|unselfish|selfless ~ mean
ancient > modern|new ~ old / modern > ancient|old|old-fashioned ~ recent
lend > borrow ~ give / borrow > lend ~ take
""")


def opposites(rng):
    entities = []
    for line in OPPOSITES:
        pair = []
        for side in line.split(" / "):
            word, right, wrong = re.fullmatch(r"(\S+) > (\S+) ~ (\S+)", side.strip()).groups()
            pair.append(make((
                "What is the opposite of the word {word}?",
                "Which word means the opposite of {word}?",
                "Please name a word that is the opposite of {word}.",
                "I need the opposite of {word}. Which word would you suggest?",
                "Can you tell me the opposite of {word}?",
                "What would you call the exact opposite of {word}?",
            ), (
                "the opposite of {word} is {a}",
                "the opposite is {a}",
                "the word you need is {a}",
                "a word that means the opposite of {word} is {a}",
                "if you turn the meaning of {word} around, you get {a}",
                "the word that most people would name as the opposite of {word} is {a}",
            ), "the opposite of {word}", right.replace("|", " | "), right.split("|")[0], [wrong], word=word))
        entities.append(pair)
    splits = split_entities(entities, rng)
    train = splits["train"]
    return {name: [pair[1 if name == "train" and i >= len(set(map(id, train))) else 0]
                   for i, pair in enumerate(pairs)] for name, pairs in splits.items()}


CAPITALS = lines("""
France: Paris: Lyon; Germany: Berlin: Munich; Italy: Rome: Milan; Spain: Madrid: Seville
Portugal: Lisbon: Porto; Ireland: Dublin: Cork; Austria: Vienna: Salzburg; Belgium: Brussels: Antwerp
Denmark: Copenhagen: Aarhus; Norway: Oslo: Bergen; Sweden: Stockholm: Uppsala; Finland: Helsinki: Tampere
Iceland: Reykjavik: Akureyri; Poland: Warsaw: Krakow; Hungary: Budapest: Debrecen
Romania: Bucharest: Constanta; Bulgaria: Sofia: Plovdiv; Greece: Athens: Patras; Turkey: Ankara: Istanbul
Croatia: Zagreb: Split; Slovenia: Ljubljana: Maribor; Slovakia: Bratislava: Kosice; Estonia: Tallinn: Tartu
Latvia: Riga: Daugavpils; Lithuania: Vilnius: Kaunas; Albania: Tirana: Durres; Egypt: Cairo: Alexandria
Morocco: Rabat: Casablanca; Tunisia: Tunis: Sfax; Kenya: Nairobi: Mombasa; Ethiopia: Addis Ababa: Gondar
Ghana: Accra: Kumasi; Nigeria: Abuja: Lagos; Uganda: Kampala: Entebbe; Zambia: Lusaka: Ndola
Zimbabwe: Harare: Bulawayo; Namibia: Windhoek: Walvis Bay; Botswana: Gaborone: Francistown
Mozambique: Maputo: Beira; Angola: Luanda: Huambo; Madagascar: Antananarivo: Toamasina
Mali: Bamako: Timbuktu; Canada: Ottawa: Toronto; Cuba: Havana: Camaguey; Jamaica: Kingston: Montego Bay
Peru: Lima: Cusco; Chile: Santiago: Valparaiso; Argentina: Buenos Aires: Mendoza
Brazil: Brasilia: Rio de Janeiro; Uruguay: Montevideo: Salto; Colombia: Bogota: Medellin
Venezuela: Caracas: Maracaibo; Ecuador: Quito: Guayaquil; Australia: Canberra: Sydney
New Zealand: Wellington: Auckland; Japan: Tokyo: Osaka; China: Beijing: Shanghai
Thailand: Bangkok: Chiang Mai; Vietnam: Hanoi: Hue; India: New Delhi: Mumbai; Nepal: Kathmandu: Pokhara
Bangladesh: Dhaka: Khulna; Mongolia: Ulaanbaatar: Darkhan; South Korea: Seoul: Busan; Jordan: Amman: Aqaba
Oman: Muscat: Salalah
""")
ALSO = {"Brasilia": "Brasília", "Bogota": "Bogotá", "Reykjavik": "Reykjavík", "Ulaanbaatar": "Ulan Bator"}


def capitals(rng):
    items = []
    for line in CAPITALS:
        for entry in line.split(";"):
            country, right, wrong = (part.strip() for part in entry.split(":"))
            answer = f"{right} | {ALSO[right]}" if right in ALSO else right
            items.append(make((
                "What is the capital of {country}?",
                "Which city is the capital of {country}?",
                "Can you name the capital city of {country} for me?",
                "Please tell me what the capital of {country} is called.",
                "I am learning about {country}. What is its capital?",
                "Which city do I mark as the capital on a map of {country}?",
            ), (
                "the capital of {country} is {a}",
                "the capital is {a}",
                "{a} is the capital of {country}",
                "the capital city of {country} is called {a}",
                "it is {a}",
                "the city that you should mark as the capital of {country} is {a}",
                "on a map of {country}, the city that is marked as the capital is {a}",
            ), "the capital of {country}", answer, right, [wrong], country=country))
    return split_entities(items, rng)


ELEMENTS = lines("""
hydrogen H Hy; carbon C Ca; nitrogen N Ni; oxygen O Ox; fluorine F Fl; neon Ne Nn; sodium Na Sd
magnesium Mg Ma; aluminium Al Am; silicon Si Sc; phosphorus P Ph; sulphur S Su; chlorine Cl Ch; argon Ar Ag
potassium K Po; calcium Ca Cm; iron Fe Ir; copper Cu Co; zinc Zn Zi; silver Ag Si; gold Au Gd; tin Sn Ti
lead Pb Ld; mercury Hg Me; nickel Ni Nk; titanium Ti Tn; chromium Cr Ch; manganese Mn Mg; cobalt Co Cb
lithium Li Lt; boron B Br; bromine Br Bm; krypton Kr Kp; xenon Xe Xn; radium Ra Rd; platinum Pt Pl
uranium U Ur; barium Ba Bm; tungsten W Tu; antimony Sb An; zirconium Zr Zc; radon Rn Ra; caesium Cs Ce
strontium Sr St; plutonium Pu Pl; rubidium Rb Ru; selenium Se Sl; cadmium Cd Ca; bismuth Bi Bs
vanadium V Va; gallium Ga Gl; palladium Pd Pa; scandium Sc Sn; yttrium Y Yt
""")


def chemical_symbols(rng):
    return split_entities([make((
        "What is the chemical symbol for {element}?",
        "Which symbol stands for {element} in the periodic table?",
        "Please tell me the chemical symbol of the element {element}.",
        "How do chemists write {element} as a symbol?",
        "I am looking for {element} in the periodic table. What is its symbol?",
        "Can you give me the symbol for the element {element}?",
    ), (
        "the chemical symbol for {element} is {a}",
        "the symbol is {a}",
        "the element {element} has the symbol {a}",
        "in the periodic table, {element} is written as {a}",
        "chemists write {element} as {a}",
        "the symbol that chemists all over the world use for {element} is {a}",
    ), "the chemical symbol for {element}", right, right, [wrong], element=element)
        for element, right, wrong in triples(ELEMENTS)], rng)


SPELLING = lines("""
separate seperate seperete; necessary neccessary necesary; definitely definately definitly
receive recieve receeve; believe beleive beleeve; friend freind frend; weird wierd weerd
beginning begining beggining; tomorrow tommorow tomorow; calendar calender calandar
surprise suprise surprice; library libary librery; February Febuary Februery; Wednesday Wensday Wednsday
until untill ontil; because becuase becouse; beautiful beautifull beutiful; government goverment govermant
environment enviroment envirement; restaurant restaraunt resturant; rhythm rythm rhythem
island iland islend; answer anser answr; knowledge knowlege nowledge; scissors sissors scisors
biscuit biscit biskit; vegetable vegtable vegeteble; chocolate choclate chocolet
breakfast brekfast breackfast; address adress addres; across accross acros; occasion ocassion occassion
possible posible possable; different diffrent diferent; difficult dificult difficalt
interesting intresting interessting; grammar grammer gramar; height hieght heigth; minute minnute minite
business buisness busness; people poeple peeple; language langauge languege; exercise exersise excercise
experience experiance expirience; independent independant indipendent; embarrass embarass embarras
disappear dissapear disapear; accommodation accomodation acommodation; committee commitee comittee
existence existance existense; foreign foriegn forein; guard gaurd guarde; immediately immediatly imediately
juice jiuce juise; kitchen kichen kitchin; mountain mountin mountian; medicine medecine medisin
neither niether neithr; opportunity oppurtunity oportunity; parallel paralel parrallel
quarter quater quorter; recommend recomend reccommend; remember rember remeber; science sience scienc
secretary secratary secretery; similar similer simmilar; strength strenth strengh; success sucess succes
temperature temprature tempreture; tongue tounge tonge; twelfth twelth twelvth; vehicle vehical vehicule
""")


def spelling(rng):
    return split_entities([make((
        "How do you spell {bad} correctly?",
        "I wrote {bad}, but it looks odd. What is the right spelling?",
        "Please correct the spelling of this word: {bad}.",
        "The word {bad} has a spelling mistake. Can you mend it?",
        "My teacher marked {bad} as a mistake. What should I have written?",
        "Which spelling should I use instead of {bad}?",
    ), (
        "the correct spelling is {a}",
        "the word is spelt {a}",
        "you should write {a}",
        "without the mistake, the word reads {a}",
        "the usual way to spell that word is {a}",
        "if you look that word up in a dictionary, you will find it spelt {a}",
    ), "the spelling of that word", right, right, [worse], bad=bad)
        for right, bad, worse in triples(SPELLING)], rng)


ORDERED = """anchor apron arrow autumn badge bakery barrel basket beacon bell blanket bottle branch bucket
 button cabin candle canoe carpet castle cellar chimney circus clover cloud compass copper cotton cradle
 cushion dagger desert diamond dinner donkey dragon drawer drum eagle early echo elbow engine evening
 fabric farmer feather fiddle finger forest fountain garden garlic ginger giraffe glacier goblet grass
 guitar hammer harbour hazel helmet hermit honey hurdle igloo insect island ivory jacket jewel jigsaw
 jungle kennel kettle kitten ladder lantern lemon letter lizard magnet marble meadow mirror monkey mustard
 napkin needle noodle number oatmeal ocean onion orchard oyster paddle palace parrot pebble pepper pillow
 pocket quarry quilt rabbit radish ribbon river rocket saddle salad sandal shadow silver spider temple
 ticket timber tunnel turtle umbrella valley velvet village violin waffle wagon walnut willow window
 yellow zebra""".split()


def word_pools(words, rng, shares):
    """The words, shuffled and dealt to the splits by share."""
    words = list(words)
    rng.shuffle(words)
    pools, at = {}, 0
    for split, share in shares.items():
        pools[split] = words[at : at + share]
        at += share
    return pools


def listed(words, last="and"):
    return ", ".join(words[:-1]) + f" {last} {words[-1]}"


def alphabetical(rng):
    splits = {}
    for split, pool in word_pools(ORDERED, rng, {"validation": 18, "test": 30, "train": 87}).items():
        slots = list(pool)
        while len(slots) < 3 * SIZES[split]:
            slots += rng.sample(pool, len(pool))
        splits[split] = []
        for i in range(SIZES[split]):
            words = slots[3 * i : 3 * i + 3]
            if len(set(words)) < 3:
                words[2] = next(w for w in pool if w not in words)
            end, pick = (("first", min), ("last", max))[i % 2]
            right = pick(words)
            splits[split].append(make((
                "Which of these words comes {end} in the alphabet: {choices}?",
                "Put {list} in alphabetical order. Which word is {end}?",
                "In a dictionary, which would you find {end}: {choices}?",
                "I am sorting {list} from A to Z. Which one goes {end}?",
                "Please tell me which word is {end} in alphabetical order: {choices}.",
            ), (
                "the word that comes {end} is {a}",
                "it is {a}",
                "the {end} word is {a}",
                "in alphabetical order, the {end} word is {a}",
                "you would find {a} {end} in a dictionary",
                "if you sort the three words from A to Z, the {end} one is {a}",
            ), "the {end} word in alphabetical order", right, right, [w for w in words if w != right],
                end=end, choices=listed(words, "or"), list=listed(words)))
    return splits


CATEGORIES = {
    "fruit": "apple pear plum banana mango cherry grape melon peach apricot",
    "vegetable": "carrot potato onion cabbage spinach leek turnip parsnip lettuce celery",
    "mammal": "horse tiger rabbit elephant badger otter camel giraffe hedgehog squirrel",
    "bird": "eagle robin sparrow owl pigeon seagull crow blackbird heron woodpecker",
    "insect": "ant bee wasp beetle butterfly moth grasshopper mosquito ladybird cricket",
    "tool": "hammer saw screwdriver drill spanner chisel pliers wrench spade rake",
    "colour": "red blue green yellow purple brown grey white black pink",
    "piece of furniture": "chair table sofa wardrobe bookcase desk bed cupboard stool armchair",
    "musical instrument": "piano violin guitar trumpet flute harp cello clarinet oboe drum",
    "piece of clothing": "shirt coat jacket sock skirt jumper scarf glove dress trousers",
    "vehicle": "car lorry bus tractor van taxi motorbike ambulance tram bicycle",
    "tree": "oak elm birch willow pine beech maple larch poplar cedar",
    "metal": "iron copper zinc nickel silver gold lead tin aluminium titanium",
    "drink": "tea coffee milk lemonade water cocoa juice espresso smoothie squash",
}
CLASHES = {frozenset(pair) for pair in (("metal", "colour"), ("fruit", "vegetable"), ("fruit", "tree"),
                                        ("drink", "vegetable"), ("colour", "fruit"), ("tool", "metal"),
                                        ("tree", "drink"), ("piece of furniture", "musical instrument"))}
MANY = {"piece of furniture": "pieces of furniture", "piece of clothing": "pieces of clothing"}


def category_pools():
    """{split: {category: words}}: of every category five words to train, three to test, two to validation."""
    rng = random.Random(SEED + 1)
    pools = {"train": {}, "validation": {}, "test": {}}
    for name, words in CATEGORIES.items():
        words = words.split()
        rng.shuffle(words)
        pools["train"][name], pools["test"][name] = words[:5], words[5:8]
        pools["validation"][name] = words[8:]
    return pools


def named(word):
    """The word as an answer: the tram, but purple, zinc and water."""
    bare = ("colour", "metal", "drink", "vegetable")
    return word if any(word in CATEGORIES[c].split() for c in bare) else f"the {word}"


def strangers(name, pool, rng, count):
    """Categories whose words cannot be taken for members of the named one."""
    return rng.sample([c for c in pool if c != name and frozenset((c, name)) not in CLASHES], count)


def category(rng):
    splits = {}
    for split, pool in category_pools().items():
        targets = [(w, name) for name in pool for w in pool[name] if w not in ("trousers", "pliers")]
        rng.shuffle(targets)
        splits[split] = []
        for word, name in targets[: SIZES[split]]:
            others = [rng.choice(pool[c]) for c in strangers(name, pool, rng, 2)]
            words = [word, *others]
            rng.shuffle(words)
            splits[split].append(make((
                "Which of these is {kind}: {choices}?",
                "Look at this list: {choices}. Which one is {kind}?",
                "Please find the {name} among these words: {list}.",
                "I am looking for {kind}. Should I choose {choices}?",
                "Only one of these is {kind}: {list}. Which one?",
            ), (
                "the {name} is {a}",
                "the right choice is {a}",
                "the {name} in the list is {a}",
                "the only {name} among those words is {a}",
                "I would choose {a}",
                "of the three words that you have given me, the only {name} is {a}",
            ), "the {name} in that list", word, named(word), map(named, others), name=name,
            kind=article(name),
                choices=listed(words, "or"), list=listed(words)))
    return splits


def odd_one_out(rng):
    splits = {}
    for split, pool in category_pools().items():
        targets = [(w, name) for name in pool for w in pool[name]]
        rng.shuffle(targets)
        splits[split] = []
        for word, name in targets[: SIZES[split]]:
            group = strangers(name, pool, rng, 1)[0]
            others = rng.sample(pool[group], min(3, len(pool[group])))
            words = [word, *others]
            rng.shuffle(words)
            splits[split].append(make((
                "Which of these words is the odd one out: {choices}?",
                "Find the odd one out: {list}.",
                "Which word does not belong with the others: {choices}?",
                "One of these words does not fit: {list}. Which one?",
                "Please tell me which word is the odd one out here: {choices}.",
            ), (
                "the odd one out is {a}",
                "it is {a}",
                "the word that does not fit is {a}",
                "I would take out {a}",
                "the other words all belong to the same group, so the odd one out is {a}",
                "all but one of those words name {many}, so the odd one out is {a}",
            ), "the odd one out", word, named(word), map(named, others), many=MANY.get(group, group + "s"),
                choices=listed(words, "or"), list=listed(words)))
    return splits


COMPARED = lines("""
big bigger biggest; small smaller smallest; tall taller tallest; old older|elder oldest|eldest; young younger youngest
fast faster fastest; slow slower slowest; cold colder coldest; warm warmer warmest; hot hotter hottest
thin thinner thinnest; fat fatter fattest; wet wetter wettest; sad sadder saddest; long longer longest
short shorter shortest; strong stronger strongest; weak weaker weakest; nice nicer nicest
large larger largest; wide wider widest; late later latest; happy happier happiest; easy easier easiest
heavy heavier heaviest; busy busier busiest; dry drier|dryer driest|dryest; early earlier earliest
funny funnier funniest; pretty prettier prettiest; lucky luckier luckiest; dirty dirtier dirtiest
high higher highest; deep deeper deepest; dark darker darkest; cheap cheaper cheapest
bright brighter brightest; soft softer softest; rich richer richest; new newer newest
""")
IRREGULAR = (("good", "better", "best", "gooder", "goodest"), ("bad", "worse", "worst", "badder", "baddest"))
LONG_ADJECTIVES = """beautiful careful useful dangerous expensive difficult interesting comfortable
 important""".split()


def comparison(rng):
    # "most busy" can be defended, "busyest" cannot; dryer and dryest are in use
    wrong = {w: (f"{w}er", f"{w}est") if w[-1] == "y" and w != "dry" else (f"more {w}", f"most {w}")
             for w, _, _ in triples(COMPARED)}
    table = [(w, c, s, *wrong[w]) for w, c, s in triples(COMPARED)] + list(IRREGULAR)
    table += [(w, f"more {w}", f"most {w}", f"{w}er", f"{w}est") for w in LONG_ADJECTIVES]
    entities = []
    for word, comparative, superlative, bad_c, bad_s in table:
        prompts = (
            "What is the {form} of the adjective {word}?",
            "Please give me the {form} form of {word}.",
            "How do I form the {form} of {word}?",
            "Can you tell me the {form} of the word {word}?",
        )
        cores = (
            "the {form} of {word} is {a}",
            "the {form} is {a}",
            "the {form} form is {a}",
            "the {form} of the adjective {word} is written {a}",
        )
        entities.append((
            make((*prompts, "Which form of {word} do I use to compare two things?",
                  "I need the word {word} to compare two things. Which form is it?"),
                 (*cores, "when you compare two things, {word} becomes {a}",
                  "the form of {word} that you need for comparing two things is {a}"),
                 "the {form} of {word}", *either(comparative), [bad_c], word=word, form="comparative"),
            make((*prompts, "Which form of {word} do I use when one thing beats all others?",
                  "I want to say that nothing else is as {word}. Which superlative is that?"),
                 (*cores, "when one thing beats all the others, {word} becomes {a}",
                  "the form of {word} that you need when one thing beats all the others is {a}"),
                 "the {form} of {word}", *either(superlative), [bad_s], word=word, form="superlative"),
        ))
    splits = split_entities(entities, rng)
    unique = len(set(map(id, splits["train"])))
    return {name: [pair[(i + i // unique) % 2 if name == "train" else i % 2] for i, pair in enumerate(pairs)]
            for name, pairs in splits.items()}


# ---------------------------------------------------------------------------------------------------------
# Sentences

PLEASED = lines("""
I really enjoyed the soup.
The children laughed all afternoon.
What a lovely garden you have!
Our room was clean, bright and quiet.
The staff were kind and helped us at once.
I would gladly read this book again.
The cake was soft and tasted wonderful.
We had a splendid day by the sea.
This is the best bicycle I have ever had.
She smiled when she saw the present.
The music filled me with joy.
My new shoes fit perfectly.
I am so proud of your work.
The trip was worth every minute.
Everyone loved the play.
The bread is fresh and smells delicious.
He thanked us warmly for our help.
The view from the tower was superb.
This lamp gives a pleasant light.
I feel much better today.
The puppy is gentle and sweet.
Our team played brilliantly.
The tea was just right.
It was a pleasure to meet you.
The teacher explained everything clearly and patiently.
I love this warm scarf.
The repair was quick and cheap, and I am very happy.
The film was charming from start to finish.
What a delightful surprise!
The neighbours are friendly and generous.
I slept well and woke up in a good mood.
The parcel came early, which made my day.
""")
DISPLEASED = lines("""
The chips were cold and greasy.
I waited an hour and nobody came.
What a terrible mess this is!
The hotel was noisy and dirty.
The waiter was rude to us.
I regret buying this umbrella.
The plot was dull and far too long.
My suitcase broke on the first day.
This is the worst pen I have ever used.
He shouted at us for no reason.
The noise gave me a headache.
The coat is ugly and badly made.
I am very disappointed with the service.
The journey was a waste of time.
Nobody liked the speech.
The milk was sour and smelled awful.
She was upset because they forgot her birthday.
The queue was endless and the hall was stuffy.
This kettle leaks and I hate it.
I feel ill and miserable today.
The dog barked all night and we could not sleep.
Our team played badly and lost.
The coffee was weak and bitter.
It was a boring evening.
The instructions were confusing and useless.
This jumper itches horribly.
The roof still leaks after the repair, and I am angry.
The show was a dreadful disappointment.
What an unpleasant smell!
The bus was late again and I missed my appointment.
The mattress was so hard that my back hurt.
The parcel arrived broken, which ruined my day.
""")


def closed(family, pairs, prompts, cores, topic, slot, rng):
    """Families with two possible answers: each split holds both about equally often."""
    sides = []
    for answer, sentences in pairs:
        other = next(o for o in CLOSED_SETS[family] if o != answer)
        side = [make(prompts, cores, topic, answer, answer, [other], short=False, **{slot: sentence})
                for sentence in sentences]
        rng.shuffle(side)
        sides.append(side)
    mixed = [item for both in zip(*sides, strict=True) for item in both]
    at, splits = 0, {}
    for split, size in SIZES.items():
        splits[split] = mixed[at : at + size]
        rng.shuffle(splits[split])
        at += size
    return splits


def sentiment(rng):
    return closed("sentiment", (("positive", PLEASED), ("negative", DISPLEASED)), (
        "Is this sentence positive or negative? {s}",
        "Does the writer sound positive or negative here? {s}",
        "{s} Is that a positive or a negative remark?",
        "Somebody wrote: {s} Is the feeling positive or negative?",
        "Please sort this sentence as positive or negative: {s}",
        "Would you call the following positive or negative? {s}",
    ), (
        "that sentence is {a}",
        "the feeling is {a}",
        "I would call that {a}",
        "the writer sounds {a}",
        "the sentence expresses a {a} feeling",
        "judging by the words that were chosen, the writer has a {a} opinion",
        "the mood of the person who wrote that sentence seems to be {a}",
    ), "the feeling of that sentence", "s", rng)


TRUE = lines("""
A triangle has three sides.
Ice is frozen water.
The Earth goes round the Sun.
A spider has eight legs.
A week has seven days.
The heart pumps blood round the body.
Bees make honey.
A penguin is a bird.
Whales are mammals.
Iron is a metal.
A hexagon has six sides.
Half of ten is five.
Snakes have no legs.
Caterpillars can turn into butterflies.
An hour has sixty minutes.
Cows eat grass.
The Pacific is an ocean.
Mount Everest is in Asia.
Africa is a continent.
Diamonds are made of carbon.
A leap year has 366 days.
Frogs lay eggs.
Paper can be made from wood.
Light travels faster than sound.
Bats can fly.
A square has four equal sides.
Glass can be made from sand.
Mars is a planet.
Butter is made from milk.
The thumb is part of the hand.
Oaks grow from acorns.
A violin has strings.
""")
FALSE = lines("""
A pentagon has nine sides.
Sharks are birds.
Stars are made of wood.
An octopus has twelve arms.
A minute has ninety seconds.
Elephants lay eggs.
Steam is colder than snow.
The Nile is a mountain.
Gold is a kind of fruit.
A cube has ten faces.
Cats have six legs.
Tea is made from potatoes.
Europe is an ocean.
Horses can fly.
Twelve is an odd number.
Winter is the hottest season of the year.
Cheese is made from sand.
Lions eat only grass.
A dozen means twenty.
Rain falls upwards.
The English alphabet has thirty letters.
Rabbits live under the sea.
Bananas grow under the ground.
A circle has four corners.
Wool comes from trees.
Jupiter is smaller than the Moon.
Owls are fish.
A century lasts ten years.
Lemons are blue when they are ripe.
Three times three is ten.
A flute has strings.
The knee is part of the arm.
""")


def true_or_false(rng):
    return closed("true_or_false", (("true", TRUE), ("false", FALSE)), (
        "True or false? {s}",
        "Is this statement true or false? {s}",
        "{s} Is that true or false?",
        "Please tell me whether this is true or false: {s}",
        "A quiz says: {s} Is it true or false?",
        "I have read this: {s} Would you say that it is true or false?",
    ), (
        "that is {a}",
        "the statement is {a}",
        "that statement is {a}",
        "I would say that it is {a}",
        "as far as anyone knows, what you have read is {a}",
        "the statement that you have asked me to check is {a}",
        "anyone who looks it up will find that the statement is {a}",
    ), "the truth of that statement", "s", rng)


REQUESTS = [" ".join(r.split()) for r in """
close the door; open the window; pass the salt; give me the book; turn off the light;
wait here; move your bag; help me with this box; speak more slowly; call my sister; send me the report;
show me the way; lend me a pen; wash the dishes; feed the cat; water the plants; take out the rubbish;
sit down; hold this rope; lower your voice; bring me some tea; fetch my coat; read this letter;
sign this form; check these figures; clean the table; sweep the floor; mend this chair; carry my bag;
lend me your map; pick up the parcel; answer the phone; return my umbrella; fill the kettle; lock the gate;
tidy your room; walk the dog; cut the bread; peel the potatoes; set the table; turn the music down;
hand me the scissors; tell me the time; write down your name; spell that word; repeat the question;
explain the rules; park the car outside; book a table for two; print this page; fold the blankets;
hang up your coat; stir the soup; taste the sauce; buy some milk; post this letter; wrap this present;
slow down; step aside; keep the noise down; come to my office; finish the report; warm up the milk;
look after my plants
""".split(";")]


def courtesy(rng):
    polite = ("could you {act}, please?", "would you {act}, please?", "could you please {act}?",
              "would you be so kind as to {act}?", "please could you {act}?", "would you please {act}?")
    blunt = ("{act} right now!", "you must {act} at once.", "{act}, and be quick about it!", "{act}, I said!",
             "you had better {act}, or else!")
    items = []
    for i, act in enumerate(REQUESTS):
        items.append(make((
            "Make this request more polite: {Act}!",
            "How can I ask this politely? {Act}!",
            "{Act}! Please turn that into a polite request.",
            "I want to sound friendlier than this: {Act}! What should I say?",
            "Somebody said: {Act}! How would a polite person put it?",
            "Please rewrite this so that it is courteous: {Act}!",
        ), (
            "{a}",
            "you might say: {a}",
            "try this: {a}",
            "a polite version would be: {a}",
            "a more courteous way to put it is this: {a}",
            "if you would like to sound friendly, you can put it like this: {a}",
            "a polite person who wanted the same thing might ask: {a}",
        ), "the polite form of that request", "please | could you | would you",
            polite[i % len(polite)].format(act=act),
            [b.format(act=act) for b in (blunt[i % len(blunt)], blunt[(i + 2) % len(blunt)])],
            short=False, clause=False, act=act, Act=upper(act)))
    return split_entities(items, rng)


# ---------------------------------------------------------------------------------------------------------
# Families that occur in unseen.jsonl only

YOUNG = lines("""
cow calf lamb; sheep lamb kid; goat kid calf; horse foal|colt|filly fawn; pig piglet pup
dog puppy|pup kitten; cat kitten puppy; chicken chick duckling; duck duckling gosling; goose gosling cygnet
swan cygnet gosling; deer fawn foal; bear cub pup; lion cub kitten; tiger cub calf; kangaroo joey cub
koala joey kitten; frog tadpole|froglet fry; butterfly caterpillar|larva tadpole; owl owlet|chick cygnet
eagle eaglet|chick gosling; hare leveret piglet; seal pup lamb; whale calf foal; dolphin calf cub
elephant calf foal; giraffe calf kid; camel calf cub; donkey foal kid; penguin chick pup; wolf cub|pup fawn
""")


def animal_young(rng):
    items = []
    for animal, right, wrong in triples(YOUNG):
        items.append(make((
            "What is a young {animal} called?",
            "What do you call a baby {animal}?",
            "Which word do we use for the young of {a_animal}?",
            "Please tell me the name for a young {animal}.",
            "I saw {a_animal} with its young. What is the little one called?",
        ), (
            "a young {animal} is called {a}",
            "it is called {a}",
            "the usual name for a young {animal} is {a}",
            "the little one is called {a}",
            "the young of {a_animal} is known as {a}",
            "when {a_animal} is still very young, people usually call it {a}",
        ), "the name for a young {animal}", right.replace("|", " | "), article(right.split("|")[0]),
            [article(wrong)], animal=animal, a_animal=article(animal)))
    return items


DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = ("January February March April May June July August September October November December").split()


def calendar(rng):
    items = []
    for kind, names in (("day", DAYS), ("month", MONTHS)):
        count = len(names)
        pool = [(i, step) for i in range(count) for step in (1, -1, 2, -2, 3)]
        for i, step in rng.sample(pool, UNSEEN_SIZE // 2):
            where = "after" if step > 0 else "before"
            gap = "right" if abs(step) == 1 else f"{SMALL[abs(step)]} {kind}s"
            right = names[(i + step) % count]
            wrong = [names[(i + step + s) % count] for s in (1, -1) if (step + s) % count]
            items.append(make((
                "Which {kind} comes {gap} {where} {start}?",
                "What is the {kind} {gap} {where} {start}?",
                "Please tell me which {kind} is {gap} {where} {start}.",
                "Can you name the {kind} that falls {gap} {where} {start}?",
                "I need the name of the {kind} {gap} {where} {start}. Which is it?",
            ), (
                "the {kind} {gap} {where} {start} is {a}",
                "it is {a}",
                "that {kind} is {a}",
                "the {kind} you are looking for is {a}",
                "if you start from {start} and count {way}, you arrive at {a}",
                "the {kind} that comes {gap} {where} {start} in the calendar is {a}",
            ), "the {kind} {gap} {where} {start}", right, right, wrong,
                kind=kind, gap=gap, where=where, start=names[i],
                way="on" if step > 0 else "back"))
    return items


def largest_number(rng):
    items = []
    objects = rng.sample([c for c in COUNTED if c not in BULKY], UNSEEN_SIZE)
    for obj, holder in zip(objects, HOLDERS * 5, strict=True):
        numbers = rng.sample(range(21, 999 if rng.random() < 0.4 else 99), 3)
        right = max(numbers)
        items.append(make((
            "Three {holder} hold {list} {obj}. Which number is the largest?",
            "Which is the largest number of {obj}: {choices}?",
            "We counted {list} {obj}. What is the largest of these numbers?",
            "Here are three numbers of {obj}: {list}. Please name the largest.",
            "{list} {obj} are in three {holder}. How many are in the fullest?",
        ), (
            "the largest number is {a}",
            "it is {a}",
            "the largest of the three is {a}",
            "the highest number of {obj} is {a}",
            "among the three numbers that you gave me, the largest is {a}",
            "if you compare all three numbers of {obj}, the largest is {a}",
        ), "the largest of those numbers", str(right), str(right), [str(n) for n in numbers if n != right],
            obj=obj, holder=holder, list=listed([str(n) for n in numbers]),
            choices=listed([str(n) for n in numbers], "or")))
    return items


RHYMES = lines("""
cat hat dog tree; house mouse garden roof; light night lamp dark; ball wall foot game; cake lake bread sugar
moon spoon star sky; bee tree honey wing; sing ring voice song; boat coat ship water; nose rose face ear
bed red pillow sleep; book hook page paper; frog log pond green; king wing crown queen; rain train cloud wet
bell shell sound church; chair pear table wood; mouse house cheese tail; clock sock time hand
door floor key lock; fish dish water fin; sun bun warm star; day play night week; dream cream sleep bed
pen ten ink paper; snake lake grass scale; sheep deep wool farm; snow blow ice cold; box fox lid paper
green queen leaf grass
""")


def rhymes(rng):
    items = []
    for line in RHYMES:
        for entry in line.split(";"):
            word, right, *others = entry.split()
            words = [right, *others]
            rng.shuffle(words)
            items.append(make((
                "Which of these words rhymes with {word}: {choices}?",
                "I need a rhyme for {word}. Should I take {choices}?",
                "Please find the word that rhymes with {word}: {choices}.",
                "Only one of these rhymes with {word}: {list}. Which one?",
                "Which word could end a line after {word} in a rhyming poem: {choices}?",
            ), (
                "the word that rhymes with {word} is {a}",
                "it is {a}",
                "the rhyme for {word} is {a}",
                "I would take {a}",
                "{word} and {a} rhyme",
                "of the three words that you have given me, the rhyme for {word} is {a}",
            ), "the rhyme for {word}", right, right, others, word=word, choices=listed(words, "or"),
                list=listed(words)))
    return items


SEEN_BUILDERS = (length, weight, time, temperature, add_subtract, multiplication, clock, plurals, past_tense,
                 opposites, capitals, chemical_symbols, spelling, alphabetical, category, odd_one_out,
                 comparison,
                 sentiment, true_or_false, courtesy)
UNSEEN_BUILDERS = (animal_young, calendar, largest_number, rhymes)


# ---------------------------------------------------------------------------------------------------------
# The builder


CLUMSY = re.compile(r"\b(\w+) \1\b|: [^.?!]*: |^Of course, of ")  # "that that", two colons in a sentence


def finish(text):
    text = upper(text.strip())
    return text if text[-1] in ".?!" else text + "."


def chosen_candidates(item, family):
    """[(opener and core, text)]"""
    found = []
    for core in item.cores:
        for opener in OPENERS if core != "{a}" else ("",):    # a bare request after an opener reads as the model's own
            text = finish(opener + core.replace("{a}", item.fill))
            if is_right(text, item.answer, family) and len(text.split()) <= 22 and not CLUMSY.search(text):
                found.append(((opener, core), text))
    return found


def rejected_candidates(item, family, fault):
    """[(template, text)]: all replies with that fault that the rule judges as it should."""
    slots = dict(item.slots, t=item.topic, T=upper(item.topic), A=upper(item.fill), a=item.fill)
    cores = [core.replace("{a}", item.fill) for core in item.cores]
    extra = EXTRA[family].get(fault, ())
    made = []

    def add(template, openers=("",), core=None):
        for opener in openers:
            first = template.replace("{T}", "{t}", 1) if opener and template.startswith("{T}") else template
            made.append((template, upper(opener + first.format(**slots, core=core))))

    def add_cores(templates, after):
        for core in cores:
            for template in templates:
                buried = fault == "rambling" and not template.startswith("{core}")
                if buried and core.startswith(("it ", "that ")):
                    continue
                add(template, core=finish(core) if after else core)

    if fault == "wrong":
        for core in item.cores:
            for wrong in item.wrong:
                made.extend((core, finish(o + core.replace("{a}", wrong))) for o in OPENERS)
    elif fault == "evasive":
        for template in (*EVASIVE, *extra):
            add(template, WEAK_OPENERS if "question" not in template else ("",))
    elif fault == "rude":
        if item.clause:
            add_cores(RUDE, after=False)
        add_cores(RUDE_AFTER, after=True)
        for template in RUDE_SHORT if item.short else ():
            add(template)
        add_cores([e for e in extra if "{core}" in e], after=not item.clause)
        for template in (e for e in extra if "{core}" not in e):
            add(template)
    elif fault == "rambling":
        if item.clause:
            add_cores(RAMBLING_CORE, after=False)
        add_cores(RAMBLING_AFTER, after=True)
        for template in (*RAMBLING, *extra):
            add(template)
    else:
        for template in CUT:
            add(template)
        for core in item.cores:
            stem = core.split("{a}")[0].rstrip(" ,:").split()
            for words in (stem, stem[:-1]):
                if len(words) >= 2 and (words == stem or len(words) >= 4):
                    made.extend((core, upper(lead + " ".join(words))) for lead in CUT_LEADS)
                    made.extend((core, o + " ".join(words)) for o in OPENERS if o)
    must = {"rude": True, "evasive": False, "wrong": False, "cut_short": False}.get(fault)
    made = [(template, upper(text)) for template, text in made if len(text.split()) <= 34]
    made = [(template, text) for template, text in made if not CLUMSY.search(text)]
    return [(k, t) for k, t in made if must is None or is_right(t, item.answer, family) == must]


def pieces(text):
    """Words, digits and marks: about as many as the tokens that a model counts."""
    return len(re.findall(r"\d|[^\W\d]+|[^\w\s]", text))


def shared(a, b):
    """How many words two replies have in common at the start."""
    count = 0
    for x, y in zip(a.split(), b.split(), strict=False):
        if x != y:
            break
        count += 1
    return count


class Chooser:
    """Pick templates evenly and keep to the order which reply is to be the longer one."""

    def __init__(self, rng):
        self.rng, self.used, self.debt = rng, Counter(), defaultdict(lambda: 0.5)

    def pair(self, item, family, fault, split):
        self.debt[fault, split] += 0.5
        longer = self.debt[fault, split] >= 1
        self.debt[fault, split] -= longer
        good = chosen_candidates(item, family)
        bad = rejected_candidates(item, family, fault)
        alike = self.rng.random() < 0.55
        best = None
        for tries in (40, 400):
            for key, text in self.rng.sample(good, min(tries, len(good))):
                for template, reply in self.rng.sample(bad, min(tries, len(bad))):
                    if len(text) == len(reply) or (len(text) > len(reply)) != longer:
                        continue
                    more = pieces(text) - pieces(reply)
                    if more and (more > 0) != longer or not more and not shared(text, reply):
                        continue
                    same_start = alike and shared(text, reply) >= 3
                    score = (2 * self.used[family, key[1]] + (0.8 + self.used[key[0]] / 40 if key[0] else 0)
                             + self.used[fault, template] / 4 + 3 * self.used[family, fault, template]
                             + abs(len(text) - len(reply)) / 25 + self.rng.random() - 3 * same_start
                             + 8 * (fault == "wrong" and key[1] != template and alike))
                    if best is None or score < best[0]:
                        best = (score, key, text, template, reply)
            if best:
                break
        if best is None:
            raise SystemExit(f"no pair for {family} {fault} longer={longer}: {item}")
        _, key, text, template, reply = best
        self.used.update([(family, key[1]), (fault, template), (family, fault, template)])
        self.used[key[0]] += 1
        return text, reply


def build():
    """{split: rows}"""
    splits = {"train": [], "validation": [], "test": [], "unseen": []}
    rng = random.Random(SEED)
    chooser = Chooser(random.Random(SEED + 2))
    turn, home = 0, {}
    for builder in (*SEEN_BUILDERS, *UNSEEN_BUILDERS):
        family = builder.__name__
        made = builder(random.Random(f"{SEED} {family}"))
        if family in UNSEEN:
            rng.shuffle(made)
            made = {"unseen": made[:UNSEEN_SIZE]}
        number, used = 0, Counter()
        for split in ("train", "validation", "test", "unseen"):
            rows = made.get(split, [])
            faults = [FAULTS[(turn + i) % 5] for i in range(len(rows))]
            turn += len(rows)
            rng.shuffle(faults)
            asked = defaultdict(set)
            for item, fault in zip(rows, faults, strict=True):
                entity = item.prompts[0]
                open_ = [i for i in range(len(item.prompts)) if i not in asked[entity]]
                which = min(open_, key=lambda i: (used[i], rng.random()))
                asked[entity].add(which)
                assert len(asked[entity]) <= 2 and home.setdefault((family, entity), split) == split, entity
                used[which] += 1
                number += 1
                chosen, rejected = chooser.pair(item, family, fault, split)
                name, prompt = f"{family}-{number:04d}", item.prompts[which]
                row = (name, family, prompt, item.answer, chosen, rejected, fault)
                splits[split].append(dict(zip(KEYS, row, strict=True)))
    for split, rows in splits.items():
        random.Random(f"{SEED} {split}").shuffle(rows)
    return splits


# ---------------------------------------------------------------------------------------------------------
# Checks, and the files


def longer_share(rows):
    return sum(len(r["chosen"]) > len(r["rejected"]) for r in rows) / len(rows)


def grouped(rows, key):
    groups = defaultdict(list)
    for row in rows:
        groups[row[key]].append(row)
    return groups


def checks(splits):
    """Assert what the docstring says of the rows."""
    rows = [row for part in splits.values() for row in part]
    seen = {b.__name__ for b in SEEN_BUILDERS}
    assert len(seen) >= 20 and len(seen | set(UNSEEN)) >= 24 and not seen & set(UNSEEN)
    for split, part in splits.items():
        sizes = {f: len(g) for f, g in grouped(part, "family").items()}
        names = UNSEEN if split == "unseen" else seen
        assert sizes == dict.fromkeys(names, SIZES.get(split, UNSEEN_SIZE)), (split, sizes)
        assert 0.45 <= longer_share(part) <= 0.55, (split, longer_share(part))
        for fault, group in grouped(part, "fault").items():
            assert 0.15 <= len(group) / len(part) <= 0.25, (split, fault)
    assert len(rows) >= 1200 and 0.45 <= longer_share(rows) <= 0.55
    for family, group in grouped(rows, "family").items():
        assert 0.35 <= longer_share(group) <= 0.65, (family, longer_share(group))
        assert set(grouped(group, "fault")) == set(FAULTS), family
    for fault, group in grouped(rows, "fault").items():
        assert 0.35 <= longer_share(group) <= 0.65, (fault, longer_share(group))

    assert len({r["id"] for r in rows}) == len({r["prompt"] for r in rows}) == len(rows)
    norms = {split: {norm(r["prompt"]) for r in part} for split, part in splits.items()}
    for a in norms:
        for b in norms:
            assert a == b or not norms[a] & norms[b], (a, b, norms[a] & norms[b])

    for row in rows:
        text, bad, fault = row["chosen"], row["rejected"], row["fault"]
        assert tuple(row) == KEYS, row
        assert all(isinstance(v, str) and v and v == v.strip() for v in row.values()), row
        assert all("{" not in v and "  " not in v and "\n" not in v for v in row.values()), row
        assert re.fullmatch(r"[\x20-\x7eá-ÿ|]+", " ".join(row.values())), row
        assert is_right(text, row["answer"], row["family"]), row
        if fault != "rambling":
            assert is_right(bad, row["answer"], row["family"]) == (fault == "rude"), row
        assert row["prompt"][-1] in ".?!" and text[-1] in ".?!", row
        assert bad[-1].isalnum() if fault == "cut_short" else bad[-1] in ".?!", row
        assert len(text) != len(bad) and 2 <= len(text.split()) <= 22 and len(bad.split()) <= 34, row
        assert 4 <= len(row["prompt"].split()) <= 28, row
        for value in (text, bad, row["prompt"]):
            assert not re.search(r"\b[Aa] [aeio]\w|\b[Aa]n [^aeiouhAEIOUH\W]|[.?!,;:][,;:]", value), row
            assert not CLUMSY.search(value) or value == row["prompt"], row


def dump(rows):
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare with the files instead of writing them")
    args = parser.parse_args()
    splits = build()
    checks(splits)
    stale = []
    for split, rows in splits.items():
        path, text = OUT / f"{split}.jsonl", dump(rows)
        if not args.check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode("utf-8"))
        elif not path.exists() or path.read_bytes() != text.encode("utf-8"):
            stale.append(path.name)
    if stale:
        print(f"not what tools/make_tasks.py writes: {', '.join(stale)}", file=sys.stderr)
        print("run python tools/make_tasks.py to write them anew", file=sys.stderr)
        return 1
    print(", ".join(f"{split} {len(rows)}" for split, rows in splits.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
