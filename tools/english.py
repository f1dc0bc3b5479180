"""How the course reads: long sentences and words to avoid, in a table of chapters.

usage: english.py               the table
       english.py --show [NAME] also every sentence and word that is counted, chapter by chapter
       english.py --check       fail if anything is counted (a gate)
"""
import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat

from project import NOTEBOOKS, notebooks

LONGEST = 45   # words in a sentence
# what readers stumbled over, and the standard words for it
AVOID = {
    r"\b(?:gradients?|derivatives?|gradient of \w+) by\b": "with respect to",
    r"\bholds (?:a )?(?:zeros?|ones?|half|one half)\b": "contains",
    r"\b(?:are|is) (?:already )?there, ": "once ... is known",
    r"\bso long\b|\bas the \w+ (?:are|is) there\b": "as long as, until then",
    r"\bwhoever\b": "anyone who, if you",
    r"\blast \w+ but one\b": "second last",
    r"\b(?:bent|bends?) (?:by|matrix|view)\b|\bbent\b": "non-linear, gate",
    r"[,;] for (?:it|they|there|that is|these|we|you|no|both)\b": "because, since",
    r"\bgladly\b|\bnought\b|\bthe more so\b": "plain words",
    r"\bmanners?\b": "style",
    r"\b(?:louder|loud|loudest)\b": "large, scale",
    r"\bless (?:its|the|that) (?:own|reference|mean|first|last)\b": "minus",
}


def prose(source: str) -> str:
    "Markdown without code, formulas, tables, headings' marks and addresses."
    source = re.sub(r"```.*?```|\$\$.*?\$\$", " ", source, flags=re.S)
    source = re.sub(r"<[^>]+>|^\s*\|.*$", " ", source, flags=re.M)
    source = re.sub(r"!\[[^\]]*\]\([^)]*\)", " ", source)
    source = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", source)
    source = re.sub(r"`[^`]*`|\$[^$]*\$", "x", source)
    return re.sub(r"[*_#>]+", "", source)


def sentences(source: str) -> Iterator[str]:
    "The sentences of a Markdown cell; an entry of a list ends one."
    for block in re.split(r"\n\s*\n|\n\s*(?:[-*]|\d+\.) ", prose(source)):
        for sentence in re.split(r"(?<=[.!?:])[)\"”]*\s+(?=[A-Z\"“(x])", " ".join(block.split())):
            if sentence: yield sentence


def faults(path: Path) -> tuple[int, list[str], list[str]]:
    "Number of sentences, those that are too long, and phrases to avoid."
    cells = [c.source for c in nbformat.read(path, 4).cells if c.cell_type == "markdown"]
    found = [s for source in cells for s in sentences(source)]
    long = [f"{len(s.split())} words: {s}" for s in found if len(s.split()) > LONGEST]
    phrases = [f"{match[0]!r} ({better}): {s}" for s in found for bad, better in AVOID.items()
               for match in re.finditer(bad, s, re.I)]
    return len(found), long, phrases


def main(show: str | None, check: bool) -> int:
    "Print the table; how much was found."
    total = 0
    print(f"{'':28}{'sentences':>10}{'too long':>10}{'phrases':>10}")
    for path in notebooks():
        name = str(path.relative_to(NOTEBOOKS).with_suffix(""))
        if show and show not in name: continue
        count, long, phrases = faults(path)
        total += len(long) + len(phrases)
        print(f"{name:28}{count:10}{len(long):10}{len(phrases):10}")
        if show is not None or check: print("".join(f"    {s}\n" for s in long + phrases), end="")
    return total


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--show", nargs="?", const="", help="say what was found, where")
    parser.add_argument("--check", action="store_true", help="fail if anything was found")
    args = parser.parse_args()
    found = main(args.show, args.check)
    sys.exit(f"{found} sentences or phrases to mend" if args.check and found else 0)
