"""Sentences: examples, and the property that every sentence is a trimmed stretch of the text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import Block, Role, Span
from generator.text import sentences, tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rained. Then it stopped.", ["It rained.", "Then it stopped."]),
        ("Mr. Vale met Gen. Ossory on Jan. 5.", ["Mr. Vale met Gen. Ossory on Jan. 5."]),
        ("J. K. Moor wrote it. She left.", ["J. K. Moor wrote it.", "She left."]),
        ("He left the U.S. The talks went on.", ["He left the U.S.", "The talks went on."]),
        ("He joined the U.S. Army in May.", ["He joined the U.S. Army in May."]),
        ("“It is over.” She sat down.", ["“It is over.”", "She sat down."]),
        ("They want a “just peace” Friday morning.", ["They want a “just peace” Friday morning."]),
        ("Where? In Hull! Really.", ["Where?", "In Hull!", "Really."]),
        ("It cost 4.5 million. No. 7 won.", ["It cost 4.5 million.", "No. 7 won."]),
        ("One line\nbroken here. Two", ["One line\nbroken here.", "Two"]),
        ("First paragraph\n\nSecond one", ["First paragraph", "Second one"]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [span.of(text) for span in sentences(text)] == expected


def test_a_sentence_never_crosses_a_block() -> None:
    text = "Headline here Body begins."
    blocks = [Block(span=Span(0, 13), role=Role.TITLE), Block(span=Span(14, 26), role=Role.PARAGRAPH)]
    assert [span.of(text) for span in sentences(text, blocks)] == ["Headline here", "Body begins."]


@given(st.text(alphabet=st.sampled_from("aB. \n\"'”“?!1é\u202e\x00")))
def test_sentences_are_trimmed_ordered_and_lose_no_letter(text: str) -> None:
    found = sentences(text)
    assert all(span.of(text).strip() == span.of(text) and span.of(text) for span in found)
    assert all(first.end <= second.start for first, second in pairwise(found))
    assert "".join("".join(span.of(text).split()) for span in found) == "".join(text.split())


def test_a_token_keeps_its_hyphens_stops_and_apostrophes() -> None:
    text = "Al-Asad doesn't pay 1.5m, he said."
    assert [span.of(text) for span in tokens(text)] == ["Al-Asad", "doesn't", "pay", "1.5m", ",", "he", "said", "."]
