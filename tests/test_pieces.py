"""What the recogniser sees of a text: words, letter shapes, word pieces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.annotate import pieces
from generator.annotate.pieces import MOST_PIECES, WordPieces, find_shapes, find_words

VOCABULARY = {piece: number for number, piece in enumerate("[UNK] [CLS] [SEP] [MASK] kyiv zel ##ens ##ky ' s a - . caf ##e".split())}


def words(text: str) -> list[str]:
    return [text[start:end] for start, end in find_words(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Obama’s aides", ["Obama", "’s", "aides"]),
        ("U.S.-led raids", ["U.S.", "-", "led", "raids"]),
        ("the U.S’s ally", ["the", "U.S", "’s", "ally"]),
        ("O'Brien doesn't", ["O'Brien", "doesn't"]),
        ("al-Sadr, 49,", ["al", "-", "Sadr", ",", "49", ","]),
        ("George W. Bush", ["George", "W", ".", "Bush"]),
        ("(AFP) — Kyiv", ["(", "AFP", ")", "—", "Kyiv"]),
        ("cafe\u0301 so\u00adcial", ["cafe\u0301", "so\u00adcial"]),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@given(st.text(max_size=300))
def test_words_cover_everything_but_white_space(text: str) -> None:
    covered = {number for start, end in find_words(text) for number in range(start, end)}
    assert all(text[number].isspace() for number in range(len(text)) if number not in covered)


def test_a_capital_after_a_stop_says_less_than_one_within_the_sentence() -> None:
    shapes = find_shapes(words("Mr. Bell met Gen. Moss. They left. “We won,” Ruth said."))
    named = dict(zip(words("Mr. Bell met Gen. Moss. They left. “We won,” Ruth said."), shapes, strict=True))
    assert named["Bell"] == named["Moss"] == pieces.TITLE
    assert named["They"] == named["We"] == pieces.FIRST_TITLE


def test_pieces_are_the_longest_from_the_left() -> None:
    cut = WordPieces(VOCABULARY)
    assert cut.of("Zelensky") == tuple(VOCABULARY[piece] for piece in ("zel", "##ens", "##ky"))
    assert cut.of("café") == tuple(VOCABULARY[piece] for piece in ("caf", "##e"))
    assert cut.of("’s") == (VOCABULARY["'"], VOCABULARY["s"])
    assert cut.of("Quux") == (VOCABULARY["[UNK]"],)
    assert cut.of("\u200d") == (VOCABULARY["[UNK]"],)


@given(st.text(min_size=1, max_size=400))
def test_every_word_has_between_one_and_eight_pieces(word: str) -> None:
    assert 1 <= len(WordPieces(VOCABULARY).of(word)) <= MOST_PIECES


def test_a_word_of_a_million_letters_is_cut_at_once() -> None:
    assert len(WordPieces(VOCABULARY).of("a-" * 500_000)) <= MOST_PIECES
