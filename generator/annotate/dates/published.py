"""When an article that does not say so was published: from its own words, and from articles that report the same."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from generator.annotate.dates import calendar_values as calendar
from generator.annotate.dates.find import read_article
from generator.annotate.dates.readings import Against, Reading, Shape
from generator.annotate.dates.resolve import Placed
from generator.annotate.dates.tense import PAST
from generator.annotate.dates.words import lexicon
from generator.data import words
from generator.model import Article, How, Known
from generator.text import flat, sentences

_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_LATEST = 31  # days: a day named without its year lies no further back than this in a report of current events
_LEAST_SHARED = 8  # rare words and word pairs; two reports of one event share more, two of one topic often fewer
_LEAST_SHARE = 0.15  # of the features of the shorter article
_LEAST_FIGURES = 2  # shared figures that can stand for the named day
_TOO_COMMON = 300  # a feature of more dated articles than this tells nothing, and would cost time
_CLEAR = 1.5  # the best day must have so much more support than the next


@dataclass(frozen=True, slots=True, kw_only=True)
class _Evidence:
    """What an article's own words say about its date."""

    exact: frozenset[date]  # "yesterday, 17 February 2006" gives the 18th
    earliest: date | None  # the last past date written with its year
    weekday: int | None  # the weekday that the report is about
    days: tuple[tuple[int, int], ...]  # month and day of past days written without a year
    week: int | None  # "a second week" since such a day


@dataclass(frozen=True, slots=True, kw_only=True)
class _Features:
    words: frozenset[str]
    figures: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Neighbour:
    article: Article
    published: date
    shared: tuple[str, ...]
    figures: tuple[str, ...]
    share: float


def infer_published(articles: Sequence[Article]) -> Mapping[str, Known[date]]:
    """Article id -> its date of publication worked out, for articles whose `published` is None; those left open are absent.

    Two ways, the first that holds: a day counted from publication beside its full date ("yesterday, 17 February 2006"); or a dated
    article that reports the same, when the weekday of this report falls within a day of that article's date and either a day named
    here without its year ("August 6", "a second week") or two shared figures agree. Articles that point to different days leave it
    open. The order of the articles makes no difference, nor does an article that shares no rare words with the undated one.
    """
    undated = [article for article in articles if article.published is None and _is_english(article)]
    evidence = {article.id: _find_evidence(article) for article in undated}
    wanting = any(each.weekday is not None and not each.exact for each in evidence.values())
    index = _Index.of([article for article in articles if article.published is not None]) if wanting else None
    found: dict[str, Known[date]] = {}
    for article in undated:
        own = evidence[article.id]
        known = _by_own_words(own) or (_by_neighbours(article, own, index) if index else None)
        if known:
            found[article.id] = known
    return found


def _is_english(article: Article) -> bool:
    return article.language is None or article.language.value[:2] == "en"


# ---------------------------------------------------------------- the article's own words

# "stretched into a second week", "entered its third day"
_NTH_WEEK = re.compile(
    r"\b(?:into|entere?d?s?|in|its|for|the)\s+(?:(?:a|an|its|the)\s+)?(second|third|fourth|fifth|sixth)\s+week\b(?!\s+of\b)"
)
_NUMBERS = {"second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}


def _find_evidence(article: Article) -> _Evidence:
    stretches = [block for block in article.blocks if block.annotated]
    placed = read_article(article, sentences(article.text, stretches))
    week = _NTH_WEEK.search(article.text)
    return _Evidence(
        exact=frozenset(_exact_days(article.text, placed)),
        earliest=max(_past_days(placed), default=None),
        weekday=_weekday(placed),
        days=tuple(sorted({(r.month, r.day) for r in _days_without_year(placed) if r.month and r.day})),
        week=_NUMBERS[week[1]] if week else None,
    )


def _exact_days(text: str, placed: Sequence[Placed]) -> Iterator[date]:
    """The days of publication that "today", "yesterday" or "tomorrow" beside a full date give."""
    for left, right in pairwise(placed):
        for shifted, full in ((left.reading, right.reading), (right.reading, left.reading)):
            between = text[left.reading.end : right.reading.start].strip(" ,(–—-")
            if between or shifted.shape is not Shape.UNIT or shifted.unit != "day" or shifted.against is Against.TEXT:
                continue
            if full.shape is Shape.FIXED and full.year and full.month and full.day:
                day = calendar.make_day(full.year, full.month, full.day)
                published = day and calendar.shift_days(day, -(shifted.shift or 0))
                if published:
                    yield published


def _past_days(placed: Sequence[Placed]) -> Iterator[date]:
    """The first days of the dates that the article tells of in the past with their year."""
    for one in placed:
        reading = one.reading
        if reading.shape is Shape.FIXED and reading.year and one.tense == PAST and not reading.approximate:
            day = calendar.make_day(reading.year, reading.month or 1, reading.day or 1)
            if day:
                yield day


def _weekday(placed: Sequence[Placed]) -> int | None:
    """The weekday of the report: the one most often told of in the past, the first of equals."""
    told = [
        one.reading.weekday
        for one in placed
        if one.reading.shape is Shape.WEEKDAY and one.tense == PAST and one.reading.shift is None and one.reading.weekday is not None
    ]
    return Counter(told).most_common(1)[0][0] if told else None


def _days_without_year(placed: Sequence[Placed]) -> Iterator[Reading]:
    for one in placed:
        reading = one.reading
        if reading.shape is Shape.FIXED and reading.year is None and reading.day and one.tense == PAST and reading.year_of is None:
            yield reading


def _by_own_words(own: _Evidence) -> Known[date] | None:
    if len(own.exact) != 1:
        return None
    (day,) = own.exact
    if own.earliest is not None and own.earliest > day:
        return None
    return Known(value=day, how=How.INFERRED, why="Its words give a full date beside “today”, “yesterday” or “tomorrow”. Quite sure.")


# ---------------------------------------------------------------- neighbours

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+(?:[.,]\d+)*|[.!?;:]")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Index:
    """Features of the dated articles, and which article has which."""

    articles: tuple[Article, ...]
    features: tuple[_Features, ...]
    holders: Mapping[str, Sequence[int]]

    @classmethod
    def of(cls, articles: Sequence[Article]) -> _Index:
        ordered = tuple(sorted(articles, key=lambda article: article.id))
        features = tuple(_find_features(article) for article in ordered)
        holders: defaultdict[str, list[int]] = defaultdict(list)
        for number, each in enumerate(features):
            for word in each.words:
                holders[word].append(number)
        return cls(articles=ordered, features=features, holders=holders)


def _find_features(article: Article) -> _Features:
    """The rare words of an article, its pairs of rarer words, and its figures of three digits and more.

    Rare: not among the words that English writes with a small letter, by our list, and no word of dates.
    """
    common = words("common_words.txt")
    dates = lexicon()
    rare: set[str] = set()
    figures: set[str] = set()
    for block in article.blocks:
        if not block.annotated:
            continue
        before = ""
        for word in _WORD.findall(block.span.of(article.text).casefold()):
            if len(word) < 4 or word[0].isdigit() or word in dates:
                figures.update(_figure(word))
                before = ""
                continue
            word = word[:-2] if word[-2:] in ("'s", "’s") else word
            if word not in common:
                rare.add(word)
            if len(word) > 4:
                if before:
                    rare.add(f"{before} {word}")
                before = word
            else:
                before = ""
    return _Features(words=frozenset(rare), figures=frozenset(figures))


def _figure(word: str) -> tuple[str, ...]:
    """The word as a plain number, if it is one of three digits or more and no year."""
    plain = word.replace(",", "").rstrip(".")
    return (plain,) if len(plain) >= 3 and plain[0].isdigit() and not _YEAR.fullmatch(plain) else ()


def _by_neighbours(article: Article, own: _Evidence, index: _Index) -> Known[date] | None:
    if own.weekday is None:
        return None
    support: defaultdict[date, float] = defaultdict(float)
    best: dict[date, _Neighbour] = {}
    for neighbour in _neighbours(article, index):
        day = _day_near(neighbour.published, own.weekday)
        if day is None or not _agrees(own, day, neighbour):
            continue
        support[day] += neighbour.share
        if day not in best or neighbour.share > best[day].share:
            best[day] = neighbour
    if not support:
        return None
    ranked = sorted(support, key=lambda day: (-support[day], day))
    if len(ranked) > 1 and support[ranked[0]] < _CLEAR * support[ranked[1]]:
        return None
    return Known(value=ranked[0], how=How.INFERRED, why=_reason(own, ranked[0], best[ranked[0]]))


def _neighbours(article: Article, index: _Index) -> Iterator[_Neighbour]:
    """The dated articles that may report the same, by shared rare words."""
    mine = _find_features(article)
    shared: Counter[int] = Counter()
    for word in mine.words:
        holders = index.holders.get(word, ())
        if len(holders) <= _TOO_COMMON:
            shared.update(holders)
    for number in sorted(number for number, count in shared.items() if count >= _LEAST_SHARED):
        theirs, other = index.features[number], index.articles[number]
        share = shared[number] / min(len(mine.words), len(theirs.words))
        if share >= _LEAST_SHARE and other.published is not None:
            yield _Neighbour(
                article=other,
                published=other.published.value,
                shared=tuple(sorted(mine.words & theirs.words)),
                figures=tuple(sorted(mine.figures & theirs.figures)),
                share=share,
            )


def _day_near(published: date, weekday: int) -> date | None:
    """The day of that weekday within a day of a neighbour's date: both report the same day, or the day before."""
    for away in (0, -1, 1):
        day = calendar.shift_days(published, away)
        if day is not None and day.weekday() == weekday:
            return day
    return None


def _agrees(own: _Evidence, day: date, neighbour: _Neighbour) -> bool:
    """Whether the article's own words allow the day, and something beside the weekday speaks for it."""
    if own.earliest is not None and own.earliest > day:
        return False
    named = [_last_before(day, month, number) for month, number in own.days]
    recent = [each for each in named if each is not None and (day - each).days <= _LATEST]
    if own.week is not None and len(named) == 1:
        start = named[0]
        if start is None or not 7 * (own.week - 1) <= (day - start).days <= 7 * own.week:
            return False
    if named and not recent:
        return False
    return bool(recent) or len(neighbour.figures) >= _LEAST_FIGURES


def _last_before(day: date, month: int, number: int) -> date | None:
    """The last such day of a year up to a day."""
    options = (calendar.make_day(year, month, number) for year in (day.year, day.year - 1))
    return next((each for each in options if each is not None and each <= day + timedelta(days=1)), None)


def _reason(own: _Evidence, day: date, neighbour: _Neighbour) -> str:
    named = ", ".join(f"{calendar.MONTHS[month - 1]} {number}" for month, number in own.days)
    clues = [f"it reports what happened on {_WEEKDAYS[own.weekday or 0]}"]
    if named:
        clues.append(f"it names {named} as just past")
    if own.week is not None and len(own.days) == 1:
        clues.append(f"it speaks of week {own.week} since then")
    if neighbour.figures:
        clues.append(f"both give the figures {', '.join(neighbour.figures[:3])}")
    names = [word.capitalize() for word in neighbour.shared if " " not in word and word.capitalize() in neighbour.article.text][:4]
    named_too = f", among them {', '.join(names)}" if names else ""
    title = flat(neighbour.article.headline)[:80]
    sure = "Quite sure" if own.days and (own.week is not None or neighbour.figures) else "Likely"
    return (
        f"{_WEEKDAYS[day.weekday()]} {day}: {'; '.join(clues)}; and “{title}”, published {neighbour.published}, reports the same "
        f"({len(neighbour.shared)} rare words and word pairs in common{named_too}). {sure}."
    )
