"""What every reader hands on: the text of one article, what its markup says of the parts, and what its file declares about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.model import Rights, Role, Span
from generator.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """What a file declares about an article. `where` names the place in words ("the front matter"); None: not declared."""

    where: str
    title: str | None = None
    published: date | None = None
    authors: tuple[str, ...] | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    rights: Rights | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A stretch that the markup sets apart. `role` None: the markup does not say; the rules for plain text decide."""

    span: Span
    role: Role | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One article as its reader found it.

    `key` is what its id is made from; `line` is where it starts in its file; `parts` are empty where the format has no markup.
    `declared` are its fields, the strongest word first. `ahead` lines of the text do not stand in the file: its declared title.
    """

    key: str
    text: str
    line: int = 1
    parts: tuple[Part, ...] = ()
    declared: tuple[Fields, ...] = ()
    ahead: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafts:
    """What one file gives: its articles, and what is wrong with it."""

    drafts: tuple[Draft, ...] = ()
    problems: tuple[Problem, ...] = ()
