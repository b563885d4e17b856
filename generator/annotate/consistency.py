"""An article's evidence on its own names: the same words are the same name everywhere in it, and a surname is a person's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generator.annotate.name_lists import name_lists
from generator.model import Kind

Floats = NDArray[np.float32]
Key = tuple[str, ...]

KINDS = (Kind.PERSON, Kind.PLACE, Kind.ORGANISATION)  # in the order of the columns of `Reading.beliefs`, after "no name"

_LONGEST_NAME = 8  # words; longer names are not looked for elsewhere
_ARTICLES = frozenset({"the", "a", "an"})
_SUFFIXES = frozenset({"jr", "sr", "jnr", "ii", "iii", "iv", "."})


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How much an article's evidence counts. Round numbers: on the dev sets (docs/recogniser.md), others near them differ by noise."""

    article: float = 1.0  # weight of the mean belief over all places where the words stand, against 1 for the place itself
    clearest: float = 1.0  # weight of the belief at the place where the model was surest of a name
    surname: float = 3.0  # belief in "person" that a full name elsewhere lends to its last word
    bracket: float = 2.0  # belief in "organisation" that "Royal Air Force (RAF)" lends to RAF
    least: float = 0.5  # belief below which nothing is said: better to find nothing than to find wrong
    capital_line: float = 0.5  # weight of a place in a line of capitals, where shapes say nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """Words `first:last` as the model took them, by their own stretch alone."""

    first: int
    last: int
    kind: Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """A name after the article was heard as a whole. `belief` (0 to 1) is not calibrated."""

    first: int
    last: int
    kind: Kind
    belief: float
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An article's words with the model's view of each: `beliefs[n]` is no name, person, place, organisation, with sum 1."""

    words: Sequence[str]
    offsets: Sequence[tuple[int, int]]
    breaks: frozenset[int]  # words that open a block: no name crosses
    beliefs: Floats
    guesses: Sequence[Guess]


def agree(reading: Reading, weights: Weights = Weights()) -> tuple[Agreed, ...]:
    """The names of the article, sorted, without overlap. Time and memory grow linearly with the article."""
    guesses = [trimmed for guess in reading.guesses for part in _within_blocks(reading, guess) for trimmed in _trimmed(reading.words, part)]
    known = frozenset(_key(reading.words, guess.first, guess.last) for guess in guesses)
    lent = dict(_lent(reading.words, guesses, weights))
    places = list(_places(reading, known | frozenset(lent)))
    everywhere = _weigh_places(reading, places, weights)
    found: dict[tuple[int, int], Agreed] = {}
    guessed = {(guess.first, guess.last): guess.kind for guess in guesses}
    for key, first, last in [*places, *((_key(reading.words, a, b), a, b) for a, b in guessed)]:
        if (first, last) not in found:
            agreed = _weighed(reading, first, last, guessed.get((first, last)), everywhere.get(key), lent.get(key), weights)
            if agreed is not None:
                found[first, last] = agreed
    return tuple(_without_overlap(found.values(), guessed))


def _weighed(
    reading: Reading, first: int, last: int, guess: Kind | None, everywhere: Floats | None, lent: Floats | None, weights: Weights
) -> Agreed | None:
    here = _belief(reading, first, last)
    total, share = here.copy(), 1.0
    if everywhere is not None:
        total += everywhere
        share += float(everywhere.sum())
    if lent is not None:
        total += lent
        share += float(lent.sum())
    total /= share
    kind = KINDS[int(total[1:].argmax())]
    certain = _certain_kind(reading.words, first, last)
    if certain is not None and kind is not Kind.PERSON:
        kind = certain
    belief = float(total[1 + KINDS.index(kind)]) if certain is None else float(total[1:].max())
    if (belief if guess else 1 - float(total[0])) < weights.least:
        return None
    why = f"model, {here[1 + KINDS.index(kind)]:.2f} here"
    if guess is None:
        why = "the same words are a name elsewhere in the article"
    elif kind is not guess:
        why = f"{guess} here by itself, but {kind} in the article as a whole"
    return Agreed(first=first, last=last, kind=kind, belief=belief, why=why)


def _weigh_places(reading: Reading, places: Iterable[tuple[Key, int, int]], weights: Weights) -> dict[Key, Floats]:
    """What all places of a key say together: the mean of their beliefs and the clearest of them, each by its weight."""
    sums: dict[Key, Floats] = {}
    clearest: dict[Key, Floats] = {}
    for key, first, last in places:
        belief = _belief(reading, first, last)
        if _in_capitals(reading.words, first):
            belief = belief * weights.capital_line
        sums[key] = sums[key] + belief if key in sums else belief
        if key not in clearest or belief[1:].max() > clearest[key][1:].max():
            clearest[key] = belief
    return {key: weights.article * total / total.sum() + weights.clearest * clearest[key] for key, total in sums.items()}


def _belief(reading: Reading, first: int, last: int) -> Floats:
    mean: Floats = reading.beliefs[first:last].mean(axis=0)
    return mean


def _places(reading: Reading, keys: frozenset[Key]) -> Iterator[tuple[Key, int, int]]:
    """Where the keys stand, capitalised, from left to right, the longest first, without overlap."""
    lengths: dict[str, list[int]] = defaultdict(list)
    for key in keys:
        if len(key) not in lengths[key[0]]:
            lengths[key[0]].append(len(key))
    for choices in lengths.values():
        choices.sort(reverse=True)
    folded = [_fold(word) for word in reading.words]
    number = 0
    while number < len(folded):
        for length in lengths.get(folded[number], ()):
            key = tuple(folded[number : number + length])
            if len(key) == length and key in keys and _stands_free(reading, number, number + length):
                yield key, number, number + length
                number += length
                break
        else:
            number += 1


def _stands_free(reading: Reading, first: int, last: int) -> bool:
    """A name begins with a capital (or as "al-"), does not cross blocks, and is not a piece of "X-Y"."""
    words = reading.words
    if not any(word[:1].isupper() for word in words[first:last]):
        return False
    return not any(number in reading.breaks for number in range(first + 1, last))


def _within_blocks(reading: Reading, guess: Guess) -> Iterator[Guess]:
    """The guess, cut where a block ends: the last word of a headline and the first of the text are not one name."""
    first = guess.first
    for number in range(guess.first + 1, guess.last + 1):
        if number == guess.last or number in reading.breaks:
            yield Guess(first=first, last=number, kind=guess.kind)
            first = number


def _trimmed(words: Sequence[str], guess: Guess) -> Iterator[Guess]:
    """Without leading article, marks at the edges and possessive; nothing if no letter is left."""
    first, last = guess.first, guess.last
    while first < last and (words[first] in _ARTICLES or _is_mark(words[first])):
        first += 1
    while last > first and (words[last - 1] in ("'s", "’s") or (_is_mark(words[last - 1]) and words[last - 1] not in ".)!")):
        last -= 1
    if last - first == 1 and name_lists().is_demonym(words[first]) and guess.kind is not Kind.PERSON:
        return  # "Russians", "Iraqi": nobody's name, and no place
    if any(char.isalpha() for word in words[first:last] for char in word):
        yield Guess(first=first, last=last, kind=guess.kind)


def _is_mark(word: str) -> bool:
    return not any(char.isalnum() for char in word)


def _lent(words: Sequence[str], guesses: Iterable[Guess], weights: Weights) -> Iterator[tuple[Key, Floats]]:
    """Belief that full names lend: to a person's last word, and to the acronym that follows an organisation in brackets."""
    for guess in guesses:
        if guess.kind is Kind.PERSON and guess.last - guess.first > 1:
            last = guess.last
            while last > guess.first + 1 and words[last - 1].casefold() in _SUFFIXES:
                last -= 1
            if words[last - 1][:1].isupper() and len(words[last - 1]) > 2:
                yield _key(words, last - 1, last), _only(Kind.PERSON, weights.surname)
    for guess in guesses:
        bracket = words[guess.last : guess.last + 3]
        if guess.kind is Kind.ORGANISATION and len(bracket) == 3 and bracket[0] == "(" and bracket[2] == ")" and bracket[1].isupper():
            yield _key(words, guess.last + 1, guess.last + 2), _only(Kind.ORGANISATION, weights.bracket)


def _only(kind: Kind, weight: float) -> Floats:
    lent = np.zeros(1 + len(KINDS), np.float32)
    lent[1 + KINDS.index(kind)] = weight
    return lent


def _certain_kind(words: Sequence[str], first: int, last: int) -> Kind | None:
    """PLACE for countries and capitals, also when they act: "Moscow denied it" is a place used for its government."""
    return Kind.PLACE if name_lists().place(" ".join(words[first:last])) in ("country", "capital") else None


def _without_overlap(found: Iterable[Agreed], guessed: Mapping[tuple[int, int], Kind]) -> Iterator[Agreed]:
    """What the model itself took goes before what was found again; then the longer, then the earlier."""
    taken: set[int] = set()
    kept = []
    for agreed in sorted(found, key=lambda a: ((a.first, a.last) not in guessed, a.first - a.last, a.first)):
        stretch = range(agreed.first, agreed.last)
        if taken.isdisjoint(stretch):
            taken.update(stretch)
            kept.append(agreed)
    yield from sorted(kept, key=lambda a: a.first)


def _in_capitals(words: Sequence[str], number: int) -> bool:
    near = [word for word in words[max(0, number - 4) : number + 5] if word[:1].isalpha()]
    return len(near) > 2 and sum(word.isupper() or len(word) == 1 for word in near) > 0.7 * len(near)


def _key(words: Sequence[str], first: int, last: int) -> Key:
    return tuple(_fold(word) for word in words[first:last]) if last - first <= _LONGEST_NAME else ("", str(first))


def _fold(word: str) -> str:
    """Short words in capitals are kept apart: "US" is not "us"."""
    return word if word.isupper() and len(word) <= 4 else word.casefold()
