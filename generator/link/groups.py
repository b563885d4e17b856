"""Owns what the three kinds of linking hand over: mentions that are one entry, before it has an address."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from generator.link.gazetteer import Place
from generator.model import Candidate, Kind, Ref, State, Verdict


@dataclass(slots=True)
class Group:
    """Mentions of one person, place or organisation. `slug` is its address below its kind; `key` is unique among groups of its kind."""

    kind: Kind
    key: str
    slug: str
    name: str
    refs: list[Ref]
    texts: Counter[str]
    state: State = State.CLEAR
    why: str = ""
    place: Place | None = None
    candidate: Candidate | None = None
    runners_up: tuple[Candidate, ...] = ()
    decided: list[str] = field(default_factory=list)
    silent: frozenset[Ref] = frozenset()  # mentions whose role is not certain enough to be the entry's


@dataclass(frozen=True, slots=True)
class Doubt:
    """A pair of groups, by key, that may be one entry."""

    kind: Kind
    left: str
    right: str
    verdict: Verdict
    score: float
    why: str
