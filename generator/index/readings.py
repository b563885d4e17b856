"""Owns how a figure is read for comparison: what it is about, where, when, and what sets it apart."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from math import cos, hypot, radians

from generator.data import words as words_of
from generator.index.amounts import Amount, amount_of, measure
from generator.index.entries import containers
from generator.index.figures import dates_in, is_since
from generator.index.lexicon import Lexicon, Topic, lexicon, singulars
from generator.model import (
    Annotated,
    DateInterval,
    Entity,
    Figure,
    FigureRow,
    Kind,
    Linked,
    Mention,
    Modifier,
    Precision,
    Ref,
    Role,
    Span,
    Use,
)
from generator.text import flat

_WORD = re.compile(r"\w+(?:[-'’.]\w+)*|[^\w\s]")
_FARTHEST = 12  # words between a figure and the word that says what it is about
_ACROSS_FIGURE = 8  # a word beyond another figure is as if it stood so many words farther
_ACROSS_MARK = 2  # the same for a comma or another mark
_ACROSS_AND = 0.5  # the same for "and": in "eleven drowned and 25 were missing" the nearer verb of 25 is its own
_BY_EVENT = 0.5  # how far away the event is that the annotator saw: nearer than any word outside the counted phrase
_BY_HINT = 7.0  # the same for nouns that say little of what happened: refugees flee, cross and arrive
_BY_HEAD = 3.0  # the same for what the noun alone implies: "230 prisoners were exchanged" is not of prisoners taken
_FARTHEST_BARE = 3  # for a number of nothing named: "12 killed", "the toll rose to 81"
_SUBJECT_REACH = 3  # words behind the subject of a number: "the number of people injured in the crush rose to 33"
_SCOPE_REACH = 9  # words to each side
_BEFORE_REACH = 5
_JUST_BEFORE = 7  # days: news of the week
_LONG_AGO = 4  # days: "since" a day before these makes a long total
# Scopes that make a figure one of its own kind: never laid beside others.
_APART = frozenset({"base", "part", "population", "normal", "number"})
_SHARE = "share"
_NEVER = frozenset({"age", "time"})  # whose age, how long what took: the sentence around says it in too many ways
_CAPITAL = re.compile(r"\b[A-Z]\w{4,}")
# "after forensic pathologists in Bloemfontein found ...": where those are who found out.
_FINDERS = re.compile(r"\b(?:after|as|when|because|that)\s(?:[a-z]+\s){0,3}[a-z]+s\s(?:in|at|from)\s$")
_FOUND = re.compile(
    r"\w+(?:\s[A-Z]\w+)*\s(?:had\s)?(?:found|said|say|warned|announced|ruled|ordered|told|confirmed|concluded|established|discovered|decided)\b"
)
_ANAPHOR = re.compile(
    r"\b[Tt]he (?:[a-z]+ )?(?:region|area|city|town|province|district|island|state|territory|valley|village|county|port)\b(?! of\b)"
)
_NATIONWIDE = re.compile(
    r"\b(?:(?:across|throughout|all over|in all parts of) the (?:whole |entire )?(?:country|nation)|in the (?:whole|entire) country"
    r"|nationwide|countrywide|(?:in|of) the country as a whole)\b",
    re.IGNORECASE,
)
_APPOSITION = re.compile(
    r"(?:,\s(?:an?|the)\s[^,.;:]{2,60}\s(?:in|of|at|from|near)|\b(?:any|most|\w{2,}est)\b[^,.;:\d]{0,40}\s(?:in|of))\s$"
)
# "She studied law in Madrid", "Both were born in Villarrica": where somebody learnt, was born or worked is no place of an event.
_LIFE = re.compile(
    r"\b(?:(?:studie[ds]|graduat(?:ed|es)|trained as|taught|grew up|(?:was|were|been) (?:born|educated|raised|schooled)"
    r"|served (?:with|under)|worked (?:as|for))\b|(?:[Hh]e|[Ss]he|who) (?:had |has |once )?(?:lived|lives|worked|works|served|serves)\b)"
    r"[^.;:\d]{0,60}\b(?:in|at|near|from|of|outside)\s(?:the\s)?$"
)
_UPDATE = frozenset({"toll", "rose", "risen", "climbed", "climbs", "rises", "stands", "stood", "updated", "revised", "raised", "total"})

_LONGEST_MONTHS = 80  # days
_LONG_PERIOD = 10  # days
_MOST_NEAR = 4
_NAMED_AGAIN = 2  # times that a town is named which an article is about, though its opening names none
_LIFE_REACH = 100  # characters
_RECENT_TOTAL = 100  # days: "since" a day within these begins the total that everybody follows

OWN, SENTENCE, ARTICLE = 3, 2, 1  # where a figure's place is known from


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A figure as comparisons see it."""

    ref: Ref
    key: tuple[str, ...]  # figures with different keys are never compared
    row: FigureRow
    words: str  # as written: "more than 12,000"
    amount: Amount
    measure: str
    topic: Topic | None
    counted: str | None  # class of what is counted
    event: str | None  # what happened, where no topic is known
    qualifiers: frozenset[str]
    nations: frozenset[str]
    names: frozenset[str]  # people and organisations that the sentence names
    owners: frozenset[str]  # whose number it is, where the topic asks for that: a firm, a party
    owned_here: bool  # the sentence names them
    period: tuple[date, date] | None  # the quarter or year that a firm's number is of, where the sentence says so
    places: frozenset[str]
    place_from: int  # OWN, SENTENCE or ARTICLE; 0 when no place is known
    days: tuple[date, date] | None  # half-open; the day of publication where the sentence gives none
    dated: bool  # the sentence gives the days
    recent: bool  # the days are those just before publication
    scopes: frozenset[str]
    another: bool
    update: bool  # the sentence follows a toll as it grows
    contrast: bool  # the sentence sets one thing against another
    corrects: bool  # the sentence, or its article's headline, says that an earlier number was wrong
    sentence: Span
    rival: Ref | None = None  # the figure that this one stands against: "40, not 30"; "police say 40, organisers 90"
    near: frozenset[str] = frozenset()  # the places, smaller than countries, that its article is most about
    lost: bool = False  # the words do not say what it is about: compared only with a twin, see twins.py


_UNMAPPED = re.compile(r"[A-Z][^\W\d_]{4,}")
_MOVES = frozenset({"rise", "fall"})  # happen to numbers, not to what they count


def _key(figure: Figure, size: str, topic: Topic | None, counted: str | None, scopes: frozenset[str]) -> tuple[str, ...]:
    """What two figures must share to be compared: measure, change, rate, topic, what is counted where the topic takes anything, scopes."""
    what: tuple[str, ...]
    if topic is None:
        what = ("", counted or "", "" if figure.event in _MOVES else figure.event or "")
    else:
        what = (topic.name, "" if topic.counted or "count" not in topic.dimensions else counted or "", "")
    return (size, figure.change or "", figure.per or "", *what, ",".join(sorted(scopes)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Geography:
    """The places of the corpus: what lies in what, and which are countries; where they are, and which have no sharp bounds."""

    above: Mapping[str, tuple[str, ...]]
    countries: frozenset[str]
    points: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    loose: frozenset[str] = frozenset()
    waters: frozenset[str] = frozenset()
    unmapped: Mapping[str, str] = field(
        default_factory=dict
    )  # names of one word of places on no map, where nothing else has them -> entity

    def near(self, left: str, right: str) -> bool:
        """Whether the two are of one neighbourhood: towns within 25 km, a range, river or lake and a town within 60 km."""
        one, other = self.points.get(left), self.points.get(right)
        if one is None or other is None:
            return False
        reach = 60.0 if (left in self.loose) != (right in self.loose) else 25.0
        return _kilometres(one, other) <= reach

    def narrowed(self, places: Iterable[str]) -> frozenset[str]:
        """The places without those that contain another of them, and without countries where a smaller place is named."""
        found = set(places)
        wide = {above for place in found for above in self.above.get(place, ()) if above in found}
        small = found - wide
        return frozenset(small - self.countries or small)

    def country_of(self, places: Iterable[str]) -> frozenset[str]:
        """The countries that the places are or lie in; the places themselves where no country is known."""
        found = set(places)
        return frozenset({above for place in found for above in (place, *self.above.get(place, ())) if above in self.countries} or found)


def geography(entities: Sequence[Entity]) -> Geography:
    """What the gazetteer says of the corpus's places."""
    countries = frozenset(entity.id for entity in entities if entity.place and entity.place.kind == "country")
    placed = [(entity.id, entity.place) for entity in entities if entity.place]
    return Geography(
        above=containers(entities),
        countries=countries,
        points={key: (place.lat, place.lon) for key, place in placed if place.lat is not None and place.lon is not None},
        loose=frozenset(key for key, place in placed if place.kind in ("area", "mountain")),
        waters=frozenset(key for key, place in placed if place.kind == "water"),
        unmapped=_unmapped(entities),
    )


def _unmapped(entities: Sequence[Entity]) -> Mapping[str, str]:
    """What a mine or a farm is called that is on no map: an article may have its name where nobody marked it as a place's."""
    others = {entity.name for entity in entities if entity.kind is not Kind.PLACE}
    known = (one for one in entities if one.kind is Kind.PLACE and (one.place is None or one.place.lat is None))
    return {one.name: one.id for one in known if one.name not in others and _UNMAPPED.fullmatch(one.name)}


def _kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The distance of two points (degrees of latitude and longitude), well enough for neighbours."""
    north = one[0] - other[0]
    east = (one[1] - other[1]) * cos(radians((one[0] + other[0]) / 2))
    return 111.2 * hypot(north, east)


def read_figures(articles: Sequence[Annotated], rows: Sequence[FigureRow], linked: Linked, lands: Geography) -> tuple[Reading, ...]:
    """A reading of each figure that can be compared at all, in the order of `rows`."""
    by_article: dict[str, list[FigureRow]] = defaultdict(list)
    for row in rows:
        by_article[row.shown.ref.article].append(row)
    known = lexicon()
    readings: list[Reading] = []
    for annotated in articles:
        if found := by_article.get(annotated.article.id):
            readings += _Reader(annotated, linked, lands, known).read(found)
    return tuple(readings)


def read_plainly(row: FigureRow, text: str) -> Reading:
    """A reading of a figure that the rules would not compare, for a person who decided that it belongs with others."""
    figure = row.mention.value
    counted, _ = lexicon().class_of(_head_words(figure))
    days = (row.published, row.published + timedelta(days=1)) if row.published else None
    return Reading(
        ref=row.shown.ref,
        key=("decided", row.shown.ref.article, str(row.number)),
        row=row,
        words=flat(row.mention.span.of(text)),
        amount=amount_of(figure),
        measure=measure(figure),
        topic=None,
        counted=counted,
        event=figure.event,
        qualifiers=frozenset(),
        nations=frozenset(),
        names=frozenset(),
        owners=frozenset(),
        owned_here=False,
        period=None,
        places=frozenset({row.place} if row.place else ()),
        place_from=OWN if row.place else 0,
        days=(_interval(row.as_of) if row.as_of else None) or days,
        dated=False,
        recent=False,
        scopes=frozenset(),
        another=figure.modifier is Modifier.ANOTHER,
        update=False,
        contrast=False,
        corrects=False,
        sentence=row.shown.sentence,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Setting:
    """What a sentence says of places, whichever of its figures is asked for."""

    again: tuple[str, ...]  # what "the region" means in it
    inside: tuple[tuple[int, str], ...]  # places that it names: start in the text, entity
    is_title: bool
    around: frozenset[str]  # the places of the text before it and of the whole article


class _Reader:
    """Reads the figures of one article."""

    def __init__(self, annotated: Annotated, linked: Linked, lands: Geography, known: Lexicon) -> None:
        self._annotated = annotated
        self._text = annotated.article.text
        self._lands = lands
        self._known = known
        self._blocks = sorted(annotated.article.blocks, key=lambda block: block.span)
        self._block_starts = [block.span.start for block in self._blocks]
        self._titles = [block.span for block in annotated.article.blocks if block.role is Role.TITLE]
        found = _located(annotated, linked)
        if lands.unmapped:
            found = sorted([*found, *self._not_marked()])
        self._places = [(start, place) for start, place in found if not self._is_of_a_life(start)]
        self._only_lived = {place for _, place in found} - {place for _, place in self._places}
        self._names = tuple(name.span for name in annotated.names if name.kind is not Kind.PLACE)
        self._others = _named(annotated, linked)
        # A firm is easily taken for a place that no map has.
        unknown = [(start, f"organisations/{place.partition('/')[2]}") for start, place in self._places if place not in lands.points]
        self._parties = sorted([*self._others, *unknown])
        firms = Counter(name for _, name in self._parties if name.startswith("organisations/"))
        self._firm = frozenset(name for name, _ in firms.most_common(1))
        self._main = self._main_places(linked)
        self._by_sentence: dict[Span, _Setting] = {}

    def _not_marked(self) -> Iterable[tuple[int, str]]:
        """Where the text has the name of a place on no map outside all names that were found."""
        if self._lands.unmapped.keys().isdisjoint(_CAPITAL.findall(self._text)):
            return
        held = [name.span for name in self._annotated.names]
        for match in _CAPITAL.finditer(self._text):
            place = self._lands.unmapped.get(match.group())
            if place and not any(span.start <= match.start() < span.end for span in held):
                yield match.start(), place

    def _main_places(self, linked: Linked) -> frozenset[str]:
        """What the article is about: its first smaller place in focus, or the one it names most; a country where it names none."""
        article = self._annotated.article.id
        focus = [one for one in linked.focus.get(article, ()) if one.startswith("places/") and one not in self._only_lived]
        first = {place: start for start, place in reversed(self._places)}
        opening = self._opening()
        # A club is no place, and a river runs through many.
        focus.sort(key=lambda entity: entity in self._lands.waters or (entity not in self._lands.points and first.get(entity, 0) < opening))
        small = [entity for entity in focus if entity not in self._lands.countries]
        if not any(first.get(entity, len(self._text)) < opening for entity in small):
            away = self._lands.countries | self._lands.waters
            focus = [place for start, place in self._places if start < opening and place not in away] + focus
        opens = [place for start, place in self._places if start < opening]
        counts = Counter(place for _, place in self._places)
        if opens and self._lands.countries.issuperset(opens):
            self._near = frozenset(small[:_MOST_NEAR])
            return frozenset(opens[:1])  # "a trawler sank off Iceland": the towns below are where it was told
        ranked = [*focus, *(place for place, _ in counts.most_common())]
        smaller = [place for place in ranked if place not in self._lands.countries]
        self._near = frozenset(list(dict.fromkeys(smaller))[:_MOST_NEAR])
        if not opens and self._places and smaller and counts[smaller[0]] < _NAMED_AGAIN and self._places[0][1] in self._lands.countries:
            return frozenset({self._places[0][1]})  # a portrait names the country first, then many towns in passing
        return frozenset((smaller or ranked)[:1])

    def _opening(self) -> int:
        """Where the first sentence of the text ends: what it names is what the article is about."""
        paragraph = next((block.span for block in self._blocks if block.role is Role.PARAGRAPH), None)
        if paragraph is None:
            return 0
        return next((one.end for one in self._annotated.sentences if one.start >= paragraph.start), paragraph.end)

    def read(self, rows: Sequence[FigureRow]) -> Iterable[Reading]:
        sentences: dict[Span, list[FigureRow]] = defaultdict(list)
        for row in rows:
            sentences[row.shown.sentence].append(row)
        made: list[Reading] = []
        before: Reading | None = None  # the last of the block
        frames: set[tuple[date, date]] = set()  # the days that its figures are set on
        for sentence, found in sentences.items():
            if all(row.mention.value.dimension in _NEVER for row in found):
                continue
            words = _Words(self._text, sentence, self._known, self._names)
            extents = [words.extent(row.mention) for row in found]
            if made and self._block_of(sentence) != self._block_of(made[-1].sentence):
                before, frames = None, set()
            for number, row in enumerate(found):
                reading = self._read_one(found, words, number, extents)
                against = before is not None and words.stands_against(extents[number], before.sentence == sentence)
                if before and against and reading and (crowd := _as_crowd(before, reading)):
                    made[made.index(before)] = before = crowd
                if before and against and _can_stand_for(before, row, reading):
                    reading = self._again_as(before, row)
                if reading and reading.dated and reading.days:
                    frames.add(reading.days)
                elif reading and len(frames) == 1 and _is_long(min(frames)) and not dates_in(sentence, self._annotated):
                    reading = replace(reading, days=min(frames))  # "In 2019, 6,700 people fell ill. Eight died."
                if reading:
                    made.append(reading)
                if reading and not reading.lost:
                    before = reading
                elif before and measure(row.mention.value) == before.measure and not words.is_difference(row.mention.span):
                    before = None  # what follows is as likely of this one
        return self._with_headlines(_as_wholes(made, self._known), sentences)

    def _block_of(self, sentence: Span) -> int:
        """The number of the block that holds the sentence; -1 less the sentence's start where none does: then it stands by itself."""
        number = bisect_right(self._block_starts, sentence.start) - 1
        return number if number >= 0 and self._blocks[number].span.holds(sentence) else -1 - sentence.start

    def _again_as(self, other: Reading, row: FigureRow) -> Reading:
        """The reading of a figure that stands for another of its text: what that one is about, with this one's number."""
        figure = row.mention.value
        return replace(
            other,
            ref=row.shown.ref,
            row=row,
            words=flat(row.mention.span.of(self._text)),
            amount=amount_of(figure),
            sentence=row.shown.sentence,
            rival=other.ref,
            another=False,
        )

    def _with_headlines(self, made: Sequence[Reading], sentences: Mapping[Span, Sequence[FigureRow]]) -> Sequence[Reading]:
        """The readings with those of headlines read as the text below says them: a headline has no room for place and day."""
        headlines = {sentence for sentence in sentences if any(title.holds(sentence) for title in self._titles)}
        if not headlines:
            return made
        body = [reading for reading in made if reading.sentence not in headlines]
        own = {reading.ref: reading for reading in made}
        for row in (row for sentence in headlines for row in sentences[sentence]):
            reading = own.get(row.shown.ref)
            same = next((one for one in body if _says_again(row, reading, one)), None)
            if same:
                against = reading.rival if reading else None  # "14 dead, not 12": the text below may say the two apart
                own[row.shown.ref] = replace(self._again_as(same, row), rival=against, another=same.another)
        return sorted(own.values(), key=lambda reading: reading.ref.start)

    def _read_one(self, rows: Sequence[FigureRow], words: _Words, number: int, extents: Sequence[tuple[int, int]]) -> Reading | None:
        row = rows[number]
        figure = row.mention.value
        if figure.dimension in _NEVER or (figure.low is None and figure.high is None):
            return None
        if (figure.counted_head or "").casefold() in _MULTIPLE:
            return None  # "three times what police counted"
        head = self._head(row, words, number, extents, rows)
        counted, implied = self._known.class_of(head)
        scopes = self._scopes(figure, words, extents, number)
        topic = self._topic(figure, counted, implied, words, extents, number)
        if topic is not None and counted == "civilians" and self._beside_fighters(rows, number):
            topic = self._known.topics.get(topic.name + _OTHER, topic)  # "38 civilians and 14 soldiers died": the 38 are not all
        lost = topic is None and counted is None
        if lost and telling(figure) is None:
            return None
        if counted is None and figure.dimension == "count" and (not _is_whole(figure) or words.between_commas(extents[number])):
            return None  # a magnitude, a mark; an age: "the gunman, 21, is dead"
        if scopes & _APART or words.is_whole(extents, number):
            return None
        if _SHARE in scopes:
            if figure.dimension == "count":
                return None
            scopes -= {_SHARE}
        days, dated, since = self._days(row, words.span, extents, number, words)
        places, place_from = self._where(row, words.span, number, extents, words)
        if topic is not None and topic.national:
            places = self._lands.country_of(places)
        qualifiers, nations = self._qualifiers(figure, row.mention.span.start, head)
        if since and not (topic is not None and topic.running and since <= _RECENT_TOTAL):
            scopes |= {"total"}
        if topic is not None and topic.planned:
            scopes -= {"forecast"}
        if figure.change or dated:
            scopes -= {"past"}  # "up 12 % on a year earlier"; "last year": the days say so
        if topic is None or not topic.running:
            scopes -= {"new"}
        if topic is not None:
            qualifiers = frozenset(word for word in qualifiers if topic not in self._known.topic_words.of(word))
        period = None
        if topic is not None and topic.company:
            # A quarter's number is published once: its days are those of the report.
            period = days if dated and days and (days[1] - days[0]).days > _LONG_PERIOD else None
            days, dated = self._published(row), False
        elif dated and days and row.published and days[0] > row.published and (days[1] - days[0]).days > _LONG_PERIOD:
            period, days, dated = days, self._published(row), False  # next year's budget is told today
        owners, owned_here = self._owners(topic, words, extents[number])
        size = measure(figure)
        return Reading(
            ref=row.shown.ref,
            key=_key(figure, size, topic, counted, scopes),
            row=row,
            words=flat(row.mention.span.of(self._text)),
            amount=amount_of(figure),
            measure=size,
            topic=topic,
            counted=counted,
            event=figure.event,
            qualifiers=qualifiers,
            nations=nations,
            names=frozenset(name for start, name in self._others if words.span.start <= start < words.span.end),
            owners=owners,
            owned_here=owned_here,
            period=period,
            places=places,
            place_from=place_from,
            days=days,
            dated=dated,
            recent=days is not None and row.published is not None and abs((row.published - days[0]).days) <= _JUST_BEFORE,
            scopes=scopes,
            another=figure.modifier is Modifier.ANOTHER or (figure.dimension == "count" and words.more_after(row.mention.span)),
            update=bool(_UPDATE.intersection(words.tokens)),
            contrast=bool(_CONTRAST.intersection(words.tokens)) or words.is_an_estimate(),
            corrects=words.corrects(),
            sentence=words.span,
            lost=lost,
            near=self._near,
        )

    # ------------------------------------------------------------ what

    def _head(
        self, row: FigureRow, words: _Words, number: int, extents: Sequence[tuple[int, int]], rows: Sequence[FigureRow]
    ) -> Sequence[str]:
        """The words of what is counted, head last: as the annotator has it; else by the words around."""
        figure = row.mention.value
        last = words.at(row.mention.span)[1]
        behind = words.tokens[last : last + 1]
        adjacent = figure.counted_span is not None and 0 <= figure.counted_span.start - row.mention.span.end <= 1
        if figure.dimension == "count" and behind and not adjacent and self._known.class_of(behind)[1]:
            return behind  # "about 30 injured", whatever was counted before
        if figure.counted_head:
            return _head_words(figure)
        if behind == ["of"] and number + 1 < len(rows) and extents[number + 1][0] <= last + 2:
            return _head_words(rows[number + 1].mention.value)  # "41 of 47 drones"
        return words.number_of(extents, number, self._known)

    def _beside_fighters(self, rows: Sequence[FigureRow], number: int) -> bool:
        """Whether the sentence counts soldiers or the like beside a figure."""
        heads = (_head_words(row.mention.value) for at, row in enumerate(rows) if at != number)
        return any(self._known.class_of(head)[0] in _FIGHTERS for head in heads if head)

    def _topic(
        self, figure: Figure, counted: str | None, implied: str | None, words: _Words, extents: Sequence[tuple[int, int]], number: int
    ) -> Topic | None:
        """The topic whose word stands nearest to the figure; of two as near, the earlier row of the file."""
        candidates: list[tuple[float, int, Topic]] = []
        if implied and (topic := self._known.topics[implied]).takes(figure.dimension, figure.unit, counted):
            forms = singulars((figure.counted_head or "").casefold())
            if not self._known.telling.isdisjoint(forms):
                return topic
            candidates.append((_BY_HEAD if self._known.hinting.isdisjoint(forms) else _BY_HINT, topic.rank, topic))
        for event in (figure.event or "", figure.event_text.casefold()):
            for _, _, topic in self._known.topic_words.found_in(event):
                if topic.takes(figure.dimension, figure.unit, counted):
                    candidates.append((_BY_EVENT, topic.rank, topic))
        subject_end = words.subject_end(figure.counted_span, extents, number)
        for start, _, topic in words.topics if subject_end <= len(words.tokens) else ():
            behind = start - subject_end
            if 0 <= behind < _SUBJECT_REACH and topic.takes(figure.dimension, figure.unit, counted):
                candidates.append((_BY_EVENT + behind, topic.rank, topic))
        first, last = extents[number]
        bare = counted is None and figure.dimension == "count" and "toll" not in words.tokens
        reach = _FARTHEST_BARE if bare else _FARTHEST
        for start, end, topic in words.topics:
            if (
                first - reach <= start
                and end <= last + reach + bare * _AUXILIARY_REACH
                and topic.takes(figure.dimension, figure.unit, counted)
            ):
                away = words.distance((start, end), number, extents)
                if bare and start >= last:  # "eight are known to be dead"
                    away -= sum(token in _AUXILIARIES for token in words.tokens[last:start])
                if not away and (end == last or not words.tokens[start].endswith(_PARTICIPLE)):
                    if figure.dimension == "count":
                        continue  # the noun or a part of it: "rescue workers" are not rescued
                    away = 1.0  # "$5 million in aid"
                if away <= reach:
                    candidates.append((away, topic.rank, topic))
        return min(candidates, key=lambda found: found[:2])[2] if candidates else None

    def _scopes(self, figure: Figure, words: _Words, extents: Sequence[tuple[int, int]], number: int) -> frozenset[str]:
        first, last = extents[number]
        # Another figure's surroundings are not this one's.
        left = max([first - _SCOPE_REACH, 0, *(end for _, end in extents[:number])])
        right = min([last + _SCOPE_REACH, len(words.tokens), *(start for start, _ in extents[number + 1 :])])
        found = set()
        for start, end, scope in words.scopes:
            before = first - _BEFORE_REACH <= start and end <= first
            if (
                left <= start
                and end <= right
                and (
                    scope.side == "clause"
                    or (scope.side == "before" and before)
                    or (scope.side == "inside" and first <= start and end <= last)
                    or (
                        scope.side == "after"
                        and not (scope.name == "base" and figure.dimension == "ratio")
                        and last <= start <= last + 1
                        and words.tokens[last] not in _MARKS
                    )
                )
            ):
                found.add(scope.name)
        return frozenset(found)

    def _qualifiers(self, figure: Figure, start: int, head: Sequence[str]) -> tuple[frozenset[str], frozenset[str]]:
        """The words that narrow what is counted, and the peoples among them."""
        if figure.counted_span is not None and figure.counted_span.end <= start:
            return frozenset(), frozenset()  # "the number of cholera cases rose to 1,655": it is told for the whole sentence
        before = [word for word in _WORD.findall((figure.counted or "").casefold()) if word.isalpha()]
        if not head or head[-1] not in before:
            return frozenset(), frozenset(form for word in head[-1:] for form in singulars(word) if form in self._known.demonyms)
        before = before[: before.index(head[-1])]
        nations = {form for word in [*before, *head[-1:]] for form in singulars(word) if form in self._known.demonyms}
        narrow = {word for word in before if word not in self._known.plain and not nations.intersection(singulars(word))}
        return frozenset(narrow), frozenset(nations)

    # ------------------------------------------------------------ when

    def _days(
        self, row: FigureRow, sentence: Span, extents: Sequence[tuple[int, int]], number: int, words: _Words
    ) -> tuple[tuple[date, date] | None, bool, int]:
        """The days that the figure is of; whether the sentence gives them for what happened, rather than for who said it; for how many days
        before publication it counts, 0 where not for long."""
        day = row.published
        own = self._published(row)
        if row.mention.value.as_of and (interval := _interval(row.mention.value.as_of)):
            return interval, True, 0
        since = 0
        nearest: list[tuple[float, int, bool, DateInterval]] = []
        for mention in dates_in(sentence, self._annotated):
            value = mention.value
            if value.start is None or value.end is None or value.precision in (Precision.DURATION, Precision.VAGUE):
                continue
            place = words.at(mention.span)
            away = words.distance(place, number, extents)
            if is_since(mention.span, self._text) or words.begins_before(place[0]):
                if day is not None and away <= _FARTHEST and (day - value.start).days > _LONG_AGO:
                    since = max(since, (day - value.start).days)
                continue
            if not _COMPARES.isdisjoint(words.tokens[extents[number][1] : place[0]]):
                continue  # "68 %, up 8 points on the election of 2021"
            nearest.append((away, mention.span.start, not words.says_before(place[0]), value))
        if not nearest:
            return own, False, since
        _, _, happened, value = min(nearest, key=lambda found: found[:2])
        assert value.start is not None and value.end is not None  # asked above
        return (value.start, value.end), happened, since

    @staticmethod
    def _published(row: FigureRow) -> tuple[date, date] | None:
        return (row.published, row.published + timedelta(days=1)) if row.published else None

    # ------------------------------------------------------------ whose

    def _owners(self, topic: Topic | None, words: _Words, extent: tuple[int, int]) -> tuple[frozenset[str], bool]:
        """Whose number it is, and whether the sentence says so: the firms that it names, the party named last before the figure, or first
        behind it; else what the sentence before or the article is about."""
        if topic is None or not (topic.company or topic.party):
            return frozenset(), False
        inside = [(start, name) for start, name in self._parties if words.span.start <= start < words.span.end]
        firms = [(start, name) for start, name in inside if not name.startswith("people/")]
        if topic.company:
            return (frozenset(name for _, name in firms), True) if firms else (self._firm, False)
        placed = [(words.at(Span(start, start + 1))[0], name) for start, name in firms or inside]
        before = [name for at, name in placed if at < extent[0]]
        if before or placed:
            return frozenset({before[-1] if before else placed[0][1]}), True
        block = next((block.span for block in self._annotated.article.blocks if block.span.holds(words.span)), words.span)
        earlier = [one for one in self._annotated.sentences if block.start <= one.start < words.span.start]
        if earlier and words.tokens[:1] and words.tokens[0] in _STANDS_FOR:
            named = [name for start, name in self._parties if earlier[-1].start <= start < earlier[-1].end]
            return frozenset(named[:1]), False
        return frozenset(), False

    # ------------------------------------------------------------ where

    def _where(
        self, row: FigureRow, sentence: Span, number: int, extents: Sequence[tuple[int, int]], words: _Words
    ) -> tuple[frozenset[str], int]:
        """The smallest places that the figure is about, and where we know them from."""
        setting = self._by_sentence.get(sentence) or self._by_sentence.setdefault(sentence, self._setting(sentence))
        here, inside = setting.again, setting.inside
        # "55 dead in Ethiopia": a headline names the country where the text names the town.
        named = {place for _, place in inside} | ({row.place} if row.place else set())
        if setting.is_title and self._main and named <= self._lands.countries:
            return self._main, ARTICLE
        own = row.mention.value.place
        if row.place and not (own and self._is_address(own.start, sentence)) and not self._is_of_speaker(row, words, extents[number]):
            return self._lands.narrowed({row.place, *here}), OWN
        placed = [(words.at(Span(start, start + 1)), place) for start, place in inside if not self._is_address(start, sentence)]
        # A country that no "in" or "across" stands before is as a rule the one that acts: "Ukraine captures 100 prisoners".
        placed = [
            (at, place) for at, place in placed if place not in self._lands.countries or words.locates(at[0]) or words.counts_for_itself(at)
        ]
        whole = _NATIONWIDE.search(self._text, sentence.start, sentence.end) is not None
        if whole and self._main and all(place in self._lands.countries for _, place in placed):
            return self._lands.country_of([place for _, place in placed] or self._main), SENTENCE
        if placed:
            chosen = [*self._nearby(placed, number, extents, words), *here]
            if chosen:
                return self._lands.narrowed(chosen), SENTENCE
        if here:
            return self._main, SENTENCE
        if self._main <= self._lands.countries and self._main <= named:
            return self._main, SENTENCE if self._main else 0  # "Paraguay's government said that 34 people had died"
        return setting.around, ARTICLE if setting.around else 0

    def _setting(self, sentence: Span) -> _Setting:
        """What all figures of a sentence share of its places."""
        again = self._again(sentence)
        return _Setting(
            again=(again,) if again else (),
            inside=tuple((start, place) for start, place in self._places if sentence.start <= start < sentence.end),
            is_title=any(title.holds(sentence) for title in self._titles),
            around=self._lands.narrowed([*self._before(sentence), *self._main]),
        )

    def _is_of_a_life(self, start: int) -> bool:
        """Whether the place at `start` is where somebody studied, was born or worked: no number of the article is of it for that."""
        return _LIFE.search(self._text, max(start - _LIFE_REACH, 0), start) is not None

    def _is_address(self, start: int, sentence: Span) -> bool:
        """Whether the place at `start` says where somebody is from ("Tidewater, a consultancy in London, put the backlog at 180,000") or
        what something is measured by ("the widest of any council in Yorkshire")."""
        if _APPOSITION.search(self._text, sentence.start, start) is not None or self._is_of_a_life(start):
            return True
        return _FINDERS.search(self._text, sentence.start, start) is not None and _FOUND.match(self._text, start, sentence.end) is not None

    def _is_of_speaker(self, row: FigureRow, words: _Words, extent: tuple[int, int]) -> bool:
        """Whether a verb of saying stands between the figure and its place: "14 people are dead, she said in Medan"."""
        place = row.mention.value.place
        if place is None or not words.span.holds(place):
            return False
        return words.at(place)[0] >= words.speech_after(extent[1], len(words.tokens))

    def _nearby(
        self, inside: Sequence[tuple[tuple[int, int], str]], number: int, extents: Sequence[tuple[int, int]], words: _Words
    ) -> Sequence[str]:
        """The places of the sentence that go with one of its figures.

        Those behind it, up to the next figure, a semicolon or a verb of saying ("12 in A and 3 in B, he said in C"). Those before the first
        figure are of all figures where none stands between.
        """
        last = extents[number][1]
        stop = min([len(words.tokens), *(start for start, _ in extents[number + 1 :])])
        stop = words.speech_after(last, next((at for at in range(last, stop) if words.tokens[at] == ";"), stop))
        after = [place for at, place in inside if last <= at[0] < stop]
        if after and len(extents) > 1:
            return after
        before = [place for at, place in inside if at[0] < extents[0][0]]
        between = [place for at, place in inside if number and extents[number - 1][1] <= at[0] < extents[number][0]]
        return [*after, *(between or before)]

    def _before(self, sentence: Span) -> Sequence[str]:
        """The places of the nearest sentence before that names one, within the paragraph."""
        block = next((block.span for block in self._annotated.article.blocks if block.span.holds(sentence)), sentence)
        named = [(start, place) for start, place in self._places if block.start <= start < sentence.start]
        if not named:
            return ()
        held = next((one for one in self._annotated.sentences if one.start <= named[-1][0] < one.end), block)
        said = [place for start, place in named if start >= held.start]
        return [place for place in said if self._belongs(place)]

    def _belongs(self, place: str) -> bool:
        """Whether a place is what the article is about, lies in it or contains it, or is of its neighbourhood."""
        above = self._lands.above
        return any(
            place == main or main in above.get(place, ()) or place in above.get(main, ()) or self._lands.near(place, main)
            for main in self._main
        )

    def _again(self, sentence: Span) -> str | None:
        """What "the region" means: the place that the article is about."""
        return next(iter(self._main), None) if _ANAPHOR.search(self._text, sentence.start, sentence.end) else None


class _Words:
    """The words of a sentence in lower case, with their places."""

    def __init__(self, text: str, span: Span, known: Lexicon, names: Sequence[Span] = ()) -> None:
        self.span = span
        found = list(_WORD.finditer(text, span.start, span.end))
        self.tokens = [match.group().casefold() for match in found]
        self._starts = [match.start() for match in found]
        held = [name for name in names if span.start <= name.start < span.end]
        self.topics = tuple(
            topic  # the Red Cross crosses nothing
            for topic in known.topic_words.find(self.tokens)
            if not held or not any(name.start <= self._starts[topic[0]] < name.end for name in held)
        )
        self.scopes = tuple(known.scopes.find(self.tokens))

    def at(self, span: Span) -> tuple[int, int]:
        """The tokens that `span` covers: first, and one after the last."""
        first = bisect_left(self._starts, span.start)
        if first and (first == len(self._starts) or self._starts[first] > span.start):
            first -= 1
        return first, max(bisect_left(self._starts, span.end), first + 1)

    def extent(self, mention: Mention[Figure]) -> tuple[int, int]:
        """The tokens of a figure with what it counts."""
        first, last = self.at(mention.span)
        counted = mention.value.counted_span
        if counted and self.span.holds(counted) and counted.start >= mention.span.start:
            last = max(last, self.at(counted)[1])
        return first, last

    def subject_end(self, counted: Span | None, extents: Sequence[tuple[int, int]], number: int) -> int:
        """The token after the noun in front that a figure counts as its subject; far behind the sentence where it has none, or has it from
        another figure."""
        if counted is None or not self.span.holds(counted):
            return len(self.tokens) + 1
        start, end = self.at(counted)
        from_another = any(first < end and start < last for first, last in extents[:number])
        return end if end <= extents[number][0] and not from_another else len(self.tokens) + 1

    def between_commas(self, extent: tuple[int, int]) -> bool:
        """Whether the tokens stand alone between two commas."""
        first, last = extent
        return first > 0 and last < len(self.tokens) and self.tokens[first - 1] == self.tokens[last] == ","

    def is_whole(self, extents: Sequence[tuple[int, int]], number: int) -> bool:
        """Whether the figure is the whole that the one before it is a part of: the 47 of "41 of 47 drones"."""
        first = extents[number][0]
        return number > 0 and first > 1 and self.tokens[first - 1] == "of" and extents[number - 1][0] in (first - 2, first - 3)

    def number_of(self, extents: Sequence[tuple[int, int]], number: int, known: Lexicon) -> list[str]:
        """What a bare number counts by the words before it: "the number of people told to leave rose to 14,500"."""
        first = extents[number][0]
        least = max([first - _FARTHEST - 2, 0, *(end for _, end in extents[:number])])
        for at in range(first - 1, least, -1):
            if self.tokens[at] == "of" and self.tokens[at - 1] in ("number", "count", "total"):
                heads = (
                    place
                    for place in range(at + 1, min(at + 5, first))
                    if known.class_of(self.tokens[place : place + 1])[0] in known.classes
                )
                return next(([self.tokens[place]] for place in heads), [])
        return []

    def speech_after(self, first: int, stop: int) -> int:
        """Where the words on who says so begin, in the tokens from `first` to `stop`: the comma before "the office in Addis Ababa said"."""
        verb = next((at for at in range(first, stop) if self.tokens[at] in _SAYING), None)
        if verb is None:
            return stop
        return next((at for at in range(verb - 1, first - 1, -1) if self.tokens[at] == ","), verb)

    def says_before(self, token: int) -> bool:
        """Whether one of the three words before a token is a verb of saying: "said on Thursday", "announced late Wednesday"."""
        return not _SAYING.isdisjoint(self.tokens[max(token - 3, 0) : token])

    def begins_before(self, token: int) -> bool:
        """Whether what goes on began at the date: "clashes that began on Saturday have driven out 9,200"."""
        return not _BEGINNING.isdisjoint(self.tokens[max(token - 3, 0) : token])

    def more_after(self, span: Span) -> bool:
        """Whether "more" follows the number: "35 more people", not "35 more than before"."""
        last = self.at(span)[1]
        return self.tokens[last : last + 1] == ["more"] and self.tokens[last + 1 : last + 2] != ["than"]

    def corrects(self) -> bool:
        """Whether the sentence says that an earlier number was wrong: "corrected to 15", "a recount reduced it to", "counted twice"."""
        if not _CORRECTS.isdisjoint(self.tokens):
            return True
        lowered = not _LOWERS.isdisjoint(self.tokens)
        if lowered and not _COUNTINGS.isdisjoint(self.tokens):
            return True
        return any(self.tokens[at : at + 2] == ["counted", "twice"] for at in range(len(self.tokens) - 1))

    def is_an_estimate(self) -> bool:
        """Whether the sentence gives somebody's number: "Police put the number of people at the vigil at 1,200"."""
        return any(self.tokens[at] in _SPEAKERS and self.tokens[at + 1] in _PUTS for at in range(min(len(self.tokens) - 1, _SPEAKER_REACH)))

    def is_difference(self, span: Span) -> bool:
        """Whether the number says by how many: "80 more than a year before"."""
        last = self.at(span)[1]
        return self.tokens[last : last + 1] != [] and self.tokens[last] in _DIFFERS

    def locates(self, token: int) -> bool:
        """Whether one of the two words before a token is a preposition of place."""
        return not _LOCATIVE.isdisjoint(self.tokens[max(token - 2, 0) : token])

    def counts_for_itself(self, place: tuple[int, int]) -> bool:
        """Whether a country is the one whose number is told: "neighbouring Zimbabwe has recorded 230 cases"."""
        behind = self.tokens[place[1] : place[1] + 2]
        return self.tokens[max(place[0] - 1, 0)] in _BESIDE or not _RECORDS.isdisjoint(behind)

    def stands_against(self, extent: tuple[int, int], here: bool) -> bool:
        """Whether the words before a figure set it against the figure before it, so that it is of the same: "not 350", "the council
        speaks of 850", "organisers more than 180,000"; `here`: that one stands in this sentence."""
        before = self.tokens[max(extent[0] - 3, 0) : extent[0]]
        before = before[:-1] if before[-1:] == ["the"] else before
        if before[-1:] and before[-1] in _AT and before[-2:-1] == ["not"]:
            before = before[:-1]
        if before[-1:] == ["not"]:
            return here
        if here and before[-2:] == ["and", "by"] and self.tokens.count("according") > 1:
            return True  # "by 1,187 votes according to the court and by 1,204 according to her party"
        if before[-2:-1] and before[-2] in _SPEAKS and before[-1] == "of":
            return True
        wider = self.tokens[max(extent[0] - _PUT_REACH, 0) : extent[0]]
        ends = self.tokens[extent[1] : extent[1] + 1] in ([], ["."], [","], [";"])
        if ends and not _SAID.isdisjoint(wider) and (before in _THERE_WERE or (here and before[-2:] in _HOLDS)):
            return True  # "the union said there had been 38"; "the prosecutor says it holds 290"
        if before[-1:] and before[-1] in _COUNTS_OUT:
            return ends
        if any(wider[at] in _NUMBER_NOUNS and wider[at + 1 : at + 2] == ["of"] for at in range(len(wider))):
            return False  # "puts the number of attackers at 300": it says what of
        if before[-1:] and before[-1] in _LEADS_TO and not _NUMBER_NOUNS.isdisjoint(wider) and not _GIVES.isdisjoint(wider):
            return True
        return here and len(before) > 1 and before[-1] in _SPEAKERS and before[-2] in _MARKS

    def distance(self, place: tuple[int, int], number: int, extents: Sequence[tuple[int, int]]) -> float:
        """Words between a place in the sentence and a figure, with penalties for what lies between. 0 inside the counted phrase."""
        first, last = extents[number]
        if place[0] >= first and place[1] <= last:
            return 0.0
        low, high = (place[1], first) if place[1] <= first else (last, place[0])
        away = float(high - low + 1)
        away += _ACROSS_MARK * sum(token in _MARKS for token in self.tokens[low:high])
        away += _ACROSS_AND * ("and" in self.tokens[low:high])
        crossed = [at for at, (start, end) in enumerate(extents) if at != number and low <= start and end <= high]
        # "1,100 soldiers and 2,300 firefighters were deployed": the verb is of both.
        joined = {at for at in crossed if self.tokens[max(extents[at][0] - 1, 0)] == "not"}  # "410 jobs, not 350, would go"
        joined |= {at for at in crossed if set(self.tokens[extents[at - 1][1] : extents[at][0]]) <= {"and", ","} and at > number}
        away += _ACROSS_FIGURE * len(set(crossed) - joined)
        return away


_PARTICIPLE = ("ed", "en", "ing", "wn", "dead", "less")
_LOCATIVE = frozenset("in across throughout within inside into from near around over to at".split())
_COUNTS_OUT = frozenset({"counted", "counts"})
_LEADS_TO = frozenset({"at", "is", "was", "nearer", "to", "as"})
_NUMBER_NOUNS = frozenset({"number", "figure", "count", "it", "total", "toll", "cost", "costs", "bill", "crowd", "turnout"})
_SAID = frozenset({"say", "says", "said"})
_THERE_WERE = (["there", "had", "been"], ["said", "there", "were"], ["says", "there", "were"], ["that", "there", "were"])
_HOLDS = (["it", "holds"], ["it", "held"], ["they", "hold"])
_GIVES = frozenset({"put", "puts", "gave", "gives", "true", "real", "actual", "nearer", "closer"})
_PUT_REACH = 6
_AT = frozenset({"at", "by", "to", "for"})
_SPEAKS = frozenset({"speak", "speaks", "spoke", "speaking", "talk", "talks", "talked"})
_PUTS = frozenset("put puts estimated estimate estimates counted count".split())
_SPEAKER_REACH = 4
_SPEAKERS = frozenset("organisers organizers police authorities officials unions residents witnesses insurers campaigners rescuers".split())
_CORRECTS = frozenset(
    "corrected corrects correcting correction revised revises revising amended overcounted miscounted double-counted".split()
)
_LOWERS = frozenset("lowered lowers reduced reduces cut cuts".split())  # corrections only beside a word of counting
_COUNTINGS = frozenset("recount recounted recounts toll tally figure count".split())
_DIFFERS = frozenset("more fewer less higher lower".split())
_BEGINNING = frozenset("began begun started erupted".split())
_FIGHTERS = frozenset({"soldiers", "fighters", "police"})
_CROWD = "crowd"  # the topic
_OTHER = "-other"  # ends the name of a topic's row for whatever its first row does not count
_WHOLE = frozenset({"crew", "passengers", "workers", "tourists", "migrants", "men"})
_AUXILIARIES = frozenset("are is was were known confirmed believed to be have has had been now still reported".split())
_AUXILIARY_REACH = 5
_TOLLS = frozenset({"toll", "dead", "deaths"})
_MULTIPLE = frozenset({"times", "fold"})
_BESIDE = frozenset({"neighbouring", "neighboring", "nearby", "next-door"})
_RECORDS = frozenset({"recorded", "registered", "confirmed", "hosts", "hosted"})
_COMPARES = frozenset({"up", "down", "compared", "than", "versus", "against"})
_STANDS_FOR = frozenset({"it", "that", "this", "they", "he", "she", "which"})
_CONTRAST = frozenset({";", "while", "but", "though", "although", "whereas", "against"})
_SAYING = words_of("comparison_saying.txt")
_MARKS = frozenset({",", ";", ":", "—", "–", "(", ")", "while", "but", "whereas"})


def _is_long(days: tuple[date, date] | None) -> bool:
    """Whether the days are those of a quarter, a year or longer."""
    return days is not None and (days[1] - days[0]).days > _LONGEST_MONTHS


def _as_wholes(made: Sequence[Reading], known: Lexicon) -> list[Reading]:
    """The readings with the dead, missing or rescued of one trade read as people, where the article counts no others: the fishermen of a
    trawler are all who were lost."""
    classes: dict[str, set[str | None]] = defaultdict(set)
    for one in made:
        if one.topic is not None:
            classes[one.topic.name.removesuffix(_OTHER)].add(one.counted)
    done = []
    for one in made:
        base = one.topic.name.removesuffix(_OTHER) if one.topic is not None else ""
        if one.topic is None or base == one.topic.name or one.counted not in _WHOLE or not classes[base] <= {one.counted, None, "people"}:
            done.append(one)
            continue
        topic = known.topics[base]
        done.append(replace(one, topic=topic, counted="people", key=_key(one.row.mention.value, one.measure, topic, "people", one.scopes)))
    return done


def _can_stand_for(before: Reading, row: FigureRow, reading: Reading | None) -> bool:
    """Whether a figure can be of the same as the one before it: of its measure, and no noun of its own."""
    figure = row.mention.value
    if figure.dimension in _NEVER or (figure.low is None and figure.high is None) or measure(figure) != before.measure:
        return False
    if reading is not None and figure.counted_head and figure.counted_head.casefold() in _TOLLS:
        return _base(reading) == _base(before)  # a toll is of whoever the text counts: "14 miners died; the ministry puts the toll at 12"
    other = before.row.mention.value
    if figure.counted_span is not None and figure.counted_span == other.counted_span and figure.event in (None, other.event):
        return True  # the annotator has seen that it leaves out its noun
    same = reading is None or (reading.topic in (None, before.topic) and reading.counted in (None, before.counted))
    return same and (not figure.counted_head or (reading is not None and reading.counted == before.counted))


def _as_crowd(before: Reading, reading: Reading) -> Reading | None:
    """People whom the text calls a crowd only with its second number: "8,000 walked through Linz. Police put the crowd at 5,000"."""
    crowd = reading.topic
    if crowd is None or crowd.name != _CROWD or before.topic is not None or before.counted not in crowd.counted:
        return None
    if reading.counted is not None or before.measure != reading.measure:
        return None
    return replace(before, topic=crowd, key=_key(before.row.mention.value, before.measure, crowd, before.counted, before.scopes))


def _base(reading: Reading) -> str:
    """The topic without what it is counted in."""
    return reading.topic.name.removesuffix(_OTHER) if reading.topic is not None else ""


def _says_again(row: FigureRow, reading: Reading | None, below: Reading) -> bool:
    """Whether a figure of the headline is one of the text below."""
    figure, other = row.mention.value, below.row.mention.value
    if (figure.low, figure.high, figure.unit, figure.change) != (other.low, other.high, other.unit, other.change):
        return False
    if below.lost:
        return (reading is None or reading.lost) and telling(figure) is not None
    if reading is None or reading.lost or reading.topic is below.topic:
        return True
    return telling(figure) is not None and reading.counted == below.counted


def telling(figure: Figure) -> tuple[object, ...] | None:
    """The number of a figure with its unit, where two articles rarely have it by chance: of two digits or more that are not 0."""
    number = figure.low
    if number is None or figure.high != number or figure.vague or figure.dimension in _BY_CHANCE:
        return None
    if figure.dimension != "ratio" and abs(number) < _LEAST_TELLING:
        return None
    return (figure.unit, number.normalize()) if len(number.normalize().as_tuple().digits) > 1 else None


def _is_whole(figure: Figure) -> bool:
    return all(bound is None or bound == bound.to_integral_value() for bound in (figure.low, figure.high))


def _head_words(figure: Figure) -> list[str]:
    """The words of the counted phrase up to its head, in lower case."""
    if not figure.counted_head:
        return []
    head = figure.counted_head.casefold()
    phrase = (figure.counted or head).casefold().split()
    of_war = phrase[-2:] == ["of", "war"] and head in (phrase[-3:-2] or [""])
    if of_war:
        return phrase[:-2]
    return phrase[: phrase.index(head) + 1] if head in phrase else head.split()


def _located(annotated: Annotated, linked: Linked) -> list[tuple[int, str]]:
    """The places that are meant as places: start in the text, entity."""
    found = []
    for name in annotated.names:
        if name.kind is not Kind.PLACE:
            continue
        address = Ref(annotated.article.id, name.kind, name.span.start, name.span.end)
        entity = linked.entity_of.get(address)
        if entity and linked.use_of.get(address, name.value.use) is Use.LOCATION:
            found.append((name.span.start, entity))
    return found


def _named(annotated: Annotated, linked: Linked) -> list[tuple[int, str]]:
    """The people and organisations: start in the text, entity."""
    found = []
    for name in annotated.names:
        if name.kind is not Kind.PLACE:
            entity = linked.entity_of.get(Ref(annotated.article.id, name.kind, name.span.start, name.span.end))
            if entity:
                found.append((name.span.start, entity))
    return found


_BY_CHANCE = frozenset({"age", "time", "date"})
_LEAST_TELLING = 20
_EDTF = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


def _interval(value: str) -> tuple[date, date] | None:
    """The days of an EDTF year, month or day; of its beginning, where it says more."""
    match = _EDTF.match(value)
    if not match:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        assert year is not None  # the pattern asks for it
        start = date(year, month or 1, day or 1)
        if day:
            return start, start + timedelta(days=1)
        if month:
            return start, date(year + month // 12, month % 12 + 1, 1)
        return start, date(year + 1, 1, 1)
    except (ValueError, OverflowError):  # 31 June; the year 9999
        return None
