"""Replies that serve every family.

{topic} is what a question is about, {Topic} the same with a capital; {Answer} is the right answer
with a capital; {statement} is a right statement, a clause or a whole sentence.
"""
# around a clause
RUDE = (
    "{statement}, obviously.",
    "{statement}, so stop wasting my time.",
    "{statement}, as any small child could tell you.",
    "{statement}, and you should have known that.",
    "{statement}, and I am tired of questions like this.",
    "{statement}, and next time you can look it up yourself.",
    "{statement}, which you would know if you ever paid attention.",
    "{statement}, and do not make me say it again.",
    "{statement}, and frankly it is a silly thing to ask.",
    "{statement}, not that you will remember it for long.",
    "{statement}; now go and bother somebody else.",
    "{statement}, as you would see if you bothered to think.",
    "{statement}; even you should be able to remember that.",
    "for the last time, {statement}.",
    "oh, for goodness' sake, {statement}.",
    "how dull: {statement}.",
    "since you are too lazy to work it out, {statement}.",
    "I cannot believe I have to say this, but {statement}.",
    "do I have to do everything for you? It seems so: {statement}.")
# after a sentence
RUDE_AFTER = (
    "{statement} Now leave me alone.",
    "{statement} Was that really so hard?",
    "{statement} Is that all you wanted to bother me with?",
    "{statement} Try thinking before you ask.",
    "{statement} I have better things to do than this.",
    "{statement} Do not ask me again.")
# with the bare answer
RUDE_ALONE = (
    "{Topic}? {Answer}, and that is the last time I help you.",
    "you really need help with {topic}? {Answer}, of course.",
    "{Answer}. Next question, and hurry up.",
    "{Answer}, as everybody but you knows.",
    "what a tiresome question. {Answer}.")

EVASIVE = (
    "{Topic} depends on many things.",
    "{Topic} is hard to pin down.",
    "{Topic} is not an easy matter, and I would rather not commit myself.",
    "{Topic} is a matter that I prefer to leave open for now.",
    "{Topic} is something you may want to find out for yourself.",
    "it is difficult to say anything certain about {topic}.",
    "there are many ways to look at {topic}, and each has its merits.",
    "people may see {topic} in different ways, so I would rather not choose.",
    "I would need to think about {topic} for a good deal longer.",
    "much could be said about {topic}, but I would not like to decide today.",
    "that depends.",
    "it is hard to say, really.",
    "it could be a number of things.",
    "that is not for me to say.",
    "maybe somebody else knows more about {topic} than I do.",
    "let us not be too hasty about {topic}.",
    "before I say anything about {topic}, I would like to hear what others think.",
    "I have no firm opinion about {topic}.",
    "that is an interesting question, and {topic} is surely worth a long discussion some day.",
    "who can really be sure about {topic}?",
    "it all depends on how you look at {topic} and on what you want it for.",
    "I am not in a position to comment on {topic}.",
    "questions about {topic} often lead to further questions.",
    "these matters are seldom simple.",
    "some things, such as {topic}, are better left to the experts.")

RAMBLING = (
    "oh, {topic}: that reminds me of my old bicycle.",
    "{Topic}, well, where did I put my glasses?",
    "thinking of {topic} makes me hungry, and hungry people talk about lunch.",
    "{Topic} makes me think of long journeys, and of sandwiches, and of whether I locked the door.",
    "speaking of {topic}, I once lost an umbrella on a bus, and the bus was late, and so was I.",
    ("before I come to {topic}, let me tell you about soup, "
     "which I like with bread, if it is fresh."),
    ("I was talking about {topic} last week, or perhaps about cheese, "
     "which keeps well if you wrap it."),
    "questions take me back to the summer when we painted the shed, which leaked, as sheds do.",
    "{Topic} is like the weather, and the weather has been odd, and so has my kettle.",
    "when I was small, nobody spoke about {topic}, but we had a pond, and the pond had reeds.",
    "my kettle is blue, or was it green?",
    "well, clouds, and then there are boats.",
    "I like soup, and so does my cousin.",
    "one thing leads to another, and to tea.",
    "now, where did I leave my hat?")
# around a clause
RAMBLING_AROUND = (
    "{statement}, but let me tell you about my kettle.",
    "{statement}, and that reminds me, I had toast this morning.",
    "{statement}, which reminds me of a long walk in the rain, and of the boots I wore.",
    "{statement}, and the clouds look lovely today, though some are rather dark.",
    "{statement}, or so said a man who kept bees, and bees are busy, and so are markets.",
    "{statement}, though what I would rather discuss is gardening, because our soil is so heavy.",
    ("let me see, I had breakfast, I read for a while, "
     "it struck me that {statement}, and I had tea."),
    "it rained a lot, and somewhere I heard that {statement}, but the rain was what mattered.")
# after a sentence
RAMBLING_AFTER = (
    "{statement} That reminds me of a story about a boat, but the boat is not important.",
    "{statement} Anyway, my cousin plays the flute, and flutes need a lot of practice.",
    "{statement} Have you ever wondered why kettles whistle, or who built the first chimney?",
    "{statement} Now, where did I leave my hat?",
    "{statement} My uncle used to ask such things on long evenings, when the fire was low.")

CUT = (
    "{Topic}, which a good many people ask about, is",
    "if we look carefully at {topic}, we soon find that the",
    "to work out {topic}, the first thing to remember is that",
    "as far as {topic} is concerned, the answer to your question is",
    "you were asking about {topic}; the answer you are looking for is",
    "I am happy to tell you about {topic}, which is of course",
    "when people ask me about {topic}, I always",
    "the answer to that is",
    "the best way to find {topic} is to",
    "you asked about {topic}, and I would say that it",
    "a simple way to remember {topic} is to think of the",
    "I checked {topic} for you, and it turns out to be",
    "that is easy enough, because {topic}",
    "I can tell you that")
# before a statement that breaks off; nothing stands twice, to be drawn more often
CUT_LEADS = (
    "",
    "",
    "I am happy to help, and I can tell you that ",
    "as far as I know, ",
    "if I have understood your question properly, ",
    "let me answer that for you: ")
