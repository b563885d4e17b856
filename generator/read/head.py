"""The head of an article that was pasted with the page around it: what stands above the title belongs to the page.

The first paragraph of prose is found first. Title, byline and date are read backwards from it, so that neither a menu above them nor
its length changes what they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.data import words
from generator.model import Role
from generator.read.bylines import find_signature, is_job, is_name, opens_byline, parse_byline
from generator.read.date_lines import DateLine, date_line, is_change_hour, paper_name
from generator.read.days import DAY, TIME
from generator.read.phrases import find_phrase
from generator.read.pieces import Clues, Piece, cut, free, is_headline, is_prose

ABOVE = "it stands above the article's title"
NAMED = "a date with the paper or the place, at the head of the article"
PAPER = "it stands above the article's title and names the paper"
_TITLE_DATE = re.compile(rf"\S.*\S\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day,\s+{DAY}{TIME}$", re.IGNORECASE)
_SIGNS = re.compile(r"\s*[|›»>/·•☰→]\s*|\s{3,}|\t")
_APART = re.compile(r"\s{2,}")
_MOST = 200  # pieces above the first prose: more are a list of their own
_SURE = 5  # words of a line that is hardly a menu's
_SIGNS_OF_TALK = 2  # words of site_talk.txt: one alone may be the article's subject
_LEAST = 15  # characters of a title
_LEAST_WORDS = 3  # and words of one below a menu


def read_head(pieces: Sequence[Piece], clues: Clues) -> Sequence[Piece]:
    """Title, date lines and bylines above the first prose; the lines above the title become boilerplate.

    Nothing changes where no prose stands below, or where no line above it reads like a title.
    """
    body = next(
        (count for count, piece in enumerate(pieces) if free(piece) and _is_text(piece.words) and not speaks_to_reader(piece.words)), 0
    )
    if not 0 < body <= _MOST:
        return pieces
    head = list(pieces[:body])
    declared = next((count for count, piece in enumerate(head) if piece.role is Role.TITLE), None)
    title = declared if declared is not None else None if clues.title else _title(head, clues.text)
    dated = list(_dated(head, title))
    found = [piece for _, piece in dated]
    if title is not None:
        title = next(place for place, (old, _) in enumerate(dated) if old == title)
        found = list(_signed(found, title, clues.text))
        if free(found[title]) and not _TITLE_DATE.match(found[title].words):
            why = (
                "the first line, which reads like a headline"
                if not any(map(free, found[:title]))
                else "it reads like a headline, above the article"
            )
            found[title] = replace(found[title], role=Role.TITLE, why=why)
        found = list(_above(found, title, clues.text))
    return [*found, *pieces[body:]]


def _title(head: Sequence[Piece], text: str) -> int | None:
    """The place of the title: the line nearest above byline, date and text that reads like one, and the topmost of several in a row."""
    good = [_could_be(piece) and not _signs(piece.words, text, beside=False) for piece in head]
    others = [count for count, yes in enumerate(good) if yes]
    if not others:
        return None
    signs = [count for count, piece in enumerate(head) if count > others[0] and (_is_sign(piece) or _is_signed(head, count, good, text))]
    end = next((count for count in signs if any(good[:count])), len(head))
    runs = _runs(head, good, end)
    if not runs:
        return None
    run = runs[-1]
    if len(runs) == 2 and runs[0][0] == 0 and run[0] - runs[0][-1] == 2 and _words(head[0]) >= _SURE:
        run = runs[0]  # one short line between title and standfirst is no menu
    while len(run) > 1 and (
        _masthead(head[run[0]], text)
        or _sections_first(head[run[0]].words, [head[count].words for count in run[1:]])
        or _signs(head[run[0]].words, text, beside=False)
    ):
        run = run[1:]
    return run[0]


def _runs(head: Sequence[Piece], good: Sequence[bool], end: int) -> list[list[int]]:
    """The lines that could be titles, parted where lines of the page stand between them; captions and credits part nothing."""
    runs: list[list[int]] = []
    apart = True
    for count in range(end):
        piece = head[count]
        if good[count]:
            if apart:
                runs.append([])
            runs[-1].append(count)
            apart = False
        elif piece.role is Role.BOILERPLATE or (free(piece) and len(piece.words) <= 40):
            apart = True
    return runs


def _could_be(piece: Piece) -> bool:
    line = piece.words
    return (
        (free(piece) or piece.role is Role.SUBHEAD)
        and is_headline(line)
        and len(line) >= _LEAST
        and not is_menu(line)
        and date_line(line) is None
        and (not opens_byline(line) or _BY_WHAT.match(line) is not None)
        and not is_job(line)
    )


# "Markets dragged down by credit crisis": what follows "by" is nobody
_BY_WHAT = re.compile(
    r"(?!(?i:reporting|words|text|photos|pictures|additional|with)\b)(?:\w+\s+){2,}by\s+(?!(?:our|the|a|an|staff)\b)[a-z]{3,}"
)


def _is_text(line: str) -> bool:
    """Whether a paragraph is prose, and no headline whose only full stop is inside an abbreviation: "U.S. drops charges"."""
    return is_prose(line) and not (is_headline(line) and line.rstrip("\"'”’»)] ")[-1:] not in ".!?…")


def _is_sign(piece: Piece) -> bool:
    """A byline or a date: the title stands above it."""
    if piece.role in (Role.BYLINE, Role.DATELINE):
        return True
    return free(piece) and (date_line(piece.words) is not None or (opens_byline(piece.words) and parse_byline(piece.words) is not None))


def _is_signed(head: Sequence[Piece], count: int, good: Sequence[bool], text: str) -> bool:
    """A name with an office or a place, below a line that may be the title: "Ana Roth, Crime Correspondent"."""
    signature = find_signature(head[count].words) if free(head[count]) else None
    return (
        signature is not None
        and (signature.office or _signs(head[count].words, text, beside=False))
        and any(yes and not _masthead(piece, text) for piece, yes in zip(head[:count], good, strict=False))
    )


def _sections_first(line: str, below: Sequence[str]) -> bool:
    """Whether a line is a menu, above a headline: "Home Ireland Sport Weather" with a word that is no section, "Dublin  Cork  Galway"."""
    found = line.split()
    known = sum(word.casefold() in words("page_sections.txt") for word in found)
    menu = found[0].casefold() in ("home", "menu") and known >= 3 and known * 4 >= len(found) * 3 and _capitalised(line)
    menu = menu and all(word.casefold() in words("page_sections.txt") or word.casefold() not in words("common_words.txt") for word in found)
    spaced = len(_APART.split(line)) == len(found) > 2 and not any(word.casefold() in words("english_small_words.txt") for word in found)
    menu = menu or (spaced and _capitalised(line))
    return menu and any(not _capitalised(other) and len(other.split()) >= _LEAST_WORDS for other in below)


def _capitalised(line: str) -> bool:
    """Whether every word begins with a capital, but for the little ones inside names."""
    return all(word[0].isupper() or not word[0].isalpha() or word in _INNER for word in line.split()) and line[:1].isupper()


_INNER = frozenset("and of to the &".split())


def _masthead(piece: Piece, text: str) -> bool:
    """Whether the line is the paper's name rather than a title: by its form, or because a copyright notice gives it."""
    line = piece.words.strip()
    return paper_name(line) or re.search(rf"(?:©|\(c\)|copyright)\s*(?:\d{{4}})?\s*{re.escape(line)}", text, re.IGNORECASE) is not None


def is_menu(line: str) -> bool:
    """Whether a line is made of sections and other labels of a menu: "Home / News / Chennai", "Markets Tech", "English · Deutsch"."""
    if len(line) > 160:
        return False
    parts = [part.strip() for part in _SIGNS.split(line) if part.strip()]
    if len(parts) > 1 and all(len(part.split()) <= 3 for part in parts) and not any(part.endswith((".", "!", "?")) for part in parts):
        return True
    apart = _APART.split(line.strip())
    if len(apart) > 2 and all(len(part.split()) <= 3 and part[0].isupper() and part[-1] not in ".!?,;:" for part in apart):
        known = sum(_sections(part.casefold().split()) for part in apart)
        if not all(map(_capitalised, apart)):
            return known * 2 >= len(apart)  # "Home  Local news  What's on  Sport"
        return known > 0 or any(" " in part for part in apart)  # else a headline whose spaces are doubled
    return bool(parts) and all(_sections(part.casefold().strip(" ☰:").split()) for part in parts)


def _sections(found: Sequence[str]) -> bool:
    """Whether the words are sections, of one or two words each."""
    known = words("page_sections.txt")
    place = 0
    while place < len(found):
        step = next((size for size in (3, 2, 1) if " ".join(found[place : place + size]) in known and place + size <= len(found)), 0)
        if not step:
            return False
        place += step
    return True


def speaks_to_reader(line: str) -> bool:
    """Whether a sentence is the page's word to its reader, on cookies, newsletters or gifts; only its place makes that sure."""
    lower = line.casefold()
    if any(mark in line for mark in '"“”«»') or len(line) > 400:
        return False
    if _ADDRESS.search(lower) is None:
        return False
    return sum(re.search(rf"\b{re.escape(word)}\b", lower) is not None for word in words("site_talk.txt")) >= _SIGNS_OF_TALK


_ADDRESS = re.compile(r"\b(?:you|your|we|our|us|this (?:web)?site)\b")


def _dated(head: Sequence[Piece], title: int | None) -> Iterator[tuple[int, Piece]]:
    """The pieces with the date lines among them marked, each with its old place: a line of paper, date and page becomes several."""
    for count, piece in enumerate(head):
        kind = date_line(piece.words) if free(piece) and count != title else None
        if kind is DateLine.ALONE:
            yield count, replace(piece, role=Role.DATELINE, why="a date alone, at the head of the article")
        elif free(piece) and count != title and is_change_hour(piece.words):
            yield count, replace(piece, role=Role.DATELINE, why="the hour of a change, at the head of the article")
        elif kind is DateLine.NAMED and title is not None and not opens_byline(piece.words):
            for part in _parted(piece):
                yield count, part
        else:
            yield count, piece


def _parted(piece: Piece) -> Iterator[Piece]:
    """The parts of "The Post | 9 March 2026 | Page 4": the date by itself, the paper's own line left out."""
    bars = [match.span() for match in re.finditer(r"\s+[|/–—-]\s+", piece.words)]
    edges = [0, *(place for bar in bars for place in bar), len(piece.words)]
    parts = [(edges[place], edges[place + 1]) for place in range(0, len(edges), 2)]
    if not any(paper_name(piece.words[start:end]) for start, end in parts):
        yield replace(piece, role=Role.DATELINE, why=NAMED)
        return
    for start, end in parts:
        said = piece.words[start:end]
        if date_line(said):
            yield cut(piece, start, end, Role.DATELINE, NAMED)
        else:
            yield cut(
                piece, start, end, Role.BOILERPLATE, PAPER if paper_name(said) else "it stands beside the date, at the head of the article"
            )


def _signed(head: Sequence[Piece], title: int, text: str) -> Iterator[Piece]:
    """A name alone between title and text, beside a date or an office ("Health Correspondent"), and the office."""
    below = [count for count in range(title + 1, len(head)) if head[count].role is not Role.BOILERPLATE]
    for count, piece in enumerate(head):
        if count not in below or not free(piece):
            yield piece
            continue
        place = below.index(count)
        near = [head[other] for other in below[max(0, place - 1) : place + 2] if other != count]
        if place + 2 < len(below) and 1 <= len(near[-1].words.split()) <= 3:
            near.append(head[below[place + 2]])  # name, town, day
        job = is_job(piece.words)
        beside = any(each.role is Role.DATELINE or is_job(each.words) for each in near)
        name = is_name(piece.words) and beside and text.count(piece.words.split()[-1]) == 1
        if name or job or _signs(piece.words, text, beside=any(each.role in (Role.DATELINE, Role.BYLINE) for each in near)):
            yield replace(piece, role=Role.BYLINE, why="it names who wrote the article")
        elif place and is_name(near[0].words) and near[-1].role is Role.DATELINE and _set_in_capitals(piece.words):
            yield replace(piece, role=Role.DATELINE, why="where the article was written, between its author and its date")
        else:
            yield piece


def _signs(line: str, text: str, *, beside: bool) -> bool:
    """Whether a line of the head is a name with an office or a place, of somebody whom the article does not speak of.

    With a place alone the name must be one by its words, or stand beside a date or a byline: "Harbour Works, Karlow" is none.
    """
    found = find_signature(line)
    if found is None or any(paper_name(name) or text.count(name.split()[-1]) > 1 for name in found.names):
        return False
    if found.office:
        return True
    return all(_is_author(name.split(), beside=beside, comma=found.comma) for name in found.names)


def _is_author(name: Sequence[str], *, beside: bool, comma: bool) -> bool:
    given = any(part in words(each) for part in {name[0].title(), *name[0].title().split("-")} for each in _GIVEN)
    common = [part.casefold() in words("common_words.txt") for part in name]
    return (given and not common[-1]) or (beside and ((given and comma) or not any(common)))


_GIVEN = ("given_names.txt", "given_names_more.txt")


def _set_in_capitals(line: str) -> bool:
    return len(line.split()) <= 3 and all(word[0].isupper() for word in line.split())


def _above(head: Sequence[Piece], title: int, text: str) -> Iterator[Piece]:
    """What stands above the title; a whole headline there, which no menu parts from it, is kept."""
    said = head[title].words.casefold().strip()
    for count, piece in enumerate(head):
        if count >= title or not (free(piece) or piece.role is Role.SUBHEAD):
            yield piece
            continue
        between = sum(not _could_be(other) for other in head[count + 1 : title])
        sure = _words(piece) >= _SURE and between < 2 and not is_menu(piece.words) and find_phrase(piece.words) is None
        if count == title - 1 and _signs(piece.words, text, beside=False):
            yield replace(piece, role=Role.BYLINE, why="it names who wrote the article, right above its title")
        elif sure and piece.words.casefold().strip() != said:
            yield piece
        else:
            yield from _by_the_paper(piece)


def _by_the_paper(piece: Piece) -> Iterator[Piece]:
    """A line of the page above the title, the paper's name in it by itself: "The Northern Post | World news"."""
    bars = [match.span() for match in re.finditer(r"\s+[|/–—-]\s+", piece.words)]
    edges = [0, *(place for bar in bars for place in bar), len(piece.words)]
    parts = [(edges[place], edges[place + 1]) for place in range(0, len(edges), 2)]
    papers = [part for part in (parts[0], parts[-1]) if _is_paper(piece.words[slice(*part)])] if 1 < len(parts) <= 3 else []
    if len(papers) != 1:
        yield replace(piece, role=Role.BOILERPLATE, why=PAPER if paper_name(piece.words) and not is_menu(piece.words) else ABOVE)
        return
    for part in parts:
        yield cut(piece, *part, Role.BOILERPLATE, PAPER if part in papers else ABOVE)


def _is_paper(part: str) -> bool:
    """Whether a part of a line names a paper, and no section that is called like one ("World news", "Live TV")."""
    return paper_name(part) and (part.casefold().startswith("the ") or part.split()[-1].casefold() not in words("page_sections.txt"))


def _words(piece: Piece) -> int:
    return len(piece.words.split())
