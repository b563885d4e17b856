"""The embedded recogniser on invented sentences, on bad input, and with damaged files."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.annotate.embedded import Embedded, calibrated, plan_inputs
from generator.annotate.pieces import WordPieces, find_words
from generator.data import FOLDER
from generator.model import Article, Block, Kind, Mention, Name, Role, Span
from generator.problems import GeneratorError

MODEL = FOLDER / "recogniser"


@pytest.fixture(scope="session")
def recogniser() -> Embedded:
    return Embedded(MODEL)


def article(text: str, *blocks: Block) -> Article:
    return Article(id="a", text=text, blocks=blocks)


def found(recogniser: Embedded, text: str, *blocks: Block) -> list[tuple[str, Kind]]:
    (mentions,) = recogniser.find([article(text, *blocks)])
    return [(mention.span.of(text), mention.kind) for mention in mentions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Prime Minister Halvard Brekke met Amina Okoye in Lagos on Friday.",
            [("Halvard Brekke", Kind.PERSON), ("Amina Okoye", Kind.PERSON), ("Lagos", Kind.PLACE)],
        ),
        (
            "Russia accused Ukraine of shelling Belgorod, the governor said.",
            [("Russia", Kind.PLACE), ("Ukraine", Kind.PLACE), ("Belgorod", Kind.PLACE)],
        ),
        ("Polish farmers and Germans protested.", []),
        (
            "The World Health Organization’s office in Geneva, Switzerland, was shut.",
            [("World Health Organization", Kind.ORGANISATION), ("Geneva", Kind.PLACE), ("Switzerland", Kind.PLACE)],
        ),
        ("MINISTER SAYS FLOODS IN BANGLADESH KILLED HUNDREDS", [("BANGLADESH", Kind.PLACE)]),
    ],
)
def test_names_of_a_sentence(recogniser: Embedded, text: str, expected: list[tuple[str, Kind]]) -> None:
    assert found(recogniser, text) == expected


def test_silent_blocks_hold_no_mentions(recogniser: Embedded) -> None:
    text = "By Maria Lindqvist\n\nFloods hit Dhaka."
    blocks = (Block(span=Span(0, 18), role=Role.BYLINE), Block(span=Span(20, len(text)), role=Role.PARAGRAPH))
    assert found(recogniser, text, *blocks) == [("Dhaka", Kind.PLACE)]


def test_an_article_reads_the_same_whatever_stands_beside_it(recogniser: Embedded) -> None:
    texts = ["Joan Farrow left Oslo.", "A long day in Nairobi. " * 40, "Nothing here.", "The BBC sued Tom Ash of Leeds."]
    alone = [recogniser.find([article(text)])[0] for text in texts]
    assert list(recogniser.find([article(text) for text in texts])) == alone
    assert list(recogniser.find([article(text) for text in reversed(texts)])) == alone[::-1]


HOSTILE = {
    "nothing": "",
    "no letters": "12 34, -- !! \n\n 5 %" * 50,
    "one sentence of 100,000 characters": "and then Mary Bell of Leeds " * 3_600,
    "one word of 100,000 letters": "A" * 100_000,
    "right to left": "قال محمد علي في بغداد. \u202eabc\u202c شالوم ירושלים " * 20,
    "control characters": "John\x00 Smith\x07 of\x1b[31m Paris\u200b\ufeff\ud83d said \x7f" * 20,
    "marks alone": "'" * 5_000 + "(" * 5_000,
    "capitals": "A.B.C. " * 5_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_bad_text_is_read_in_bounded_time_with_exact_offsets(recogniser: Embedded, text: str) -> None:
    started = time.process_time()
    (mentions,) = recogniser.find([article(text)])
    assert time.process_time() - started < 20
    assert_sound(text, mentions)


@settings(max_examples=30, deadline=None)
@given(text=st.text(max_size=500))
def test_any_text_gives_sound_mentions(recogniser: Embedded, text: str) -> None:
    assert_sound(text, recogniser.find([article(text)])[0])


def assert_sound(text: str, mentions: tuple[Mention[Name], ...]) -> None:
    end = 0
    for mention in mentions:
        assert end <= mention.span.start < mention.span.end <= len(text)
        assert any(char.isalpha() for char in mention.span.of(text))
        assert 0 <= mention.score <= 1
        assert mention.found_by == "embedded" and mention.why
        end = mention.span.end


def test_inputs_hold_every_word_once_and_fit() -> None:
    vocabulary = {piece: n for n, piece in enumerate(["[UNK]", "[CLS]", "[SEP]", "[MASK]", *"abcdefgh", *(f"##{c}" for c in "abcdefgh")])}
    text = "abc def gh. Abba fed a cab, " * 40
    words = [text[start:end] for start, end in find_words(text)]
    inputs = list(plan_inputs(words, [0, 17], [0] * len(words), WordPieces(vocabulary), 30))
    assert [number for part in inputs for number in range(part.first, part.last)] == list(range(len(words)))
    assert max(len(part.ids) for part in inputs) <= 30
    assert all(len(part.ids) == len(part.shapes) and len(part.heads) == part.last - part.first for part in inputs)


def test_scores_follow_the_table() -> None:
    assert calibrated(0.5, [(0.0, 0.0), (0.5, 0.3), (1.0, 0.9)]) == pytest.approx(0.3)
    assert calibrated(0.75, [(0.0, 0.0), (0.5, 0.3), (1.0, 0.9)]) == pytest.approx(0.6)


@pytest.mark.parametrize("damaged", ["model.onnx", "vocabulary.txt", "known.tsv", "model.json"])
def test_a_damaged_file_is_named_with_its_repair(tmp_path: Path, damaged: str) -> None:
    folder = shutil.copytree(MODEL, tmp_path / "recogniser")
    with (folder / damaged).open("ab") as file:
        file.write(b"?")
    with pytest.raises(GeneratorError, match=rf"{damaged} is damaged.*git checkout"):
        Embedded(folder)


@pytest.mark.parametrize("missing", ["model.onnx", "vocabulary.txt", "known.tsv", "model.json"])
def test_a_missing_file_is_named_with_its_repair(tmp_path: Path, missing: str) -> None:
    folder = shutil.copytree(MODEL, tmp_path / "recogniser")
    (folder / missing).unlink()
    with pytest.raises(GeneratorError, match=rf"{missing} cannot be read.*git checkout"):
        Embedded(folder)
