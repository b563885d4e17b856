"""What lists know of words."""

from __future__ import annotations

from generator.annotate.known import MARKS, KnownNames, read_known, write_known
from generator.annotate.pieces import find_words

TABLE = write_known(
    {
        "given": ["Florence", "Rosa"],
        "city": ["Florence", "New Haven", "New Haven East"],
        "organisation": ["Haven Press"],
        "title": ["president"],
    }
)


def marks(text: str) -> list[tuple[str, set[str]]]:
    words = [text[start:end] for start, end in find_words(text)]
    found = KnownNames(read_known(TABLE)).marks(words)
    return [(word, {mark for number, mark in enumerate(MARKS) if marks >> number & 1}) for word, marks in zip(words, found, strict=True)]


def test_a_word_has_every_mark_that_lists_give_it() -> None:
    assert marks("Florence sat") == [("Florence", {"given", "city"}), ("sat", set())]


def test_small_lists_know_capitals_too() -> None:
    assert marks("President Rosa") == [("President", {"title"}), ("Rosa", {"given"})]
    assert marks("FLORENCE") == [("FLORENCE", {"given", "city"})]


def test_the_longest_phrase_counts_and_is_not_read_twice() -> None:
    assert [sorted(kinds) for _, kinds in marks("New Haven Press")] == [["city"], ["city"], []]
    assert [sorted(kinds) for _, kinds in marks("New Haven East")] == [["city"]] * 3
    assert [sorted(kinds) for _, kinds in marks("in New")] == [[], []]


def test_the_table_reads_as_it_was_written() -> None:
    assert dict(read_known(TABLE))["Florence"] == 1 << MARKS.index("given") | 1 << MARKS.index("city")
