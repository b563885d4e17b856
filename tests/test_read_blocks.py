"""Roles of blocks, by examples in tests/cases/blocks.md, and what holds for any text."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.model import Block, Role
from generator.read.blocks import find_blocks, first_words
from generator.read.bylines import parse_byline
from generator.read.lines import paragraphs
from generator.read.pieces import is_headline

CASES = Path(__file__).parent / "cases" / "blocks.md"


def _cases() -> Iterator[tuple[str, str, str]]:
    """Title, text and expectation of each case, parted by lines that hold one dot."""
    for case in re.split(r"^\.\n\n", CASES.read_text(encoding="utf-8").split("\n\n", 1)[1], flags=re.MULTILINE):
        title, text, expected, *_ = re.split(r"^\.\n", case, flags=re.MULTILINE)
        yield title.strip().rstrip(":"), text.removesuffix("\n"), expected


def _shown(text: str, blocks: tuple[Block, ...]) -> list[str]:
    return [f"{block.role}: {' '.join(block.span.of(text).split())}" for block in blocks]


@pytest.mark.parametrize(("title", "text", "expected"), list(_cases()), ids=[title for title, _, _ in _cases()])
def test_blocks_as_in_the_case_file(title: str, text: str, expected: str) -> None:
    shown = _shown(text, find_blocks(text))
    patterns = [re.escape(line).replace("⋯", ".*") for line in expected.splitlines()]
    assert len(shown) == len(patterns), shown
    for line, pattern in zip(shown, patterns, strict=True):
        assert re.fullmatch(pattern, line), line


_PIECES = (
    "By Ann Lee|Picture: Getty|Read more: X|Share|KYIV (AFP) -|2024-02-31|date 2024-01-01 A title|“quoted”|Monday, May 4, 2026|©|"
    "A sentence that is long enough to count as prose, and that ends in a stop.|\n|\r\n|\n\n|\t|\u2028"
)
_pieces = st.sampled_from(_PIECES.split("|"))
_texts = st.one_of(st.text(), st.lists(_pieces | st.text(max_size=20)).map("".join), st.lists(_pieces).map("\n\n".join))


@settings(deadline=None)
@example("/\x0cPICTURE:00", None)  # a form feed before a credit once stayed in the caption
@given(_texts, st.none() | st.text(max_size=40))
def test_blocks_are_in_order_trimmed_and_leave_out_white_space_only(text: str, title: str | None) -> None:
    """Nothing of the text is lost: between the blocks stands white space, or the word "date" of the first line."""
    end = 0
    for block in find_blocks(text, title=title):
        assert end <= block.span.start < block.span.end <= len(text)
        assert text[end : block.span.start].strip().strip(" -–—|/").lower() in ("", "date")
        assert block.span.of(text) == block.span.of(text).strip()
        end = block.span.end
    assert not text[end:].strip()


@settings(deadline=None)
@given(_texts)
def test_an_article_is_never_boilerplate_as_a_whole(text: str) -> None:
    blocks = find_blocks(text)
    assert not blocks or any(block.role is not Role.BOILERPLATE for block in blocks)


@given(st.text())
def test_paragraphs_hold_every_letter(text: str) -> None:
    kept = "".join(span.of(text) for span in paragraphs(text))
    assert [char for char in kept if not char.isspace()] == [char for char in text if not char.isspace()]


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By Henry Brook", ("Henry Brook",)),
        ("BY HENRY BROOK", ("HENRY BROOK",)),
        ("By Ana de la Cruz, Jean-Luc O’Neill and Dr. Omar al-Fayed", ("Ana de la Cruz", "Jean-Luc O’Neill", "Dr. Omar al-Fayed")),
        ("By Ana Roth in Kyiv and Mia Holm in Lviv", ("Ana Roth", "Mia Holm")),
        ("By Ana Roth, Political Correspondent", ("Ana Roth",)),
        ("By Ana Roth, BBC News", ("Ana Roth",)),
        ("By Ana Roth | The Karlow Post | 4 May 2026", ("Ana Roth",)),
        ("Words by Ana Roth", ("Ana Roth",)),
        ("By AFP", ("AFP",)),
        ("By staff and agencies", ()),
        ("By our Transport Correspondent", ()),
        ("Reporting by Ana Roth; Editing by Mia Holm", ("Ana Roth",)),
        ("Editing by Mia Holm", ()),
        ("Ana Roth and Mia Holm, with AFP", ("Ana Roth", "Mia Holm")),
        ("Ana Roth, Reuters", ("Ana Roth",)),
    ],
)
def test_authors_of_a_byline(line: str, authors: tuple[str, ...]) -> None:
    byline = parse_byline(line)
    assert byline is not None and byline.authors == authors


@pytest.mark.parametrize(
    "line",
    [
        "By Monday",
        "By the end of the week",
        "By and large",
        "By 2030, all of it",
        "Ana Roth",
        "Ana Roth, CEO",
        "Ana Roth said so",
        "Flood and Fire",
        "Related News and Sister Links",
    ],
)
def test_lines_that_are_no_byline(line: str) -> None:
    assert parse_byline(line) is None


@pytest.mark.parametrize("line", ["Floods kill 3 in U.S. South", "Who pays?", "Gen. Smith to resign, says Post", "‘It’s over’"])
def test_headlines(line: str) -> None:
    assert is_headline(line)


@pytest.mark.parametrize("line", ["It is over.", "Dear reader,", "however it ends", "It is over. Go home", "One"])
def test_lines_that_are_no_headline(line: str) -> None:
    assert not is_headline(line)


def test_a_title_is_cut_at_a_clause() -> None:
    text = "The council said on Monday that the works would take three weeks, as engineers found more cracks in the northern pier of it."
    assert first_words(text) == "The council said on Monday that the works would take three weeks"
    assert first_words("A short one. And another.") == "A short one. And another"
    assert first_words("word " * 60).endswith("word…")
