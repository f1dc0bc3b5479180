"Families whose answers stand in tables: word forms, opposites, spellings, names of things."
import random
from dataclasses import replace

import words
from question import Phrases, Question, Splits, article, ask, dealt, second_time

ABOUT_PLURALS = Phrases(
    "plurals",
    topic="the plural of {word}",
    prompts=(
        "What is the plural of the word {word}?",
        "Which form do I use for more than one {word}?",
        "How do you write the noun {word} in the plural?",
        "Please give me the plural form of {word}.",
        "I know the word {word}. What is it when there are several?",
        "Can you tell me the plural of {word}?"),
    statements=(
        "the plural of {word} is {answer}",
        "the plural is {answer}",
        "for more than one {word} you write {answer}",
        "the word {word} becomes {answer} in the plural",
        "the form that you use for more than one {word} is {answer}",
        "when you speak of several of them instead of just one {word}, you say {answer}"),
    rude=("{statement}; open a dictionary for once.",),
    evasive=(
        "that depends on how many of them you have in mind.",
        "English plurals follow many patterns, and it is hard to choose among them."),
    rambling=(
        "words come and go, and I used to write them on little cards, which I kept in a tin.",
        "once there are several of anything, you need a shelf, and shelves need screws."))


def plurals(rng: random.Random) -> Splits:
    return dealt([ask(ABOUT_PLURALS, right, [wrong], word=word)
                  for word, right, wrong in words.PLURALS], rng)


ABOUT_PAST_TENSE = Phrases(
    "past_tense",
    topic="the past tense of {word}",
    prompts=(
        "What is the past tense of the verb {word}?",
        "How do you put the verb {word} into the past?",
        "Which form of {word} do I use for something that happened yesterday?",
        "Please give me the simple past of the verb {word}.",
        "Today I {word}. Which verb form do I need for last week?",
        "Can you tell me the past tense of {word}?"),
    statements=(
        "the past tense of {word} is {answer}",
        "the past tense is {answer}",
        "the simple past form of the verb {word} is {answer}",
        "in the past, {word} becomes {answer}",
        "the form that goes with yesterday is {answer}",
        "when you talk about something that happened yesterday, the verb {word} becomes {answer}"),
    rude=("{statement}; did you sleep through every lesson?",),
    evasive=(
        "English verbs can be tricky, and I would rather not guess.",
        "that depends on when it happened and on who was there."),
    rambling=(
        "the past was a fine place, with slow trains and big puddles and no hurry at all.",
        "verbs are lively words, rather like squirrels, and squirrels hide nuts."))


def past_tense(rng: random.Random) -> Splits:
    return dealt([ask(ABOUT_PAST_TENSE, right, [wrong], word=word)
                  for word, right, wrong in words.PAST], rng)


ABOUT_OPPOSITES = Phrases(
    "opposites",
    topic="the opposite of {word}",
    prompts=(
        "What is the opposite of the word {word}?",
        "Which word means the opposite of {word}?",
        "Please name a word that is the opposite of {word}.",
        "I need the opposite of {word}. Which word would you suggest?",
        "Can you tell me the opposite of {word}?",
        "What would you call the exact opposite of {word}?"),
    statements=(
        "the opposite of {word} is {answer}",
        "the opposite is {answer}",
        "the word you need is {answer}",
        "a word that means the opposite of {word} is {answer}",
        "if you turn the meaning of {word} around, you get {answer}",
        "the word that most people would name as the opposite of {word} is {answer}"),
    rude=("{statement}; every toddler knows that.",),
    evasive=(
        "words can have several opposites or hardly any, so it is hard to choose.",
        "that depends on the way in which you use the word {word}."),
    rambling=(
        "opposites remind me of my neighbours, who agree on nothing except their hedge.",
        "the word {word} brings back an afternoon by the river, where we had lemonade."))


def opposites(rng: random.Random) -> Splits:
    "Each pair in one split; where train asks it again, the other way round."
    pairs = [[ask(ABOUT_OPPOSITES, right, [wrong], word=word) for word, right, wrong in pair]
             for pair in words.OPPOSITES]
    splits = {}
    for split, part in dealt(pairs, rng).items():
        again = second_time(part)
        splits[split] = [pair[again[i]] for i, pair in enumerate(part)]
    return splits


ABOUT_CAPITALS = Phrases(
    "capitals",
    topic="the capital of {country}",
    prompts=(
        "What is the capital of {country}?",
        "Which city is the capital of {country}?",
        "Can you name the capital city of {country} for me?",
        "Please tell me what the capital of {country} is called.",
        "I am learning about {country}. What is its capital?",
        "Which city do I mark as the capital on a map of {country}?"),
    statements=(
        "the capital of {country} is {answer}",
        "the capital is {answer}",
        "{answer} is the capital of {country}",
        "the capital city of {country} is called {answer}",
        "it is {answer}",
        "the city that you should mark as the capital of {country} is {answer}",
        "on a map of {country}, the city that is marked as the capital is {answer}"),
    rude=("{statement}; look at a map for once.",),
    evasive=(
        "{country} has many fine cities, and it would be unfair to pick just one.",
        "that depends on which map you look at."),
    rambling=(
        "I have always wanted to visit {country}, but my suitcase is broken, and so is my bag.",
        "maps are hard to fold, and folding makes me think of laundry."))


def capitals(rng: random.Random) -> Splits:
    return dealt([ask(ABOUT_CAPITALS, capital, [city], country=country)
                  for country, capital, city in words.CAPITALS], rng)


ABOUT_CHEMICAL_SYMBOLS = Phrases(
    "chemical_symbols",
    topic="the chemical symbol for {element}",
    prompts=(
        "What is the chemical symbol for {element}?",
        "Which symbol stands for {element} in the periodic table?",
        "Please tell me the chemical symbol of the element {element}.",
        "How do chemists write {element} as a symbol?",
        "I am looking for {element} in the periodic table. What is its symbol?",
        "Can you give me the symbol for the element {element}?"),
    statements=(
        "the chemical symbol for {element} is {answer}",
        "the symbol is {answer}",
        "the element {element} has the symbol {answer}",
        "in the periodic table, {element} is written as {answer}",
        "chemists write {element} as {answer}",
        "the symbol that chemists all over the world use for {element} is {answer}"),
    rude=("{statement}; did you never open a science book?",),
    evasive=(
        "chemists use many signs, and I would not like to mix them up.",
        "that depends on which table you have in front of you."),
    rambling=(
        "our old laboratory smelled of soap, and the sink dripped, and the stools were high.",
        "{element} is a fine word to say aloud, and so is marmalade."))


def chemical_symbols(rng: random.Random) -> Splits:
    return dealt([ask(ABOUT_CHEMICAL_SYMBOLS, right, [wrong], element=element)
                  for element, right, wrong in words.ELEMENTS], rng)


ABOUT_SPELLING = Phrases(
    "spelling",
    topic="the spelling of that word",
    prompts=(
        "How do you spell {misspelt} correctly?",
        "I wrote {misspelt}, but it looks odd. What is the right spelling?",
        "Please correct the spelling of this word: {misspelt}.",
        "The word {misspelt} has a spelling mistake. Can you mend it?",
        "My teacher marked {misspelt} as a mistake. What should I have written?",
        "Which spelling should I use instead of {misspelt}?"),
    statements=(
        "the correct spelling is {answer}",
        "the word is spelt {answer}",
        "you should write {answer}",
        "without the mistake, the word reads {answer}",
        "the usual way to spell that word is {answer}",
        "if you look that word up in a dictionary, you will find it spelt {answer}"),
    rude=("{statement}; I hope you do not write letters.",),
    evasive=(
        "spelling has changed a great deal over time, so I would not insist on anything.",
        "that depends on how carefully you want to write."),
    rambling=(
        "letters are funny little things, and the postman brings them, unless it snows.",
        "I had a blue pen for writing, but it leaked, and my bag was ruined."))


def spelling(rng: random.Random) -> Splits:
    return dealt([ask(ABOUT_SPELLING, right, [wrong], misspelt=misspelt)
                  for right, misspelt, wrong in words.SPELLING], rng)


ABOUT_COMPARATIVES = Phrases(
    "comparison",
    topic="the comparative of {word}",
    prompts=(
        "What is the comparative of the adjective {word}?",
        "Please give me the comparative form of {word}.",
        "How do I form the comparative of {word}?",
        "Can you tell me the comparative of the word {word}?",
        "Which form of {word} do I use to compare two things?",
        "I need the word {word} to compare two things. Which form is it?"),
    statements=(
        "the comparative of {word} is {answer}",
        "the comparative is {answer}",
        "the comparative form is {answer}",
        "the comparative of the adjective {word} is written {answer}",
        "when you compare two things, {word} becomes {answer}",
        "the form of {word} that you need for comparing two things is {answer}"),
    rude=("{statement}; any schoolbook will tell you that.",),
    evasive=(
        "comparing things is a delicate matter, and I would rather not.",
        "that depends on what you would like to compare."),
    rambling=(
        "adjectives add colour to a text, and I like colour, so I painted my fence.",
        "comparing things leads to envy, as with my neighbour and his pumpkins."))

ABOUT_SUPERLATIVES = replace(
    ABOUT_COMPARATIVES,
    topic="the superlative of {word}",
    prompts=(
        "What is the superlative of the adjective {word}?",
        "Please give me the superlative form of {word}.",
        "How do I form the superlative of {word}?",
        "Can you tell me the superlative of the word {word}?",
        "Which form of {word} do I use when one thing beats all others?",
        "I want to say that nothing else is as {word}. Which superlative is that?"),
    statements=(
        "the superlative of {word} is {answer}",
        "the superlative is {answer}",
        "the superlative form is {answer}",
        "the superlative of the adjective {word} is written {answer}",
        "when one thing beats all the others, {word} becomes {answer}",
        "the form of {word} that you need when one thing beats all the others is {answer}"))


def wrong_forms(word: str) -> tuple[str, str]:
    "A wrong comparative and superlative; *most busy* can be defended and *dryer* is in use."
    if word[-1] == "y" and word != "dry":
        return f"{word}er", f"{word}est"
    return f"more {word}", f"most {word}"


def compared_words() -> list[tuple[str, ...]]:
    "Adjectives, each with its comparative and superlative and two wrong ones."
    short = [(*forms, *wrong_forms(forms[0])) for forms in words.COMPARED]
    irregular = [tuple(forms) for forms in words.IRREGULAR]
    long = [(word, f"more {word}", f"most {word}", f"{word}er", f"{word}est")
            for word in words.LONG_ADJECTIVES]
    return short + irregular + long


def comparison(rng: random.Random) -> Splits:
    "Comparatives and superlatives in turn; where train asks an adjective again, its other form."
    pairs = []
    for word, comparative, superlative, bad_comparative, bad_superlative in compared_words():
        pairs.append((ask(ABOUT_COMPARATIVES, comparative, [bad_comparative], word=word),
                      ask(ABOUT_SUPERLATIVES, superlative, [bad_superlative], word=word)))
    splits = {}
    for split, part in dealt(pairs, rng).items():
        again = second_time(part)
        splits[split] = [pair[(i + again[i]) % 2] for i, pair in enumerate(part)]
    return splits


ABOUT_ANIMAL_YOUNG = Phrases(
    "animal_young",
    topic="the name for a young {animal}",
    prompts=(
        "What is a young {animal} called?",
        "What do you call a baby {animal}?",
        "Which word do we use for the young of {a_animal}?",
        "Please tell me the name for a young {animal}.",
        "I saw {a_animal} with its young. What is the little one called?"),
    statements=(
        "a young {animal} is called {answer}",
        "it is called {answer}",
        "the usual name for a young {animal} is {answer}",
        "the little one is called {answer}",
        "the young of {a_animal} is known as {answer}",
        "when {a_animal} is still very young, people usually call it {answer}"),
    rude=("{statement}; read a picture book.",),
    evasive=(
        "young animals have many names, and all of them are charming.",
        "that depends on how young the animal is and where it lives."),
    rambling=(
        "small animals remind me of a farm where we stayed, and the gate was always stuck.",
        "baby animals sleep a lot, and I would like a nap too."))


def young_of(animal: str, right: str, wrong: str) -> Question:
    "What an animal's young is called."
    return ask(
        ABOUT_ANIMAL_YOUNG,
        right,
        [article(wrong)],
        says=article(right.split("|")[0]),
        animal=animal, a_animal=article(animal))


def animal_young(rng: random.Random) -> list[Question]:
    return [young_of(*entry) for entry in words.YOUNG]
