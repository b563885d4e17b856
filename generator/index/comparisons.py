"""Owns the comparisons: which figures a reader would lay side by side, their addresses, and people's decisions on them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from math import log2

from anyascii import anyascii

from generator.index.anchors import refs_at
from generator.index.corrections import problem
from generator.index.lexicon import lexicon
from generator.index.likeness import LINK, LONGEST_RUN, Judge, Likeness
from generator.index.readings import Geography, Reading, geography, read_figures, read_plainly, telling
from generator.index.relations import (
    CONTRADICT,
    CORRECTED,
    DIFFER,
    PARTS,
    common_unit,
    count_sources,
    explain,
    find_contradictions,
    find_out,
    find_repeats,
    hull,
    period,
    relate,
)
from generator.index.twins import TWIN, adopt
from generator.model import Annotated, Comparison, Decision, Entity, FigureRow, Linked, Ref, entities_by_id
from generator.problems import Problem

_NEIGHBOURS = 48  # in the list of a place's figures by date, so many later ones are compared: cost stays in line with their number
_MOST_CHECKED = 24  # members of each of two groups that are compared before the groups become one
_MEAN = 0.55  # what the pairs between two groups must come to on average
_ONE_SOURCE = 0.05  # of the weight: whatever one article says twice stands behind all that two articles report
_CALENDAR = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April June July August September October November"
    " December".split()
)
_TELLING = {CONTRADICT: 3.0, CORRECTED: 2.5, DIFFER: 2.0, PARTS: 2.0}


def compare(
    articles: Sequence[Annotated],
    rows: Sequence[FigureRow],
    linked: Linked,
    entities_of: Mapping[str, Sequence[str]],
    copy_of: Mapping[str, str],
    decisions: Sequence[Decision],
) -> tuple[tuple[Comparison, ...], tuple[Problem, ...]]:
    """The comparisons, the most telling first, and a problem for each `compare` decision that matches nothing or contradicts another.

    Which figures are compared depends on these figures and their articles alone: an unrelated article changes nothing. A figure
    stands in one comparison at most. `articles` in order of date; `rows` in the same order.
    """
    settled = _settle(articles, decisions)
    lands = geography(linked.entities)
    readings = _with_decided(read_figures(articles, rows, linked, lands), articles, rows, settled)
    names_of = {article: frozenset(names) - lands.countries for article, names in entities_of.items()}
    judge = Judge(lands, names_of, copy_of, settled.apart, _telling_numbers(rows), _proper_words(articles, lands))
    readings = adopt(readings, judge)
    order = {annotated.article.id: place for place, annotated in enumerate(articles)}
    entities = entities_by_id(linked.entities)
    groups = _Groups(readings, judge)
    for pair in settled.together:
        groups.force(*pair)
    for left, right in _candidates(readings, lands):
        groups.propose(left, right)
    made = [
        comparison
        for group in groups.settle()
        if (comparison := _Maker(group, groups, entities, copy_of, settled, order).make()) is not None
    ]
    return _addressed(made), settled.problems


# ---------------------------------------------------------------- decisions


@dataclass(frozen=True, slots=True, kw_only=True)
class _Settled:
    """What people decided: pairs that belong together, pairs that do not, and which decision joined a figure."""

    together: tuple[tuple[Ref, Ref], ...]
    apart: frozenset[tuple[Ref, Ref]]
    joined_by: Mapping[Ref, Decision]
    problems: tuple[Problem, ...]


def _settle(articles: Sequence[Annotated], decisions: Sequence[Decision]) -> _Settled:
    """Reads the `compare` decisions. Of two that speak against each other the later day's holds, on one day "apart"; both are reported.

    Where figures are together only by way of others, and two of them apart, what joins them is not applied.
    """
    compares = (decision for decision in decisions if decision.what == "compare")
    wanted = sorted(compares, key=lambda one: (one.when, one.names[:1] == ("apart",), repr(one.anchors)))
    if not wanted:
        return _Settled(together=(), apart=frozenset(), joined_by={}, problems=())
    by_id = {annotated.article.id: annotated for annotated in articles}
    said: dict[tuple[Ref, Ref], tuple[bool, Decision]] = {}
    problems: list[Problem] = []
    for decision in wanted:
        together = decision.names[:1] != ("apart",)
        refs, failures = refs_at(decision.anchors, by_id)
        advice = "Copy the words from the article as they stand, with enough `prefix` or `suffix` to tell them from others."
        problems += [problem(decision, "no-match", f"{failure}.", advice) for failure in failures]
        if len(refs) < 2:
            advice = "Give at least two `mentions`, each with `article` and `exact`."
            problems.append(problem(decision, "no-match", f"it points to {len(refs)} figure(s); a comparison has two or more.", advice))
            continue
        for left, right in combinations(sorted(refs), 2):
            before = said.get((left, right))
            if before and before[0] != together:
                message = f"line {before[1].line} decides otherwise on the same figures; this one, the later, holds."
                problems.append(problem(decision, "contradiction", message, "Keep one of the two."))
            said[left, right] = (together, decision)
    for pair in _clashing(said):
        together, decision = said[pair]
        if together:
            del said[pair]
        message = "other lines put the same figures together that this one keeps apart, by way of a third."
        if not together:
            problems.append(problem(decision, "contradiction", message, "Correct one of them; those that put together were not applied."))
    return _Settled(
        together=tuple(pair for pair, (together, _) in sorted(said.items(), key=lambda item: item[0]) if together),
        apart=frozenset(pair for pair, (together, _) in said.items() if not together),
        joined_by={member: decision for pair, (together, decision) in said.items() if together for member in pair},
        problems=tuple(dict.fromkeys(problems)),
    )


def _clashing(said: Mapping[tuple[Ref, Ref], tuple[bool, Decision]]) -> list[tuple[Ref, Ref]]:
    """The pairs of every group of figures that are together by way of others while two of them are apart."""
    group: dict[Ref, list[Ref]] = {}
    for (left, right), (together, _) in said.items():
        one, other = group.setdefault(left, [left]), group.setdefault(right, [right])
        if together and one is not other:
            one += other
            group.update(dict.fromkeys(other, one))
    apart = [(left, right) for (left, right), (together, _) in said.items() if not together and group[left] is group[right]]
    torn = {id(group[left]) for left, _ in apart}
    return [*apart, *(pair for pair, (together, _) in said.items() if together and id(group[pair[0]]) in torn)]


def _with_decided(
    readings: Sequence[Reading], articles: Sequence[Annotated], rows: Sequence[FigureRow], settled: _Settled
) -> Sequence[Reading]:
    """The readings, and a plain one of each figure that a person put together with others and the rules would not compare."""
    lacking = settled.joined_by.keys() - {reading.ref for reading in readings}
    if not lacking:
        return readings
    texts = {annotated.article.id: annotated.article.text for annotated in articles}
    return (*readings, *(read_plainly(row, texts[row.shown.ref.article]) for row in rows if row.shown.ref in lacking))


def _telling_numbers(rows: Iterable[FigureRow]) -> Mapping[str, frozenset[tuple[object, ...]]]:
    """Article -> the numbers that tell its event."""
    found: dict[str, set[tuple[object, ...]]] = defaultdict(set)
    for row in rows:
        if number := telling(row.mention.value):
            found[row.shown.ref.article].add(number)
    return {article: frozenset(numbers) for article, numbers in found.items()}


_PROPER = re.compile(r"(?<=[a-z,] )[A-Z][^\W\d_]{3,}")


def _proper_words(articles: Iterable[Annotated], lands: Geography) -> Mapping[str, frozenset[str]]:
    """Article -> the words that it writes with a capital within a sentence, countries aside: names, whoever found them."""
    away = {country.partition("/")[2] for country in lands.countries}
    known = lexicon().demonyms

    def tells(word: str) -> bool:
        return word not in _CALENDAR and _slug([word]) not in away and word.casefold() not in known

    return {one.article.id: frozenset(filter(tells, _PROPER.findall(one.article.text))) for one in articles}


# ---------------------------------------------------------------- groups


def _candidates(readings: Sequence[Reading], lands: Geography) -> Iterator[tuple[int, int]]:
    """Pairs of numbers of readings that may be alike: of one key, with a place, a container or a telling number in common, close in time.

    Figures without a place are paired with those of their article and their days.
    """
    shelves: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for number, reading in enumerate(readings):
        shelves[(*reading.key, "", reading.ref.article)].append(number)
        owned = reading.topic is not None and (reading.topic.company or reading.topic.party)
        for owner in reading.owners if owned else ():
            shelves[(*reading.key, owner)].append(number)
        places = {*reading.places, *reading.near}
        for place in reading.places:
            places.update(above for above in lands.above.get(place, ()) if above not in lands.countries)
        for place in places | {""} if owned else places or {""}:
            shelves[(*reading.key, place)].append(number)
        if same := telling(reading.row.mention.value):
            shelves[(*reading.key, "number", *same)].append(number)  # "350 jobs in Denmark", "350 jobs at its plant in Aarhus"
    seen: set[tuple[int, int]] = set()
    for shelf in shelves.values():
        shelf.sort(key=lambda number: (readings[number].days is None, readings[number].days, readings[number].ref))
        for first, left in enumerate(shelf):
            for right in shelf[first + 1 : first + 1 + _NEIGHBOURS]:
                if _far(readings[left], readings[right]):
                    break
                pair = (left, right) if left < right else (right, left)
                if pair not in seen:
                    seen.add(pair)
                    yield pair


def _far(earlier: Reading, later: Reading) -> bool:
    """Whether the days are too far apart for any comparison."""
    return earlier.days is not None and later.days is not None and (later.days[0] - earlier.days[1]).days > LONGEST_RUN


class _Groups:
    """Grows groups of figures from the likest pairs on; two groups become one only when nothing in them speaks against it."""

    def __init__(self, readings: Sequence[Reading], judge: Judge) -> None:
        self.readings = readings
        self._judge = judge
        self._known: dict[tuple[int, int], Likeness] = {}
        self._proposed: list[tuple[float, Ref, Ref, int, int]] = []
        self._group: dict[int, list[int]] = {}
        self._number = {reading.ref: number for number, reading in enumerate(readings)}
        self.forced: set[int] = set()
        self._money: dict[tuple[str, ...], list[Reading]] = defaultdict(list)
        for reading in readings:
            if reading.measure.startswith("money"):
                self._money[reading.key[1:]].append(reading)

    def force(self, left: Ref, right: Ref) -> None:
        """A person's word: the two belong together, whatever the rules say."""
        first, second = self._number.get(left), self._number.get(right)
        if first is not None and second is not None:
            self.forced |= {first, second}
            self._join(first, second)

    def propose(self, left: int, right: int) -> None:
        likeness = self.likeness(left, right)
        if not likeness.conflict and likeness.score >= LINK:
            self._proposed.append((-likeness.score, self.readings[left].ref, self.readings[right].ref, left, right))

    def likeness(self, left: int, right: int) -> Likeness:
        pair = (left, right) if left < right else (right, left)
        if pair not in self._known:
            one, other = self.readings[pair[0]], self.readings[pair[1]]
            self._known[pair] = self._judge.judge(one, other) if one.key == other.key else Likeness(0.0, True)
        return self._known[pair]

    def in_other_money(self, reading: Reading) -> Iterator[Reading]:
        """The figures with the reading's subject in other currencies."""
        return (one for one in self._money.get(reading.key[1:], ()) if one.measure != reading.measure)

    def one_matter(self, left: Reading, right: Reading) -> bool:
        """Whether two figures would stand together but for their units."""
        return left.ref.article != right.ref.article and self._judge.one_matter(left, right)

    def settle(self) -> Iterator[Sequence[int]]:
        """The groups of two or more, in order of their first members."""
        for _, _, _, left, right in sorted(self._proposed):
            one, other = self._group.get(left, [left]), self._group.get(right, [right])
            if one is not other and self._agree(one, other):
                self._join(left, right)
        groups = {id(group): group for group in self._group.values()}
        yield from sorted((sorted(group) for group in groups.values()), key=lambda group: group[0])

    def _agree(self, one: Sequence[int], other: Sequence[int]) -> bool:
        total, pairs = 0.0, 0
        for left in sorted(one)[:_MOST_CHECKED]:
            for right in sorted(other)[:_MOST_CHECKED]:
                likeness = self.likeness(left, right)
                if likeness.conflict:
                    return False
                # What comes on top of another figure is of another size by nature.
                if not (self.readings[left].another or self.readings[right].another):
                    total += likeness.score
                    pairs += 1
        return not pairs or total / pairs >= _MEAN

    def _join(self, left: int, right: int) -> None:
        one, other = self._group.get(left, [left]), self._group.get(right, [right])
        if one is other:
            return
        one.extend(other)
        for member in one:
            self._group[member] = one


# ---------------------------------------------------------------- comparisons


@dataclass(frozen=True, slots=True)
class _Made:
    """A comparison with what its address and its rank are made of."""

    comparison: Comparison
    stem: str
    first_day: str
    telling: float


@dataclass(slots=True)
class _Maker:
    """Makes a comparison of a group."""

    group: Sequence[int]
    groups: _Groups
    entities: Mapping[str, Entity]
    copy_of: Mapping[str, str]
    settled: _Settled
    order: Mapping[str, int]
    members: Sequence[Reading] = field(init=False)

    def __post_init__(self) -> None:
        found = (self.groups.readings[number] for number in self.group)
        self.members = sorted(found, key=lambda reading: (self.order[reading.ref.article], reading.ref.start))

    def make(self) -> _Made | None:
        """None where the group is one report: a headline and its text, an article and its copies, a number and what comes on top."""
        members = self.members
        decided = next((self.settled.joined_by[member.ref] for member in members if member.ref in self.settled.joined_by), None)
        if decided is None and not self._several_reports():
            return None
        by = f"{decided.who}" if decided else "rule"
        repeats = find_repeats(members, self.copy_of)
        contradictions = find_contradictions(members)
        relation = relate(members, contradictions, count_sources((one for one in members if not one.another), self.copy_of))
        told = (find_out(members, relation, repeats, self.copy_of), self._other_currency(), _decided_why(decided))
        finding = " ".join(part for part in told if part)
        unit = common_unit(members)
        low, high = hull(members, unit)
        owner = self._owner()
        company = owner is not None and self.members[0].topic is not None and self.members[0].topic.company
        place = None if company else self._place()
        label = self._label()
        title = decided.values.get("title") if decided else None
        name = place.name if place else None
        whose = f", {owner.name}" if owner else ""
        of = f"{label} of {owner.name}" if owner else label
        stem = _slug([self._topic_name(), owner.slug if owner else "", place.slug if place else "", self._month()])
        return _Made(
            Comparison(
                id=stem,
                title=title or f"{label[:1].upper()}{label[1:]}{whose}" + (f", {name}" if name else "") + f", {period(members)}",
                members=tuple(member.ref for member in members),
                dimension=members[0].row.mention.value.dimension,
                unit=unit,
                low=low,
                high=high,
                relation=relation,
                why=f"{explain(members, of, name, by)} {finding}",
                finding=finding if decided is None else f"{explain(members, of, name, by)} {finding}",
                by=by,
                score=1.0 if decided else self._score(),
                contradictions=contradictions,
                repeats=repeats,
                added=tuple(member.ref for member in members if member.another),
            ),
            stem,
            min((reading.days[0].isoformat() for reading in members if reading.days), default="undated"),
            self._telling(relation, len(members) - len(repeats)),
        )

    def _owner(self) -> Entity | None:
        """The firm or party that most members are of."""
        counts = Counter(owner for member in self.members for owner in member.owners)
        if not counts:
            return None
        best = min(counts, key=lambda owner: (-counts[owner], owner))
        return self.entities.get(best) or self.entities.get(f"places/{best.partition('/')[2]}")

    def _other_currency(self) -> str:
        """A sentence on the figures that report the same in another currency: nothing is converted, but an article may give both."""
        first = self.members[0]
        if not first.measure.startswith("money") or first.topic is None:
            return ""
        others = [one for one in self.groups.in_other_money(first) if any(self.groups.one_matter(one, member) for member in self.members)]
        if not others:
            return ""
        words = list(dict.fromkeys(f"“{one.words}”" for one in others))
        given = all(any(one.words in member.words and one.words != member.words for member in self.members) for one in others)
        listed = f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else words[0]
        verb = "are" if len(words) > 1 else "is"
        if given:
            return f"{listed} {verb} the same in another currency: an article here gives both."
        return f"{listed} {verb} in another currency; nothing is converted, so {'they stand' if len(words) > 1 else 'it stands'} apart."

    def _several_reports(self) -> bool:
        reports = {
            (self.copy_of.get(member.ref.article, member.ref.article), member.amount, member.row.mention.value.modifier)
            for member in self.members
            if not member.another
        }
        return len(reports) > 1

    def _score(self) -> float:
        """The mean likeness of the pairs, at most 1."""
        pairs = list(combinations(self.group[:_MOST_CHECKED], 2))
        return round(min(sum(self.groups.likeness(*pair).score for pair in pairs) / len(pairs), 1.0), 2)

    def _telling(self, relation: str, reports: int) -> float:
        topic = self.members[0].topic
        weight = 0.5 if topic is None else 1.0 if topic.counted else 0.8
        articles = count_sources((member for member in self.members if not member.another), self.copy_of)
        weight *= _ONE_SOURCE if articles < 2 else 1.0
        return _TELLING.get(relation, 1.0) * weight * (log2(1 + reports) + log2(max(articles, 1)))

    def _topic_name(self) -> str:
        first = self.members[0]
        if first.topic is None:
            return f"{first.counted or ''} {first.event or ''}" if first.key[0] != TWIN or first.counted else first.words
        return first.topic.name if first.topic.counted or first.measure != "count" else f"{first.counted} {first.topic.label}"

    def _label(self) -> str:
        first = self.members[0]
        if first.topic is not None and (first.topic.counted or first.measure != "count"):
            return first.topic.label
        if first.key[0] == TWIN and first.counted is None:
            return first.words
        head = (first.row.mention.value.counted_head or "figures").casefold()
        counted = first.counted if first.counted in lexicon().classes else head
        if first.topic is None:
            event = first.event not in (None, "rise", "fall") and (first.row.mention.value.event_text.casefold() or first.event)
            return f"{counted} ({event})" if event else counted
        return f"{counted} {first.topic.label}"

    def _place(self) -> Entity | None:
        """The place that most members are about, the surest first."""
        weight: dict[str, int] = defaultdict(int)
        for member in self.members:
            for place in member.places:
                weight[place] += member.place_from
        if not weight:
            return None
        best = min(weight, key=lambda place: (-weight[place], place))
        return self.entities.get(best)

    def _month(self) -> str:
        return min((reading.days[0].isoformat()[:7] for reading in self.members if reading.days), default="undated")


def _decided_why(decided: Decision | None) -> str:
    """A person's reason, as a sentence of its own that says whose it is."""
    if decided is None or not decided.why.strip():
        return ""
    why = decided.why.strip()
    return f"Decided by {decided.who}: {why}" + ("" if why[-1] in ".!?" else ".")


def _slug(parts: Iterable[str]) -> str:
    words = anyascii(" ".join(part for part in parts if part)).casefold()
    return re.sub(r"[^a-z0-9]+", "-", words).strip("-")[:80].strip("-")


def _addressed(made: Iterable[_Made]) -> tuple[Comparison, ...]:
    """The comparisons with one address each, the most telling first.

    Of several that would share an address the earliest keeps it, the others add their first day, then their first figure: a later
    comparison never changes an earlier one's address.
    """
    taken: set[str] = set()
    named = []
    for one in sorted(made, key=lambda one: (one.stem, one.first_day, one.comparison.members)):
        first = one.comparison.members[0]
        tries = (one.stem, f"{one.stem}-{one.first_day[-2:]}", f"{one.stem}-{first.article}-{first.start}")
        address = next(address for address in tries if address not in taken)
        taken.add(address)
        named.append((one, replace(one.comparison, id=address)))
    named.sort(key=lambda item: (-item[0].telling, item[1].id))
    return tuple(comparison for _, comparison in named)
