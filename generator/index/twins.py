"""Owns the figures that are known by their twins: a number that another article on the event gives to the digit, of the same things.

Words differ more than numbers. "Landed" and "are on their way" are two happenings, "400,000 doses" in two reports of one outbreak is one
matter. Where a figure's own words do not say what it is about, or say it differently, its twin's words tell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from generator.index.likeness import WINDOW, Judge
from generator.index.readings import Reading, telling
from generator.model import Figure

_PEOPLE = frozenset({"people", "civilians", "soldiers"})  # so often counted that one number may be of two happenings
_SETS_APART = frozenset({"past", "new"})  # scopes: of another time, of one day alone
_LEAST = 20  # of a round number of one and the same thing
_MOST = 24  # of one number, so many later ones are looked at
TWIN = "twin"  # begins the key of figures of which no article says in words we know what they are about


def adopt(readings: Sequence[Reading], judge: Judge) -> Sequence[Reading]:
    """The readings, in their order, those with a twin under one key; those that have neither a subject nor a twin are left out."""
    shelves: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for number, reading in enumerate(readings):
        figure = reading.row.mention.value
        if (size := _size(figure)) and not reading.another and reading.key[0] != "decided":
            shelves[(*size, reading.measure, figure.change, figure.per)].append(number)
    now = list(readings)
    for shelf in shelves.values():
        shelf.sort(key=lambda number: (readings[number].row.published is None, readings[number].row.published, readings[number].ref))
        for place, first in enumerate(shelf):
            for second in shelf[place + 1 : place + 1 + _MOST]:
                left, right = now[first], now[second]
                if _far(left, right):
                    break
                if left.ref.article != right.ref.article and left.key != right.key and _twins(left, right) and judge.one_event(left, right):
                    now[first], now[second] = _alike(left, right)
    return [reading for reading in now if not reading.lost]


def _size(figure: Figure) -> tuple[object, ...] | None:
    if (found := telling(figure)) or figure.dimension != "count" or not figure.counted_head:
        return found
    exact = figure.low is not None and figure.low == figure.high and not figure.vague and figure.low >= _LEAST
    return (figure.unit, figure.low.normalize()) if exact and figure.low is not None else None


def _far(earlier: Reading, later: Reading) -> bool:
    days = (earlier.row.published, later.row.published)
    return days[0] is None or days[1] is None or (days[1] - days[0]).days > WINDOW


def _twins(left: Reading, right: Reading) -> bool:
    """Whether nothing that the two sentences say speaks against one matter."""
    if not _SETS_APART.isdisjoint(left.scopes ^ right.scopes):
        return False
    if left.lost or right.lost:
        return telling(left.row.mention.value) is not None
    if left.topic is right.topic and left.counted == right.counted:
        return True
    if left.measure.startswith("money"):
        return True
    return left.measure == "count" and left.counted == right.counted and left.counted not in _PEOPLE


def _alike(left: Reading, right: Reading) -> tuple[Reading, Reading]:
    """The two under the key of the one whose words say more, of two alike the first."""
    if left.lost and right.lost:
        key = (TWIN, left.measure, str(left.amount.low))
        return replace(left, key=key, lost=False), replace(right, key=key, lost=False)
    surer = max(left, right, key=lambda one: (not one.lost, one.key[0] != TWIN, one.topic is not None))
    return tuple(  # type: ignore[return-value]  # two in, two out
        replace(one, key=surer.key, topic=surer.topic, counted=surer.counted, event=surer.event, scopes=surer.scopes, lost=False)
        for one in (left, right)
    )
