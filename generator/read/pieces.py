"""What the steps of `blocks` work on: pieces of an article on their way to blocks, and the form of a line."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.data import words
from generator.model import Role, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A paragraph on its way to a block. `role` None: nothing has claimed it yet. `words` is what it says, from the article's text."""

    span: Span
    words: str
    role: Role | None = None
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clues:
    """What a step may know besides the pieces: the whole text, the declared title and authors, and whether the markup marks headings."""

    text: str
    title: str | None
    marked: bool
    authors: tuple[str, ...] = ()


def free(piece: Piece) -> bool:
    return piece.role is None


def cut(piece: Piece, start: int, end: int, role: Role | None, why: str) -> Piece:
    """A part of a piece, without white space at its ends; offsets into its words."""
    part = piece.words[start:end]
    start, end = start + len(part) - len(part.lstrip()), end - (len(part) - len(part.rstrip()))
    return Piece(span=Span(piece.span.start + start, piece.span.start + end), words=piece.words[start:end], role=role, why=why)


def is_headline(line: str) -> bool:
    """Whether a line has the form of a headline: two to thirty words, one sentence at most, no full stop, comma or colon at its end."""
    if len(line) > 220 or not 2 <= len(line.split()) <= 30 or "\n" in line:
        return False
    bare = line.rstrip("\"'”’»)] ")
    if not bare or bare[-1] in ".,;:…" or not (line[0].isupper() or line[0].isdigit() or line[0] in "\"'“‘«(¿¡$€£"):
        return False
    return not any(_ends_sentence(match) for match in re.finditer(r"(\S+)\.[\"'”’)]?\s+[\"'“‘(]?[A-Z]", bare))


def _ends_sentence(match: re.Match[str]) -> bool:
    word = match[1].strip("\"'“”‘’(").casefold()
    return len(word) > 2 and "." not in word and word not in words("abbreviations.txt") and word not in words("abbreviations_either.txt")


def is_prose(line: str) -> bool:
    """Whether a paragraph holds at least one whole sentence."""
    return len(line) >= 60 and _WHOLE.search(line) is not None


_WHOLE = re.compile(r"[.!?…][\"'”’»)\]]*\s*$|[.!?][\"'”’»)]*\s")
