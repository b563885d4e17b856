"""Owns the figures that are known by their twins: a number that another article on the event gives to the digit, of the same things.

Words differ more than numbers. "Landed" and "are on their way" are two happenings, "400,000 doses" in two reports of one outbreak is one
matter. Where a figure's own words do not say what it is about, or say it differently, its twin's words tell.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import combinations

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
            shelves[(*size, reading.measure, figure.per)].append(number)
    now = list(readings)
    for shelf in shelves.values():
        if len(shelf) > 1:
            for family in _families(shelf, readings, judge):
                for number, reading in zip(family, _alike([readings[number] for number in family]), strict=True):
                    now[number] = reading
    return [reading for reading in _with_rivals(readings, now) if not reading.lost]


def _families(shelf: Sequence[int], readings: Sequence[Reading], judge: Judge) -> Iterator[Sequence[int]]:
    """The figures of one number that are twins of each other, each family in the order of the readings."""
    found: dict[int, list[int]] = {}
    by_day = sorted(
        shelf, key=lambda number: (readings[number].row.published is None, readings[number].row.published, readings[number].ref)
    )
    for place, first in enumerate(by_day):
        for second in by_day[place + 1 : place + 1 + _MOST]:
            left, right = readings[first], readings[second]
            if _far(left, right):
                break
            one, other = found.setdefault(first, [first]), found.setdefault(second, [second])
            if one is not other and _twins(left, right) and (left.ref.article == right.ref.article or judge.one_event(left, right)):
                one += other
                found.update(dict.fromkeys(other, one))
    families = {id(family): sorted(family) for family in found.values() if len({readings[number].ref.article for number in family}) > 1}
    return iter(families.values())


def _with_rivals(before: Sequence[Reading], now: Sequence[Reading]) -> Iterator[Reading]:
    """What stands against a figure that has a new key goes with it."""
    moved = {old.ref: new for old, new in zip(before, now, strict=True) if old.key != new.key}
    facing = {one.rival: one.ref for one in before if one.rival}
    for old, new in zip(before, now, strict=True):
        partner = moved.get(old.rival or facing.get(old.ref, old.ref))
        yield _under(partner, new) if partner and old.ref not in moved else new


def _far(earlier: Reading, later: Reading) -> bool:
    days = (earlier.row.published, later.row.published)
    return days[0] is None or days[1] is None or (days[1] - days[0]).days > WINDOW


def _twins(left: Reading, right: Reading) -> bool:
    """Whether nothing that the two sentences say speaks against one matter."""
    changes = {left.row.mention.value.change, right.row.mention.value.change} - {None}
    if not _SETS_APART.isdisjoint(left.scopes ^ right.scopes) or len(changes) > 1:
        return False
    if left.lost or right.lost:
        return telling(left.row.mention.value) is not None
    if left.key == right.key or (left.topic is right.topic and left.counted == right.counted):
        return True
    if left.measure.startswith("money"):
        return True
    return left.measure == "count" and left.counted == right.counted and left.counted not in _PEOPLE


def _alike(family: Sequence[Reading]) -> Sequence[Reading]:
    """The members under the key of the one whose words say most; where they say different things, those that say nothing under one of their
    own."""
    saying = [one for one in family if not one.lost]
    topics = Counter(one.topic.name if one.topic is not None else "" for one in saying)
    best, votes = max(topics.items(), key=lambda item: (item[1], item[0]), default=("", 0))
    agreed = all(_twins(left, right) for left, right in combinations(saying, 2)) and 2 * votes > len(saying)
    if saying and agreed:
        surest = next(one for one in saying if best == (one.topic.name if one.topic is not None else ""))
        return [_under(surest, one) for one in family]
    key = (TWIN, family[0].measure, str(family[0].amount.low))
    if not saying or len({one.counted for one in saying}) > 1:
        return [replace(one, key=key, lost=False) if one.lost else one for one in family]
    # Of one thing, but what happened to it each tells in its own way.
    plain = replace(saying[0], key=(*key, saying[0].counted or ""), topic=None, event=None, scopes=frozenset())
    return [_under(plain, one) for one in family]


def _under(surer: Reading, one: Reading) -> Reading:
    """A reading with the subject of another; a day in the future is left, since the other speaks of the present."""
    days, dated = one.days, one.dated
    if "forecast" in one.scopes and one.row.published:
        days, dated = (one.row.published, one.row.published + timedelta(days=1)), False
    return replace(
        one,
        key=surer.key,
        topic=surer.topic,
        counted=surer.counted,
        event=surer.event,
        scopes=surer.scopes,
        owners=one.owners or surer.owners,
        lost=False,
        days=days,
        dated=dated,
    )


def _size(figure: Figure) -> tuple[object, ...] | None:
    if (found := telling(figure)) or figure.dimension != "count" or not figure.counted_head:
        return found
    exact = figure.low is not None and figure.low == figure.high and not figure.vague and figure.low >= _LEAST
    return (figure.unit, figure.low.normalize()) if exact and figure.low is not None else None
