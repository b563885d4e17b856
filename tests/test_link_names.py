"""Names of people: the pairs of tests/cases/names_pairs*.tsv, and what a name is read as."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.link.names import PersonName, compare_names, is_common, read_name
from generator.model import Verdict

CASES = Path(__file__).parent / "cases"


def pairs(name: str) -> Iterator[tuple[bool, str, str]]:
    for line in (CASES / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            verdict, left, right, _ = line.split("\t")
            yield verdict == "same", left, right


def figures(name: str) -> tuple[float, float, int]:
    """Precision and recall of "same" over a table of pairs, and its length."""
    right = wrong = missed = count = 0
    for same, left, other in pairs(name):
        said = compare_names(read_name(left), read_name(other)).verdict is Verdict.SAME
        right, wrong, missed = right + (same and said), wrong + (said and not same), missed + (same and not said)
        count += 1
    return right / (right + wrong), right / (right + missed), count


def test_pairs_of_many_cultures_reach_the_precision_and_recall_that_we_promise() -> None:
    precision, recall, count = figures("names_pairs.tsv")
    assert count >= 300
    assert precision >= 0.97
    assert recall >= 0.85


def test_pairs_written_after_the_rules_do_as_well() -> None:
    precision, recall, _ = figures("names_pairs_later.tsv")
    assert precision >= 0.97
    assert recall >= 0.85


@pytest.mark.parametrize(
    ("text", "given_words", "family", "generation"),
    [
        ("Volodymyr Zelenskyy", ("volodymyr",), ("zelenskyy",), ""),
        ("Mr Zelenskyy", (), ("zelenskyy",), ""),
        ("Lt. Gen. Ada Storm", ("ada",), ("storm",), ""),
        ("Ursula von der Leyen", ("ursula",), ("von", "der", "leyen"), ""),
        ("al-Assad", (), ("al", "assad"), ""),
        ("William Clay Ford Jr.", ("william", "clay"), ("ford",), "jr"),
        ("Storm, Ada", ("ada",), ("storm",), ""),
        ("King", (), ("king",), ""),
        ("Ruzhyk", (), ("ruzhyk",), ""),
    ],
)
def test_a_name_is_read_into_its_parts(text: str, given_words: tuple[str, ...], family: tuple[str, ...], generation: str) -> None:
    name = read_name(text)
    assert (name.given, name.family, name.generation) == (given_words, family, generation)


def test_father_and_son_are_different_and_a_missing_junior_is_unsure() -> None:
    assert compare_names(read_name("Ada Storm Sr."), read_name("Ada Storm Jr.")).verdict is Verdict.DIFFERENT
    assert compare_names(read_name("Ada Storm"), read_name("Ada Storm Jr.")).verdict is Verdict.UNSURE


def test_an_initial_alone_is_unsure_and_says_why() -> None:
    compared = compare_names(read_name("V. Storm"), read_name("Volodymyr Storm"))
    assert compared.verdict is Verdict.UNSURE
    assert "v may stand for volodymyr" in compared.why


def test_frequent_names_need_more_than_themselves() -> None:
    assert is_common(read_name("John Smith"))
    assert is_common(read_name("Ivan Petrenko"))
    assert is_common(read_name("J. Storm"))
    assert not is_common(read_name("Volodymyr Zelensky"))


@given(st.text(max_size=60))
def test_any_text_is_read_and_is_the_same_as_itself(text: str) -> None:
    name = read_name(text)
    assert isinstance(name, PersonName)
    assert name.family
    assert compare_names(name, name).verdict is not Verdict.DIFFERENT


@given(st.text(max_size=30), st.text(max_size=30))
def test_the_order_of_a_pair_does_not_matter(left: str, right: str) -> None:
    one, two = read_name(left), read_name(right)
    assert compare_names(one, two).score == compare_names(two, one).score
