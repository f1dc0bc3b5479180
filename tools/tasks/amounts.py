"Families whose answers are computed: measures, sums, times, the calendar, the largest number."
import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import product

import words
from question import UNSEEN_SIZE, Phrases, Question, Splits, article, ask, dealt, listed


def as_answer(number: int) -> str:
    "A number; a small one may also be written as a word."
    return f"{number}|{words.SMALL_NUMBERS[number]}" if number <= 20 else str(number)


def slips(number: int, factor: int) -> list[int]:
    "Results with a nought too many or too few, of another factor, or of one factor too many."
    right = number * factor
    if factor in (100, 1000):
        wrong = {right * 10, right // 10}
    elif factor == 10:
        wrong = {right * 10, right + 100}
    else:
        wrong = {number * (factor - 2), right + factor, number * 10}
    return sorted(wrong - {right})


def conversion(phrases: Phrases, measure: words.Measure, thing: str, number: int) -> Question:
    "A thing that measures a number of units, asked for in the smaller unit."
    unit = measure.unit
    right = number * measure.factor
    return ask(
        phrases,
        as_answer(right),
        [f"{wrong:,} {measure.smaller}" for wrong in slips(number, measure.factor)],
        says=f"{right:,} {measure.smaller}",
        thing=thing, a_thing=article(thing),
        number=number, factor=f"{measure.factor:,}", smaller=measure.smaller,
        unit=unit, a_unit=words.A_UNIT.get(unit, article(unit[:-1])))


def conversions(phrases: Phrases, table: Sequence[words.Measure], rng: random.Random) -> Splits:
    "Every thing of a table once, with a number that no other thing of its unit has."
    things = [thing for measure in table for thing in measure.things]
    assert len(set(things)) == len(things), "a thing occurs twice in a table"

    questions = []
    for measure in table:
        numbers = rng.sample(measure.numbers, len(measure.things))
        for thing, number in zip(measure.things, numbers, strict=True):
            questions.append(conversion(phrases, measure, thing, number))
    return dealt(questions, rng)


ABOUT_LENGTH = Phrases(
    "length",
    topic="the length of the {thing} in {smaller}",
    prompts=(
        "The {thing} is {number} {unit} long. How many {smaller} is that?",
        "{a_thing} measures {number} {unit}. What is its length in {smaller}?",
        "How many {smaller} long is {a_thing} of {number} {unit}?",
        "Please convert the length of this {thing}, {number} {unit}, to {smaller}.",
        "I have measured the {thing}: {number} {unit}. What would that be in {smaller}?",
        "Can you give me the length of {a_thing} of {number} {unit} in {smaller}?"),
    statements=(
        "the {thing} is {answer} long",
        "it is {answer} long",
        "{number} {unit} is the same as {answer}",
        "the {thing} measures {answer} from end to end",
        "a length of {number} {unit} is equal to {answer}",
        "since there are {factor} {smaller} in {a_unit}, the {thing} is {answer} long",
        "if you measure the {thing} in {smaller} instead, you get a length of {answer}"),
    rude=("{statement}, and a ruler would have told you that.",),
    evasive=(
        "that depends on how you measure the {thing} and on who holds the tape.",
        "lengths can be given in many ways, and all of them have their uses."),
    rambling=(
        "a {thing} has a start and an end, and endings make me sad, like the end of a good film.",
        "oh, measuring things; my tape measure is yellow, or it was once."))


def length(rng: random.Random) -> Splits:
    return conversions(ABOUT_LENGTH, words.LENGTH, rng)
ABOUT_WEIGHT = Phrases(
    "weight",
    topic="the weight of the {thing} in {smaller}",
    prompts=(
        "The {thing} weighs {number} {unit}. How many {smaller} is that?",
        "{a_thing} weighs {number} {unit}. What is its weight in {smaller}?",
        "How many {smaller} does {a_thing} of {number} {unit} weigh?",
        "Please convert the weight of this {thing}, {number} {unit}, to {smaller}.",
        "The scales show {number} {unit} for the {thing}. What would that be in {smaller}?",
        "Can you give me the weight of {a_thing} of {number} {unit} in {smaller}?"),
    statements=(
        "the {thing} weighs {answer}",
        "it weighs {answer}",
        "{number} {unit} is the same as {answer}",
        "the weight of the {thing} comes to {answer}",
        "a weight of {number} {unit} is equal to {answer}",
        "since there are {factor} {smaller} in {a_unit}, the {thing} weighs {answer}",
        "if you weigh the {thing} in {smaller} instead, you get {answer}"),
    rude=("{statement}; buy a pair of scales and stop asking me.",),
    evasive=(
        "that depends on the scales that you use for the {thing}.",
        "weight is a curious thing, and I would not like to be too exact about it."),
    rambling=(
        "scales always remind me of the market, where we went for pears, though I prefer figs.",
        "heavy things are hard to carry, and my back hurts, and so does my knee."))


def weight(rng: random.Random) -> Splits:
    return conversions(ABOUT_WEIGHT, words.WEIGHT, rng)
ABOUT_TIME = Phrases(
    "time",
    topic="the length of the {thing} in {smaller}",
    prompts=(
        "The {thing} lasts {number} {unit}. How many {smaller} is that?",
        "How many {smaller} are there in {a_thing} of {number} {unit}?",
        "{a_thing} takes {number} {unit}. How long is that in {smaller}?",
        "Please tell me in {smaller} how long {a_thing} of {number} {unit} lasts.",
        "If the {thing} goes on for {number} {unit}, how many {smaller} does it last?",
        "Can you turn the {number} {unit} of the {thing} into {smaller}?"),
    statements=(
        "the {thing} lasts {answer}",
        "it lasts {answer}",
        "{number} {unit} is the same as {answer}",
        "from start to finish, the {thing} lasts {answer}",
        "a period of {number} {unit} is equal to {answer}",
        "since there are {factor} {smaller} in {a_unit}, the {thing} lasts {answer}",
        "if you count the length of the {thing} in {smaller}, you get {answer}"),
    rude=("{statement}; have you never looked at a clock?",),
    evasive=(
        "time passes quickly or slowly, so that is hard to put into figures.",
        "that depends on how long the {thing} seems to you."),
    rambling=(
        "time flies, and so do geese, and geese go south when the leaves turn.",
        "my watch stopped last spring, and I took it to a shop, and the shop sold clocks too."))


def time(rng: random.Random) -> Splits:
    return conversions(ABOUT_TIME, words.TIME, rng)


ABOUT_TEMPERATURE = Phrases(
    "temperature",
    topic="that temperature in Fahrenheit",
    prompts=(
        "{subject} is at {celsius} degrees Celsius. What is that in Fahrenheit?",
        "When {subject} is at {celsius} degrees Celsius, how much is that in Fahrenheit?",
        "Please convert the temperature of {subject}, {celsius} degrees Celsius, to Fahrenheit.",
        "How warm in Fahrenheit is {subject} at {celsius} degrees Celsius?",
        "If {subject} has a temperature of {celsius} degrees Celsius, what is it in Fahrenheit?"),
    statements=(
        "{subject} is at {answer}",
        "that is {answer}",
        "{celsius} degrees Celsius is {answer}",
        "the temperature of {subject} is {answer}",
        "a temperature of {celsius} degrees Celsius is the same as {answer}",
        "if you multiply {celsius} by 1.8 and then add 32, you get {answer}"),
    rude=("{statement}; learn to read a thermometer.",),
    evasive=(
        "that depends on whether you feel the cold as much as I do.",
        "warm and cool are matters of taste, so I would not give a figure."),
    rambling=(
        "warm days make me think of the seaside, and of sand in my shoes, and of wet towels.",
        "my thermometer hangs by the door, which squeaks, and the hinge needs oil."))


def in_fahrenheit(celsius: int, subject: str) -> Question:
    "How warm something is on the other scale."
    right = celsius * 9 // 5 + 32
    wrong = [n for n in (right + 10, right - 8, 2 * celsius + 40) if n != right]
    return ask(
        ABOUT_TEMPERATURE,
        str(right),
        [f"{n} degrees Fahrenheit" for n in wrong],
        says=f"{right} degrees Fahrenheit",
        celsius=celsius, subject=subject)


def temperature(rng: random.Random) -> Splits:
    "Every five degrees there is something that can be so warm."
    subjects = [f"the {noun}" for noun in (*words.MILD, *words.WARM)]
    subjects += [f"the oven for the {dish}" for dish in words.BAKED]
    degrees = [*range(5, 95, 5), *range(120, 245, 5)]
    places = zip(degrees, subjects, strict=True)
    return dealt([in_fahrenheit(celsius, subject) for celsius, subject in places], rng)


ABOUT_ADDING = Phrases(
    "add_subtract",
    topic="the total number of {things}",
    prompts=(
        "{name} has {x} {things} and gets {y} more. How many is that in all?",
        "There are {x} {things} here and {y} over there. How many are there together?",
        "If you add {y} {things} to {x} {things}, how many {things} do you have?",
        "{name} counted {x} {things} on Monday and {y} on Tuesday. What is the total?",
        "What is the sum of {x} {things} and {y} {things}?"),
    statements=(
        "there are {answer} {things}",
        "the total is {answer} {things}",
        "{x} plus {y} is {answer}",
        "the answer is {answer}",
        "adding {y} to {x} gives {answer} {things}",
        "if you put the {x} {things} and the {y} {things} together, you get {answer}"),
    rude=("{statement}; use your fingers next time.",),
    evasive=(
        "that depends on who does the counting.",
        "numbers of {things} can change at any time, so I would not like to say."),
    rambling=(
        "I used to keep {things} in a drawer, and the drawer stuck, so we bought another cupboard.",
        "{things} are nice to have, and so is a cup of tea in the afternoon."))

ABOUT_TAKING_AWAY = replace(
    ABOUT_ADDING,
    topic="the number of {things} that remain",
    prompts=(
        "{name} has {x} {things} and gives {y} of them away. How many are left?",
        "There were {x} {things} here, and {y} were taken away. How many remain?",
        "If {name} had {x} {things} and lost {y}, how many {things} are there now?",
        "Take {y} {things} away from {x} {things}. How many do you have then?",
        "Of {x} {things}, {y} were sold. How many {things} are still there?",
        "{name} takes {y} of {x} {things}. How many {things} are left?"),
    statements=(
        "there are {answer} {things}",
        "the result is {answer} {things}",
        "{x} minus {y} is {answer}",
        "the answer is {answer}",
        "taking {y} away from {x} gives {answer} {things}",
        "if you take the {y} {things} away from the {x}, you are left with {answer}"))


def near(right: int, *steps: int) -> list[str]:
    "Numbers that are wrong by one of these steps, but positive."
    wrong = sorted({right + step for step in steps} - {right})
    return [str(number) for number in wrong if number > 0]


def sum_of(x: int, y: int, **slots: str) -> Question:
    "How many two heaps are together."
    right = x + y
    return ask(ABOUT_ADDING, as_answer(right), near(right, 10, -1, -10), x=x, y=y, **slots)


def rest_of(x: int, y: int, **slots: str) -> Question:
    "How many are left of a heap."
    right = x - y
    return ask(ABOUT_TAKING_AWAY, as_answer(right), near(right, 10, -1, 2), x=x, y=y, **slots)


def add_subtract(rng: random.Random) -> Splits:
    "Sums and differences in turn."
    pairs = rng.sample(list(product(range(21, 80), range(3, 20))), len(words.COUNTED))
    questions = []
    for i, (things, (x, y)) in enumerate(zip(words.COUNTED, pairs, strict=True)):
        make = rest_of if i % 2 else sum_of
        name = words.FIRST_NAMES[i % len(words.FIRST_NAMES)]
        questions.append(make(x, y, things=things, name=name))
    return dealt(questions, rng)


ABOUT_MULTIPLICATION = Phrases(
    "multiplication",
    topic="the total number of {things}",
    prompts=(
        "There are {x} {holder} with {y} {things} in each. How many {things} are there in all?",
        "{name} fills {x} {holder} with {y} {things} each. How many {things} is that?",
        "If every one of {x} {holder} holds {y} {things}, what is the total number of {things}?",
        "How many {things} do {x} {holder} of {y} {things} hold together?",
        "{name} has {x} {holder}, each with {y} {things}. How many {things} are there altogether?"),
    statements=(
        "there are {answer} {things}",
        "the total is {answer} {things}",
        "{x} times {y} is {answer}",
        "the answer is {answer}",
        "the {x} {holder} hold {answer} {things} in all",
        "multiplying the {x} {holder} by the {y} {things} in each gives {answer} {things}",
        "with {y} {things} in each of the {x} {holder}, the number of {things} is {answer}"),
    rude=("{statement}; learn your tables.",),
    evasive=(
        "that depends on whether anybody has counted the {things} properly.",
        "it is hard to be sure of the number without looking at all the {things}."),
    rambling=(
        "I once packed {things} all day, and my hands were cold, and we sang songs to keep warm.",
        "tables make me think of dinner, and dinner makes me think of soup."))


def product_of(x: int, y: int, **slots: str) -> Question:
    "How many some equal heaps are together."
    right = x * y
    wrong = near(right, x, -y, 10)
    return ask(ABOUT_MULTIPLICATION, as_answer(right), wrong, x=x, y=y, **slots)


def multiplication(rng: random.Random) -> Splits:
    "Some holders of equally many things."
    counted = [things for things in words.COUNTED if things != "boxes"]   # which hold others
    pairs = rng.sample(list(product(range(3, 13), range(4, 13))), len(counted))
    questions = []
    for i, (things, (x, y)) in enumerate(zip(counted, pairs, strict=True)):
        holders = words.ROOMS if things in words.BULKY else words.HOLDERS
        name = words.FIRST_NAMES[-1 - i % len(words.FIRST_NAMES)]
        holder = holders[i % len(holders)]
        questions.append(product_of(x, y, things=things, name=name, holder=holder))
    return dealt(questions, rng)


ABOUT_JOURNEYS = Phrases(
    "clock",
    topic="the time at which the {event} arrives",
    prompts=(
        "The {event} leaves at {start} and takes {count} minutes. When does it arrive?",
        "At what time does the {event} arrive if it leaves at {start} and takes {count} minutes?",
        "If the {event} leaves at {start} and takes {count} minutes, when does it arrive?",
        "The {event} leaves at {start} and is on the way for {count} minutes. When does it arrive?",
        "When will the {event} arrive, given that it leaves at {start} and needs {count} minutes?"),
    statements=(
        "the {event} arrives at {answer}",
        "it arrives at {answer}",
        "{count} minutes after {start} it is {answer}",
        "the time will be {answer} then",
        "adding {count} minutes to {start} takes you to {answer}",
        "if the {event} leaves at {start} and takes {count} minutes, it arrives at {answer}"),
    rude=("{statement}; buy a watch and work it out yourself.",),
    evasive=(
        "that depends on whether everything goes to plan.",
        "times are hard to predict, and I would rather not name any."),
    rambling=(
        "clocks tick so loudly at night that I put mine in a drawer with my scarves.",
        "being late is no fun, and I once ran for a ferry with a cake in my hands."))

ABOUT_EVENTS = replace(
    ABOUT_JOURNEYS,
    topic="the time at which the {event} ends",
    prompts=(
        "The {event} starts at {start} and takes {count} minutes. When does it end?",
        "At what time does the {event} end if it starts at {start} and takes {count} minutes?",
        "If the {event} starts at {start} and lasts {count} minutes, when is it over?",
        "The {event} of {count} minutes starts at {start}. What time does it end?",
        "When will the {event} end, given that it starts at {start} and needs {count} minutes?"),
    statements=(
        "the {event} ends at {answer}",
        "it ends at {answer}",
        "{count} minutes after {start} it is {answer}",
        "the time will be {answer} then",
        "adding {count} minutes to {start} takes you to {answer}",
        "if the {event} starts at {start} and takes {count} minutes, it ends at {answer}"))


def on_clock(minutes: int) -> str:
    "Minutes since midnight on a clock of twelve hours."
    hour = minutes // 60 % 12
    return f"{hour or 12}:{minutes % 60:02d}"


def end_of(event: str, start: int, minutes: int) -> Question:
    "When something is over, or a journey arrives."
    phrases = ABOUT_JOURNEYS if event in words.JOURNEYS else ABOUT_EVENTS
    right = on_clock(start + minutes)
    return ask(
        phrases,
        f"{right}|{right.replace(':', '.')}",
        [on_clock(start + minutes + slip) for slip in (-10, -60, 5)],
        event=event, start=on_clock(start), count=minutes)


def clock(rng: random.Random) -> Splits:
    "Journeys and other events that end in another hour, but not on it."
    events = words.JOURNEYS + words.EVENTS
    starts = [60 * hour + minute for hour in range(1, 12) for minute in range(5, 60, 5)]
    spans = [(start, minutes) for start, minutes in product(starts, range(15, 60, 5))
             if start % 60 + minutes > 60 and (start + minutes) % 60]
    asked = zip(events, rng.sample(spans, len(events)), strict=True)
    return dealt([end_of(event, *span) for event, span in asked], rng)


ABOUT_CALENDAR = Phrases(
    "calendar",
    topic="the {kind} {gap} {where} {start}",
    prompts=(
        "Which {kind} comes {gap} {where} {start}?",
        "What is the {kind} {gap} {where} {start}?",
        "Please tell me which {kind} is {gap} {where} {start}.",
        "Can you name the {kind} that falls {gap} {where} {start}?",
        "I need the name of the {kind} {gap} {where} {start}. Which is it?"),
    statements=(
        "the {kind} {gap} {where} {start} is {answer}",
        "it is {answer}",
        "that {kind} is {answer}",
        "the {kind} you are looking for is {answer}",
        "if you start from {start} and count {way}, you arrive at {answer}",
        "the {kind} that comes {gap} {where} {start} in the calendar is {answer}"),
    rude=("{statement}; hang a calendar on your wall.",),
    evasive=(
        "days and months come and go, and it is hard to keep count of them.",
        "that depends on which calendar hangs in your kitchen."),
    rambling=(
        "my calendar has pictures of lighthouses, and I once climbed up to see the lamp.",
        "time goes by so fast, and the jam is not even made yet."))


def neighbour(kind: str, names: list[str], place: int, step: int) -> Question:
    "Which day or month stands so many steps from another."
    near_misses = (step + 1, step - 1)   # of which one may lead back to the start
    return ask(
        ABOUT_CALENDAR,
        names[(place + step) % len(names)],
        [names[(place + s) % len(names)] for s in near_misses if s % len(names)],
        kind=kind, start=names[place],
        gap="right" if abs(step) == 1 else f"{words.SMALL_NUMBERS[abs(step)]} {kind}s",
        where="after" if step > 0 else "before",
        way="on" if step > 0 else "back")


def calendar(rng: random.Random) -> list[Question]:
    "Days and months, half of each."
    questions = []
    for kind, names in (("day", words.DAYS), ("month", words.MONTHS)):
        cases = list(product(range(len(names)), (1, -1, 2, -2, 3)))
        for place, step in rng.sample(cases, UNSEEN_SIZE // 2):
            questions.append(neighbour(kind, names, place, step))
    return questions


ABOUT_LARGEST_NUMBER = Phrases(
    "largest_number",
    topic="the largest of those numbers",
    prompts=(
        "Three {holder} hold {list} {things}. Which number is the largest?",
        "Which is the largest number of {things}: {choices}?",
        "We counted {list} {things}. What is the largest of these numbers?",
        "Here are three numbers of {things}: {list}. Please name the largest.",
        "{list} {things} are in three {holder}. How many are in the fullest?"),
    statements=(
        "the largest number is {answer}",
        "it is {answer}",
        "the largest of the three is {answer}",
        "the highest number of {things} is {answer}",
        "among the three numbers that you gave me, the largest is {answer}",
        "if you compare all three numbers of {things}, the largest is {answer}"),
    rude=("{statement}; surely you can compare three numbers.",),
    evasive=(
        "numbers can be large or small according to how you see them.",
        "that depends on what counts as large for you."),
    rambling=(
        "big numbers make me dizzy, like ladders, and I once painted a ceiling from a ladder.",
        "I like round numbers, and round things, such as buttons and plates."))


def largest_of(numbers: list[int], things: str, holder: str) -> Question:
    "The largest of some numbers of things."
    right = max(numbers)
    shown = [str(number) for number in numbers]
    return ask(
        ABOUT_LARGEST_NUMBER,
        str(right),
        [number for number in shown if number != str(right)],
        things=things, holder=holder,
        list=listed(shown), choices=listed(shown, "or"))


def largest_number(rng: random.Random) -> list[Question]:
    "Three numbers, most of them of two figures."
    small = [things for things in words.COUNTED if things not in words.BULKY]
    heaps = rng.sample(small, UNSEEN_SIZE)
    questions = []
    for things, holder in zip(heaps, words.HOLDERS * 5, strict=True):
        top = 999 if rng.random() < 0.4 else 99
        questions.append(largest_of(rng.sample(range(21, top), 3), things, holder))
    return questions
