"What every script here needs: where things are, what settings.ini says, a cell's directives."
import re
from configparser import ConfigParser
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_ini = ConfigParser(delimiters=["="])
_ini.read(ROOT / "settings.ini", encoding="utf-8")
SETTINGS = _ini["DEFAULT"]
NOTEBOOKS = ROOT / SETTINGS["nbs_path"]
LIBRARY = ROOT / SETTINGS["lib_path"]
HEAVY = set(SETTINGS["tst_flags"].split())   # cells with these flags run only when asked for


def notebooks() -> list[Path]:
    "Every notebook of the course, in order."
    def is_hidden(path): return any(part[0] in "._" for part in path.relative_to(NOTEBOOKS).parts)
    return sorted(p for p in NOTEBOOKS.rglob("*.ipynb") if not is_hidden(p))


def directives(source: str) -> set[str]:
    "The names of a cell's `#|` directives."
    return set(re.findall(r"^\s*#\s*\|\s*(\w+)", source, re.M))


def without_directives(source: str) -> str:
    "The cell's source as a reader should see it."
    return re.sub(r"^\s*#\s*\|.*\n?", "", source, flags=re.M)
