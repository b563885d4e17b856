"""Makes a draft of a figure from a reading: its bounds, dimension, counted noun, event, change and rate, in token indices."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from generator.annotate.figures.bounds import STRENGTH, Bound, bound_after, bound_before
from generator.annotate.figures.conversions import find_conversion
from generator.annotate.figures.events import Event, find_change, find_event
from generator.annotate.figures.knowledge import CLASSES, MULTIPLES, UNITS, Unit
from generator.annotate.figures.nouns import Counted, find_after_of, find_counted, find_joined, is_plural
from generator.annotate.figures.place import Place, Sentence
from generator.annotate.figures.readings import Reading, bound_of
from generator.annotate.figures.screens import refusal
from generator.annotate.figures.tokens import MARK, NUMBER, WORD, Token
from generator.annotate.figures.units import find_rate
from generator.model import Modifier

OLDEST = 115  # years; a larger number beside a name is no age
_LOWER = frozenset({Modifier.MORE_THAN, Modifier.AT_LEAST})
_UPPER = frozenset({Modifier.LESS_THAN, Modifier.UP_TO})
_LOOSE = frozenset({Modifier.ABOUT, Modifier.NEARLY})
_POINTS = frozenset({"point", "points", "places"})


class Draft(NamedTuple):
    """A figure in the making. Pairs are half-open ranges of tokens. `reading` is None for a multiple ("doubled")."""

    first: int
    end: int
    low: Decimal | None
    high: Decimal | None
    modifier: Modifier
    words: tuple[int, int]  # the bounding words
    dimension: str
    why: str
    reading: Reading | None = None
    unit: Unit | None = None
    unit_words: tuple[int, int] = (0, 0)
    counted: Counted | None = None
    event: Event | None = None
    change: str | None = None
    per: str | None = None
    vague: bool = False
    conversion: tuple[int, int] | None = None

    @property
    def is_one(self) -> bool:
        """Whether it is a bare "one", which reports a count only now and then."""
        reading = self.reading
        plain = reading is not None and reading.unit is None and reading.start.number.form == "words"
        return plain and self.modifier is Modifier.EXACT and self.low == self.high == 1


def draft_figure(tokens: Sequence[Token], reading: Reading, sentence: Sentence) -> Draft | None:
    """The draft of a reading, None where it is no figure."""
    counted = _counted(tokens, reading)
    bound = bound_of(tokens, reading, counted=counted is not None)
    if refusal(Place(tokens, reading, sentence, counted, bound)):
        return None
    unit, unit_words, dimension, end = _dimension(tokens, reading)
    if dimension == "age":
        counted = _aged(tokens, end)
    conversion = find_conversion(tokens, end, unit)
    end = conversion[1] if conversion is not None else end
    after = _bound_behind(tokens, reading, counted, end)
    rate = find_rate(tokens, end)
    if rate is not None:
        end = rate[0]
    elif counted is not None and counted.first >= end:
        rate = find_rate(tokens, counted.head + 1)
    end = after.end if after is not None and after.first == end else end
    why = reading.start.number.form + (" with unit" if unit else " before a noun" if counted else "")
    draft = Draft(
        first=reading.first,
        end=end,
        low=reading.low,
        high=reading.high,
        modifier=Modifier.EXACT,
        words=(reading.first, reading.first),
        dimension=dimension,
        why=why if reading.shape == "single" else f"{why}, {reading.shape}",
        reading=reading,
        unit=unit,
        unit_words=unit_words,
        counted=counted,
        per=rate[1] if rate is not None else None,
        vague=reading.start.number.form == "vague",
        conversion=conversion,
    )
    return _with_event(tokens, _with_bounds(tokens, draft, reading, bound, after))


def _aged(tokens: Sequence[Token], end: int) -> Counted | None:
    """ "14-year-old boy"; not "aged 5 to 14 work", nor "the 35-year-old Keller's fortune"."""
    found = find_counted(tokens, end, plural=False) if tokens[end - 1].low == "old" else None
    return None if found is None or any(token.low.endswith("'s") for token in tokens[found.first : found.end]) else found


def _bound_behind(tokens: Sequence[Token], reading: Reading, counted: Counted | None, end: int) -> Bound | None:
    """The bound behind number and unit, inside them, or behind the counted noun ("five people or more")."""
    after = bound_after(tokens, end) or reading.start.bound
    if after is not None or counted is None:
        return after
    after = bound_after(tokens, counted.head + 1)
    return after if after is not None and after.words.startswith(("or ", "at ", "plus", "and more", "and over")) else None


def _with_bounds(tokens: Sequence[Token], draft: Draft, reading: Reading, before: Bound | None, after: Bound | None) -> Draft:
    """The draft with its modifier, the words for it, and its open sides."""
    ranged = reading.shape in ("range", "between")
    first, words, modifier = draft.first, draft.words, Modifier.BETWEEN if ranged else Modifier.EXACT
    if reading.shape == "between":
        while tokens[first].low != "between":
            first -= 1
        words = (first, first + 1)
    if before is not None:
        first, words = before.first, (before.first, before.end)
    elif after is not None:
        words = (after.first, after.end)
    chosen = _stronger(before, after)
    if chosen is not None and (not ranged or chosen.modifier in _LOOSE):
        modifier = chosen.modifier
    low, high = draft.low, draft.high
    if modifier in _LOWER:
        high = None
    elif modifier in _UPPER:
        low = None
    elif draft.vague and not ranged:
        high = None
    return draft._replace(first=first, words=words, modifier=modifier, low=low, high=high)


def _stronger(before: Bound | None, after: Bound | None) -> Bound | None:
    if before is None or after is None:
        return before or after
    return after if STRENGTH[after.modifier] > STRENGTH[before.modifier] else before


def _with_event(tokens: Sequence[Token], draft: Draft) -> Draft:
    counted, unit = draft.counted, draft.unit
    end = counted.head + 1 if counted is not None and counted.first >= draft.end else draft.end
    event = find_event(tokens, draft.first, end, counted=counted is not None, measured=unit is not None)
    points = counted is not None and tokens[counted.head].low in _POINTS
    measured = points or (unit is not None and draft.dimension not in ("age", "time", "length"))
    return draft._replace(event=event, change=find_change(tokens, draft.first, draft.end, measured=measured))


def draft_multiple(tokens: Sequence[Token], i: int) -> Draft | None:
    """ "doubled", "tenfold", "twice as many" at token `i`."""
    word = tokens[i].low
    if word == "twice" and (i + 1 >= len(tokens) or tokens[i + 1].low not in ("as", "the")):
        return None
    if word.endswith("ing") and i and tokens[i - 1].low in ("the", "a"):
        return None
    value = MULTIPLES[word]
    bound = bound_before(tokens, i)
    modifier = bound.modifier if bound is not None else Modifier.EXACT
    first = bound.first if bound is not None else i
    return Draft(
        first=first,
        end=i + 1,
        low=None if modifier in _UPPER else value,
        high=None if modifier in _LOWER else value,
        modifier=modifier,
        words=(first, i),
        dimension="ratio",
        why="a multiple",
        unit=UNITS["times"],
        event=find_event(tokens, i, i + 1, counted=True, measured=True),
        change="fall" if value < 1 else "rise" if word != "twice" else None,
    )


def settle(tokens: Sequence[Token], reading: Reading, *, continental: bool) -> Reading:
    """ "1.000" read as a thousand where the article groups with points, a plural noun of people follows, or money ends in three zeros."""
    token = tokens[reading.start.number.first]
    if not token.ambiguous or reading.shape != "single" or reading.start.number.scaled:
        return reading
    behind = find_counted(tokens, reading.end, plural=True) if reading.unit is None else None
    people = behind is not None and tokens[behind.head].low in CLASSES["person"]
    money = reading.unit is not None and reading.unit.dimension == "money" and token.text.endswith("000")
    if not (continental or people or money):
        return reading
    value = reading.low * 1000
    return reading._replace(low=value, high=value)


# ------------------------------------------------------------------ what is counted, and in what dimension


def _counted(tokens: Sequence[Token], reading: Reading) -> Counted | None:
    end = reading.end
    number = reading.start.number
    if reading.unit is not None:
        return find_after_of(tokens, end, plural=False)
    if number.form == "vague" or (number.form == "words" and number.scaled and tokens[end - 1].low.endswith("s")):
        return find_after_of(tokens, end, plural=False) or find_counted(tokens, end, plural=True)
    if number.form == "fraction" or reading.shape == "share":
        found = find_after_of(tokens, end, plural=False)
        if found is None and reading.shape == "share":
            return find_counted(tokens, end, plural=True)
        if found is None and end < len(tokens) and tokens[end].low in ("the", "all", "its", "their"):
            return find_counted(tokens, end + 1, plural=False)
        return found
    if [token.low for token in tokens[end : end + 2]] == ["-", "strong"]:  # "the 70,000-strong crowd"
        noun = end + 2 < len(tokens) and tokens[end + 2].kind == WORD
        return Counted(end + 2, end + 3, end + 2, end + 3) if noun else None
    joined = find_joined(tokens, end) if reading.shape in ("single", "range") else None
    if joined is not None:
        return joined
    after = bound_after(tokens, end)
    start = after.end if after is not None else end
    single = reading.low == reading.high == 1
    return find_counted(tokens, start, plural=not single) or find_after_of(tokens, start, plural=True, determiner=True)


_AGE_WORDS = frozenset({"aged", "age", "ages"})


def _dimension(tokens: Sequence[Token], reading: Reading) -> tuple[Unit | None, tuple[int, int], str, int]:
    """Unit, its words, dimension and end of the figure: ages are told from spans of time here."""
    unit, words, end = reading.unit, reading.unit_words, reading.end
    if unit is not None and unit.code in ("year", "month", "week", "day"):
        k = end + 1 if end < len(tokens) and tokens[end].text in ("-", "‑") else end
        if k < len(tokens) and tokens[k].low in ("old", "olds"):
            return UNITS[f"{unit.code} of age"], (words[0], k + 1), "age", k + 1
        if [token.low for token in tokens[end : end + 2]] == ["of", "age"]:
            return UNITS[f"{unit.code} of age"], (words[0], end + 2), "age", end + 2
        if _after_age(tokens, reading.first):
            return unit, words, "age", end
    if unit is not None:
        return unit, words, unit.dimension, end
    if _after_age(tokens, reading.first) or _age_beside_name(tokens, reading) or _age_of_somebody(tokens, reading):
        return UNITS["year of age"], (end, end), "age", end
    if reading.start.number.form == "fraction" or reading.shape == "share":
        return None, words, "ratio", end
    return None, words, "count", end


def _after_age(tokens: Sequence[Token], i: int) -> bool:
    k = i - 1
    while k >= 0 and tokens[k].low in CLASSES["before-age"]:
        k -= 1
    return k >= 0 and tokens[k].low in _AGE_WORDS


def _age_of_somebody(tokens: Sequence[Token], reading: Reading) -> bool:
    """ "a woman of 83 was killed": a whole number up to 115 that counts nothing, behind one person and "of"."""
    i, k = reading.first, reading.end
    if reading.shape != "single" or i < 2 or not 1 <= reading.low <= OLDEST or tokens[i - 1].low != "of":
        return False
    if tokens[i - 2].low not in CLASSES["aged-person"]:
        return False
    behind = tokens[k] if k < len(tokens) else None  # "a man of two worlds", "a man of 40 novels"
    return behind is None or behind.kind == MARK or behind.low in CLASSES["stop"] or behind.low in CLASSES["verb"]


def _age_beside_name(tokens: Sequence[Token], reading: Reading) -> bool:
    """ "Daniel Montalvo, 19, a member": a whole number from 1 to 115 between commas behind a name."""
    i = reading.first
    if (
        reading.shape != "single"
        or i < 2
        or tokens[i - 1].text != ","
        or tokens[i].kind != NUMBER
        or not tokens[i].text.isdigit()
        or not 1 <= reading.low <= OLDEST
    ):
        return False
    name = tokens[i - 2]
    if name.kind != WORD or len(name.text) < 2 or name.low in CLASSES["stop"] or name.low in CLASSES["verb"]:
        return False
    if not name.text[0].isupper():  # "the gunman, 24, ..."
        return reading.end < len(tokens) and tokens[reading.end].text == "," and not is_plural(name) and reading.low >= 10
    if reading.end >= len(tokens):
        return True
    after = tokens[reading.end]
    return (after.kind == MARK and after.text in ",.;)") or after.low in CLASSES["after-age"]
