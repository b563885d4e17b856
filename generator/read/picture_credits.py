"""Captions and picture credits: "A flooded street. Picture: Getty" is a caption and whose picture it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from generator.data import words
from generator.read.bylines import is_agency

_LONGEST = 600  # characters of a caption
_LONGEST_CREDIT = 90
_SMALL = frozenset("of and the for by via in de van von del la le at courtesy handout file stock service press".split())
_DATE = re.compile(r"[A-Z]?[\w.]*\d[\w.,]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """Where in a line the credit stands: offsets into the line. `caption_end` 0: there is no caption before it."""

    caption_end: int
    start: int
    end: int
    why: str


@cache
def _hints() -> re.Pattern[str]:
    """A stroke, a copyright sign, or one of the marks that hold no other mark: where none of these stands, no mark does."""
    marks = words("credit_marks.txt")
    stems = sorted(mark for mark in marks if not any(other != mark and other in mark for other in marks))
    return re.compile("[/©]|" + "|".join(map(re.escape, stems)))


@cache
def _marked() -> re.Pattern[str]:
    marks = "|".join(re.escape(mark).replace(r"\ ", r"\s+") for mark in sorted(words("credit_marks.txt"), key=len, reverse=True))
    # After the end of a sentence, a bar, a bracket, or at the start of the line; capitalised, and then a colon or "by".
    return re.compile(
        rf"(?:^|(?<=[.!?…\"”’)\]|–—/(\[])\s*|\s[|/–—-]\s)(?P<credit>(?=[A-Z([])[(\[]?(?i:{marks})"
        rf"(?:\s*:\s*|\s+(?i:by|from|courtesy\s+of)\s*:?\s+)(?P<name>\S[^\n]{{1,{_LONGEST_CREDIT}}}))$"
    )


# "(AP Photo/Ann Lee, File)", "[Ann Lee/Reuters]", "(Ann Lee/AFP via Getty Images)"
_BRACKET = re.compile(r"(?:^|\s)(?P<credit>[(\[](?P<name>[A-Z][^()\[\]\n]{2,80}/[^()\[\]\n]{2,60})[)\]])\.?$")
# "REUTERS/Ann Lee", "© AFP", "© Ann Lee / Getty Images"
_SIGNED = re.compile(
    r"(?:^|(?<=[.!?…\"”’)])\s*|\s[|/–—-]\s)(?P<credit>REUTERS/[A-Z][\w .'’-]{2,50}|©\s*(?P<name>[A-Z][\w .,'’/&-]{1,60}))$"
)


def find_credit(line: str) -> Credit | None:
    """The credit that ends the line, or is all of it; None where the line is no caption."""
    if len(line) > _LONGEST or not _hint(line):
        return None
    for pattern in (_marked(), _BRACKET, _SIGNED):
        match = pattern.search(line, max(0, len(line) - 2 * _LONGEST_CREDIT)) or (
            pattern.match(line) if len(line) <= 2 * _LONGEST_CREDIT else None
        )
        if not match:
            continue
        start, end = match.span("credit")
        before = line[:start].rstrip(" |/–—-")
        name = match["name"] or match["credit"]
        if not _is_maker(name, alone=not before) or (pattern is _BRACKET and not _agency_in(name)):
            continue
        return Credit(caption_end=len(before), start=start, end=end, why=f'"{line[start:end]}" names whose picture it is')
    return None


def _hint(line: str) -> bool:
    """A cheap look at the end of the line: no credit without one of these. Most lines of an article go no further."""
    tail = line[-_LONGEST_CREDIT - 30 :].casefold()
    return _hints().search(tail) is not None


def _is_maker(name: str, *, alone: bool) -> bool:
    """Whether the words can be a photographer or an agency: few, capitalised, no sentence."""
    name = name.strip(" .)]")
    parts = re.split(r"[\s/,|&;]+", name)
    if not name or len(parts) > 12 or re.search(r"[!?]|[a-z]{3,}\. [A-Z]", name):
        return False
    fits = all(not part or part[0].isupper() or part[0] in "@©(" or part.casefold() in _SMALL or _DATE.fullmatch(part) for part in parts)
    return fits and (not alone or _agency_in(name) or len(parts) <= 5)


def _agency_in(name: str) -> bool:
    pieces = re.split(r"\s*[/,|]\s*|\s+via\s+", name.strip(" .)]"))
    return any(is_agency(piece) or is_agency(piece.rsplit(" ", 1)[-1]) or is_agency(piece.split(" ", 1)[0]) for piece in pieces)
