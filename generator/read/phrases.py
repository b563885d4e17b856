"""Recognises lines that belong to the page around an article; the lines themselves stand in data/boilerplate.txt."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from generator.data import rows

LONGEST = 240  # characters of a line that may be boilerplate
_FIRST = re.compile(r"[^\w\n]*(\w+)")
_QUOTES = str.maketrans("’‘“”", "''\"\"")
_BULLETS = " \t•·»›>-–—*▶►→|+☰["
_STOPS = " \t.!…:»›>→|-–—*+]"
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")


class Reach(StrEnum):
    LINE = "line"
    LIST = "list"
    TAGS = "tags"
    WEAK = "weak"


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A boilerplate line: how far it reaches and what it is, in words."""

    pattern: re.Pattern[str]
    reach: Reach
    what: str


_SHARE_BAR = Phrase(pattern=re.compile(""), reach=Reach.LINE, what="share bar")


def find_phrase(line: str) -> Phrase | None:
    """The entry of data/boilerplate.txt that the whole line fits, if any."""
    if len(line) > LONGEST:
        return None
    first = _FIRST.match(line)
    if not first:
        return None
    key = "copyright" if line.lstrip(_BULLETS).startswith("©") else "0" if first[1].isdigit() else first[1].casefold()
    if _is_share_bar(line, first[1].casefold()):
        return _SHARE_BAR
    candidates = _phrases().get(key) or (_phrases().get("0") if first[1][0].isdigit() else None)  # "0-min read", "3min"
    if not candidates:
        return None
    plain = " ".join(line.casefold().replace("©", "copyright © ").translate(_QUOTES).lstrip(_BULLETS).rstrip(_STOPS).split())
    plain = _NUMBER.sub("0", plain)
    return next((phrase for phrase in candidates if phrase.pattern.fullmatch(plain)), None)


def _is_share_bar(line: str, first: str) -> bool:
    """Whether a line holds nothing but the buttons of share_words.txt, and their counts: "Tweet  Email  Print", "Save | Comment (31)".

    Two are enough where wide spaces or signs stand between them, three where single spaces do; one at least must say what a reader does.
    """
    kinds = _share_words()
    if not (first in _share_firsts() or first.isdigit()) or len(line) > 160:
        return False
    parts = [" ".join(part.split()).casefold() for part in _COUNT.sub(" ", _BETWEEN.sub("\n", line.strip(_BULLETS))).split("\n")]
    buttons = [part for part in parts if part]
    least = 2
    if len(buttons) == 1:
        buttons, least = _apart(buttons[0].split(), kinds), 3
    return len(buttons) >= least and all(part in kinds for part in buttons) and "does" in {kinds[part] for part in buttons}


def _apart(found: list[str], kinds: Mapping[str, str]) -> list[str]:
    """The buttons of a line with single spaces, the longest first; a word that is none stays as it is."""
    buttons, place = [], 0
    while place < len(found):
        size = next((size for size in (3, 2, 1) if " ".join(found[place : place + size]) in kinds), 1)
        buttons.append(" ".join(found[place : place + size]))
        place += size
    return buttons


@cache
def _share_words() -> Mapping[str, str]:
    return {row[0]: row[1] for row in rows("share_words.txt")}


@cache
def _share_firsts() -> frozenset[str]:
    return frozenset(word.split()[0] for word in _share_words())


_BETWEEN = re.compile(r"\s{2,}|\s*[|·•/]\s*|\t")
_COUNT = re.compile(r"\(\s*\d[\d.,]*[km]?\s*\)|(?<!\w)\d[\d.,]*[km]?(?!\w)", re.IGNORECASE)


@cache
def _phrases() -> Mapping[str, list[Phrase]]:
    """The entries by their first word."""
    phrases = defaultdict(list)
    for pattern, reach, what in rows("boilerplate.txt"):
        words = re.escape(pattern).replace(r"\ \*\ ", r"(?: .*)? ")  # "sign up * you agree" is also "sign up you agree"
        first = re.match(r"\w+", pattern)
        assert first, pattern  # the file promises it
        phrases[first.group()].append(Phrase(pattern=re.compile(words.replace(r"\*", ".*")), reach=Reach(reach), what=what))
    return phrases
