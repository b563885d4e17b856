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


def find_phrase(line: str) -> Phrase | None:
    """The entry of data/boilerplate.txt that the whole line fits, if any."""
    if len(line) > LONGEST:
        return None
    first = _FIRST.match(line)
    if not first:
        return None
    key = "copyright" if line.lstrip(_BULLETS).startswith("©") else "0" if first[1].isdigit() else first[1].casefold()
    candidates = _phrases().get(key) or (_phrases().get("0") if first[1][0].isdigit() else None)  # "0-min read", "3min"
    if not candidates:
        return None
    plain = " ".join(line.casefold().replace("©", "copyright © ").translate(_QUOTES).lstrip(_BULLETS).rstrip(_STOPS).split())
    plain = _NUMBER.sub("0", plain)
    return next((phrase for phrase in candidates if phrase.pattern.fullmatch(plain)), None)


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
