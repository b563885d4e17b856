"""Bylines: who wrote an article, as a line at its head or end says it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from generator.data import rows, words
from generator.read.days import DAY, TIME

_LONGEST = 200
_PARTICLES = frozenset("de da di du del della der den van von ter ten bin ibn al el la le lo y e zu mac o".split())
_NO_NAMES = frozenset(
    "the a an our us his her their its my your this that these those and or but in on at of for to from with monday tuesday wednesday "
    "thursday friday saturday sunday january february march april may june july august september october november december".split()
)
_OFFICES = frozenset("correspondent reporter editor writer columnist reporters correspondents".split())
_YEAR = re.compile(r"\d{4}")  # no date is looked for without one
_WORD = re.compile(r"[^\W\d_][\w'’.\-]*")
_PIECES = re.compile(r"\s+[|•·–—]\s+|\t+|\s+/\s+")
_WITH = re.compile(r",?\s+with\s+", re.IGNORECASE)
# An agency that the list lacks. Only after "with", or alone after "by": "Ann Lee, CEO" signs a letter.
_ABBREVIATION = re.compile(r"[A-Z]{2,6}")
_LIST = re.compile(r",\s*(?:and\s+)?|\s+and\s+|\s+&\s+", re.IGNORECASE)
# "in Kyiv", "at the border", "for the Mercury": where, or for whom. Case matters: "In" may be part of a name.
_PLACE = re.compile(r"\s+(?:in|at|for|from|near|on)\s+.*")
_DATE_TAIL = re.compile(rf"[\s,|•·–—-]*(?:(?:published|updated|posted)\s*(?:on|:)?\s*)?{DAY}{TIME}.*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline:
    """The authors that a line names, without agencies, places and offices; the agencies where it names nobody else."""

    authors: tuple[str, ...]


def parse_byline(line: str, text: str = "") -> Byline | None:
    """The authors of a line such as "By Ann Lee and Bo Chen in Kyiv, with AFP"; None: the line is no byline.

    Without "By", a line counts only if it names several people or an agency as well, none of whom `text` names elsewhere.
    """
    line = line.strip().lstrip("—–- ")
    if len(line) > _LONGEST or len(line) < 5:
        return None
    bare = line[1:-1] if line[0] == "(" and line[-1] == ")" else line
    match = _opener().match(bare)
    if match:
        authors = _opened(bare[match.end() :])
        return None if authors is None else Byline(authors=authors if _kind(match[1]) == "authors" else ())
    return None if bare[-1] in ".!?:;,…\"'”’" else _bare(bare, text)


@cache
def _opener() -> re.Pattern[str]:
    """The longest opener first, with white space of any width in it."""
    openers = sorted((row[0] for row in rows("byline_openers.txt")), key=len, reverse=True)
    either = "|".join(re.escape(opener).replace(r"\ ", r"\s+") for opener in openers)
    return re.compile(rf"({either})(?:\s*:\s*|\s+)(?=\S)", re.IGNORECASE)


def _kind(opener: str) -> str:
    return {row[0]: row[1] for row in rows("byline_openers.txt")}[" ".join(opener.casefold().split())]


def _opened(rest: str) -> tuple[str, ...] | None:
    """The names after "By"; None where something else follows it ("By the end of the week")."""
    rest = _without_date(rest)
    if rest.rstrip().endswith((".", "!", "?")) and ";" not in rest and not re.search(r"\b[A-Z]\.$|\b[JS]r\.$", rest):
        return None
    segment = rest.split(";")[0]
    pieces = _PIECES.split(segment)
    names, agencies = [], []
    for count, part in enumerate(_parts(pieces[0])):
        if is_agency(part) or _ABBREVIATION.fullmatch(part):
            agencies.append(part)
        elif _works_for_paper(part):
            continue
        elif is_name(part):
            names.append(part)
        elif count == 0 or len(part.split()) > 5:
            return None
    if not names and not agencies and not all(_works_for_paper(part) for part in _parts(pieces[0])):
        return None
    return tuple(dict.fromkeys(names or agencies))


def _without_date(line: str) -> str:
    return _DATE_TAIL.sub("", line) if _YEAR.search(line) else line


def _parts(piece: str) -> Iterator[str]:
    """ "Ann Lee in Kyiv, Bo Chen and AFP" -> "Ann Lee", "Bo Chen", "AFP"."""
    for count, half in enumerate(_WITH.split(piece)):
        for part in _LIST.split(half):
            bare = re.sub(r"\s*\([^()]*\)", "", part)
            bare = _PLACE.sub("", f" {bare}").strip(" ,;:|") if not is_agency(bare) else bare.strip()
            if bare and not (count and _ABBREVIATION.fullmatch(bare)):
                yield bare


def _bare(line: str, text: str) -> Byline | None:
    rest = _without_date(line)
    if not rest[:1].isupper():
        return None
    pieces = _PIECES.split(rest)
    parts = [part for piece in pieces for part in _parts(piece)]
    names = [part for part in parts if not is_agency(part) and is_name(part)]
    agencies = [part for part in parts if is_agency(part)]
    others = [part for part in parts if part not in names and part not in agencies and not _works_for_paper(part)]
    helped = agencies or _WITH.search(rest)
    if not names or others or (len(names) < 2 and not helped and rest == line):
        return None
    if any(text.count(name.split()[-1]) > 1 for name in names):
        return None
    return Byline(authors=tuple(dict.fromkeys(names)))


def names_only(line: str, authors: Sequence[str]) -> bool:
    """Whether a line holds the declared authors, and beside them no more than a day, an opener and a place or office."""
    if len(line) > _LONGEST or not any(author in line for author in authors if " " in author):
        return False
    rest = _without_date(line)
    for author in authors:
        rest = rest.replace(author, "")
    opener = _opener().match(f"{rest.strip()} x")
    rest = (rest.strip()[opener.end() :] if opener else rest).strip(" ,;:|•·–—-/")
    left = [word for word in rest.split() if word.casefold() not in ("and", "&", "by", "in", "with") and any(map(str.isalnum, word))]
    return len(left) <= 3 and all(word[0].isupper() for word in left) and not rest.endswith((".", "!", "?"))


_BY = re.compile(
    r"\(?\s*(?:\w+\s+){0,3}by\b|\(?words\b|(?:von|par|por)\s|(?:with )?(?:additional reporting|assistance) from\b", re.IGNORECASE
)


def opens_byline(line: str) -> bool:
    """Whether the line begins as a byline does: "By ", "Reporting by ", "With assistance from "."""
    return _BY.match(line.lstrip("—–- ")) is not None


def is_job(line: str) -> bool:
    """Whether a line is no more than what somebody does for a newspaper: "Local government reporter", "Special Correspondent"."""
    found = [word.casefold() for word in _WORD.findall(line)]
    return 1 < len(found) <= 5 and len(found) == len(line.split()) and found[-1] in _OFFICES


# "Ana Roth, Crime Correspondent", "Ana Roth | Reporter, Kyiv", "Ana Roth in Kyiv"
_SIGNATURE = re.compile(r"(?P<name>[^,|]+?)(?:(?P<in>\s+in\s+)|\s*,\s*|\s+[|–—-]\s+)(?P<rest>\S.*)")
_SMALL_IN_PLACES = frozenset("de del la las los el of the upon sur am der do da di".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Names with an office or a place behind them, on a line without "By"."""

    names: tuple[str, ...]
    office: bool
    comma: bool  # what follows is set off from the names


def find_signature(line: str) -> Signature | None:
    """What "Ana Roth, Crime Correspondent" or "Ana Roth in Kyiv" says; None: another form. Only its place makes an author sure."""
    match = _SIGNATURE.fullmatch(line.strip()) if len(line) <= _LONGEST // 2 else None
    names = tuple(re.split(r"\s+(?:and|&)\s+", match["name"])) if match else ()
    if not match or not all(map(is_name, names)):
        return None
    if match["in"] is None:
        office = re.split(r"\s*,\s*|\s+(?:in|at|for)\s+", re.sub(r"^(?:the|our|a|an)\s+", "", match["rest"], flags=re.IGNORECASE))[0]
        if is_job(office) or office.casefold() in _OFFICES:
            return Signature(names=names, office=True, comma=True)
    return Signature(names=names, office=False, comma=match["in"] is None) if _is_place(match["rest"]) else None


def _is_place(words_of: str) -> bool:
    """Whether the words have the form of a place, and of a country behind it: capitalised, three words each at most."""
    parts = [part.split() for part in re.split(r",\s*", words_of)]
    return (
        len(parts) <= 2
        and all(
            1 <= len(part) <= 3
            and not _works_for_paper(" ".join(part))
            and all(_WORD.fullmatch(word) and (word[0].isupper() or word in _SMALL_IN_PLACES) for word in part)
            and part[0][0].isupper()
            and not any(word.casefold() in _NO_NAMES - {"the"} for word in part)
            for part in parts
        )
        and all(max(map(len, part)) > 3 or len(part) > 1 or not part[0].isupper() for part in parts)
    )


def is_agency(part: str) -> bool:
    """Whether the words are the name of an agency, or of several joined by a stroke."""
    return all(" ".join(piece.casefold().split()) in words("news_agencies.txt") for piece in part.split("/"))


def _works_for_paper(part: str) -> bool:
    """ "Political Correspondent", "BBC News", "staff writer": not a person."""
    return any(word.casefold() in words("byline_words.txt") for word in _WORD.findall(part))


def is_name(part: str) -> bool:
    """Whether the words can be one person's full name: two to five, capitalised but for particles, no word of the dictionary of heads."""
    parts = part.split()
    if not 2 <= len(parts) <= 5:
        return False
    capitals = 0
    for word in parts:
        if not _WORD.fullmatch(word) or word.casefold() in _NO_NAMES:
            return False
        if word.casefold() in _PARTICLES and word.islower():
            continue
        if not word[0].isupper() and not re.match(r"(?:al|el|ad|as|ash)-[^\W\d_]", word):
            return False
        capitals += 1
    return capitals >= 2 and not _works_for_paper(part)
