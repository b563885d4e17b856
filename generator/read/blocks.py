"""Gives every paragraph of an article its role: title, subhead, caption, credit, byline, dateline, boilerplate or plain paragraph."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from generator.model import Block, Role
from generator.read.bylines import is_agency, names_only, opens_byline, parse_byline
from generator.read.date_lines import DateLine, date_line
from generator.read.days import DAY, TIME
from generator.read.drafts import Part
from generator.read.foot import read_foot
from generator.read.head import read_head
from generator.read.lines import paragraphs
from generator.read.phrases import LONGEST, Reach, find_phrase
from generator.read.picture_credits import find_credit
from generator.read.pieces import Clues, Piece, cut, free, is_headline, is_prose
from generator.text import flat


def find_blocks(text: str, *, title: str | None = None, authors: Sequence[str] = (), parts: Sequence[Part] = ()) -> tuple[Block, ...]:
    """The blocks of the article in order. `parts` are what its markup sets apart; without them, lines and blank lines decide.

    Precision first: only what certainly is a byline, a credit or boilerplate is marked, because mentions in it are lost. An article
    is never boilerplate as a whole.
    """
    given = parts or [Part(span=span) for span in paragraphs(text)]
    pieces = [
        Piece(span=part.span, words=part.span.of(text), role=part.role, why="the markup says so" if part.role else "") for part in given
    ]
    clues = Clues(text=text, title=title, authors=tuple(authors), marked=any(part.role is Role.SUBHEAD for part in parts))
    for _, step in STEPS:
        pieces = list(step(pieces, clues))
    return tuple(Block(span=piece.span, role=piece.role or Role.PARAGRAPH, why=piece.why) for piece in pieces)


def holds_title(text: str, title: str, parts: Sequence[Part] = ()) -> bool:
    """Whether the text has a title of its own, or repeats the declared one; a text of white space holds every title."""
    return not text.strip() or any(block.role is Role.TITLE for block in find_blocks(text, title=title, parts=parts))


# ---------------------------------------------------------------- the head


_CRAWLED = re.compile(r"date\s+(?P<date>\d{4}-\d{1,2}-\d{1,2})(?!\S)\s*", re.IGNORECASE)
_ONLY_DATE = re.compile(
    rf"(?:(?:first\s+|last\s+)?(?:published|updated|posted|modified|created|date)\s*(?:on|at|:)?\s*:?\s*)?{DAY}{TIME}\.?"
    rf"(?:\s*[|•·,–—-]?\s*(?:last\s+)?(?:updated|modified|published)\s*(?:on|at|:)?\s*:?\s*{re.sub('[?]P<[a-z0-9]+>', '?:', DAY)}{TIME})?",
    re.IGNORECASE,
)
_TITLE_DATE = re.compile(rf"(?P<title>\S.*\S)\s+(?P<date>(?:mon|tues|wednes|thurs|fri|satur|sun)day,\s+{DAY}{TIME})$", re.IGNORECASE)


def _split_first_line(pieces: Sequence[Piece], clues: Clues) -> Iterator[Piece]:
    """ "date 2024-08-14 TITLE", as crawlers write it: the word "date" is the file's and belongs to no block."""
    first = pieces[0] if pieces else None
    match = _CRAWLED.match(first.words) if first and first.role in (None, Role.TITLE) else None
    if not first or not match:
        yield from pieces
        return
    yield cut(first, *match.span("date"), Role.DATELINE, "the first line declares the date")
    if match.end() < len(first.words):
        yield cut(first, match.end(), len(first.words), Role.TITLE, "the first line declares the title after the date")
    yield from pieces[1:]


def _find_declared_title(pieces: Sequence[Piece], clues: Clues) -> Iterator[Piece]:
    """The line that repeats the declared title, and a date that follows it on the same line."""
    pattern = _loosely(clues.title) if clues.title else None
    found = any(piece.role is Role.TITLE for piece in pieces[:5])
    last = max(5, next((count for count, piece in enumerate(pieces) if is_prose(piece.words)), 0))
    for count, piece in enumerate(pieces):
        match = pattern.match(piece.words) if pattern and not found and count < last and piece.role in (None, Role.SUBHEAD) else None
        rest = piece.words[match.end() :].strip() if match else ""
        if not match or (rest and not (_ONLY_DATE.match(rest, 0, 200))):
            yield piece
            continue
        found = True
        yield cut(piece, 0, match.end(), Role.TITLE, "it is the declared title")
        if rest:
            yield from _date_first(cut(piece, piece.words.index(rest, match.end()), len(piece.words), None, ""))


def _loosely(title: str) -> re.Pattern[str]:
    """The title, without regard to case, white space and the kind of quotation marks and dashes."""
    quotes, dashes = "\"'“”‘’«»`´", "-–—−"
    either = {**dict.fromkeys(quotes, f"[{quotes}]{{1,2}}"), **dict.fromkeys(dashes, f"[{dashes}]{{1,2}}")}
    inner = (r"\s*".join("".join(either.get(char, re.escape(char)) for char in word) for word in title.split()[:60])).replace(
        r"\s*", r"\s+"
    )
    return re.compile(inner + r"(?!\w)", re.IGNORECASE)


def _date_first(piece: Piece) -> Iterator[Piece]:
    match = _ONLY_DATE.match(piece.words)
    assert match  # the caller has looked
    yield cut(piece, 0, match.end(), Role.DATELINE, "a date alone, at the head of the article")
    rest = piece.words[match.end() :]
    if rest.strip():
        yield cut(piece, match.end() + len(rest) - len(rest.lstrip()), len(piece.words), None, "")


def _find_title(pieces: Sequence[Piece], clues: Clues) -> Iterator[Piece]:
    """The first line, where it reads like a headline and an article follows it."""
    if any(piece.role is Role.TITLE for piece in pieces):
        yield from pieces
        return
    first = next((count for count, piece in enumerate(pieces) if piece.role is not Role.BOILERPLATE), len(pieces))
    for count, piece in enumerate(pieces):
        if count != first or not (free(piece) or piece.role is Role.SUBHEAD):
            yield piece
            continue
        dated = _TITLE_DATE.match(piece.words) if len(piece.words) < 300 else None
        body = any(is_prose(later.words) for later in pieces[count + 1 : count + 8])
        known = bool(clues.title)
        if dated and body and is_headline(dated["title"]):
            role = Role.SUBHEAD if known else Role.TITLE
            yield cut(piece, *dated.span("title"), role, "the first line, which reads like a headline before its date")
            yield cut(piece, *dated.span("date"), Role.DATELINE, "a date that ends the first line")
        elif body and not known and is_headline(piece.words) and (len(piece.words) >= 15 or piece.role):
            yield replace(piece, role=Role.TITLE, why="the first line, which reads like a headline")
        else:
            yield piece


# ---------------------------------------------------------------- lines around the text


def _find_boilerplate(pieces: Sequence[Piece], clues: Clues) -> Sequence[Piece]:
    """Lines of the page around the article. Were nothing left but headings, the marks would be wrong, and none is set."""
    phrases = [find_phrase(piece.words) if free(piece) or piece.role is Role.SUBHEAD else None for piece in pieces]
    marks = [f"{phrase.what}" if phrase and phrase.reach is not Reach.WEAK else "" for phrase in phrases]
    for count, phrase in enumerate(phrases):
        if phrase and phrase.reach in (Reach.LIST, Reach.TAGS):
            for later in _listed(pieces, count + 1, _is_link if phrase.reach is Reach.LIST else _is_tag):
                marks[later] = marks[later] or f"in a list of {phrase.what.replace('pointer', 'pointers')}"
    weak = [count for count, phrase in enumerate(phrases) if phrase and phrase.reach is Reach.WEAK]
    for order in (weak, weak[::-1]):  # forwards and backwards, so that a run of weak lines is reached from both ends
        for count in order:
            phrase = phrases[count]
            if phrase and (any(marks[max(0, count - 1) : count + 2]) or _crowd(phrases, count)):
                marks[count] = phrase.what
    left = [piece for piece, mark in zip(pieces, marks, strict=True) if not mark]
    if not any(is_prose(piece.words) or len(piece.words) > LONGEST for piece in left):
        return pieces
    return [replace(piece, role=Role.BOILERPLATE, why=mark) if mark else piece for piece, mark in zip(pieces, marks, strict=True)]


def _listed(pieces: Sequence[Piece], first: int, fits: Callable[[str], bool]) -> Iterator[int]:
    """The headlines from `first` on. One that may be the subhead of the prose after it is left to the article, a numbered one never."""
    last = first
    while last < len(pieces) and (free(pieces[last]) or pieces[last].role is Role.SUBHEAD) and fits(pieces[last].words):
        last += 1
    follows = pieces[last].words if last < len(pieces) else ""
    if last > first and len(pieces[last - 1].words) <= 45 and is_prose(follows) and not find_phrase(follows):
        last -= not (last - first > 1 and all(_ITEM.match(piece.words) for piece in pieces[first:last]))
    yield from range(first, last)


_ITEM = re.compile(r"\d{1,2}[.)]?\s")


def _is_tag(line: str) -> bool:
    return len(line) <= 40 and len(line.split()) <= 3 and line[-1:] not in '.!?:;"”'


def _is_link(line: str) -> bool:
    return is_headline(line) and len(line) <= 160 and not line.startswith(("‘", "“", '"', "'"))


def _crowd(phrases: Sequence[object], count: int) -> bool:
    """Whether three lines of this kind stand together."""
    return any(all(phrases[at : at + 3]) and len(phrases[at : at + 3]) == 3 for at in range(max(0, count - 2), count + 1))


def _find_repeated(pieces: Sequence[Piece], clues: Clues) -> Iterator[Piece]:
    """A line that the next one says again: what a picture shows, once for those who do not see it and once below it. Counts once."""
    dropped = False
    for count, piece in enumerate(pieces):
        after = pieces[count + 1] if count + 1 < len(pieces) else None
        if dropped:
            dropped = False
            yield replace(piece, role=Role.BOILERPLATE, why="the line before says the same")
        elif after is None or not free(piece) or len(piece.words) < _TWICE or after.words.strip() != piece.words.strip():
            yield piece
        elif after.role in (Role.CAPTION, Role.TITLE) or not piece.words.endswith("."):
            yield replace(piece, role=Role.BOILERPLATE, why="the next line says the same") if after.role is not Role.BOILERPLATE else piece
        elif after.role is None:
            dropped = True
            yield replace(piece, role=Role.CAPTION, why="the page gives it twice, as it does with what a picture shows")
        else:
            yield piece


_TWICE = 20  # characters


def _find_credits(pieces: Sequence[Piece], clues: Clues) -> Iterator[Piece]:
    """Captions with their credits, and credits that stand alone."""
    for piece in pieces:
        credit = find_credit(piece.words) if free(piece) or piece.role is Role.CAPTION else None
        if credit is None:
            file_picture = free(piece) and len(piece.words) < 500 and _ARCHIVE.match(piece.words)
            yield replace(piece, role=Role.CAPTION, why="it begins as a caption of an archive picture") if file_picture else piece
            continue
        if credit.caption_end:
            yield cut(piece, 0, credit.caption_end, Role.CAPTION, "a picture credit follows it")
        yield cut(piece, credit.start, credit.end, Role.CREDIT, credit.why)


_ARCHIVE = re.compile(r"FILE(?: PHOTO| PICTURE)?\s*[-–—:]\s")
_LETTER_FIRST = re.compile(r"[(—–-]?\s?[A-Za-z]")
_DAY_FIRST = re.compile(rf"(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+{DAY}\s+(?=[A-Z])", re.IGNORECASE)
_HEAD, _TAIL = 8, 6  # pieces at either end of an article between which no byline stands


def _find_bylines(pieces: Sequence[Piece], clues: Clues) -> Iterator[Piece]:
    """Bylines at the head and at the end; without "By" only right below the title or as the last line. Declared authors anywhere."""
    content = [count for count, piece in enumerate(pieces) if piece.role is not Role.BOILERPLATE]
    ends = {*content[:_HEAD], *content[-_TAIL:]}
    bare = {*content[1:4], *content[-1:]} if len(content) > 2 else set()
    for count, piece in enumerate(pieces):
        if not (free(piece) or piece.role is Role.SUBHEAD) or len(content) < 2:
            yield piece
            continue
        if clues.authors and names_only(piece.words, clues.authors):
            yield replace(piece, role=Role.BYLINE, why="it names the declared authors only")
            continue
        opened = count in ends and _LETTER_FIRST.match(piece.words) is not None
        byline = parse_byline(piece.words, clues.text) if opened and len(piece.words) < 200 else None
        named = byline is not None and (count in bare or opens_byline(piece.words))
        yield replace(piece, role=Role.BYLINE, why="it names who wrote the article") if named else piece


def _find_date_lines(pieces: Sequence[Piece], clues: Clues) -> Iterator[Piece]:
    """A full date alone on a line near the head: the day of publication. Lines of the page around the article are not counted."""
    seen = 0
    for count, piece in enumerate(pieces):
        seen += piece.role is not Role.BOILERPLATE
        if seen > _HEAD or not free(piece) or len(pieces) < 2:
            yield piece
        elif len(piece.words) <= 120 and (_ONLY_DATE.fullmatch(piece.words) or date_line(piece.words) is DateLine.ALONE):
            yield replace(piece, role=Role.DATELINE, why="a date alone, at the head of the article")
        elif count and pieces[count - 1].role is Role.TITLE and _runs_on(piece.words):
            yield from _date_first(piece)
        else:
            yield piece


def _runs_on(line: str) -> bool:
    """ "Thursday, March 15, 2012 The museum said": a date line that lost its line break."""
    match = _DAY_FIRST.match(line)
    return match is not None and line[match.end() : match.end() + 1].isupper()


# ---------------------------------------------------------------- inside the text


def _find_subheads(pieces: Sequence[Piece], clues: Clues) -> Iterator[Piece]:
    """Short lines without a stop between paragraphs. Several short lines in a row are a list or a table, and stay paragraphs."""
    for count, piece in enumerate(pieces):
        if not free(piece) or clues.marked or not _is_subhead(piece.words):
            yield piece
            continue
        after = pieces[count + 1] if count + 1 < len(pieces) else None
        before = pieces[count - 1] if count else None
        follows = after is not None and after.role in (None, Role.CAPTION) and is_prose(after.words)
        alone = (
            before is None or before.role is not None or is_prose(before.words) or before.words.rstrip("\"'”’) ").endswith((".", "!", "?"))
        )
        if follows and alone:
            yield replace(piece, role=Role.SUBHEAD, why="a short line without a full stop, above a paragraph")
        else:
            yield piece


def _is_subhead(line: str) -> bool:
    if len(line) > 80:
        return False
    parts = len(line.split())
    if parts > 12 or not any(char.isalpha() for char in line) or "\n" in line:
        return False
    return (parts == 1 and line.isalpha() and line[0].isupper()) or is_headline(line)


_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪİĶŁĻŃŅŇŌŐŒŔŘŚŞŠȘŢŤȚŪŮŰŹŻŽ"
_CAPITALS = rf"[{_UPPER}][{_UPPER}'’.]+(?:[ -][{_UPPER}][{_UPPER}'’.]*){{0,4}}"
_PROPER = rf"[{_UPPER}][\w'’.-]*(?:[ ](?:[{_UPPER}][\w'’.-]*|of|the|and)){{0,3}}"
_SOME_DAY = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?\s+\d{1,2}(?:,?\s+\d{4})?|"
    r"\d{1,2}\s+(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?(?:,?\s+\d{4})?)"
)
# "KYIV, Aug 14 (Reuters) - ", "WASHINGTON (AP) — ", "BEIRUT, Lebanon — ", "LONDON/PARIS, 4 May: "
_LOUD = re.compile(
    rf"(?P<places>{_CAPITALS}(?:\s?[/,]\s?(?:{_CAPITALS}|{_PROPER})){{0,3}})(?P<date>,?\s+(?i:{_SOME_DAY}))?"
    rf"(?P<agency>\s*\((?P<name>[^()\n]{{2,40}})\))?\s*(?P<dash>--?|[–—])\s+(?=[\"'“‘«(]?[{_UPPER}\d])"
)
# "Kyiv (AFP) - ", "Brussels, 14 August 2024 – ": a day or an agency is needed, "Kyiv - The" may be anything
_QUIET = re.compile(
    rf"(?P<places>{_PROPER}(?:\s?[/,]\s?{_PROPER}){{0,3}}?)(?P<date>,\s+(?i:{_SOME_DAY}))?"
    rf"(?P<agency>\s*\((?P<name>[^()\n]{{2,40}})\))?\s*(?P<dash>--?|[–—])\s+(?=[\"'“‘«(]?[{_UPPER}\d])"
)
# "20. Januar 2026 – "
_DAY_DASH = re.compile(rf"{DAY}\s*(?P<dash>--?|[–—])\s+(?=[\"'“‘«„(]?[{_UPPER}])", re.IGNORECASE)
_LIKE_AGENCY = re.compile(r"[A-Z]{2,6}|[A-Z][\w ]{1,30} (?:News|Press|Agency|Wire)(?: Agency| Service)?")
_DASHES = re.compile(r"-|–|—")


def _split_datelines(pieces: Sequence[Piece], clues: Clues) -> Iterator[Piece]:
    """Where and when an agency's story was written: "KYIV, Aug 14 (Reuters) - " becomes a block before its paragraph."""
    seen = 0
    for piece in pieces:
        if not free(piece) or seen >= 3:
            yield piece
            continue
        seen += is_prose(piece.words)
        match = _dateline(piece.words)
        if match is None:
            yield piece
            continue
        yield cut(piece, 0, match.end("dash"), Role.DATELINE, "where the story was written, before a dash")
        yield cut(piece, match.end(), len(piece.words), None, "")


def _dateline(line: str) -> re.Match[str] | None:
    if not _DASHES.search(line, 0, 100):
        return None
    day = _DAY_DASH.match(line, 0, 60)
    if day:
        return day
    loud = _LOUD.match(line, 0, 140)
    agency = (
        loud is not None and loud["agency"] is not None and (is_agency(loud["name"]) or _LIKE_AGENCY.fullmatch(loud["name"]) is not None)
    )
    if loud and (agency or (loud["agency"] is None and (loud["date"] or len(loud["places"]) >= 4))):
        return loud
    quiet = _QUIET.match(line, 0, 140)
    if quiet and (is_agency(quiet["name"]) if quiet["agency"] else quiet["date"]):
        return quiet
    return None


Step = Callable[[Sequence[Piece], Clues], "Iterator[Piece] | Sequence[Piece]"]

# Each step sees what the ones before it left free.
STEPS: tuple[tuple[str, Step], ...] = (
    ("first line", _split_first_line),
    ("declared title", _find_declared_title),
    ("boilerplate", _find_boilerplate),
    ("credits", _find_credits),
    ("lines told twice", _find_repeated),
    ("head", read_head),
    ("bylines", _find_bylines),
    ("foot", read_foot),
    ("date lines", _find_date_lines),
    ("title", _find_title),
    ("date below the title", _find_date_lines),
    ("subheads", _find_subheads),
    ("datelines", _split_datelines),
)


def first_words(text: str, longest: int = 120) -> str:
    """The beginning of a text as a title: up to the end of its first clause, or to a word's end with "…"."""
    line = flat(text[: longest * 4])
    sentence = re.match(r".{20,}?[.!?](?=[\"'”’]?\s+[A-Z\"“‘])", line)
    if sentence and len(sentence.group()) <= longest:
        return sentence.group().rstrip(".")
    if len(line) <= longest:
        return line.rstrip(".")
    head = line[:longest]
    clause = max((match.start() for match in re.finditer(r",\s|;\s|\s[–—-]\s", head)), default=0)
    if clause >= 40:
        return head[:clause]
    return head.rsplit(" ", 1)[0].rstrip(",;:–—- ") + "…"
