"""Owns the drawings that are not maps: bars of compared figures, who stands with whom. Plain SVG, legible without colour."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal

from generator.model import Comparison, Entry, FigureRow
from generator.site import links, wording
from generator.site.corpus import Corpus
from generator.site.escape import Md, html_text, visible
from generator.units import converted

_WIDTH = 240  # units of a bar's drawing; it stretches to its column
_STACK = 6  # dots on each other; more of one value are in the text and on the comparison's page
_CIRCLE = 10  # names around a person; more are unreadable and stand in the list beside it


def scale(rows: Iterable[FigureRow], unit: str | None) -> tuple[Decimal, Decimal]:
    """The stretch of numbers that bars of these figures share, in `unit`: from nought unless all are of one size (within a half of the
    greatest) and yet differ."""
    first, last = _bounds(rows, unit)
    step = Decimal(10) ** ((last - first).adjusted() - 1)
    return Decimal(math.floor(first / step)) * step, Decimal(math.ceil(last / step)) * step


def _in(unit: str | None, row: FigureRow) -> tuple[Decimal | None, Decimal | None]:
    """The figure's bounds in `unit`; both None where it cannot be put into that."""
    figure = row.mention.value
    low, high = (None if bound is None else converted(bound, figure.unit, unit) for bound in (figure.low, figure.high))
    return low, high


def _bounds(rows: Iterable[FigureRow], unit: str | None) -> tuple[Decimal, Decimal]:
    bounds = [bound for row in rows for bound in _in(unit, row) if bound is not None]
    if not bounds:
        return Decimal(0), Decimal(1)
    least, most = min(bounds), max(bounds)
    if least >= 0:
        # Numbers within a fiftieth are one, converted or rounded: a scale that spread them would show a difference where there is none.
        first = Decimal(0) if least * 2 < most or (most - least) * 50 <= most else least - (most - least)
        return max(first, Decimal(0)), most + (most - first) / 8 if most > first else first + 1
    reach = (most - least) / 8 or Decimal(1)
    return least - reach, most + reach


def bar(row: FigureRow, ends: tuple[Decimal, Decimal], unit: str | None) -> Md:
    """One figure on the scale, in `unit`: a dot for a value, a line for a range, an arrow where a bound is open. SVG on one line."""
    low, high = _in(unit, row)
    if low is None and high is None:
        return Md("")
    start = _at(low, ends) if low is not None else 4.0
    end = _at(high, ends) if high is not None else _WIDTH - 8.0
    parts = [
        '<line class="axis" x1="0" y1="10" x2="240" y2="10"/>',
        f'<line class="range" x1="{start:.1f}" y1="10" x2="{end:.1f}" y2="10"/>',
    ]
    for bound, at in ((low, start), (high, end)):
        if bound is not None:
            parts.append(f'<circle class="dot" cx="{at:.1f}" cy="10" r="5"/>')
    if high is None:
        parts.append(f'<path class="open" d="M{end:.1f} 5l7 5l-7 5z"/>')
    if low is None:
        parts.append(f'<path class="open" d="M{start + 3:.1f} 5l-7 5l7 5z"/>')
    return Md(f'<svg class="bar" viewBox="0 0 {_WIDTH} 20" aria-hidden="true" focusable="false">{"".join(parts)}</svg>')


def _at(value: Decimal, ends: tuple[Decimal, Decimal]) -> float:
    first, last = ends
    share = float((value - first) / (last - first)) if last > first else 0.5
    return 8 + share * (_WIDTH - 24)


def scale_words(comparison: Comparison, ends: tuple[Decimal, Decimal]) -> str:
    """The ends of the scale, for the head of the bars' column. The word tells a reader that they are no finding."""
    first, last = ends
    return f"Scale: {wording.number(first)} to {wording.amount(last, comparison.unit)}"


def dots(corpus: Corpus, rows: Sequence[FigureRow], unit: str | None) -> Md:
    """All figures of a comparison on one line, a dot each over its value in `unit`; those of about one value stand on each other.

    "Thousands" and the like have no place there unless nothing else is said. A dot that is open to the left or the right has an arrow
    there. The least and the greatest value are written below. SVG on one line; its label says each figure and its source.
    """
    rows = [row for row in rows if not row.mention.value.vague] or rows
    ends = scale(rows, unit)
    stacks: Counter[int] = Counter()
    marks, said = [], []
    named: dict[Decimal, float] = {}
    for row in rows:
        low, high = _in(unit, row)
        bounds = [bound for bound in (low, high) if bound is not None]
        if not bounds:
            continue
        at = sum(_at(bound, ends) for bound in bounds) / len(bounds)
        place = round(at / 12)
        nth = stacks[place]
        stacks[place] += 1
        figure, source = wording.figure_value(row.mention.value), corpus.labels[row.shown.ref.article]
        said.append(f"{figure} ({source})")
        named.setdefault(min(bounds), at)
        named.setdefault(max(bounds), at)
        if nth < _STACK:
            marks.append((place * 12, nth, low, high, f"{figure}: {source}"))
    if not marks:
        return Md("")
    tall = max(nth for _, nth, *_ in marks) * 11 + 16
    drawn = "".join(_dot(x, tall - 8 - nth * 11, low, high, label) for x, nth, low, high, label in marks)
    first, last = min(named), max(named)
    words = [(first, named[first])] if first == last or named[last] - named[first] < 80 else [(first, named[first]), (last, named[last])]
    values = "".join(
        f'<text x="{_inside(x, words):.0f}" y="{tall + 15}" text-anchor="middle">{html_text(words)}</text>'
        for x, words in ((x, _ends(value, last, unit) if len(words) == 1 else wording.amount(value, unit)) for value, x in words)
    )
    return Md(
        f'<svg class="dots" viewBox="0 0 {_WIDTH} {tall + 19}" role="img" aria-label="{html_text("; ".join(said))}">'
        f'<line class="axis" x1="0" y1="{tall}" x2="{_WIDTH}" y2="{tall}"/>{drawn}{_nought(ends, words, tall)}{values}</svg>'
    )


def _nought(ends: tuple[Decimal, Decimal], words: Sequence[tuple[Decimal, float]], tall: int) -> str:
    """A nought at the left end of a scale that begins there, where no value is written that far left."""
    return f'<text class="nought" x="4" y="{tall + 15}">0</text>' if ends[0] == 0 and words[0][1] > 80 else ""


def _inside(x: float, words: str) -> float:
    """The middle of a text of thirteen units' height that stands at `x`, or as near as the drawing's edges allow."""
    half = min(3.9 * len(words), _WIDTH / 2)
    return min(max(x, half), _WIDTH - half)


def _ends(first: Decimal, last: Decimal, unit: str | None) -> str:
    return wording.amount(first, unit) if first == last else f"{wording.number(first)} to {wording.amount(last, unit)}"


def _dot(x: float, y: float, low: Decimal | None, high: Decimal | None, label: str) -> str:
    arrow = ""
    if high is None:
        arrow = f'<path class="open" d="M{x + 6} {y - 4}l6 4l-6 4z"/>'
    elif low is None:
        arrow = f'<path class="open" d="M{x - 6} {y - 4}l-6 4l6 4z"/>'
    return f'<circle class="dot" cx="{x}" cy="{y}" r="5"><title>{html_text(label)}</title></circle>{arrow}'


def network(corpus: Corpus, entry: Entry, page: str) -> Md | None:
    """The entries that share most sentences with this one, around it; a thicker line, more sentences. None for fewer than three."""
    others = [each for each in entry.together if each.entity in corpus.entries][:_CIRCLE]
    if len(others) < 3:
        return None
    most = max(each.sentences for each in others)
    lines, names = [], []
    for place, each in enumerate(others):
        angle = 2 * math.pi * place / len(others) - math.pi / 2
        x, y = 330 + 120 * math.cos(angle), 120 + 92 * math.sin(angle)
        anchor = "middle" if abs(math.cos(angle)) < 0.2 else "start" if math.cos(angle) > 0 else "end"
        name = _short(corpus.entries[each.entity].entity.name)
        target = html_text(links.to_url(corpus.entry_pages[each.entity], page))
        shift = 4 if anchor != "middle" else (-9 if math.sin(angle) < 0 else 17)
        dx = {"start": 8, "end": -8, "middle": 0}[anchor]
        lines.append(f'<line x1="330" y1="120" x2="{x:.0f}" y2="{y:.0f}" stroke-width="{1 + 4 * each.sentences / most:.1f}"/>')
        label = f"{html_text(name)}<title>{wording.counted(each.sentences, 'sentence')} together</title>"
        text = f'<text x="{x + dx:.0f}" y="{y + shift:.0f}" text-anchor="{anchor}">{label}</text>'
        names.append(f'<a role="link" xlink:href="{target}"><circle cx="{x:.0f}" cy="{y:.0f}" r="5"/>{text}</a>')
    said = f"In the same sentences as {html_text(visible(entry.entity.name))}"
    return Md(
        f'<figure class="network"><svg viewBox="0 0 660 240" role="group" aria-label="{said}">{"".join(lines)}'
        f'<circle class="self" cx="330" cy="120" r="8"/>{"".join(names)}</svg></figure>'
    )


def _short(name: str) -> str:
    words = visible(name)
    return words if len(words) <= 22 else words[:20].rstrip() + "…"
