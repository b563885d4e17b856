"""Owns whom an article speaks of without a name: "the president", and that somebody is "no relation of the president"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from generator.link.posts import kinds_of
from generator.model import Ref

_FAR = 300  # characters between a name and the words that it is no relation of another
_OFFICES = frozenset("president premier chancellor governor king queen emperor sultan emir mayor taoiseach minister".split())
_POST = f"(?:{'|'.join(sorted(_OFFICES))})"
_NO_RELATION = re.compile(
    r"\b(?:no relation(?! (?:to|with) (?:the |a )?\w+(?:ing|ion)\b)"
    rf"|(?:not related|unrelated|not a relative|no relative) (?:of|to) (?:the |his |her )?(?:\w+ ){{0,3}}?{_POST}\b"
    r"|shares? (?:a|the|his|her) (?:surname|family name|last name|name) with)",
    re.IGNORECASE,
)
# "the president", not "the president of the club", "the president, NAME", "the finance minister".
_OFFICE = re.compile(
    rf"\b[Tt]he (?!vice |deputy )(?:prime (?=minister)|(?!\w+ (?:prime )?minister)[a-z]+ )?({_POST})\b(?!['’]s? [A-Z]|,? [A-Z]| of\b)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Namesake:
    """Words of an office that somebody without a name holds, from `start` on. `of`: the mention that is said to be no relation, if any."""

    start: int
    words: frozenset[str]
    of: Ref | None


def find_namesakes(text: str, full: Sequence[Ref], held: Set[str]) -> list[Namesake]:
    """Whom the text speaks of by an office alone, in order. `full`: mentions of full names; `held`: words of the roles of its people."""
    return sorted([*_offices(text, held), *_no_relations(text, full)], key=lambda each: (each.start, each.of is not None))


def _offices(text: str, held: Set[str]) -> Iterator[Namesake]:
    seen: set[str] = set()
    for match in _OFFICE.finditer(text):
        word = match[1].lower()
        if word not in seen and word not in held and kinds_of((word,)):
            seen.add(word)
            yield Namesake(start=match.start(), words=frozenset((word,)), of=None)


def _no_relations(text: str, full: Sequence[Ref]) -> Iterator[Namesake]:
    for match in _NO_RELATION.finditer(text):
        before = max((each for each in full if match.start() - _FAR < each.end <= match.start()), key=lambda each: each.end, default=None)
        if before is not None:
            said = re.findall(r"\w+", text[match.start() : match.end() + 40].split(".")[0].lower())
            yield Namesake(start=match.start(), words=_OFFICES & frozenset(said), of=before)
