"""Lines at the head of an article that say when it was published: a date alone, or with the paper, the place and the page."""

from __future__ import annotations

import re
from enum import StrEnum

from generator.data import words
from generator.read.days import DAY, TIME

_LONGEST = 120  # characters
_DATE = re.compile(rf"(?<![\w.]){DAY}{TIME}", re.IGNORECASE)
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\s*(?:[ap]\.?m\.?)?(?!\w)", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}")  # no date without one
_WORD = re.compile(r"[^\W\d_][\w'’.]*")
# What such a line says besides: "Published on", "Last updated", "3 hours ago", "page 4", "214 comments".
_SMALL = frozenset(
    "published publication posted updated update modified created filed date dated first last and on at page p am pm a.m p.m "
    "gmt utc est edt cst cdt pst pdt mst mdt cet cest bst ist sast aest aedt hour hours hrs minutes min mins ago local time"
    " comments comment views shares read "
    "veröffentlicht aktualisiert am um uhr stand publié le mis à jour publicado actualizado el".split()
)
_APART = re.compile(r"\s*(?:[|•·–—/»>,;:]|\s-\s|^-\s|\s-$)\s*")


class DateLine(StrEnum):
    """What a date line holds: a date and its hour, or names beside it, set off from the date."""

    ALONE = "alone"
    NAMED = "named"


def date_line(line: str) -> DateLine | None:
    """The sort of the line; None: it is none, or its date is part of what it tells ("Storm of 14 January 2026: what we know")."""
    if len(line) > _LONGEST or not _YEAR.search(line):
        return None
    first = _DATE.search(line)
    if first is None:
        return None
    rest = _CLOCK.sub(" ", _DATE.sub(" | ", line)).strip()
    others = [part for part in (each.strip(" -–—|,") for each in _APART.split(rest)) if _names(part)]
    if not others:
        return DateLine.ALONE
    if len(others) > 3 or not all(_set_off(part) for part in others):
        return None
    return DateLine.NAMED


def _names(part: str) -> list[str]:
    return [word for word in _WORD.findall(part) if word.casefold().rstrip(".") not in _SMALL]


def _set_off(part: str) -> bool:
    """Whether the part can be a name beside a date: one to five words, all capitalised but for little ones inside."""
    found = part.split()
    inner = [word for word in found[1:-1] if word in ("of", "the", "and", "de", "la", "del", "der", "di")]
    return 1 <= len(found) <= 5 and all(word[0].isupper() or word in inner or word[0].isdigit() for word in found)


def is_update(line: str) -> bool:
    """Whether the line gives the day of a change rather than of publication."""
    return (
        re.match(r"\W*(?:and\s+)?(?:last\s+)?(?:updated?|modified|aktualisiert|actualizado|mis à jour)\b", line, re.IGNORECASE) is not None
    )


def is_change_hour(line: str) -> bool:
    """Whether a line is no more than the hour at which a page was changed: "Updated 23:48"."""
    return len(line) < _LONGEST and is_update(line) and not _names(_CLOCK.sub(" ", line, count=1)) and _CLOCK.search(line) is not None


def paper_name(line: str) -> bool:
    """Whether a line has the form of a paper's or a station's name: two to five words, at an edge one that papers are called by."""
    found = line.split()
    if not 2 <= len(found) <= 5 or any(
        not (word[0].isupper() or word[0].isdigit()) and word not in ("of", "the", "and", "de", "la", "del") for word in found
    ):
        return False
    edges = {
        found[0].casefold(),
        found[-1].casefold().strip(".!"),
        found[1].casefold() if found[0].casefold() in ("the", "la", "le", "el") else "",
    }
    # "North-West Courant International": the word may stand last but one
    return bool((edges | {found[-2].casefold()}) & words("paper_words.txt"))
