"""Figures: the phrases of tests/cases/figures*.md, and what must hold for any text."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.annotate.figures import find_figures, write_figure
from generator.annotate.figures.tokens import read_digits
from generator.model import Article, Figure, Mention, Modifier, Span
from generator.text import sentences

_CASES = Path(__file__).parent / "cases"


def _find(text: str, taken: tuple[Span, ...] = ()) -> tuple[Mention[Figure], ...]:
    return find_figures(Article(id="case", text=text, blocks=()), sentences(text), taken)


def _shown(text: str, mention: Mention[Figure]) -> str:
    """One line for a figure: its words and every field that is not empty."""
    figure = mention.value
    fields = {
        "low": _number(figure.low),
        "high": _number(figure.high),
        "modifier": figure.modifier.value if figure.modifier is not Modifier.EXACT else "",
        "unit": figure.unit or "",
        "dimension": figure.dimension if figure.unit is None and figure.dimension != "count" else "",
        "counted": figure.counted or "",
        "head": figure.counted_head if figure.counted_head != figure.counted else "",
        "event": figure.event or "",
        "change": figure.change or "",
        "per": figure.per or "",
        "conversion": figure.conversion.of(text) if figure.conversion else "",
        "vague": "yes" if figure.vague else "",
    }
    return f"figure [{mention.span.of(text)}] " + " ".join(f"{name}={value}" for name, value in fields.items() if value)


def _number(value: Decimal | None) -> str:
    return "open" if value is None else f"{value:f}"


def _cases() -> Iterator[tuple[str, str, str]]:
    """(title, phrase, expected) of each case: title, dot, phrase, dot, expected lines, dot."""
    for path in sorted(_CASES.glob("figures*.md")):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
        parts = ("\n".join(lines) + "\n").split("\n.\n")
        for title, phrase, expected in zip(parts[::3], parts[1::3], parts[2::3], strict=False):
            yield title.strip().rstrip(":"), phrase, expected.strip()


@pytest.mark.parametrize(("phrase", "expected"), [pytest.param(phrase, expected, id=title) for title, phrase, expected in _cases()])
def test_a_phrase_reads_as_its_case_says(phrase: str, expected: str) -> None:
    assert "\n".join(_shown(phrase, mention) for mention in _find(phrase)) == ("" if expected == "none" else expected)


def test_there_are_enough_cases() -> None:
    assert len(list(_cases())) >= 250


# ------------------------------------------------------------------ properties

_AROUND = ("", "The minister spoke to reporters.", "“We are ready,” she said.", "It rained (heavily) all day.", "Was it so? Nobody knows!")


@settings(max_examples=60, deadline=None)
@given(
    case=st.sampled_from([phrase for title, phrase, expected in _cases()]), before=st.sampled_from(_AROUND), after=st.sampled_from(_AROUND)
)
def test_a_reading_does_not_depend_on_the_text_around(case: str, before: str, after: str) -> None:
    """The sentences before and after hold no figure, so they change nothing but the offsets."""
    lead = before + "\n\n" if before else ""
    text = lead + case + ("\n\n" + after if after else "")
    alone = [_shown(case, mention) for mention in _find(case)]
    assert [_shown(text, mention) for mention in _find(text)] == alone


_VALUES = st.decimals(min_value=0, max_value=10**12, places=2, allow_nan=False, allow_infinity=False) | st.integers(2, 10**12).map(Decimal)
_UNITS = st.sampled_from(
    [("km", "length"), ("%", "ratio"), ("tonne", "mass"), ("USD", "money"), ("km2", "area"), ("MW", "power"), ("EUR", "money")]
)
_BOUNDS = st.sampled_from([kind for kind in Modifier if kind is not Modifier.BETWEEN])


@st.composite
def _figures(draw: st.DrawFn) -> Figure:
    value = draw(_VALUES)
    modifier: Modifier = draw(_BOUNDS)
    unit, dimension = draw(_UNITS | st.just((None, "count")))
    low: Decimal | None = value
    high: Decimal | None = value
    if modifier in (Modifier.MORE_THAN, Modifier.AT_LEAST):
        high = None
    elif modifier in (Modifier.LESS_THAN, Modifier.UP_TO):
        low = None
    elif modifier is Modifier.EXACT and draw(st.booleans()):
        high, modifier = value + draw(st.integers(1, 1000)), Modifier.BETWEEN
    counted = None if unit else draw(st.sampled_from(["people", "Russian soldiers", "supply routes", "prisoners of war"]))
    head = {"Russian soldiers": "soldiers", "supply routes": "routes", "prisoners of war": "prisoners"}.get(counted or "", counted)
    return Figure(low=low, high=high, modifier=modifier, unit=unit, dimension=dimension, counted=counted, counted_head=head)


@settings(max_examples=300, deadline=None)
@given(figure=_figures())
def test_a_figure_written_out_reads_back_the_same(figure: Figure) -> None:
    mentions = _find(f"They reported {write_figure(figure)} there.")
    assert len(mentions) == 1
    read = mentions[0].value
    assert (read.low, read.high, read.modifier, read.unit) == (figure.low, figure.high, figure.modifier, figure.unit)
    assert (read.counted, read.counted_head) == (figure.counted, figure.counted_head)


_PIECES = st.sampled_from(
    "12 1,000 1.5 one two hundred million dozens half a third of the more than up to between and or".split()
    + "- – to $ € % km people men killed , . ( ) 2013 May 10pm 3/4 ½ point per year old aged no [3] T-72".split()
    + "1e9 10^400 minus −5 another several tens thousand 12,34 ٣".split()
    + ["\u00ad", "\u00a0"]
)


@settings(max_examples=400, deadline=None)
@given(text=st.lists(_PIECES, max_size=30).map(" ".join) | st.text(max_size=80))
def test_any_text_is_read_without_failing_and_every_figure_is_in_order(text: str) -> None:
    end = 0
    for mention in _find(text):
        assert end <= mention.span.start < mention.span.end <= len(text)
        end = mention.span.end
        low, high = mention.value.low, mention.value.high
        assert low is not None or high is not None
        assert low is None or high is None or low <= high
        if mention.value.counted_span is not None:
            assert mention.value.counted_span.of(text)


@given(st.integers(0, 10**15))
def test_grouped_digits_read_as_the_number_they_group(number: int) -> None:
    for form in (f"{number}", f"{number:,}", f"{number:,}".replace(",", "\u202f"), f"{number:,}".replace(",", "'")):
        assert read_digits(form)[0] == number


@pytest.mark.parametrize(
    "text",
    [
        "9" * 5000,
        "10^400",
        "NaN",
        "1,2,3,4,5,6",
        "between " * 99 + "5 and 7",
        "1-2-3-4-5-6 km",
        "$" * 500,
        "one " * 3000,
        "5 to " * 200 + "6",
        "(" * 300 + "3 km",
    ],
)
def test_absurd_input_costs_neither_a_crash_nor_a_wrong_magnitude(text: str) -> None:
    for mention in _find(text):
        assert all(abs(bound) < 100 for bound in (mention.value.low, mention.value.high) if bound is not None)


# ------------------------------------------------------------------ what others found, and blocks


def test_a_number_inside_a_name_is_no_figure() -> None:
    text = "The Ballet of 40 Dancers met 12 students."
    name = Span(4, 24)
    assert [mention.span.of(text) for mention in _find(text, (name,))] == ["12"]


def test_a_span_of_time_stays_a_figure_though_a_date_holds_it() -> None:
    text = "In the past 24 hours they left."
    assert [mention.span.of(text) for mention in _find(text, (Span(3, 20),))] == ["24 hours"]


def test_only_the_sentences_given_are_read() -> None:
    text = "Five ships sank. Six men drowned."
    article = Article(id="case", text=text, blocks=())
    assert [mention.span.of(text) for mention in find_figures(article, sentences(text)[1:])] == ["Six"]


def test_every_figure_says_who_found_it_and_why() -> None:
    mention = _find("At least 28 people were killed.")[0]
    assert mention.found_by == "figure-rules"
    assert 0 < mention.score <= 1
    assert mention.why
