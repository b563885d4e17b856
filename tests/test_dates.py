"""Dates: cases from tests/cases/dates.md, what holds for any text, and inferred dates of publication."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.annotate.dates import find_dates, infer_published
from generator.model import Article, Block, DateInterval, How, Known, Mention, Precision, Role, Span
from generator.text import sentences

CASES = Path(__file__).parent / "cases" / "dates.md"


def article(text: str, published: str | None = None, name: str = "a") -> Article:
    paragraphs = [m.span() for m in re.finditer(r"(?:[^\n]|\n(?!\n))+", text)]
    return Article(
        id=name,
        text=text,
        blocks=tuple(Block(span=Span(*span), role=Role.PARAGRAPH) for span in paragraphs),
        published=Known(value=date.fromisoformat(published), how=How.DECLARED, why="test") if published else None,
    )


def dates(text: str, published: str | None = None) -> Sequence[Mention[DateInterval]]:
    made = article(text, published)
    return find_dates(made, sentences(text, made.blocks))


def cases() -> Iterator[tuple[str, str, str]]:
    for line in CASES.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("| ").split(" | ")]
        if len(cells) == 3 and (cells[0] == "-" or cells[0][:1].isdigit()):
            yield cells[0], cells[1], cells[2]


@pytest.mark.parametrize(("published", "sentence", "expected"), list(cases()), ids=lambda cell: cell[:60])
def test_case(published: str, sentence: str, expected: str) -> None:
    found = dates(sentence, None if published == "-" else published)
    shown = "; ".join(
        f"{m.span.of(sentence)} = {m.value.timex or m.value.value or '?'}{'~' if m.value.approximate and m.value.value else ''}"
        f"{' (aside)' if m.value.aside else ''}"
        for m in found
    )
    assert (shown or "none") == expected


# ---------------------------------------------------------------- narratives and news


def values(text: str, published: str | None = None) -> list[str]:
    return [mention.value.value for mention in dates(text, published)]


HISTORY = (
    "In June 1914 a shot was fired. On 4 August 1914 the army crossed the border. It took the town on 20 August.\n\n"
    "By 12 September it was beaten. In December 1914 snow fell, and on 14 January peace was offered. In March 1915 they attacked."
)


def test_a_history_counts_from_its_own_dates() -> None:
    assert values(HISTORY, "2009-12-19") == [
        "1914-06", "1914-08-04", "1914-08-20", "1914-09-12", "1914-12", "1915-01-14", "1915-03",
    ]  # fmt: skip


def test_the_year_of_a_heading_holds_below_it() -> None:
    text = f"{HISTORY}\n\n1917: The truce\n\nThe letters of 1912 were burnt.\n\nOn 3 May the guns fell silent. In July they spoke again."
    assert values(text, "2009-12-19")[-2:] == ["1917-05-03", "1917-07"]


def test_a_remark_on_much_later_days_does_not_move_a_history() -> None:
    remark = f"{HISTORY} A film of 1998 shows it. In April they fell back."
    assert values(remark, "2009-12-19")[-1] == "1915-04"
    moved = f"{HISTORY} In March 1998 it was shown. In May 1998 it was praised. In June it was sold."
    assert values(moved, "2009-12-19")[-1] == "1998-06"


def test_a_history_needs_no_date_of_publication() -> None:
    assert values(HISTORY) == values(HISTORY, "2009-12-19")


def test_news_counts_from_the_date_of_publication_past_a_year_in_passing() -> None:
    assert values("The firm, founded in 1914, said on 4 June that it had lost money.", "2024-08-14") == ["1914", "2024-06-04"]


def test_a_full_past_date_of_the_paragraph_gives_its_year_to_the_next() -> None:
    assert values("On May 3, 2009, he left. On May 9 he was back.", "2024-08-14") == ["2009-05-03", "2009-05-09"]


def test_a_bare_hour_is_of_the_one_day_that_the_article_names() -> None:
    told = "A wall fell on Saturday in Lindholm.\n\nWardens were warned at 7.25pm, {}."
    assert values(told.format("Mr Storm said"), "2024-05-21") == ["2024-05-18", "2024-05-18T19:25"]
    assert values("It burns.\n\nWardens were warned at 7.25pm.", "2024-05-21") == ["2024-05-21T19:25"]


def test_a_bare_hour_after_several_days_is_of_none() -> None:
    text = "Two died on Sunday and Monday after Saturday's fall.\n\nMr Storm said that wardens were warned at 7.25pm."
    (hour,) = dates(text, "2024-05-21")[3:]
    assert (hour.value.value, hour.value.start) == ("T19:25", None)


def test_that_evening_far_from_its_day_is_open() -> None:
    text = "The inquiry opened on 14 October.\n\nIt was told last week of a gate.\n\nThe club had 41 wardens that evening."
    assert values(text, "2024-11-12")[-1] == ""
    assert values("The inquiry opened on 14 October.\n\nIt sat long that evening.", "2024-11-12")[-1] == "2024-10-14"


@pytest.mark.parametrize(
    ("text", "unsure"),
    [
        ('"He is sorry, and he will be sorry tomorrow," said Ann Lee.', [True]),
        ("“I laugh. I may be sad tomorrow.”", [True]),
        ('"We will march tomorrow," said Ann Lee.', [False]),
        ('"The gate will be open tomorrow," said Ann Lee.', [False]),
        ("The mayor will be sorry tomorrow.", [False]),
        ("Schools stay closed until Wednesday. A curfew from 9 p.m. to 5 a.m. has been in force since Sunday.", [False, True, True, False]),
        ("The road was closed from 9 p.m. to 5 a.m. on account of snow.", [False, False]),
    ],
)
def test_figures_of_speech_and_hours_of_every_night_are_no_events(text: str, unsure: list[bool]) -> None:
    assert [mention.score < 0.6 for mention in dates(text, "2024-03-11")] == unsure


def test_an_interval_is_half_open() -> None:
    (found,) = dates("Prices rose in March 2024.", "2024-08-14")
    assert (found.value.start, found.value.end, found.value.precision) == (date(2024, 3, 1), date(2024, 4, 1), Precision.MONTH)


def test_early_narrows_the_days_and_leaves_the_value() -> None:
    (found,) = dates("He came in early 1917.", "2024-08-14")
    assert (found.value.value, found.value.start, found.value.end) == ("1917", date(1917, 1, 1), date(1917, 5, 2))


@pytest.mark.parametrize(
    ("sentence", "edtf"),
    [
        ("It came in March 2024.", "2024-03"),
        ("It came last week.", "2024-08-05/2024-08-11"),
        ("It came over the weekend.", "2024-08-10/2024-08-11"),
        ("It came in the spring of 2016.", "2016-21"),
        ("It came in the first quarter of 2016.", "2016-33"),
        ("It came in the second half of 2016.", "2016-41"),
        ("It came in the 1960s.", "196X"),
        ("It came in the 20th century.", "19XX"),
        ("It came two and a half years ago.", "2022-02~"),
        ("It came at 10 a.m. on Monday.", "2024-08-12T10:00:00"),
        ("It came on Saturday night.", "2024-08-10"),
        ("It lasted two years.", "P2Y"),
        ("It came on 31 June.", ""),
    ],
)
def test_prints_edtf(sentence: str, edtf: str) -> None:
    assert [mention.value.edtf for mention in dates(sentence, "2024-08-14")] == [edtf]


def test_a_week_that_ends_beyond_the_calendar_has_no_days() -> None:
    assert [mention.value.edtf for mention in dates("It rained this week.", "9999-12-31")] == [""]


# ---------------------------------------------------------------- any text

PIECES = (
    "On In the of last next week month year Friday August May 31 30 29 February 2012 1999 99999 two and a half ago later early late -"
    " , ( ) until from to 10:30 p.m. 60 quarter first second spring fall 20th 1960s '62 every few years days overnight said will . “ ”"
    " now right past future present at moment this time daily Tuesdays night midnight FY2013 fiscal quarters straight old put off agreed"
    " ended ahead century rest delivery current One 6 a.m. recently"
).split()


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25), st.sampled_from([None, "2024-02-29", "0001-01-01", "9999-12-31"]))
def test_any_words_give_sound_dates(words: list[str], published: str | None) -> None:
    text = " ".join(words)
    found = dates(text, published)
    assert [m.span for m in found] == sorted(m.span for m in found)
    assert not any(a.span.overlaps(b.span) for a, b in itertools.pairwise(found))
    for mention in found:
        assert mention.span.of(text).strip() == mention.span.of(text) != ""
        assert 0 < mention.score <= 1
        assert mention.why and mention.found_by == "dates"
        start, end = mention.value.start, mention.value.end
        assert start is None or end is None or start < end
        assert isinstance(mention.value.edtf, str)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text_at_all_is_read_without_complaint(text: str) -> None:
    dates(text, "2024-08-14")
    dates(text)


def test_a_long_line_of_numbers_takes_no_long_time() -> None:
    dates("12 " * 5_000 + "the last two and a " * 2_000, "2024-08-14")


# ---------------------------------------------------------------- inferred dates of publication

REPORT = """The mayor of Lindholm said on Wednesday that the Varne dam had burst, as the flood entered its second week.

The Varne rose over its banks on August 6, drowning the Ostmark valley and the villages of Tessin and Korvath.

Rescue teams from Brandmoor evacuated 12,400 people on Tuesday, governor Ilse Hartwig told the Lindholm Courier."""

NEIGHBOUR = """The Varne dam broke on Wednesday after days of rain in the Ostmark valley, mayor Anders Hartwig said.

Rescue teams from Brandmoor carried people out of Tessin and Korvath. The Lindholm Courier counted 12,400 evacuated people.

Governor Ilse Hartwig said the Ostmark valley had seen nothing like it since the Varne flood of 1954."""

OTHER = "The Larkspur orchestra of Quillhaven played on Friday. Maestro Tobin Greaves was pleased with the Sandoval concert."


def inferred(*articles: Article) -> dict[str, str]:
    return {name: known.value.isoformat() for name, known in infer_published(articles).items()}


def test_a_neighbour_that_reports_the_same_gives_the_date() -> None:
    assert inferred(article(REPORT), article(NEIGHBOUR, "2024-08-14", "b")) == {"a": "2024-08-14"}


def test_the_inferred_date_says_how_and_why() -> None:
    known = infer_published([article(REPORT), article(NEIGHBOUR, "2024-08-15", "b")])["a"]
    assert known.value == date(2024, 8, 14)
    assert known.how is How.INFERRED
    for part in ("Wednesday", "August 6", "week 2", "2024-08-15", "Quite sure"):
        assert part in known.why


def test_alone_the_date_stays_open() -> None:
    assert inferred(article(REPORT)) == {}


def test_a_neighbour_of_another_week_does_not_count() -> None:
    assert inferred(article(REPORT), article(NEIGHBOUR, "2024-09-11", "b")) == {}


def test_a_neighbour_of_another_weekday_does_not_count() -> None:
    assert inferred(article(REPORT), article(NEIGHBOUR, "2024-08-18", "b")) == {}


def test_a_neighbour_before_a_date_of_the_text_does_not_count() -> None:
    later = REPORT + " The town was hit by fire in March 2025."
    assert inferred(article(later), article(NEIGHBOUR, "2024-08-14", "b")) == {}


def test_articles_that_point_to_different_days_leave_it_open() -> None:
    text = REPORT.replace(", as the flood entered its second week", "")
    two = article(NEIGHBOUR, "2024-08-14", "b"), article(NEIGHBOUR, "2024-08-21", "c")
    assert inferred(article(text), *two) == {}


def test_an_unrelated_article_changes_nothing_nor_does_the_order() -> None:
    pair = [article(REPORT), article(NEIGHBOUR, "2024-08-14", "b")]
    before = infer_published(pair)
    more = [article(OTHER, "2019-01-02", "z"), *reversed(pair), article(OTHER, None, "y")]
    assert infer_published(more) == before


def test_declared_dates_are_left_alone() -> None:
    assert inferred(article(REPORT, "2020-01-01"), article(NEIGHBOUR, "2024-08-14", "b")) == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Yesterday, 17 February 2006, the office declared it.", {"a": "2006-02-18"}),
        ("The council met today (23 December 2016) in private.", {"a": "2016-12-23"}),
        ("Yesterday, 17 February 2006, it rained. Today, 3 May 2007, it did not.", {}),
        ("It rained on 17 February 2006.", {}),
        ("On Sunday nobody came.", {}),
        ("", {}),
    ],
)
def test_own_words(text: str, expected: dict[str, str]) -> None:
    assert inferred(article(text)) == expected


def test_an_article_in_another_language_is_left_open() -> None:
    other = replace(article(REPORT), language=Known(value="de", how=How.DECLARED, why="test"))
    assert inferred(other, article(NEIGHBOUR, "2024-08-14", "b")) == {}
