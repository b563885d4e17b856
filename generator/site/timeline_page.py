"""Owns the timeline: what the articles say happened when, the days of the story apart from its background, and when they were published."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby

from generator.model import Event, Kind, Page, Ref
from generator.site import links, pieces, wording
from generator.site.corpus import Corpus
from generator.site.escape import Md, escape_inline, html_text, visible
from generator.site.lists import page_name, split
from generator.site.timeline_chart import Stretch, chart, stretch

_LONG = 366  # days; a longer interval is background wherever it begins
_NAMED = {Kind.PERSON: "person", Kind.PLACE: "place", Kind.ORGANISATION: "organisation"}
_PERIOD = re.compile(r"(\d{3})0s|(\d{4}(?:-\d\d)?)(?!\d)")  # in the name of a part of the timeline: decade, year or month
_STORY, _AHEAD, _BACKGROUND = "story", "ahead", "background"


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


@dataclass(slots=True)
class _Group:
    """A heading of the timeline: a day or a longer interval, its dated sentences and the articles that were published on it."""

    value: str
    anchor: str
    order: tuple[date, date]
    part: str
    events: Sequence[Event] = ()
    published: list[str] = field(default_factory=list)


def timeline_pages(corpus: Corpus, pages: Mapping[str, Sequence[Event]]) -> Iterator[Page]:
    path = links.TIMELINE
    published = _published(corpus)
    story = stretch(corpus.index.events, sorted(day for day, held in published.items() for _ in held))
    groups = {each: _groups(rows, story) for each, rows in pages.items()}
    _add_publications(groups, published, story)
    parts = [links.link(page_name(each), each, path) + Md(f" ({len(rows):,})") for each, rows in pages.items() if path not in pages]
    yield Page(
        path=path,
        template="timeline.md",
        data={
            "title": "Timeline",
            "description": "What the articles say happened when",
            "lead": _lead(corpus),
            "up": _up(path),
            "chart": _chart(corpus, story, published, path),
            "parts": parts,
            "days": _days(corpus, groups.get(path, ()), story, path),
            "whole": None,
        },
    )
    for each in pages:
        if each != path:
            yield Page(
                path=each,
                template="timeline.md",
                data={
                    "title": f"Timeline: {page_name(each)}",
                    "description": f"What the articles say happened in {page_name(each)}",
                    "lead": "",
                    "up": _up(each),
                    "chart": None,
                    "parts": [],
                    "days": _days(corpus, groups[each], story, each),
                    "whole": links.link("Timeline", path, each),
                },
            )


def _up(path: str) -> Md:
    return Md("../" * path.count("/"))


def _lead(corpus: Corpus) -> str:
    events = corpus.index.events
    if not events:
        return "No dated sentence was found."
    count = wording.counted(len(events), "dated sentence")
    return (
        f"{count}: when things happened, or will, as the articles say; a line beneath each day tells which articles were published on it. "
        "A date worked out from words such as “on Tuesday” and the day of publication is marked so."
    )


def _published(corpus: Corpus) -> Mapping[date, Sequence[str]]:
    """Day -> the articles published on it, in order."""
    days: dict[date, list[str]] = {}
    for entry in corpus.index.articles:
        if entry.article.published:
            days.setdefault(entry.article.published.value, []).append(entry.article.id)
    return days


def _chart(corpus: Corpus, story: Stretch | None, published: Mapping[date, Sequence[str]], path: str) -> Md | None:
    def target(event: Event) -> str:
        where = corpus.pages[event.shown[0].ref]
        return f"#{where.partition('#')[2]}" if where.startswith(f"{path}#") else links.to_url(where, path)

    days = [day for day, held in published.items() for _ in held]
    return chart(corpus.index.events, days, story, target)


def _groups(events: Sequence[Event], story: Stretch | None) -> list[_Group]:
    """The events by day or longer interval, in order of time, each with the part of the timeline that it belongs to."""
    groups = []
    for value, group in groupby(events, key=_day):
        held = list(group)
        first = held[0]
        groups.append(
            _Group(
                value=value,
                anchor=_anchor(first),
                order=(first.start, first.end),
                part=_part(first.start, first.end, story),
                events=held,
            )
        )
    return groups


def _part(start: date, end: date, story: Stretch | None) -> str:
    if story is None:
        return _STORY
    if end <= story.first or (end - start).days > _LONG:
        return _BACKGROUND
    return _AHEAD if start > story.last else _STORY


def _add_publications(groups: Mapping[str, list[_Group]], published: Mapping[date, Sequence[str]], story: Stretch | None) -> None:
    """Each day of publication at its heading; one without a dated sentence gets a heading on the page of the days around it."""
    for day, articles in sorted(published.items()):
        value = day.isoformat()
        page = _page_of(groups, day)
        if page is None:
            continue
        held = groups[page]
        here = next((each for each in held if each.value == value), None)
        if here is None:
            after = day + timedelta(days=1) if day < date.max else day
            here = _Group(value=value, anchor=f"t-{value}", order=(day, after), part=_part(day, after, story))
            held.append(here)
            held.sort(key=lambda each: each.order)
        here.published.extend(articles)


def _page_of(groups: Mapping[str, Sequence[_Group]], day: date) -> str | None:
    """The page with that day's heading; else, of the pages of its period, the last that begins before it, or the first."""
    found = None
    for path, held in groups.items():
        if _is_of(path, day) and held:
            if any(each.value == day.isoformat() for each in held):
                return path
            if found is None or held[0].order[0] <= day:
                found = path
    return found


def _is_of(path: str, day: date) -> bool:
    period = _PERIOD.match(path.removeprefix("timeline/by/"))
    return period is None or day.isoformat().startswith(period.group(1) or period.group(2))


def _days(corpus: Corpus, groups: Sequence[_Group], story: Stretch | None, path: str) -> Md:
    """The parts of the timeline with their days, as one block of HTML. Each sentence carries the names that a reader may choose by."""
    taken: set[str] = set()
    parts = []
    for part in (_STORY, _AHEAD, _BACKGROUND):
        held = [each for each in groups if each.part == part]
        if held:
            days = "".join(_group(corpus, each, taken, path) for each in held)
            title, why = _title(part, story)
            note = f'<p class="label">{html_text(why)}</p>' if why else ""
            parts.append(f'<div class="part"><h2 id="{part}">{title}{_permalink(part)}</h2>{note}{days}</div>')
    return Md(f'<div class="timeline" data-pick="Person|Place|Organisation" data-pagefind-ignore="">{"".join(parts)}</div>')


def _permalink(identifier: str) -> str:
    """The sign behind a heading that leads to it, as the renderer gives one to those that it makes."""
    return f'<a class="headerlink" href="#{identifier}" title="Permanent link">¶</a>'


def _title(part: str, story: Stretch | None) -> tuple[str, str]:
    if part == _AHEAD and story:
        return "Later", f"Dates after {wording.day(story.last)}."
    if part == _BACKGROUND and story:
        return "Background", f"Dates before {wording.day(story.first)}, and spans of more than a year."
    return "Days of the story", ""


def _group(corpus: Corpus, group: _Group, taken: set[str], path: str) -> str:
    anchor = "" if group.anchor in taken else group.anchor
    taken.add(group.anchor)
    mark, sign = (f' id="{anchor}"', _permalink(anchor)) if anchor else ("", "")
    rows = "".join(_row(corpus, event, path) for event in group.events)
    return (
        f'<div class="day"><h3{mark}>{html_text(wording.edtf(group.value))}{sign}</h3>{_published_line(corpus, group.published, path)}'
        + (f"<ul>{rows}</ul>" if rows else "")
        + "</div>"
    )


def _published_line(corpus: Corpus, articles: Sequence[str], path: str) -> str:
    if not articles:
        return ""
    names = ", ".join(links.link(corpus.publishers[each], links.article_path(each), path) for each in articles)
    return f'<p class="published">Published: {wording.counted(len(articles), "article")} — {names}</p>'


def _row(corpus: Corpus, event: Event, path: str) -> str:
    sources = Md(", ").join(pieces.source_link(corpus, shown.ref, path) for shown in event.shown)
    notes = (" · worked out" if event.relative else "") + (" · about" if event.approximate else "")
    time = f'<span class="at">{html_text(event.time)}</span> ' if event.time else ""
    sentence = pieces.sentence(corpus, event.shown[0], path)
    return f'<li{_names(corpus, event)}>{time}{sentence} <small class="how">{sources}{escape_inline(notes)}</small></li>'


def _names(corpus: Corpus, event: Event) -> str:
    """The names of the sentence by kind, as attributes; a bar within a name would part it."""
    found: dict[str, list[str]] = {}
    for each in event.entities:
        entry = corpus.entry(each)
        if entry is not None:
            found.setdefault(_NAMED[entry.entity.kind], []).append(visible(entry.entity.name).replace("|", "/"))
    return "".join(f' data-{kind}="{html_text("|".join(names))}"' for kind, names in sorted(found.items()))
