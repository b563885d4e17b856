"""Owns the judgement on two figures: would a reader lay them side by side, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from generator.index.readings import ARTICLE, SENTENCE, Geography, Reading, telling
from generator.model import Ref

LINK = 0.68  # pairs at or above are joined; tuned on tests/comparisons for precision
WINDOW = 3  # days between two reports of one thing, unless a sentence says otherwise
LONGEST_RUN = 14  # days over which a running total may be followed
_START = 0.45
_COUNTS = ((1.3, 0.06), (2, 0.0), (4, -0.1), (10, -0.3))  # up to this ratio of the larger to the smaller, this much
_MEASURES = ((1.3, 0.0), (2, -0.1), (4, -0.2), (10, -0.3))
_SPREAD = frozenset({"count", "area"})  # what a neighbourhood may have one of; a level or a price is of one spot
_ONE_NUMBER = Decimal("1.1")
_ONE_RESULT = Decimal("1.15")  # a party's share of a vote as it is counted
_TO_THE_DIGIT = 0.2  # for one telling number in two reports of one event
_FOLLOWED = 0.06  # for a toll that a later report of the same event gives higher
_ESTIMATED = 0.2  # for a crowd of which the article gives another's number too
_UNDATED = -0.3  # two reports of unknown days may be of two days of one war
_ON_TOP_WITHIN = 400  # characters: "another" adds to a figure of the sentences just before


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two figures are: `score` up to about 1, LINK to join; `conflict`: they must not stand in one comparison."""

    score: float
    conflict: bool = False


_CONFLICT = Likeness(0.0, True)


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges pairs. `names_of` gives the entities of an article, smaller than countries; `copy_of` the original of a near-copy;
    `apart` the pairs that a person parted."""

    lands: Geography
    names_of: Mapping[str, frozenset[str]]
    copy_of: Mapping[str, str]
    apart: frozenset[tuple[Ref, Ref]]
    numbers_of: Mapping[str, frozenset[tuple[object, ...]]] = field(default_factory=dict)  # article -> its telling numbers, see `telling`

    words_of: Mapping[str, frozenset[str]] = field(default_factory=dict)  # article -> the words that it writes with a capital

    def judge(self, left: Reading, right: Reading) -> Likeness:
        """The likeness of two figures of one key. Symmetric."""
        if (left.ref, right.ref) in self.apart or (right.ref, left.ref) in self.apart:
            return _CONFLICT
        same_article = left.ref.article == right.ref.article
        if left.rival == right.ref or right.rival == left.ref:
            return Likeness(0.9)
        if same_article and left.sentence == right.sentence:
            return self._in_one_sentence(left, right)
        if left.nations and right.nations and left.nations.isdisjoint(right.nations):
            return _CONFLICT
        if left.another != right.another:
            return _on_top(left, right)
        when = _when(left, right)
        owned = left.topic is not None and (left.topic.company or left.topic.party)
        where = self._whose(left, right) if owned else self._where(left, right)
        if where is not None and left.topic is not None and left.topic.party and not (left.owners and right.owners):
            where = self._where(left, right)
        if when is None or where is None:
            return _CONFLICT
        score = _START + when + where + _what(left, right) + _size(left, right)
        if same_article:
            score += self._within_article(left, right)
        else:
            score += self._event(left, right)
        if _grows(left, right) and left.topic is not None and left.topic.toll and self.one_event(left, right):
            score += _FOLLOWED
        if left.row.claimant and left.row.claimant == right.row.claimant:
            score += 0.05
        if left.amount == right.amount and (telling(left.row.mention.value) or left.key[0] == "twin") and self.one_event(left, right):
            score += _TO_THE_DIGIT
        return Likeness(score)

    def _in_one_sentence(self, left: Reading, right: Reading) -> Likeness:
        """Two figures of one sentence are two things, unless one comes on top of the other or two sources are set against each other."""
        if left.another != right.another:
            return _on_top(left, right)
        if left.row.mention.value.unit != right.row.mention.value.unit and left.amount.meets(right.amount) and left.measure != "ratio":
            return _CONFLICT  # "70 degrees Celsius or 158 degrees Fahrenheit"
        bounds = left.row.mention.value.modifier != right.row.mention.value.modifier and left.amount.meets(right.amount)
        if bounds and ratio_of(left, right) <= _ONE_NUMBER:
            return Likeness(0.75)  # "more than two thirds: 68.4 %"
        ours, theirs = self._source(left), self._source(right)
        if ours and theirs and ours != theirs:
            return Likeness(0.75)
        # "Tens of thousands marched; the organiser spoke of 120,000": one report beside the article's own words. Others must tell.
        set_against = ours != theirs and left.contrast and left.places == right.places
        return Likeness(0.6) if set_against else _CONFLICT

    def _within_article(self, left: Reading, right: Reading) -> float:
        """One article rarely gives two numbers for one thing, unless they agree, come from two sources or follow a total as it grows."""
        if left.amount.meets(right.amount) and ratio_of(left, right) <= Decimal("1.5"):
            return 0.12
        if left.row.mention.value.vague or right.row.mention.value.vague:
            return 0.05
        ours, theirs = self._source(left), self._source(right)
        if ours and theirs and ours != theirs:
            return 0.08
        if left.topic is not None and left.topic.once and left.contrast != right.contrast and left.places == right.places:
            return _ESTIMATED
        return 0.05 if left.update or right.update else -0.3

    def _source(self, reading: Reading) -> str | None:
        """Who says so. A place that is no country does not speak for itself: "California has reported 7 cases" is of California."""
        claimant = reading.row.claimant
        if claimant and claimant.startswith("places/") and claimant not in self.lands.countries:
            return None
        return claimant or reading.row.claimant_text

    def _where(self, left: Reading, right: Reading) -> float | None:
        """Whether the two are about one place; None when they are about two."""
        weak = (left.place_from <= ARTICLE) + (right.place_from <= ARTICLE)
        if not left.places or not right.places:
            return -0.05
        common = left.places & right.places
        if common - self.lands.countries:
            return (0.25, 0.12, 0.05)[weak]
        if common:
            if left.topic is not None and left.topic.national:
                return (0.25, 0.12, 0.05)[weak]
            return (0.08, 0.04, 0.02)[weak]
        container = self._container(left, right) or self._container(right, left)
        if container and left.measure == "ratio":
            inner = right if container in left.places else left
            if inner.place_from >= SENTENCE:
                return None  # a town's turnout is not its region's
        if container and container not in self.lands.countries:
            return (0.15, 0.08, 0.03)[weak]
        if container:
            # A country's total beside a town's: only where the country is no more than the article's subject.
            wide, inner = (left, right) if container in left.places else (right, left)
            if wide.place_from >= SENTENCE <= inner.place_from and not left.amount.meets(right.amount):
                return None
            return -0.2 if wide.place_from >= SENTENCE else 0.0
        near = any(self.lands.near(one, other) for one in left.places for other in right.places)
        loose = near and any((one in self.lands.loose) != (other in self.lands.loose) for one in left.places for other in right.places)
        if loose and left.measure in _SPREAD:
            return (0.12, 0.05, 0.0)[weak]  # a fire in the hills and near a town of theirs
        if self._may_be_one(left, right):
            return 0.0 if not weak else -0.03
        if not weak:
            return None
        if near and left.measure in _SPREAD:
            return -0.05
        other, named = (left, right) if left.place_from <= ARTICLE else (right, left)
        if other.ref.article == named.ref.article:
            return -0.2
        if weak == 2:
            ours, theirs = self.names_of[left.ref.article], self.names_of[right.ref.article]
            return -0.08 if left.places & theirs or right.places & ours else -0.25
        return -0.05 if named.places & self.names_of[other.ref.article] else -0.25

    def _may_be_one(self, left: Reading, right: Reading) -> bool:
        """Whether one of the places is on no map, so that it may lie around or in the other, and an article names both."""
        if left.ref.article == right.ref.article or left.measure not in _SPREAD:
            return False
        if not left.places.isdisjoint(self.lands.points) and not right.places.isdisjoint(self.lands.points):
            return False
        return right.places <= self.names_of[left.ref.article] or left.places <= self.names_of[right.ref.article]

    def _container(self, inner: Reading, outer: Reading) -> str | None:
        above = [place for one in sorted(inner.places) for place in self.lands.above.get(one, ()) if place in outer.places]
        return next((place for place in above if place not in self.lands.countries), above[0] if above else None)

    def _event(self, left: Reading, right: Reading) -> float:
        """Whether the two articles report one event: what they name in common, countries aside."""
        if self.copy_of.get(left.ref.article, left.ref.article) == self.copy_of.get(right.ref.article, right.ref.article):
            return 0.2
        ours, theirs = self.names_of[left.ref.article], self.names_of[right.ref.article]
        common = len(ours & theirs)
        by_numbers = 0.0
        if left.days is not None and right.days is not None:  # reports of unknown days may be of two events with one vocabulary
            by_numbers = max((0.0, 0.06, 0.12)[min(self.shared_numbers(left, right), 2)], self._by_words(left, right))
        if common < 2:
            return by_numbers or (-0.1 if common == 0 else -0.03)
        return max(0.15 * min(1.0, common / min(len(ours), len(theirs)) / 0.4), by_numbers)

    def _by_words(self, left: Reading, right: Reading) -> float:
        """What the words with capitals in common say of one event: they hold where a name was not found."""
        ours, theirs = (self.words_of.get(one.ref.article, frozenset()) for one in (left, right))
        common = len(ours & theirs)
        return 0.12 * min(1.0, common / min(len(ours), len(theirs)) / 0.4) if common >= 2 else 0.0

    def shared_numbers(self, left: Reading, right: Reading) -> int:
        """How many telling numbers the two articles have in common, the two figures' own left out."""
        common = self.numbers_of.get(left.ref.article, frozenset()) & self.numbers_of.get(right.ref.article, frozenset())
        return len(common - {telling(left.row.mention.value), telling(right.row.mention.value)})

    def one_event(self, left: Reading, right: Reading) -> bool:
        """Whether two articles of the same days report one event for certain: names and numbers that both give."""
        if left.row.published is None or right.row.published is None or abs((left.row.published - right.row.published).days) > WINDOW:
            return False
        common = len(self.names_of[left.ref.article] & self.names_of[right.ref.article])
        return common >= 2 or (common >= 1 and self.shared_numbers(left, right) >= 1) or self.shared_numbers(left, right) >= 2

    def one_matter(self, left: Reading, right: Reading) -> bool:
        """Whether two figures in two currencies are of one subject, place and time, in reports of one event."""
        owned = left.topic is not None and (left.topic.company or left.topic.party)
        where = self._whose(left, right) if owned else self._where(left, right)
        return where is not None and where >= 0 and _when(left, right) is not None and self.one_event(left, right)

    @staticmethod
    def _whose(left: Reading, right: Reading) -> float | None:
        """For numbers of firms and parties: whether they are of one."""
        if left.period and right.period and left.period != right.period:
            return None
        party = left.topic is not None and left.topic.party
        if party and not left.amount.meets(right.amount) and ratio_of(left, right) > _ONE_RESULT:
            return None
        if left.owners and right.owners:
            if left.owners.isdisjoint(right.owners):
                return None if party or left.names.isdisjoint(right.names) else 0.0
            return 0.25 if left.owned_here and right.owned_here else 0.15
        if party and not left.amount.meets(right.amount):
            return None
        return 0.1 if left.names & right.names else -0.1


def _on_top(left: Reading, right: Reading) -> Likeness:
    """What comes on top of something stands behind it in the text, close by; of other figures it says nothing."""
    added, base = (left, right) if left.another else (right, left)
    gap = added.ref.start - base.ref.end
    near = added.ref.article == base.ref.article and 0 <= gap <= _ON_TOP_WITHIN
    return Likeness(0.9 - gap / (10 * _ON_TOP_WITHIN) if near else 0.5)


def _when(left: Reading, right: Reading) -> float | None:
    """Whether the two are of one time; None when they are of two."""
    if left.days is None or right.days is None:
        return -0.03 if left.ref.article == right.ref.article else _UNDATED
    gap = max((max(left.days[0], right.days[0]) - min(left.days[1], right.days[1])).days + 1, 0)
    if gap > WINDOW and not (left.dated and right.dated) and left.recent and right.recent:
        # One names the day of the event, the other reports it later: then the days of publication tell.
        assert left.row.published and right.row.published  # `recent` asks for them
        gap = abs((left.row.published - right.row.published).days)
    running = (left.topic is not None and left.topic.running) or (left.measure == "count" and (left.update or right.update))
    if not running and left.amount != right.amount and (_told_before(left, right) or _told_before(right, left)):
        return None
    long = [(reading.days[1] - reading.days[0]).days > 10 for reading in (left, right) if reading.days]
    if long[0] != long[1]:  # a month's number is no day's number, unless it is one to the digit
        return 0.0 if left.amount == right.amount and telling(left.row.mention.value) and not (left.dated and right.dated) else None
    if left.dated and right.dated and gap and not running:
        return None
    if gap > WINDOW:
        return None if not running or gap > LONGEST_RUN else -0.2
    if left.dated and right.dated:
        return 0.12 if not gap else 0.03
    if left.dated or right.dated:
        return 0.06 if gap <= 1 else 0.02
    return 0.05 if gap <= 1 else 0.0


def _told_before(left: Reading, right: Reading) -> bool:
    """Whether the first was printed before the day of the second, and does not look ahead."""
    day = left.row.published
    return right.dated and right.days is not None and day is not None and day < right.days[0] and "forecast" not in left.scopes


def _what(left: Reading, right: Reading) -> float:
    score = 0.05 if left.counted is None or right.counted is None or left.counted == right.counted else 0.0
    score -= 0.2 * (left.qualifiers != right.qualifiers and bool(left.qualifiers ^ right.qualifiers))
    if left.topic is None:
        score -= 0.1 if left.event else 0.2
    return score


def _size(left: Reading, right: Reading) -> float:
    """Sizes far apart speak against one thing: a part, a total, another day."""
    vague = left.row.mention.value.vague or right.row.mention.value.vague
    meets = left.amount.meets(right.amount)
    if vague:
        return 0.12 if meets else -0.3  # "thousands" fits so much that a number outside it is of something else
    ratio = ratio_of(left, right)
    if meets:  # but "more than 30,000" is not said of a million
        return 0.12 if ratio <= 2 else 0.0 if ratio <= 4 else -0.2
    if _grows(left, right):
        ratio = (1 + ratio) / 2
    # Any two river levels are of one size; two counts of one size are rarer.
    bounds = _COUNTS if left.measure == "count" else _MEASURES
    return next((score for bound, score in bounds if ratio <= bound), -0.4)


def ratio_of(left: Reading, right: Reading) -> Decimal:
    """The larger stated number by the smaller; very large where the smaller is 0."""
    small, large = sorted((abs(left.amount.middle), abs(right.amount.middle)))
    return large / small if small else Decimal(1) if not large else Decimal(1000)


def _grows(left: Reading, right: Reading) -> bool:
    """Whether a toll that is followed as it grows stands higher in the later report."""
    if not (left.update or right.update) or left.measure != "count" or left.days is None or right.days is None:
        return False
    earlier, later = (left, right) if left.days[0] <= right.days[0] else (right, left)
    return later.amount.middle >= earlier.amount.middle
