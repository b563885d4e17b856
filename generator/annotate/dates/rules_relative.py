"""Rules for dates that count from another: last week, two years ago, Friday, the next day; lengths of time; hours.

Each takes a match of its pattern and gives the readings, none where the words around it say that it is no date.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from generator.annotate.dates import words
from generator.annotate.dates.matching import ONE, Match
from generator.annotate.dates.readings import A_WEEK_ON, Against, Reading, Shape

_LONG = ("week", "month", "quarter", "year")
_SHORT = ("hour", "minute", "second")


def read_unit(m: Match) -> tuple[Reading, ...]:
    """A unit with a word that shifts it: "last week", "earlier this month", "the following day"; "the past year" is a length of time."""
    reading = m.related(Shape.UNIT)
    codes = set(m.codes)
    if reading.unit in _SHORT or reading.shift is None or ("CURRENT" in codes and not (m.says("current") and reading.unit in _LONG)):
        return ()
    if m.with_article and codes & {"LAST", "PAST"} and reading.against is Against.PUBLISHED:
        return (reading if reading.unit in ("weekend", "quarter") else replace(reading, shape=Shape.DURATION, amount=ONE),)
    if reading.unit == "day" and codes & {"THIS", "LAST"} and "THE" not in codes:
        return ()  # "to this day", "last day": no date
    if "THAT" in codes and reading.unit in ("century", "decade"):
        return ()
    if "PAST" in codes and not codes & {"THE", "THIS"} and m.word_before not in ("", "in", "over", "for"):
        return ()
    return (replace(reading, edge="") if reading.unit == "day" else reading,)


def read_fiscal_unit(m: Match) -> tuple[Reading, ...]:
    """ "the current fiscal year", "last financial year": about that year; when it begins differs by country and firm."""
    reading = m.related(Shape.UNIT)
    if reading.unit != "year" or reading.shift is None:
        return ()
    return (replace(reading, approximate=True, fiscal=True),)


def read_edge_of_unit(m: Match) -> tuple[Reading, ...]:
    """ "the end of the year", "later in the day", "year-end": within the unit that the text is at."""
    reading = m.reading(Shape.UNIT)
    if reading.unit not in ("day", "week", "month", "quarter", "year") or m.after == "OF":
        return ()
    if m.code(m.last - 1) == "EDGE" and m.text(m.last - 1).lower() not in ("end", "start"):
        return ()  # "the week ending March 16"
    told = bool(set(m.codes) & {"EARLIER", "LATER"})
    if reading.unit == "day" and reading.edge == "end" and "EDGE" in m.codes:
        return ()  # "at the end of the day": a figure of speech
    return (replace(reading, shift=0, against=Against.TEXT if told or reading.unit == "day" else Against.PUBLISHED),)


def read_weekend(m: Match) -> tuple[Reading, ...]:
    """ "over the weekend", "at the weekend": by tense, the last one or the next."""
    preposition = m.word_before in ("over", "during", "at", "on", "in", "this")
    return (m.reading(Shape.UNIT),) if m.code(m.first) == "THE" and m.tokens[m.last - 1].value == "weekend" and preposition else ()


def read_unit_beside(m: Match) -> tuple[Reading, ...]:
    """ "the day before.", "the year after,": counted from the text. Before a clause ("the day after the battle") no calendar can say."""
    unit = m.tokens[m.find("UNIT")].value
    if unit in _SHORT or (m.code(m.last - 1) != "FOLLOWING" and m.after not in (words.STOP, words.COMMA, "AND")):
        return ()
    return (m.reading(Shape.UNIT, shift=-1 if m.code(m.last - 1) == "BEFORE" else 1, against=Against.TEXT),)


def read_span(m: Match) -> tuple[Reading, ...]:
    """ "the past five years", "the next few days", "the first nine months of 2012": a length of time."""
    if m.after in ("AGO", "LATER", "EARLIER", "HENCE"):
        return ()
    if m.code(m.first) == "LAST" and _is_verb(m):
        return ()  # "expected to last eight weeks": the length begins at its number
    shift, against = m.relation()
    year = int(m.tokens[m.last - 1].value) if m.code(m.last - 1) == words.YEAR and "OF" in m.codes else None
    amount = m.part(m.first, m.last - (year is not None)).amount() if m.states_amount else None
    return (m.reading(Shape.DURATION, amount=amount, day=None, year=year, shift=shift, against=against),)


_BEFORE_VERB = frozenset(
    "will would could should may might must can cannot can't won't wouldn't couldn't not 'll ’ll can’t won’t wouldn’t couldn’t".split()
)
_NO_INFINITIVE = frozenset("compared similar close due next from prior owing thanks".split())


def _is_verb(m: Match) -> bool:
    """Whether "last", which the match opens with, is a verb: "to last", "would last", "could not last"."""
    if m.word_before == "to":
        return m.text(m.first - 2).lower() not in _NO_INFINITIVE
    return m.word_before in _BEFORE_VERB


_COMPLETE = ("previously", "afterwards", "afterward", "thereafter", "beforehand")


def read_away(m: Match) -> tuple[Reading, ...]:
    """ "two years ago", "four days later", "a year earlier", "a week from now", "year-ago"."""
    if m.code(m.last - 1) in ("QUARTER", "PERIOD"):
        return (m.reading(Shape.AMOUNT, amount=ONE * 4, shift=-1, unit="quarter"),)  # "the year-ago quarter"
    closing = m.tokens[m.last - 1]
    if closing.code in ("BEFORE", "AFTER") and closing.text.lower() not in _COMPLETE and m.after not in (words.STOP, words.COMMA):
        return ()  # "two days after the battle" is a length of time and an event; "two years before." counts from the text
    if closing.code in ("EARLIER", "LATER") and m.word_after.lower() == "than":
        return ()
    shift = -1 if closing.code in ("AGO", "BEFORE", "EARLIER") else 1
    against = Against.PUBLISHED if closing.code in ("AGO", "HENCE", "NOW") else Against.TEXT
    amount = m.amount() if m.states_amount or "A" in m.codes else ONE if words.DASH in m.codes else None
    unit = m.tokens[m.find("UNIT", "UNITS")].value
    return (m.reading(Shape.AMOUNT, amount=amount, shift=shift, against=against, unit=unit, day=None, year=None),)


def read_age(m: Match) -> tuple[Reading, ...]:
    """ "42-year-old", "58 years old", "aged 8-10": a figure, and one thing is of one kind."""
    return (m.reading(Shape.NOTHING),)


def read_length(m: Match) -> tuple[Reading, ...]:
    """A length of time: "two and a half years", "a few months", "ten-day", "more than a week"."""
    if m.says("recent"):
        return (m.reading(Shape.VAGUE, value="PAST_REF", aside=True),)
    while m.text(m.first).lower() in ("another", "just", "only", "up", "less"):
        m = m.part(m.first + 1, m.last)
    codes = m.codes
    reading = m.reading(Shape.DURATION)
    if reading.unit == "weekend" or (reading.unit == "second" and "UNIT" in codes):
        return ()
    if codes == ["CARD", "UNIT"] and m.text(m.first) == "One" and reading.unit == "day" and m.after != words.STOP:
        return ()  # "One day he will be king"
    if codes == ["A", "UNIT"] and m.after == "OF" and reading.unit == "day":
        return ()  # "a day of mourning": a kind of day
    if codes[0] == words.YEAR and "UNITS" not in codes:
        return ()  # "the 2012 year"
    vague = codes[0] == "A" and "UNITS" in codes and not m.states_amount  # "a months-long siege"
    about = "APPROX" in codes or "QUANT" in codes
    return (m.reading(Shape.DURATION, amount=None if vague else m.amount(), day=None, year=None, approximate=about),)


def read_quarter_century(m: Match) -> tuple[Reading, ...]:
    """ "a quarter of a century", "a quarter-century ago": 25 years."""
    if m.tokens[m.find("UNIT")].value != "century":
        return ()
    amount = Decimal(25)
    if m.code(m.last - 1) == "AGO":
        return (m.reading(Shape.AMOUNT, amount=amount, unit="year", shift=-1, approximate=True),)
    return (m.reading(Shape.DURATION, amount=amount, unit="year"),)


_BEFORE_UNITS = frozenset("for in within after take takes took taking lasts lasted lasting spend spent some wait waited waiting".split())


def read_units(m: Match) -> tuple[Reading, ...]:
    """ "for years", "in decades", "week-long"."""
    if m.code(m.first) == "UNIT":
        return (m.reading(Shape.DURATION, amount=ONE),)
    if m.last - m.first > 1:
        return (m.reading(Shape.DURATION),)  # "decades-old"
    led_to = m.before in (words.COMMA, words.OTHER, "MORE") and not m.text(m.first - 1)[:1].isupper()
    before_event = m.after in ("BEFORE", "AFTER") and (led_to or m.first == 0)  # "it came months before the bank was sold"
    if (m.word_before not in _BEFORE_UNITS and not before_event) or m.after == "OF":
        return ()
    return (m.reading(Shape.DURATION),)


_BEFORE_COURSE = frozenset(("in", "over", "during", "for", "through", "throughout", "as"))
_AFTER_COURSE = frozenset(("ahead", "since", "before", "after", "following", "leading", "to"))


def read_units_of(m: Match) -> tuple[Reading, ...]:
    """ "in the months ahead", "in the days after the vote", "over the years": how many is not said."""
    if m.word_before not in _BEFORE_COURSE:
        return ()
    alone = m.word_before in ("over", "through") and m.word_after in ("", ",", ".", ";")
    return (m.reading(Shape.DURATION),) if alone or m.word_after.lower() in _AFTER_COURSE else ()


_REPEATED = {
    "day": "P1D",
    "week": "P1W",
    "weekend": "P1WE",
    "fortnight": "P2W",
    "quarter": "P3M",
    "month": "P1M",
    "year": "P1Y",
    "decade": "P1DE",
    "hour": "PT1H",
    "minute": "PT1M",
}


def read_set(m: Match) -> tuple[Reading, ...]:
    """ "every year", "each Monday", "per month": again and again; not "every day lives"."""
    reading = m.reading(Shape.SET)
    if reading.weekday is not None:
        return (replace(reading, value=f"XXXX-WXX-{reading.weekday + 1}"),)
    if reading.month is not None:
        return (replace(reading, value=f"XXXX-{reading.month:02}"),)
    if reading.part:
        return (replace(reading, value="P1D"),)
    if reading.sub:
        return (replace(reading, value=f"XXXX-{reading.sub}"),)
    if m.plural(m.last) or m.word_after == "life" or reading.unit not in _REPEATED:
        return ()
    number = m.token("CARD", words.DAYNUM, words.INT, "ORD")
    count = number.value if number else "2" if m.says("other") else "1"
    return (replace(reading, value=_REPEATED[reading.unit].replace("1", count), day=None),)


# After these "the past" and "the future" end their phrase; a noun after them is what is past.
_AFTER_NOUN = frozenset(
    "is was were will would may might could should has had have but who which that if when where because as with there"
    " they we you he she it nobody somebody everyone".split()
)


def read_vague(m: Match) -> tuple[Reading, ...]:
    """ "now", "currently", "at the moment", "these days", "recently", "the past", "in the near future": no day is meant.

    Not "now and then", nor "the past mayor", "the present crisis", "the future of the firm".
    """
    word = m.text(m.last - 1).lower()
    at_last = m.code(m.last - 1)
    value = "PRESENT_REF"
    if at_last == "NOW":
        again = m.after == "AND" and m.text(m.last + 1).lower() in ("then", "again")
        if again or word != "now" or "THE" in m.codes or m.after == words.DASH:
            return ()
    elif at_last == "UNITS":
        if m.text(m.first).lower() != "these" or word != "days":
            return ()
    elif at_last == "TIMEWORD":
        if m.after in ("LAST", "NEXT", "OF"):
            return ()
    elif at_last == "REF":
        value = m.tokens[m.last - 1].value
        if m.text(m.last - 1)[0].isupper() and not m.opens_sentence(m.first):
            return ()
    elif m.code(m.first) not in ("AT", "DURING") or at_last != "MOMENT":
        if at_last == "CURRENT" and word != "present":
            return ()
        named = m.code(m.first) == "THE" or m.before == "IN" or m.code(m.first) in ("AT", "DURING")
        opens = m.before == "IN" and at_last != "CURRENT" and m.opens_sentence(m.first - 1)  # "In the past they asked"
        ends = opens or m.after in (words.STOP, words.COMMA, words.DASH, words.CLOSE, "AND", "TO", "IN", "FROM", "BY")
        if not named or not (ends or m.word_after.lower() in _AFTER_NOUN):
            return ()
        value = {"FUTURE": "FUTURE_REF", "PAST": "PAST_REF"}.get(at_last, value)
    return (m.reading(Shape.VAGUE, unit="", value=value, aside=True),)


def read_often(m: Match) -> tuple[Reading, ...]:
    """ "daily", "quarterly", "annual", "on Tuesdays": again and again; not "the Daily Mail"."""
    at = m.tokens[m.first]
    inside = not m.opens_sentence(m.first)
    if at.code == "WEEKDAYS":
        return (m.reading(Shape.SET, value=f"XXXX-WXX-{int(at.value) + 1}", part="", aside=True),)
    if at.text[0].isupper() and (inside or m.word_after[:1].isupper()):
        return ()
    return (m.reading(Shape.SET, value=at.value, aside=True),)


_BEFORE_LONE_PART = frozenset(("in", "by", "at", "through", "during", "until", "since", "into", "throughout"))


def read_lone_part(sentence: Match, reading: Reading) -> Reading:
    """ "in the morning", "by noon", "through the night": a part of the day that the text is at, when a preposition leads to it."""
    before = sentence.text(reading.first - 1).lower()
    after = sentence.text(reading.last)
    if before not in _BEFORE_LONE_PART or sentence.code(reading.last) == "OF" or after.istitle():
        return reading
    return replace(reading, shape=Shape.CLOCK, aside=True)


def read_today(m: Match) -> tuple[Reading, ...]:
    """today, yesterday, tonight, "the day before yesterday"."""
    shift, _, part = m.tokens[m.last - 1].value.partition(" ")
    number = int(shift)
    if away := m.token("BEFORE", "AFTER"):
        step = -1 if away.code == "BEFORE" else 1
        if step != number:
            return ()
        number += step
    return (m.reading(Shape.UNIT, unit="day", shift=number, part=part, edge=""),)


# Before these a weekday is part of a name, or a religious or commercial day: "Bloody Sunday", "Cyber Monday".
_NAMED_DAYS = frozenset(("Black", "Bloody", "Ash", "Good", "Sheffield", "Cyber", "Super", "Palm", "Maundy"))
_NEWSPAPERS = frozenset("Times Telegraph Mirror Herald Mail Express Independent Tribune Post Sun World People Star Business".split())
_BEFORE_SMALL = frozenset("ON FROM TO BY AND DASH".split())


def read_weekday(m: Match) -> tuple[Reading, ...]:
    """ "Friday", "last Friday", "Friday next"."""
    at = m.find("WEEKDAY")
    if m.before in ("ORD", words.ORDNUM):
        return ()  # "the first Monday of the month"
    if at == m.first and (m.text(at - 1) in _NAMED_DAYS or (not m.text(at)[0].isupper() and m.before not in _BEFORE_SMALL)):
        return ()
    if at == m.last - 1 and m.word_after in _NEWSPAPERS:
        return ()  # "the Sunday Times"
    if at < m.last - 1 and m.after in ("UNIT", "PART", "SEASON", "WSEASON", "MONTH", "WMONTH"):
        return ()  # "Friday last week": a weekday, to be joined with its week
    return (m.related(Shape.WEEKDAY),)


def read_weekday_week(m: Match) -> tuple[Reading, ...]:
    """ "on Saturday week": the Saturday after the coming one; not "a Saturday week-long fair", "the Sunday week"."""
    ends = m.after in (words.STOP, words.COMMA, words.CLOSE, "AND", "TO", "AT", "IN", "FROM") or m.word_after.islower()
    led = m.before in ("ON", "BY", "TO", "FROM") or m.word_before in ("until", "till")
    again = m.text(m.last + 1) in ("week", ",") and m.word_after in ("by", "after", "in")  # "Sunday week after week", "week in, week out"
    if m.text(m.last - 1) != "week" or not led or not ends or again:
        return ()
    return (m.reading(Shape.WEEKDAY, unit="", shift=A_WEEK_ON),)


def read_part(m: Match) -> tuple[Reading, ...]:
    """ "this morning", "last night", "the next evening"; a bare part of the day waits for a date to join."""
    reading = m.related(Shape.UNIT)
    codes = set(m.codes)
    if reading.shift is None or m.code(m.first) == "PAST":  # "past midnight"
        return (replace(reading, shape=Shape.PART, shift=None),)
    if ("THE" in codes and codes & {"LAST", "PAST", "CURRENT"}) or {"THIS", "PAST"} <= codes or {"THIS", "COMING"} <= codes:
        return ()
    return (replace(reading, unit="day", edge=""),)


def read_small_hours(m: Match) -> tuple[Reading, ...]:
    """ "the early hours of Sunday": a part of that day."""
    return (m.reading(Shape.PART, part="MO", unit=""),) if m.says("hours") else ()


_HOUR = re.compile(r"(\d{1,2})[:.]?(\d\d)?(?::?\d\d)?(?:([ap])\.?m)?")
_BEFORE_HOUR = frozenset("AT BY FROM TO APPROX AND DURING DASH".split())


def read_clock(m: Match) -> tuple[Reading, ...]:
    """A time of day. Without a.m., p.m. or a zone it needs "at", "by" or the like: "2:30" is also a score."""
    text = m.text(m.first).lower().replace(" ", "")
    match = _HOUR.match(text)
    if match is None:
        return ()
    hour, minute, half = int(match[1]), int(match[2] or 0), match[3]
    if hour > 24 or minute > 59 or (half and not 1 <= hour <= 12):
        return ()
    if not re.search(r"[a-z]", text) and m.before not in _BEFORE_HOUR:
        return ()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return (m.reading(Shape.CLOCK, clock=f"T{hour % 24:02}:{minute:02}"),)


_VERBS_AFTER_DAY = ("when", "was", "that", "at", "after", "before", "because", "as", "while", "with", "in", "for", "with")


def read_day_of_month(m: Match) -> tuple[Reading, ...]:
    """ "on the 20th": a day of the month that the text is in; not "on the 20th anniversary"."""
    day = int(m.tokens[m.last - 1].value)
    if m.before not in ("ON", "BY", "TO", "FROM") or not 1 <= day <= 31:
        return ()
    if m.after in (words.OTHER, "UNIT", "ORD", words.DASH, "OF") and m.word_after.lower() not in _VERBS_AFTER_DAY:
        return ()
    return (m.reading(Shape.DAY_OF_MONTH, day=day, against=Against.TEXT),)
