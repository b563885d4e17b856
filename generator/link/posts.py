"""Owns which posts go together: whether a role that stands before a family name can be that of a person with other roles."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from generator.data import lines
from generator.link.keys import fold

_SMALL = frozenset("of the for at in and a an on to its his her their our former".split())


def _read() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in lines("role_kinds.txt"):
        kind, _, members = line.partition(":")
        for word in members.split():
            found.setdefault(word, kind)
    return found


_KINDS = _read()


@lru_cache(maxsize=20_000)
def post_words(role: str) -> frozenset[str]:
    """The words of a role that say which post it is: "former Mayor of Lviv" is {mayor, lviv}, "Dr" nothing."""
    return frozenset(word for word in fold(role).split() if word not in _SMALL and _KINDS.get(word) != "rank")


def same_post(wanted: frozenset[str], roles: Iterable[str]) -> bool:
    """Whether a role of these words is among the roles."""
    return any(wanted & post_words(role) for role in roles)


def kinds_of(wanted: Iterable[str]) -> frozenset[str]:
    """The kinds of post that the words stand for."""
    return frozenset(_KINDS[word] for word in wanted if word in _KINDS)


def like_post(wanted: frozenset[str], roles: Iterable[str]) -> bool:
    """Whether a role of the same kind is among the roles: a judge presides over a court."""
    kinds = kinds_of(wanted)
    return any(kinds & kinds_of(post_words(role)) for role in roles)


def other_kind(wanted: frozenset[str], roles: Iterable[str]) -> bool:
    """Whether the roles and these words are all of known kinds, and none is shared: a mayor and a chief executive."""
    kinds, held = kinds_of(wanted), kinds_of(word for role in roles for word in post_words(role))
    return bool(kinds and held) and not kinds & held
