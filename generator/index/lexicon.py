"""Owns what is known of topics: which words make a figure one of people killed, of area taken, of rainfall."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

from generator.data import rows, words

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A row of comparison_topics.txt; `rank` is its place there. `counted` is empty where any class may be counted ("*")."""

    name: str
    label: str
    dimensions: Mapping[str, frozenset[str]]  # dimension -> the units that will do; none: any
    counted: tuple[str, ...]
    running: bool  # a running total: reports of several days follow one thing as it grows
    national: bool  # a number of a whole country, whichever of its towns the sentence names
    company: bool  # a number of a firm: whose it is tells, not where
    party: bool  # a number of a party or candidate: the same, and one election has one such number
    state: bool  # how many at one time: a later number may be the higher or the lower
    toll: bool  # found out little by little: a later report may give a higher number
    once: bool  # counted once: of two numbers one is wrong, whichever was printed later
    named: bool  # a number that names nothing is never of this topic
    planned: bool  # what is announced as a rule: words of the future do not tell
    rank: int

    def takes(self, dimension: str, unit: str | None, counted: str | None) -> bool:
        """Whether a figure of this dimension and unit that counts things of this class can be one of this topic."""
        units = self.dimensions.get(dimension)
        if units is None or (units and unit not in units):
            return False
        if dimension != "count":
            return True
        if counted is None:
            return bool(self.counted) and not self.named
        return counted in self.counted if self.counted else True


class Words(Generic[T]):
    """Words, beginnings of words ("evacuat*") and phrases, each with a value; finds them in a run of words."""

    _SHORTEST = 2  # letters before a star

    def __init__(self) -> None:
        self._whole: dict[str, list[T]] = {}
        self._beginnings: dict[str, list[T]] = {}
        self._phrases: dict[
            str, dict[str, list[tuple[tuple[str, ...], T]]]
        ] = {}  # first word -> second -> phrases; "" for a starred second
        self._known: dict[str, tuple[T, ...]] = {}
        self._opens: dict[str, tuple[tuple[T, ...], dict[str, list[tuple[tuple[str, ...], T]]] | None]] = {}  # what a word may begin
        self._texts: dict[str, tuple[tuple[int, int, T], ...]] = {}

    def add(self, entry: str, value: T) -> None:
        parts = entry.split()
        if len(parts) > 1:
            second = "" if parts[1].endswith("*") else parts[1]
            self._phrases.setdefault(parts[0].rstrip("*"), {}).setdefault(second, []).append((tuple(parts), value))
        elif entry.endswith("*"):
            self._beginnings.setdefault(entry[:-1], []).append(value)
        else:
            self._whole.setdefault(entry, []).append(value)

    def of(self, word: str) -> tuple[T, ...]:
        """The values of one word in lower case."""
        known = self._known.get(word)
        if known is None:
            found = list(self._whole.get(word, ()))
            for end in range(self._SHORTEST, len(word) + 1):
                found += self._beginnings.get(word[:end], ())
            known = self._known[word] = tuple(found)
        return known

    def find(self, tokens: Sequence[str]) -> Iterator[tuple[int, int, T]]:
        """Each entry found in the tokens (lower case): first token, token after the last, value."""
        known = self._opens
        for place, token in enumerate(tokens):
            found = known.get(token)
            if found is None:
                found = known[token] = (self.of(token), self._phrases.get(token))
            values, phrases = found
            for value in values:
                yield place, place + 1, value
            if phrases and place + 1 < len(tokens):
                for phrase, value in (*phrases.get(tokens[place + 1], ()), *phrases.get("", ())):
                    after = place + len(phrase)
                    if after <= len(tokens) and all(map(_fits, phrase[1:], tokens[place + 1 : after])):
                        yield place, after, value

    def found_in(self, text: str) -> tuple[tuple[int, int, T], ...]:
        """`find` over the words of a short text; remembered, since events and nouns repeat."""
        known = self._texts.get(text)
        if known is None:
            known = self._texts[text] = tuple(self.find(text.split()))
        return known


def _fits(part: str, token: str) -> bool:
    return token.startswith(part[:-1]) if part.endswith("*") else token == part


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a word near a figure makes of it. `side`: before, after, clause (both) or inside (within the counted phrase)."""

    name: str
    side: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The knowledge files of comparisons, ready to look up."""

    topics: Mapping[str, Topic]
    topic_words: Words[Topic]
    classes: frozenset[str]
    counted: Words[tuple[str, str | None]]  # word or phrase -> class, name of the topic that it implies
    telling: frozenset[str]  # words of `counted` whose topic holds whatever else the sentence says: "two deaths"
    hinting: frozenset[str]  # words of `counted` whose topic yields to any that is near: "refugees arrived"
    scopes: Words[Scope]
    plain: frozenset[str]  # qualifiers that do not narrow
    demonyms: frozenset[str]

    def class_of(self, counted: Sequence[str]) -> tuple[str | None, str | None]:
        """The class of what is counted and the topic that the word implies; the head's own singular where it has no class.

        `counted`: the words up to the head, in lower case.
        """
        if not counted:
            return None, None
        forms = singulars(counted[-1])
        for length in (3, 2, 1):
            for last in forms:
                tokens = [*counted[-length:-1], last]
                if len(tokens) < length:
                    continue
                for start, end, found in self.counted.found_in(" ".join(tokens)):
                    if start == 0 and end == len(tokens):
                        return found
        if forms[0] in self.demonyms or counted[-1] in self.demonyms:
            return "people", None
        return forms[0], None


def singulars(word: str) -> tuple[str, ...]:
    """The possible singulars of a noun, the likeliest first, and the word itself."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y", word
    if word.endswith(("ches", "shes", "sses", "xes", "zes")):
        return word[:-2], word[:-1], word
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1], word
    return (word,)


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once."""
    topics: dict[str, Topic] = {}
    topic_words: Words[Topic] = Words()
    for name, label, dimensions, counted, kinds, entries in rows("comparison_topics.txt"):
        kind = kinds.split()
        topics[name] = Topic(
            name=name,
            label=label,
            dimensions={part.split("(")[0]: frozenset(part.partition("(")[2].rstrip(")").split()) for part in _listed(dimensions)},
            counted=() if counted == "*" else tuple(_listed(counted)),
            running="total" in kind or "state" in kind,
            national="national" in kind,
            company="company" in kind,
            party="party" in kind,
            state="state" in kind,
            toll="toll" in kind,
            once="once" in kind,
            named="named" in kind,
            planned="planned" in kind,
            rank=len(topics),
        )
        for entry in _listed(entries):
            topic_words.add(entry, topics[name])
    counted_words: Words[tuple[str, str | None]] = Words()
    telling: set[str] = set()
    hinting: set[str] = set()
    for name, implied, entries in rows("comparison_counted.txt"):
        for entry in _listed(entries):
            counted_words.add(entry, (name, None if implied == "-" else implied.rstrip("!?")))
            if implied.endswith("!"):
                telling.add(entry)
            if implied.endswith("?"):
                hinting.add(entry)
    scopes: Words[Scope] = Words()
    for name, side, entries in rows("comparison_scopes.txt"):
        for entry in _listed(entries):
            scopes.add(entry, Scope(name=name, side=side))
    return Lexicon(
        topics=topics,
        topic_words=topic_words,
        classes=frozenset(row[0] for row in rows("comparison_counted.txt")),
        counted=counted_words,
        telling=frozenset(telling),
        hinting=frozenset(hinting),
        scopes=scopes,
        plain=words("comparison_qualifiers.txt"),
        demonyms=frozenset(demonym.casefold() for demonym in words("demonyms.txt")),
    )


def _listed(cell: str) -> Iterator[str]:
    return (entry for part in cell.split(",") if (entry := part.strip()))
