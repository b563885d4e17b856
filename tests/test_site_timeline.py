"""The timeline's pages: the scale that the dates ask for, story and background apart, publications beside events, names to choose by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import lxml.html
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model import Event, Kind, Precision, Ref, Shown, Span
from generator.site import SiteSettings, load_templates, plan, render
from generator.site.timeline_chart import Stretch, chart, stretch
from tests.support_site import annotated, indexed

ROOT = Path(__file__).parents[1]


def event(start: str, days: int = 1) -> Event:
    first = date.fromisoformat(start)
    shown = Shown(ref=Ref("a", Kind.DATE, 0, 1), number=1, sentence=Span(0, 1), paragraph=1)
    return Event(
        value=start,
        start=first,
        end=first + timedelta(days=days),
        precision=Precision.DAY,
        approximate=False,
        relative=False,
        shown=(shown,),
        entities=(),
    )


def span_of(*starts: str, published: Sequence[str] = ()) -> Stretch:
    found = stretch([event(each) for each in sorted(starts)], [date.fromisoformat(each) for each in published])
    assert found is not None
    return found


def test_the_scale_is_the_finest_on_which_one_stretch_holds_most() -> None:
    assert span_of("2002-08-01", "2013-06-01", "2025-06-16", "2025-06-17", "2025-06-17", "2025-06-20").size == "day"
    assert span_of("1950-01-01", "2023-01-05", "2023-06-01", "2024-01-01", "2024-12-01", "2025-06-17").size == "month"
    assert span_of("1990-01-01", "2000-01-01", "2010-01-01", "2020-01-01").size == "year"
    assert span_of("1500-01-01", "1700-01-01", "1800-01-01", "1900-01-01", "2020-01-01").size == "decade"
    assert stretch([], []) is None


def test_a_month_is_no_bar_of_a_day() -> None:
    events = [event("2025-06-01", 30), *(event("2025-06-02") for _ in range(3))]
    drawn = chart(events, [], stretch(events, []), lambda _: "#t")
    assert drawn is not None and drawn.count("<a ") == 1 and "1 longer than a day" in drawn


def test_the_story_begins_a_month_before_the_first_publication_and_ends_with_the_last() -> None:
    found = span_of("2025-06-16", "2025-06-17", published=["2025-06-18", "2025-09-01"])
    assert (found.first, found.last) == (date(2025, 5, 18), date(2025, 9, 1))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.dates(), st.sampled_from([1, 7, 31, 366, 4000])), max_size=40), st.lists(st.dates(), max_size=5))
def test_any_dates_can_be_drawn(days: list[tuple[date, int]], published: list[date]) -> None:
    events = [event(day.isoformat(), length) for day, length in sorted(days) if (date.max - day).days > length]
    found = stretch(events, published)
    drawn = chart(events, published, found, lambda _: "#t")
    assert (found is None) <= (drawn is None)
    if drawn is not None:
        counted = [int(number) for number in re.findall(r": ([\d]+) dated sentence", drawn)]
        wide = re.search(r"(\d+) longer than", drawn)
        assert sum(counted[::2]) + int(wide.group(1) if wide else 0) == len(events)  # each count stands in a label and a title
        tree = lxml.html.fromstring(drawn)
        assert all(float(each.get("width") or 0) > 0 for each in tree.iter("rect"))


def _page(**changes: object) -> dict[str, str]:
    articles = [
        annotated(
            "one",
            "[Ann Lee](p:ann-lee) spoke in [Kursk](l:kursk) on [Tuesday](d:2024-08-13). It flooded in [2002](d:2002-08-01). "
            "It rained on [Monday](d:2024-08-12). They vote on [Sunday](d:2024-09-15).",
            published=date(2024, 8, 14),
        ),
        annotated("two", "The [Odd | Name](p:odd) left on [Tuesday](d:2024-08-13).", published=date(2024, 8, 16), publisher="Two"),
    ]
    made, problems = plan(indexed(articles), SiteSettings(**changes))  # type: ignore[arg-type]  # names of fields
    assert not problems
    return {path: content.decode() for path, content in render(made, load_templates(ROOT)).items() if path.startswith("timeline/")}


def test_story_later_and_background_are_apart_and_publications_stand_at_their_day() -> None:
    page = lxml.html.fromstring(_page()["timeline/index.md"].split("---\n", 2)[2])
    for sign in page.xpath("//a[@class='headerlink']"):
        sign.drop_tree()
    assert [each.text_content() for each in page.iter("h2", "h3")] == [
        *("Days of the story", "12 August 2024", "13 August 2024", "14 August 2024", "16 August 2024"),
        *("Later", "15 September 2024"),
        *("Background", "1 August 2002"),
    ]
    published = {each.getparent().find("h3").text_content(): each.text_content() for each in page.find_class("published")}
    assert published == {"14 August 2024": "Published: 1 article — The Daily", "16 August 2024": "Published: 1 article — Two"}


def test_a_sentence_carries_the_names_that_it_can_be_chosen_by() -> None:
    page = _page()["timeline/index.md"]
    assert '<li data-person="Ann Lee" data-place="Kursk">' in page
    assert '<li data-person="Odd / Name">' in page


def test_parts_of_a_long_timeline_hold_their_publications_and_the_drawing_leads_to_them() -> None:
    made = _page(rows=3)
    assert sorted(made) == [f"timeline/{name}.md" for name in ("by/2000s", "by/2024-08", "by/2024-09", "index")]
    assert 'id="t-2024-08-16"' in made["timeline/by/2024-08.md"] and "Published" not in made["timeline/by/2024-09.md"]
    assert 'href="../timeline/by/2024-08/#t-2024-08-13"' in made["timeline/index.md"]
