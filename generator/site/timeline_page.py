"""Owns the timeline: what the articles say happened when."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby

from generator.model import Event, Page, Ref
from generator.site import links, pieces, wording
from generator.site.charts import calendar
from generator.site.corpus import Corpus
from generator.site.escape import Md
from generator.site.lists import page_name, split


def event_pages(events: Sequence[Event], most: int) -> tuple[Mapping[str, Sequence[Event]], Mapping[Ref, str]]:
    """The timeline's pages, and the page with anchor of each date that has a line."""
    pages = split(events, links.TIMELINE, _period(events, most), most)
    return pages, {shown.ref: f"{path}#{_anchor(event)}" for path, held in pages.items() for event in held for shown in event.shown}


def _period(events: Sequence[Event], most: int) -> Callable[[Event], str]:
    """The part of the timeline that an event stands in: its decade, or its year or month where more than `most` events share the wider one.

    Articles speak of many years and mostly of one: months for all would make a hundred pages of three lines.
    """
    decades = Counter(event.start.year // 10 for event in events)
    years = Counter(event.start.year for event in events)

    def period(event: Event) -> str:
        year = event.start.year
        if decades[year // 10] <= most:
            return f"{year // 10:03}0s"
        return f"{year:04}" if years[year] <= most else f"{year:04}-{event.start.month:02}"

    return period


def _anchor(event: Event) -> str:
    """From the value alone: "t-2024-08-06"; a time of day belongs to its day."""
    return "t-" + re.sub(r"[^0-9a-z]+", "-", _day(event).lower()).strip("-")


def _day(event: Event) -> str:
    return re.sub(r"T\d\d:\d\d(:\d\d)?$", "", event.value)


def timeline_pages(corpus: Corpus, pages: Mapping[str, Sequence[Event]]) -> Iterator[Page]:
    path = links.TIMELINE
    whole = path in pages
    parts = [] if whole else [links.link(page_name(each), each, path) + Md(f" ({len(rows):,})") for each, rows in pages.items()]
    yield Page(
        path=path,
        template="timeline.md",
        data={
            "title": "Timeline",
            "description": "What the articles say happened when",
            "lead": _lead(corpus),
            "chart": calendar(corpus.index.events),
            "parts": parts,
            "days": _days(corpus, pages.get(path, ()), path),
            "whole": None,
        },
    )
    for each, rows in pages.items():
        if each != path:
            yield Page(
                path=each,
                template="timeline.md",
                data={
                    "title": f"Timeline: {page_name(each)}",
                    "description": f"What the articles say happened in {page_name(each)}",
                    "lead": "",
                    "chart": None,
                    "parts": [],
                    "days": _days(corpus, rows, each),
                    "whole": links.link("Timeline", path, each),
                },
            )


def _lead(corpus: Corpus) -> str:
    events = corpus.index.events
    if not events:
        return "No dated sentence was found."
    count = wording.counted(len(events), "dated sentence")
    return f"{count}. A date worked out from words such as “on Tuesday” and the day of publication is marked so."


def _days(corpus: Corpus, events: Sequence[Event], path: str) -> list[Mapping[str, object]]:
    days: list[Mapping[str, object]] = []
    anchors: set[str] = set()
    for value, group in groupby(events, key=_day):
        held = list(group)
        anchor = _anchor(held[0])
        days.append(
            {
                "anchor": "" if anchor in anchors else anchor,
                "when": wording.edtf(value),
                "rows": [
                    {
                        "sentence": pieces.sentence(corpus, event.shown[0], path),
                        "sources": Md(", ").join(pieces.source_link(corpus, shown.ref, path) for shown in event.shown),
                        "relative": event.relative,
                        "approximate": event.approximate,
                    }
                    for event in held
                ],
            }
        )
        anchors.add(anchor)
    return days
