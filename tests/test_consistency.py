"""An article's evidence on its own names."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from generator.annotate.consistency import KINDS, Guess, Reading, agree
from generator.annotate.pieces import find_words
from generator.model import Kind

PERSON, PLACE, ORGANISATION = KINDS


def reading(text: str, *guesses: tuple[str, Kind, float], unsure: dict[str, float] | None = None) -> Reading:
    """The text as the model might have read it: each guess (words, kind, belief) in order; `unsure`: words it took for none, hardly."""
    offsets = list(find_words(text))
    beliefs = np.zeros((len(offsets), 4), np.float32)
    beliefs[:, 0] = 1.0
    taken, at = [], 0
    for name, kind, belief in guesses:
        at = text.index(name, at)
        first = next(n for n, (start, _) in enumerate(offsets) if start == at)
        at += len(name)
        last = next(n for n, (_, end) in enumerate(offsets) if end == at) + 1
        beliefs[first:last] = 0.0
        beliefs[first:last, 1 + KINDS.index(kind)] = belief
        beliefs[first:last, 0] = 1 - belief
        taken.append(Guess(first=first, last=last, kind=kind))
    for n, (start, end) in enumerate(offsets):
        if (unsure or {}).get(text[start:end]) and beliefs[n, 0] == 1.0:
            beliefs[n] = (1 - (unsure or {})[text[start:end]], (unsure or {})[text[start:end]], 0, 0)
    words = [text[start:end] for start, end in offsets]
    return Reading(words=words, offsets=offsets, breaks=frozenset({0}), beliefs=beliefs, guesses=taken)


def found(text: str, *guesses: tuple[str, Kind, float], unsure: dict[str, float] | None = None) -> list[tuple[str, Kind]]:
    read = reading(text, *guesses, unsure=unsure)
    return [(text[read.offsets[a.first][0] : read.offsets[a.last - 1][1]], a.kind) for a in agree(read)]


def test_a_name_found_once_is_found_everywhere() -> None:
    text = "Slate rose. Analysts like Slate."
    assert found(text, ("Slate", ORGANISATION, 0.95), unsure={"Slate": 0.3}) == [("Slate", ORGANISATION), ("Slate", ORGANISATION)]


def test_a_lone_guess_yields_to_the_article() -> None:
    text = "Holub spoke. Holub wept. Holub left."
    assert found(text, ("Holub", PERSON, 0.9), ("Holub", PERSON, 0.9), ("Holub", PLACE, 0.5)) == [("Holub", PERSON)] * 3


def test_a_surname_belongs_to_the_person_named_in_full() -> None:
    text = "Oksana Brent came. Brent sat down."
    assert found(text, ("Oksana Brent", PERSON, 0.99), ("Brent", PLACE, 0.5)) == [("Oksana Brent", PERSON), ("Brent", PERSON)]


def test_an_acting_country_is_a_place() -> None:
    assert found("Ukraine denied it.", ("Ukraine", ORGANISATION, 0.9)) == [("Ukraine", PLACE)]


def test_a_demonym_is_nothing() -> None:
    assert found("The Russians left.", ("Russians", PLACE, 0.8)) == []


def test_article_and_possessive_stand_outside() -> None:
    assert found("He joined the Halden Group's board.", ("the Halden Group's", ORGANISATION, 0.9)) == [("Halden Group", ORGANISATION)]


def test_an_acronym_in_brackets_is_the_organisation_before_it() -> None:
    text = "The Board of Rivers (BOR) met. BOR said no."
    assert found(text, ("Board of Rivers", ORGANISATION, 0.95), ("BOR", PERSON, 0.5), ("BOR", ORGANISATION, 0.6))[1:] == [
        ("BOR", ORGANISATION),
        ("BOR", ORGANISATION),
    ]


def test_half_a_belief_is_not_enough() -> None:
    assert found("Perhaps Brand fell.", ("Brand", ORGANISATION, 0.45)) == []


def test_small_letters_are_not_found_again() -> None:
    assert found("Target fell. They missed the target.", ("Target", ORGANISATION, 0.95)) == [("Target", ORGANISATION)]


def test_a_name_does_not_go_on_in_the_next_block() -> None:
    read = replace(reading("Storm hits Lund Olsen Moss left.", ("Lund Olsen Moss", PERSON, 0.9)), breaks=frozenset({0, 3}))
    assert [(agreed.first, agreed.last) for agreed in agree(read)] == [(2, 3), (3, 5)]


def test_names_never_overlap() -> None:
    text = "Bank of Moss fell. Moss fell. Bank of Moss rose."
    names = found(text, ("Bank of Moss", ORGANISATION, 0.9), ("Moss", PLACE, 0.9), ("Bank of Moss", ORGANISATION, 0.6))
    assert names == [("Bank of Moss", ORGANISATION), ("Moss", PLACE), ("Bank of Moss", ORGANISATION)]
