"""Owns the drawing above the timeline: dated sentences by day, month, year or decade, as the dates ask, over the days of publication."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from generator.model import Event
from generator.site import wording
from generator.site.escape import Md, html_text

# Bins that a drawing holds at most, and the longest interval, in days, that stands in one: "March 2024" is no bar of a day.
_SIZES = (("day", 31, 1), ("month", 36, 31), ("year", 40, 366), ("decade", 40, 3653))
_ENOUGH = 0.6  # of the dated sentences: a stretch that holds so many is what the drawing shows, the others are summed up beside it
_LEAST = 3  # dated sentences; fewer need no drawing
_NEAR = 31  # days before the first publication that still belong to the story
_LEFT, _HIGH, _FLOOR, _TALL = 74, 18, 110, 172  # units: names of the rows; the top of a bar; the axis; all


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """The stretch of time that the articles are mostly about: its first and last bins, of `size`; `first` and `last` bound the story."""

    size: str
    bins: tuple[int, int]
    first: date
    last: date


def stretch(events: Sequence[Event], published: Sequence[date]) -> Stretch | None:
    """The finest scale on which one stretch holds enough of the dated sentences; None without any of them.

    The story runs from there to the last publication, and from a month before the first one where that is earlier.
    """
    if not events:
        return None
    for size, most, longest in _SIZES:
        fits = [each.start for each in events if (each.end - each.start).days <= longest]
        found = _fullest(Counter(_bin(start, size) for start in fits), most)
        if found is not None and (found[2] >= _ENOUGH * len(events) or size == "decade"):
            break
    else:
        found = None
    if found is None:
        return None
    low, high, _ = found
    days = sorted(published)
    for day in days:  # the days of publication nearby are drawn too
        place = _bin(day, size)
        if max(high, place) - min(low, place) < most:
            low, high = min(low, place), max(high, place)
    first, last = _start(low, size), _start(high + 1, size) - timedelta(days=1)
    if days:
        first, last = min(first, days[0] - timedelta(days=_NEAR)), max(last, days[-1])
    return Stretch(size=size, bins=(low, high), first=first, last=last)


def _fullest(counts: Mapping[int, int], most: int) -> tuple[int, int, int] | None:
    """The first and last filled bin of the fullest run of `most` bins, and what it holds; the earliest of equals."""
    places = sorted(counts)
    best: tuple[int, int, int] | None = None
    start = held = 0
    for place in places:
        held += counts[place]
        while place - places[start] >= most:
            held -= counts[places[start]]
            start += 1
        if best is None or held > best[2]:
            best = (places[start], place, held)
    return best


def _bin(day: date, size: str) -> int:
    if size == "day":
        return day.toordinal()
    return day.year * 12 + day.month - 1 if size == "month" else day.year if size == "year" else day.year // 10


def _start(place: int, size: str) -> date:
    """The first day of a bin, within the years that a date can have."""
    if size == "day":
        return date.fromordinal(min(place, date.max.toordinal()))
    year, month = (place // 12, place % 12 + 1) if size == "month" else (place if size == "year" else place * 10, 1)
    return date(year, month, 1) if 1 <= year <= 9999 else date.min if year < 1 else date.max


def name(place: int, size: str) -> str:
    """What a bin is called: "18 June 2025", "June 2025", "2025", "2020s"."""
    if size == "day":
        return wording.day(date.fromordinal(place))
    return f"{wording.MONTHS[place % 12]} {place // 12}" if size == "month" else str(place) if size == "year" else f"{place}0s"


def chart(events: Sequence[Event], published: Sequence[date], span: Stretch | None, target: Callable[[Event], str]) -> Md | None:
    """The drawing, as raw HTML on one line; None for fewer than three dated sentences. `target`: the address of a sentence's heading.

    A bar for each bin, a link to its first heading; what lies before and after the stretch summed up in a bar on either side, with a
    broken outline; below the axis how many articles were published. The lists below say the same in words.
    """
    if span is None or len(events) < _LEAST:
        return None
    (low, high), size = span.bins, span.size
    longest = {name: days for name, _, days in _SIZES}[size]
    inside: dict[int, list[Event]] = {}
    before, after, wide = [], [], []
    for event in events:
        place = _bin(event.start, size)
        if place > high:
            after.append(event)
        elif (event.end - event.start).days > longest and event.end > _start(low, size):
            wide.append(event)
        elif place < low:
            before.append(event)
        else:
            inside.setdefault(place, []).append(event)
    days = Counter(_bin(day, size) for day in published)
    most = max([len(held) for held in inside.values()] or [1])
    number = high - low + 1
    step = min((720 - _LEFT - 96) / max(number, 12), 42)
    left = _LEFT + (48 if before else 0)
    parts = [_row_names(any(low <= place <= high for place in days))]
    if before:
        parts.append(_bar(_LEFT, 34, len(before), most, f"Before {name(low, size)}", 0, target(before[0]), "aside"))
        parts.append(f'<text x="{_LEFT + 17}" y="{_FLOOR + 15}" text-anchor="middle">earlier</text>')
    for place in range(low, high + 1):
        x = left + (place - low) * step
        held = inside.get(place, [])
        if held:
            parts.append(_bar(x, step, len(held), most, name(place, size), days[place], target(held[0]), ""))
        if days[place]:
            parts.append(_published(x, step, days[place], name(place, size)))
        parts.append(_label(x, step, place, low, number, size))
    right = left + number * step
    if after:
        parts.append(_bar(right + 14, 34, len(after), most, f"After {name(high, size)}", 0, target(after[0]), "aside"))
        parts.append(f'<text x="{right + 31:.1f}" y="{_FLOOR + 15}" text-anchor="middle">later</text>')
    said = _said(span, len(before), len(after), len(wide), most)
    return Md(
        f'<figure class="days"><svg viewBox="0 0 720 {_TALL}" role="group" aria-label="{html_text(said)}">{"".join(parts)}'
        f'<line x1="{left:.1f}" y1="{_FLOOR}.5" x2="{right:.1f}" y2="{_FLOOR}.5"/></svg><figcaption>{html_text(said)}</figcaption></figure>'
    )


def _said(span: Stretch, before: int, after: int, wide: int, most: int) -> str:
    (low, high), size = span.bins, span.size
    where = f"{name(low, size)} to {name(high, size)}"
    if size == "day" or low == high:
        where = wording.period(_start(low, size), _start(high, size)) if size == "day" else name(low, size)
    words = f"Dated sentences by {size}, {where}; the most in one {size}: {most}. "
    aside = [f"{count:,} {what}" for count, what in ((before, "earlier"), (after, "later"), (wide, f"longer than a {size}")) if count]
    return words + (f"Not in these bars: {', '.join(aside)}." if aside else "")


def _row_names(published: bool) -> str:
    names = f'<text x="0" y="{_FLOOR - 6}">sentences</text>'
    return names + (f'<text x="0" y="{_FLOOR + 50}">published</text>' if published else "")


def _bar(x: float, step: float, count: int, most: int, label: str, published: int, address: str, style: str) -> str:
    height = 6 + (_FLOOR - _HIGH - 6) * min(count / most, 1)
    said = f"{label}: {wording.counted(count, 'dated sentence')}" + (
        f"; {wording.counted(published, 'article')} published" if published else ""
    )
    middle = x + step / 2
    shape = f'x="{x + 1:.1f}" y="{_FLOOR - height:.1f}" width="{max(step - 2, 1):.1f}" height="{height:.1f}"'
    return (
        f'<a href="{html_text(address)}" aria-label="{html_text(said)}"><title>{html_text(said)}</title>'
        f'<rect class="hit" x="{x:.1f}" y="0" width="{step:.1f}" height="{_FLOOR}"/>'
        f'<rect class="bar-{style or "in"}" {shape}/>'
        f'<text x="{middle:.1f}" y="{_FLOOR - height - 4:.1f}" text-anchor="middle">{count}</text></a>'
    )


def _published(x: float, step: float, count: int, label: str) -> str:
    said = html_text(f"{label}: {wording.counted(count, 'article')} published")
    return (
        f'<g><title>{said}</title><circle class="paper" cx="{x + step / 2:.1f}" cy="{_FLOOR + 46}" r="{min(step / 2, 9):.1f}"/>'
        f'<text x="{x + step / 2:.1f}" y="{_FLOOR + 50}" text-anchor="middle">{count}</text></g>'
    )


def _label(x: float, step: float, place: int, low: int, number: int, size: str) -> str:
    """Below the axis: the day of the month, the month's first letter or the year; in a second line the month or year where it begins."""
    middle = x + step / 2
    if size == "day":
        day = date.fromordinal(place)
        small, large = str(day.day), f"{wording.MONTHS[day.month - 1]} {day.year}" if place == low or day.day == 1 else ""
        if place == low and (date.fromordinal(place + 5)).day <= 5 and number > 5:
            large = ""  # the next month begins where its name would stand
    elif size == "month":
        small, large = wording.MONTHS[place % 12][:1], str(place // 12) if place == low or place % 12 == 0 else ""
        if place == low and place % 12 > 9 and number > 3:
            large = ""
    else:
        every = 1 if step >= (50 if size == "decade" else 30) else 2 if step >= 25 else 5
        small, large = (name(place, size) if place % every == 0 or number <= every else ""), ""
    words = f'<text x="{middle:.1f}" y="{_FLOOR + 15}" text-anchor="middle">{small}</text>' if small and step >= 9 else ""
    return words + (f'<text x="{x + 2:.1f}" y="{_FLOOR + 30}">{large}</text>' if large else "")
