"""From what an expression says to the days it means, by calendar, date of publication, tense and the dates of the text before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from generator.annotate.dates import calendar_values as calendar
from generator.annotate.dates.joining import is_holiday
from generator.annotate.dates.readings import A_WEEK_ON, Against, Reading, Shape
from generator.annotate.dates.tense import FUTURE, PAST, UNKNOWN
from generator.model import NO_SUCH_DAY, DateInterval, Precision


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A reading with what decides about it: the tense of its words and the paragraph it stands in."""

    reading: Reading
    tense: int
    paragraph: int
    ends_range: bool = False  # "from A to B": this is B, and follows A
    ends_quarter: bool = False  # "the three months ended A"
    heads: bool = False  # in a heading: "2003: Invasion"
    nearest: bool = False  # "sales for October": the nearest such month, whatever the tense
    sure: bool = True  # the verb that gives the tense stands right beside the date
    reports: bool = False  # the day on which something was said, not on which it happened: "found on Friday"
    idle: bool = False  # a figure of speech, or the hours of every night: no event, whatever its day


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    reading: Reading
    interval: DateInterval
    score: float
    why: str


_LEAP = 20  # years


@dataclass(slots=True)
class _Text:
    """Where the reading of the text has got to. The only mutable thing here, and it never leaves `resolve`."""

    published: date | None
    narrative: bool
    last: DateInterval | None = None  # the last date that stands on its own
    last_day: DateInterval | None = None  # the last day, where days are counted
    last_reports: bool = False  # that day is one of a report: "said on Friday"
    last_day_paragraph: int = -1
    days: frozenset[date] = frozenset()  # those of the days named so far that are no later than the publication
    last_paragraph: int = -1
    explicit: DateInterval | None = None  # the last one with a year in words
    quarter: DateInterval | None = None  # the last quarter that figures are given for, by name or as "the three months ended June 30"
    quarter_paragraph: int = -1
    leapt: int = 0  # the year of a date far ahead, right before
    section: tuple[int, int] | None = None  # first and last year of the heading above, and its paragraph
    section_paragraph: int = -1
    clock: str = ""  # the hour right before, "T20:00"

    def leaps(self, interval: DateInterval) -> bool:
        """Whether a date lies so long after the one before that it is a remark in passing ("a study of 2003"); a second such is none."""
        year, before = (interval.start.year if interval.start else 0), (self.last.start.year if self.last and self.last.start else None)
        far = before is not None and year - before > _LEAP and abs(year - self.leapt) > _LEAP
        self.leapt = year if far else 0
        return far

    def heed_day(self, one: Placed, interval: DateInterval) -> None:
        """Notes a day: what is counted in days, and hours, go by it."""
        self.last_day, self.last_reports, self.last_day_paragraph = interval, one.reports, one.paragraph
        if interval.start is not None and self.published is not None and interval.start <= self.published:
            self.days |= {interval.start}

    def heed_heading(self, one: Placed) -> None:
        """Notes the years that a heading gives its section."""
        year = one.reading.year
        if not one.heads or year is None or one.reading.shape is not Shape.FIXED:
            return
        first = self.section[0] if self.section and self.section_paragraph == one.paragraph else year
        self.section, self.section_paragraph = (min(first, year), max(first, year)), one.paragraph

    def heed_quarter(self, one: Placed, interval: DateInterval) -> None:
        """Notes the quarter of a firm's figures, from which "a year earlier" counts."""
        quarter = interval if interval.precision is Precision.QUARTER else None
        if one.ends_quarter and interval.start is not None:
            quarter = calendar.of_part(interval.start.year, f"Q{(interval.start.month + 2) // 3}")
        if quarter is not None and one.reading.shape is not Shape.AMOUNT:
            self.quarter, self.quarter_paragraph = quarter, one.paragraph


_UNRESOLVED = DateInterval(value="", relative=True)
_FULL, _COUNTED, _BY_TENSE, _BY_TEXT, _GUESSED, _OPEN = 0.98, 0.95, 0.9, 0.8, 0.7, 0.5


def is_narrative(readings: Iterable[Reading], published: date | None) -> bool:
    """Whether the text tells of the past by its own dates, as a history does, rather than by the date of publication.

    So: several dates of past years (a year alone counts half), more than twice as many as words such as "yesterday", "Friday",
    "last week". Chosen by the counts of Wikinews articles and Wikipedia's accounts of wars: the former have 0 to 4, the latter 4 to 80.
    """
    past, news = 0.0, 0
    for reading in readings:
        if reading.shape is Shape.FIXED and reading.year is not None and (published is None or reading.year < published.year - 1):
            past += 1 if reading.month is not None or reading.sub else 0.5
        deictic = reading.shape is Shape.WEEKDAY or (reading.shape is Shape.UNIT and reading.against is Against.PUBLISHED)
        news += deictic or (reading.shape is Shape.AMOUNT and reading.against is Against.PUBLISHED)
    return past >= 4 and past > 2 * news


def resolve(placed: Sequence[Placed], published: date | None) -> Iterator[Resolved]:
    """The interval of each reading, in order of the text. What cannot be known gets the value "" and no days."""
    text = _Text(published=published, narrative=is_narrative((p.reading for p in placed), published))
    for one in placed:
        interval, score, why = _resolved(one, text)
        interval = replace(interval, approximate=interval.approximate or one.reading.approximate, aside=one.reading.aside)
        if one.idle:
            score, why = _OPEN, f"{why}; no event by the words around it"
        if one.reading.fiscal and interval.value:
            interval = replace(interval, timex=f"FY{interval.value}")
        if one.reading.edge and interval.precision not in (Precision.DAY, Precision.DURATION):
            interval = calendar.narrowed(interval, one.reading.edge)
        yield Resolved(reading=one.reading, interval=interval, score=score, why=why)
        text.clock = one.reading.clock
        if one.reading.shape is Shape.DURATION and one.reading.year is not None:
            text.last = calendar.of_year(one.reading.year) or text.last
        if one.reading.aside:
            continue
        text.heed_quarter(one, interval)
        text.heed_heading(one)
        if interval.start is not None and one.reading.shape is not Shape.CLOCK and _moves(one, interval, text):
            text.last, text.last_paragraph = interval, one.paragraph
            if interval.precision in _DAYS:
                text.heed_day(one, interval)
            if one.reading.year is not None:
                text.explicit = interval


def _moves(one: Placed, interval: DateInterval, text: _Text) -> bool:
    """Whether later dates count from this one. In a history, decades, centuries and what lies ahead do not move it."""
    if interval.precision in (Precision.DECADE, Precision.CENTURY):
        return False
    if text.narrative and text.leaps(interval):
        return False
    by_news = one.reading.against is Against.PUBLISHED and one.reading.shape in (Shape.UNIT, Shape.AMOUNT, Shape.WEEKDAY)
    return not (text.narrative and by_news)


def _resolved(one: Placed, text: _Text) -> tuple[DateInterval, float, str]:
    reading = one.reading
    match reading.shape:
        case Shape.FIXED:
            return _fixed(one, text)
        case Shape.DECADE:
            return _found(calendar.of_decade(reading.year or 0), _FULL, "a decade by name")
        case Shape.CENTURY:
            return _found(calendar.of_century(reading.year or 0), _FULL, "a century by name")
        case Shape.WEEKDAY:
            return _weekday(one, text)
        case Shape.UNIT:
            return _unit(one, text)
        case Shape.AMOUNT:
            return _amount(one, text)
        case Shape.DURATION:
            return DateInterval(value=_period(reading.amount, reading.unit), precision=Precision.DURATION), 0.9, "a length of time"
        case Shape.SET:
            return DateInterval(value=reading.value, precision=Precision.DURATION), 0.9, "again and again"
        case Shape.CLOCK:
            return _clock(one, text)
        case Shape.DAY_OF_MONTH:
            return _day_of_month(one, text)
        case _:
            return DateInterval(value=reading.value, precision=Precision.VAGUE), _OPEN, "no day is meant"


def _found(interval: DateInterval | None, score: float, why: str, *, relative: bool = False) -> tuple[DateInterval, float, str]:
    if interval is None:
        return _open("the calendar has no such date")
    return (replace(interval, relative=True) if relative else interval), score, why


def _open(why: str) -> tuple[DateInterval, float, str]:
    return _UNRESOLVED, _OPEN, why


# ---------------------------------------------------------------- names of days, months, seasons, years


def _fixed(one: Placed, text: _Text) -> tuple[DateInterval, float, str]:
    reading = one.reading
    if reading.day and reading.month and calendar.make_day(reading.year or _LEAP_YEAR, reading.month, reading.day) is None:
        return _open(NO_SUCH_DAY)
    if reading.year_of is not None:
        inner, _, why = _unit(replace(one, reading=reading.year_of), text)
        if inner.start is None:
            return _open(why)
        year = inner.start.year
        return _found(_with_clock(reading, _made(reading, year)), _COUNTED, f"the year is {year}: {why}", relative=True)
    if reading.year is not None:
        made = _with_clock(reading, _made(reading, reading.year))
        return _found(made, _FULL, "written with its year")
    if reading.month is None and not reading.sub:
        return _open("no date in it")
    if reading.shift is not None:
        return _named_shift(one, text)
    guessed, score, why = _year_for(one, text)
    if guessed is None:
        partial = _partial(reading)
        return DateInterval(value=partial, precision=Precision.DAY if reading.day else Precision.MONTH, relative=True), _OPEN, why
    return _found(_with_clock(reading, _made(reading, guessed)), score, why, relative=True)


def _made(reading: Reading, year: int) -> DateInterval | None:
    """The interval that the fields mean in a year."""
    if reading.sub.startswith("week"):
        return _week_of(reading, year)
    if reading.sub and reading.sub not in calendar.PARTS_OF_YEAR:
        return calendar.of_day(calendar.of_holiday(reading.sub, year))
    if reading.sub:
        return calendar.of_part(year, reading.sub)
    if reading.month is None:
        return calendar.of_year(year)
    if reading.day is None:
        return calendar.of_month(year, reading.month)
    return calendar.of_day(calendar.make_day(year, reading.month, reading.day))


def _week_of(reading: Reading, year: int) -> DateInterval | None:
    """ "the second week of March": the second seven days of the month; "the last week": its last seven."""
    month = calendar.of_month(year, reading.month or 0)
    if month is None or month.start is None or month.end is None:
        return None
    number = int(reading.sub.split()[1])
    start = calendar.shift_days(month.end, -7) if number == -1 else calendar.shift_days(month.start, 7 * number - 7)
    if start is None or number == 0:
        return None
    end = min(calendar.shift_days(start, 7) or month.end, month.end)
    last = calendar.shift_days(end, -1) or start
    return DateInterval(value=f"{start}/{last}", start=start, end=end, precision=Precision.WEEK)


def _with_clock(reading: Reading, interval: DateInterval | None) -> DateInterval | None:
    """A day with its hour, "2013-03-22T22:00", or, since EDTF has no parts of the day, the day itself with that precision."""
    if interval is None or interval.precision is not Precision.DAY or len(interval.value) != 10:
        return interval
    if reading.clock:
        return replace(interval, value=interval.value + _of_the_day(reading), precision=Precision.SECOND)
    if reading.part:
        timex = "" if reading.day_named else f"{interval.value}T{reading.part}"
        return replace(interval, precision=Precision.DAYPART, part=reading.part, timex=timex)
    return interval


def _of_the_day(reading: Reading) -> str:
    """ "8 in the evening" is 20:00."""
    hour = int(reading.clock[1:3])
    if reading.part in ("EV", "NI", "AF") and hour < 12 and not (reading.part == "NI" and hour < 5):
        return f"T{hour + 12:02}{reading.clock[3:]}"
    return reading.clock


_LEAP_YEAR = 2000


def _partial(reading: Reading) -> str:
    """A date without its year, as EDTF writes it."""
    if reading.sub:
        return f"XXXX-{reading.sub}" if reading.sub in calendar.PARTS_OF_YEAR else ""
    if reading.day and calendar.make_day(_LEAP_YEAR, reading.month or 0, reading.day) is None:
        return ""  # 31 June
    return f"XXXX-{reading.month:02}" + (f"-{reading.day:02}" if reading.day else "")


def _year_for(one: Placed, text: _Text) -> tuple[int | None, float, str]:
    """The year of a date that is written without one, None where nothing tells it."""
    reading = one.reading
    if reading.weekday is not None and reading.day and text.published is not None and not text.narrative:
        return _year_by_weekday(reading, text.published)
    if one.ends_range and text.last is not None and text.last.start is not None:
        made = _made(reading, text.last.start.year)
        early = made is not None and made.start is not None and made.start < text.last.start
        return text.last.start.year + early, _BY_TENSE, f"the next one after {text.last.value}, where the range begins"
    if text.narrative and (year := _year_of_section(one, text)) is not None:
        return year, _BY_TEXT, "the year of the heading above"
    if text.narrative and text.last is not None:
        return _year_by_text(reading, text.last), _BY_TEXT, f"the year of {text.last.value}, the date before it in the text"
    if text.explicit is not None and (year := _year_in_passing(one, text, text.explicit)) is not None:
        return year, _BY_TEXT, f"the year of {text.explicit.value}, the date before it in the text"
    if text.published is None:
        return None, _OPEN, "no year is written, and the date of publication is not known"
    return _year_by_published(one, text.published)


def _year_by_weekday(reading: Reading, published: date) -> tuple[int | None, float, str]:
    """ "Monday, Dec. 25": the year in which it falls so, last year, this or next; in no other, for then one of the two is a slip."""
    years = sorted(
        range(published.year - 1, published.year + 2), key=lambda year: abs(_start(reading, year, published) - published.toordinal())
    )
    for year in years:
        day = calendar.make_day(year, reading.month or 0, reading.day or 0)
        if day is not None and day.weekday() == reading.weekday:
            return year, _COUNTED, "the year in which it falls on that weekday"
    return None, _OPEN, f"in no year near {published}, the date of publication, does it fall on that weekday"


def _year_in_passing(one: Placed, text: _Text, before: DateInterval) -> int | None:
    """The year of a full past date of the same paragraph, when it is the date before: "On May 3, 2009, he left. On May 9 he was back."."""
    known = before.precision in (Precision.DAY, Precision.MONTH, Precision.SEASON) and before.start is not None
    if not known or text.last is not before or one.paragraph != text.last_paragraph or one.tense == FUTURE:
        return None
    year = _year_by_text(one.reading, before)
    if text.published is None:
        return year
    past = before.start is not None and before.start.year < text.published.year
    return year if past and _start(one.reading, year, text.published) <= text.published.toordinal() else None


_LONGEST_SECTION = 30  # paragraphs


def _year_of_section(one: Placed, text: _Text) -> int | None:
    """The year of a heading such as "2003: Invasion", unless the paragraph itself has named another."""
    if text.section is None or not 0 < one.paragraph - text.section_paragraph <= _LONGEST_SECTION or text.last is None:
        return None
    first, last = text.section
    if text.explicit is not None and text.last_paragraph == one.paragraph and text.explicit is text.last:
        return None
    return min(max(_year_by_text(one.reading, text.last), first), last)


def _year_by_text(reading: Reading, last: DateInterval) -> int:
    """The year that puts a date nearest the one before it; a story goes forward more easily than back."""
    if last.start is None or last.precision is Precision.YEAR:
        return last.start.year if last.start else 0
    anchor = last.start

    def distance(year: int) -> float:
        made = _made(reading, year)
        if made is None or made.start is None:
            return 1e9
        days = (made.start - anchor).days
        if made.end is not None and made.start <= anchor < made.end:
            return 0
        return days if days >= 0 else -2.5 * days

    return min(range(max(1, anchor.year - 1), anchor.year + 2), key=lambda year: (distance(year), year))


_SLIP = 7  # days: a report dated a week before "was held on 5 May" has the wrong date of publication, not the wrong year
# Days by which a date "ahead" may lie behind before the next year is meant: "would" also tells what is over by now.
_LATE_DAYS, _LATE_MONTHS = 180, 60
_SOON = 62  # days: a month or season that begins within two months, where the tense does not tell, is the coming one
# Days: news writes the year of a day of last year. So a day of this year, as near ahead as this, is the coming one, unless a verb of the
# past stands right beside it ("was elected on July 4").
_AHEAD = 62


def _year_by_published(one: Placed, published: date) -> tuple[int, float, str]:
    """By tense: the last such date, or the next; where the words do not tell, the nearest day, and the last month or season."""
    reading, tense = one.reading, one.tense
    year = published.year
    by_day = reading.day is not None or is_holiday(reading)
    made = _made(reading, year)
    if made is None or made.start is None or made.end is None:  # 29 February: the nearest year that has one
        years = [y for y in (year - 1, year + 1, year - 2, year + 2, year - 3, year + 3, year - 4) if _made(reading, y)]
        return (years[0] if years else year), _GUESSED, "the nearest year that has such a day"
    if made.start <= published < made.end:
        return year, _COUNTED, f"holds {published}, the date of publication"
    if one.nearest and not by_day:
        return _nearest_year(reading, published), _GUESSED, f"the nearest to {published}, the date of publication"
    ahead = (made.start - published).days
    if by_day and tense == PAST and not one.sure and 0 < ahead <= _AHEAD:
        return year, _GUESSED, f"the one shortly after {published}, the date of publication"
    if tense == PAST and ahead > (_SLIP if by_day else 0):
        return year - 1, _BY_TENSE, f"the last one before {published}, the date of publication"
    if tense == FUTURE and -ahead > (_LATE_DAYS if by_day else _LATE_MONTHS):
        return year + 1, _BY_TENSE, f"the next one after {published}, the date of publication"
    if tense == UNKNOWN and not by_day and ahead > _SOON:
        return year - 1, _GUESSED, f"the last one before {published}, the date of publication"
    if tense == UNKNOWN and by_day:
        return _nearest_year(reading, published), _GUESSED, f"the nearest to {published}, the date of publication"
    side = "after" if ahead > 0 else "before"
    return year, _BY_TENSE if tense else _GUESSED, f"the one {side} {published}, the date of publication"


def _nearest_year(reading: Reading, published: date) -> int:
    years = (published.year, published.year - 1, published.year + 1)
    return min(years, key=lambda year: abs(_start(reading, year, published) - published.toordinal()))


def _start(reading: Reading, year: int, otherwise: date) -> int:
    made = _made(reading, year)
    return made.start.toordinal() if made and made.start else otherwise.toordinal() + 9999


def _named_shift(one: Placed, text: _Text) -> tuple[DateInterval, float, str]:
    """ "last March", "next summer", "the previous April", "this Christmas"."""
    reading = one.reading
    if reading.against is Against.TEXT or text.narrative:
        anchor, whence = (text.last.start if text.last else text.published), "the date before it in the text"
    else:
        anchor, whence = text.published, "the date of publication"
    if anchor is None:
        return _open("relative to a date that is not known")
    same = _made(reading, anchor.year)
    if same is None or same.start is None or same.end is None:
        return _open("the calendar has no such date")
    holds = same.start <= anchor < same.end
    if reading.shift == 0:
        year = anchor.year
        if reading.against is Against.PUBLISHED and reading.sub == "WI" and anchor.month <= 4:
            year -= 1
    elif reading.shift == -1:
        year = anchor.year - (holds or same.start > anchor)
    else:
        year = anchor.year + (holds or same.start <= anchor)
    return _found(_with_clock(reading, _made(reading, year)), _COUNTED, f"counted from {anchor}, {whence}", relative=True)


# ---------------------------------------------------------------- weekdays


def _weekday(one: Placed, text: _Text) -> tuple[DateInterval, float, str]:
    reading, weekday = one.reading, one.reading.weekday or 0
    if reading.year_of is not None:
        week, _, why = _unit(replace(one, reading=reading.year_of), text)
        if week.start is None:
            return _open(why)
        day = calendar.shift_days(week.start, weekday)
        return _found(_with_clock(reading, calendar.of_day(day)), _COUNTED, why, relative=True)
    if one.ends_range and reading.shift is None and text.last is not None and text.last.start is not None and text.last.precision in _DAYS:
        days = (weekday - text.last.start.weekday()) % 7
        return _a_day(reading, text.last.start, days, _BY_TENSE, f"the next one after {text.last.value}, where the range begins")
    by_text = text.narrative or reading.against is Against.TEXT
    if by_text and text.last is not None and text.last.start is not None and text.last.precision in _DAYS:
        anchor = text.last.start
        if reading.shift == -1:
            days = -((anchor.weekday() - weekday - 1) % 7) - 1
        else:
            days = (weekday - anchor.weekday() - 1) % 7 + 1 if reading.shift == 1 else (weekday - anchor.weekday()) % 7
        return _a_day(reading, anchor, days, _BY_TEXT, f"counted from {anchor}, the date before it in the text")
    if text.published is None or text.narrative:
        return _open("a weekday, and the date of publication is not known")
    back = (text.published.weekday() - weekday) % 7
    forward = (weekday - text.published.weekday()) % 7
    if reading.shift == A_WEEK_ON:
        if not forward:
            return _open("said on that weekday itself: of which week is open")
        return _a_day(
            reading, text.published, forward + 7, _COUNTED, f"a week after the next one from {text.published}, the date of publication"
        )
    if reading.shift == 1:
        return _a_day(reading, text.published, forward or 7, _COUNTED, f"the next one after {text.published}, the date of publication")
    if reading.shift == -1:
        return _a_day(reading, text.published, -(back or 7), _COUNTED, f"the last one before {text.published}, the date of publication")
    if reading.shift == 0:
        days = -back if one.tense == PAST else forward
        return _a_day(reading, text.published, days, _BY_TENSE, f"the one nearest {text.published}, the date of publication")
    if one.tense == FUTURE:
        return _a_day(reading, text.published, forward, _BY_TENSE, f"the words look ahead from {text.published}, the date of publication")
    score = _COUNTED if one.tense == PAST else _BY_TENSE
    return _a_day(reading, text.published, -back, score, f"the last one up to {text.published}, the date of publication")


_DAYS = frozenset((Precision.DAY, Precision.DAYPART, Precision.SECOND))
_DAYS_OF_A_STORY = 1  # "in the morning" is of the day of the news, or of the day before if that was named


def _a_day(reading: Reading, anchor: date, days: int, score: float, why: str) -> tuple[DateInterval, float, str]:
    day = calendar.shift_days(anchor, days)
    return _found(_with_clock(reading, calendar.of_day(day)), score, why, relative=True)


# ---------------------------------------------------------------- shifted units, time away, hours


def _anchor(one: Placed, text: _Text) -> tuple[date | None, str]:
    """The day that a relative expression counts from, and the words for it."""
    if one.reading.against is Against.TEXT and one.reading.unit == "day" and text.last_day is not None and text.last_day.start is not None:
        return text.last_day.start, f"{text.last_day.value}, the last day named before it in the text"
    if one.reading.against is Against.TEXT and text.last is not None and text.last.start is not None:
        return text.last.start, f"{text.last.value}, the date before it in the text"
    if text.published is None:
        return None, "the date of publication, which is not known"
    by_published = one.reading.against is Against.PUBLISHED
    told_unit = by_published and (one.reading.unit == "month" or (one.reading.unit == "year" and one.tense != UNKNOWN))
    if told_unit and text.narrative and text.last is not None:
        return text.last.start, f"{text.last.value}, the date before it in the text"
    return text.published, f"{text.published}, the date of publication"


def _unit(one: Placed, text: _Text) -> tuple[DateInterval, float, str]:
    """ "last week", "the following day", "this year", "yesterday"."""
    reading = one.reading
    anchor, whence = _anchor(one, text)
    if anchor is None:
        return _open(f"counted from {whence}")
    if (why := _astray(one, text)) is not None:
        return _open(why)
    if reading.against is Against.TEXT and text.last is None and reading.unit == "day" and reading.shift != 0:
        return _open("counted from a day that the text does not name")
    shift = reading.shift if reading.shift is not None else _weekend_shift(anchor, one.tense)
    coarse = text.last is not None and reading.against is Against.TEXT and text.last.precision not in _DAYS
    if coarse and (reading.unit in ("week", "weekend") or (reading.unit == "day" and text.last_day is None)):
        return _open(f"counted from {whence}, which is no day")
    score = _COUNTED if reading.against is Against.PUBLISHED else _BY_TEXT
    return _found(_shifted(reading, anchor, shift), score, f"counted from {whence}", relative=True)


def _astray(one: Placed, text: _Text) -> str | None:
    """Why "two days earlier", "that evening", "the next day" count from no day of a report: the last one named is that of what somebody
    said, or the text has come to other times since. None where they do count. Histories count on from day to day."""
    reading = one.reading
    if reading.against is not Against.TEXT or reading.unit != "day" or text.narrative or text.last_day is None:
        return None
    if text.last_reports:
        return f"counted from an event, and {text.last_day.value}, the last day named before it, is that of a report"
    if one.paragraph - text.last_day_paragraph > (1 if text.last is text.last_day else 0):
        return f"counted from a day, and the text has gone on since {text.last_day.value}"
    return None


def _weekend_shift(anchor: date, tense: int) -> int:
    """ "over the weekend": the running or next one where the words look ahead, else the last one that has begun."""
    return 0 if tense == FUTURE or anchor.weekday() >= 5 else -1


def _shifted(reading: Reading, anchor: date, shift: int) -> DateInterval | None:
    match reading.unit:
        case "day":
            return _with_clock(reading, calendar.of_day(calendar.shift_days(anchor, shift)))
        case "week" | "fortnight":
            return calendar.of_week(calendar.shift_days(anchor, 7 * shift))
        case "weekend":
            # On a Monday or Tuesday "this weekend" was the one just over; on a Saturday or Sunday it is the running one.
            over = reading.shift == 0 and anchor.weekday() < 2
            return calendar.of_weekend(calendar.shift_days(anchor, 7 * (shift - over)))
        case "month":
            day = calendar.shift_months(anchor, shift)
            return None if day is None else calendar.of_month(day.year, day.month)
        case "quarter":
            day = calendar.shift_months(anchor, 3 * shift)
            return None if day is None else calendar.of_part(day.year, f"Q{(day.month + 2) // 3}")
        case "year":
            return calendar.of_year(anchor.year + shift)
        case "decade":
            return calendar.of_decade(anchor.year // 10 + shift)
        case "century":
            return calendar.of_century(anchor.year // 100 + 1 + shift)
        case _:
            return None


_MONTHS = {"month": 1, "year": 12, "decade": 120, "century": 1200}


def _amount(one: Placed, text: _Text) -> tuple[DateInterval, float, str]:
    """ "two years ago", "four days later": as fine as its unit, finer where the amount has a half."""
    reading = one.reading
    if reading.amount is None:
        value = {-1: "PAST_REF", 1: "FUTURE_REF"}[reading.shift or -1] if reading.against is Against.PUBLISHED else ""
        return DateInterval(value=value, precision=Precision.VAGUE, approximate=True, relative=True), _OPEN, "how long is not said"
    anchor, whence = _anchor(one, text)
    if anchor is None:
        return _open(f"counted from {whence}")
    if (why := _astray(one, text)) is not None:
        return _open(why)
    if reading.against is Against.TEXT and text.last is None and reading.shift == 1:
        return _open("counted from a date that the text does not name")
    if (quarter := _quarter_before(one, text)) is not None:
        return _found(
            quarter,
            _BY_TEXT,
            f"counted from {text.quarter.value if text.quarter else ''}, the quarter before it in the text",
            relative=True,
        )
    by_day = reading.unit == "day" and text.last_day is not None
    if reading.against is Against.TEXT and text.last is not None and not by_day and not _fine_enough(reading.unit, text.last.precision):
        return _open(f"counted from {whence}, which is coarser")
    score = _COUNTED if reading.against is Against.PUBLISHED else _BY_TEXT
    interval = _moved(reading, anchor, reading.amount * (reading.shift or 1))
    return _found(interval, score, f"counted from {whence}", relative=True)


def _quarter_before(one: Placed, text: _Text) -> DateInterval | None:
    """ "$1.2m, up from $1.1m a year earlier", "the year-ago quarter": the same quarter of an earlier year, beside figures of a quarter."""
    reading, quarter = one.reading, text.quarter
    if quarter is None or quarter.start is None or reading.amount is None or reading.shift != -1 or text.narrative:
        return None
    if reading.unit == "quarter" and reading.amount == 4:
        return calendar.of_part(quarter.start.year - 1, quarter.value[-2:])
    if reading.unit != "year" or reading.amount != 1 or not 0 <= one.paragraph - text.quarter_paragraph <= 1:
        return None
    return calendar.of_part(quarter.start.year - 1, quarter.value[-2:])


def _fine_enough(unit: str, precision: Precision) -> bool:
    """Days cannot be counted from a year."""
    if unit in ("year", "decade", "century"):
        return True
    if unit == "month":
        return precision not in (Precision.YEAR, Precision.DECADE, Precision.CENTURY)
    return precision in _DAYS or (unit == "week" and precision is Precision.WEEK)


_MOST = 20_000  # units: more is no date ("65 million years ago")


def _moved(reading: Reading, anchor: date, amount: Decimal) -> DateInterval | None:
    unit = reading.unit
    if abs(amount) > _MOST:
        return None
    if unit == "quarter":
        month = calendar.shift_months(anchor, round(3 * amount))
        return None if month is None else calendar.of_part(month.year, f"Q{(month.month + 2) // 3}")
    if unit in _MONTHS:
        return _moved_by_months(unit, anchor, amount)
    if unit in ("week", "fortnight", "weekend"):
        day = calendar.shift_days(anchor, round(amount * (14 if unit == "fortnight" else 7)))
        return calendar.of_weekend(day) if unit == "weekend" else calendar.of_week(day)
    if unit == "day":
        return calendar.of_day(calendar.shift_days(anchor, round(amount)))
    # Hours and minutes: the day is known, unless they may pass midnight.
    hours = amount / (1 if unit == "hour" else 60 if unit == "minute" else 3600)
    made = calendar.of_day(calendar.shift_days(anchor, round(hours / 24)))
    return made and replace(made, approximate=abs(hours) >= 12)


def _moved_by_months(unit: str, anchor: date, amount: Decimal) -> DateInterval | None:
    """To the year for whole years; to the month for months and for "two and a half years", which is about that month."""
    day = calendar.shift_months(anchor, round(amount * _MONTHS[unit]))
    if day is None:
        return None
    whole = amount == amount.to_integral_value()
    made = calendar.of_month(day.year, day.month) if unit == "month" or not whole else calendar.of_year(day.year)
    return made and replace(made, approximate=not whole or unit in ("decade", "century"))


def _clock(one: Placed, text: _Text) -> tuple[DateInterval, float, str]:
    """A time of day: on the day that the paragraph last named, else on the day of publication."""
    reading = one.reading
    if reading.aside and (text.last_day is None or text.narrative):
        return DateInterval(value=f"XXXX-XX-XXT{reading.part}", precision=Precision.VAGUE), _OPEN, "the day is not known"
    if text.last is not None and text.last.start is not None and text.last.precision in _DAYS and text.last_paragraph == one.paragraph:
        return _a_day(reading, text.last.start, _past_midnight(one, text), _BY_TEXT, f"on {text.last.start}, the day named before it")
    if not reading.clock and (text.published is None or text.narrative):
        return DateInterval(value=f"XXXX-XX-XXT{reading.part}", precision=Precision.VAGUE), _OPEN, "the day is not known"
    if text.published is None or text.narrative:
        return DateInterval(value=_of_the_day(reading), precision=Precision.SECOND, relative=True), _OPEN, "the day is not known"
    day = text.published
    if reading.aside:
        if text.last_day is not None and text.last_day.start is not None and 0 < (day - text.last_day.start).days <= _DAYS_OF_A_STORY:
            day = text.last_day.start
        return _a_day(reading, day, _past_midnight(one, text), _GUESSED, f"on {day}, the day that the text is at")
    if len(text.days) > 1:
        return (
            DateInterval(value=_of_the_day(reading), precision=Precision.SECOND, relative=True),
            _OPEN,
            "on which of the days named is open",
        )
    if text.days:
        (day,) = text.days
    whence = "the one day named before it" if text.days else "the date of publication"
    return _a_day(reading, day, _past_midnight(one, text), _GUESSED, f"on {day}, {whence}")


def _past_midnight(one: Placed, text: _Text) -> int:
    """1 where a range of hours passes midnight: "from 8 p.m. to 6 a.m."."""
    return int(one.ends_range and bool(text.clock) and one.reading.clock < text.clock)


def _day_of_month(one: Placed, text: _Text) -> tuple[DateInterval, float, str]:
    anchor, whence = _anchor(one, text)
    if anchor is None:
        return _open(f"counted from {whence}")
    made = calendar.make_day(anchor.year, anchor.month, one.reading.day or 0)
    return _found(_with_clock(one.reading, calendar.of_day(made)), _BY_TEXT, f"in the month of {whence}", relative=True)


# ---------------------------------------------------------------- lengths of time


_LETTERS = {"second": "S", "minute": "M", "hour": "H", "day": "D", "week": "W", "month": "M", "year": "Y", "decade": "DE", "century": "CE"}
_SMALLER = {"hour": ("minute", 60), "year": ("month", 12), "decade": ("year", 10), "century": ("year", 100), "day": ("hour", 24)}


def _period(amount: Decimal | None, unit: str) -> str:
    """ISO 8601 with TIMEX3's letters for decades and centuries: P2Y, PT48H, P2DE, PXM where the number is not said."""
    if unit in ("fortnight", "weekend", "quarter"):
        weeks = {"fortnight": ("day", 14), "weekend": ("day", 2), "quarter": ("month", 3)}[unit]
        return _period(None if amount is None else amount * weeks[1], weeks[0])
    if amount is not None and amount == Decimal("0.5") and unit in _SMALLER:
        smaller, count = _SMALLER[unit]
        return _period(amount * count, smaller)
    number = "X" if amount is None else f"{amount.normalize():f}"
    time = "T" if unit in ("second", "minute", "hour") else ""
    return f"P{time}{number}{_LETTERS[unit]}"
