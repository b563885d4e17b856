"""Finds the figures of an article: one pass over each sentence's tokens, each reading screened, then described."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from generator.annotate.figures.bounds import STRENGTH, Bound, bound_after
from generator.annotate.figures.events import Event, find_change, find_event
from generator.annotate.figures.knowledge import CLASSES, GROUPS, MULTIPLES, PARTS, PEOPLE_EVENTS, SCALES, SMALL, TENS, UNITS, VAGUE, Unit
from generator.annotate.figures.nouns import Counted, find_after_of, find_counted, find_joined, is_plural
from generator.annotate.figures.numbers import starts_number
from generator.annotate.figures.readings import Reading, bound_of, find_reading
from generator.annotate.figures.screens import Sentence, one_matters, read_sentence, refusal
from generator.annotate.figures.tokens import MARK, NUMBER, SIGN, WORD, Token, find_tokens
from generator.annotate.figures.units import find_rate
from generator.model import Article, Figure, Kind, Mention, Modifier, Span

# A sentence without one of these holds no figure; asked before anything else, most sentences of an article cost no more than this.
_CANDIDATE = re.compile(
    r"\d|[¼-¾⅐-⅞]|\b(?:" + "|".join(sorted({*SMALL, *TENS, *SCALES, *GROUPS, *PARTS, *VAGUE, *MULTIPLES, "hundred"})) + r")\b",
    re.IGNORECASE,
)
_ELLIPSIS_REACH = 3  # sentences back in which an elliptical figure finds its noun
_OLDEST = 115  # years; a larger number beside a name is no age
_PERSON = CLASSES["person"]


class _Noun(NamedTuple):
    """A counted noun met earlier, for figures that leave theirs out."""

    text: str
    head: str
    span: Span
    sentence: int


def find_figures(article: Article, sentences: Sequence[Span], taken: Sequence[Span] = ()) -> tuple[Mention[Figure], ...]:
    """The figures in `sentences`, in order, none overlapping another.

    `taken`: spans of names and dates found by others; a number inside one is no figure, unless it measures time ("24 hours" is a span of
    dates too, and stays a figure). The result is right without them as well. Claimant and place are left to a later step.
    Never fails on any text; linear in its length.
    """
    closed = sorted(taken, key=lambda span: (span.start, span.end))
    continental = _CONTINENTAL.search(article.text) is not None
    met: list[_Noun] = []
    found: list[Mention[Figure]] = []
    for number, span in enumerate(sentences):
        if _CANDIDATE.search(article.text, span.start, span.end) is None:
            continue
        found.extend(_in_sentence(article.text, span, number, closed, met, continental=continental))
    return tuple(found)


# Evidence that an article groups thousands with points: "1.234.567" or "1.234,50".
_CONTINENTAL = re.compile(r"(?<![\d.,])\d{1,3}(?:\.\d{3}){2,}(?![\d.])|(?<![\d.,])\d{1,3}(?:\.\d{3})+,\d{1,2}(?!\d)")


def _in_sentence(
    text: str, span: Span, number: int, taken: Sequence[Span], met: list[_Noun], *, continental: bool
) -> Iterator[Mention[Figure]]:
    tokens = find_tokens(text, span)
    sentence = read_sentence(text, span.start, span.end, tokens)
    drafts: list[_Draft] = []
    ones: list[_Draft] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if token.low in MULTIPLES:
            draft = _multiple(tokens, i)
            if draft is not None:
                drafts.append(draft)
        if not (token.kind == SIGN or starts_number(token)):
            i += 1
            continue
        reading = find_reading(tokens, i)
        if reading is None:
            i += 1
            continue
        reading = _settled(tokens, reading, continental=continental)
        draft = _draft(tokens, reading, sentence)
        if draft is not None and not _is_taken(tokens, draft, taken):
            (ones if draft.is_one else drafts).append(draft)
        i = max(reading.end, i + 1) if draft is None or reading.shape == "score" else max(draft.end, i + 1)
    for one in ones:
        if one_matters(tokens, one.counted, event=one.event.lemma if one.event else None, others=_counts_near(drafts, one)):
            drafts.append(one)
    drafts.sort(key=lambda draft: draft.first)
    last_end = -1
    for draft in _shared(tokens, list(_merged(tokens, drafts))):
        start = tokens[draft.first].start
        if start < last_end:
            continue
        mention = _described(text, tokens, draft, number, met)
        last_end = mention.span.end
        yield mention


def _counts_near(drafts: Sequence[_Draft], one: _Draft) -> int:
    return sum(
        draft.reading is not None and draft.reading.unit is None and draft.reading.shape == "single" and abs(draft.first - one.first) < 25
        for draft in drafts
    )


class _Draft(NamedTuple):
    """A figure in the making: everything in token indices. `reading` is None for multiples ("doubled")."""

    first: int
    end: int
    low: Decimal | None
    high: Decimal | None
    modifier: Modifier
    words: tuple[int, int]  # the bounding words
    unit: Unit | None
    unit_words: tuple[int, int]
    dimension: str
    counted: Counted | None
    event: Event | None
    change: str | None
    per: str | None
    vague: bool
    conversion: tuple[int, int] | None
    reading: Reading | None
    why: str

    @property
    def is_one(self) -> bool:
        reading = self.reading
        return (
            reading is not None
            and reading.unit is None
            and self.modifier is Modifier.EXACT
            and reading.start.number.form == "words"
            and self.low == self.high == 1
        )


def _settled(tokens: Sequence[Token], reading: Reading, *, continental: bool) -> Reading:
    """ "1.000" read as a thousand where the article groups with points, a plural noun of people follows, or money ends in three zeros."""
    token = tokens[reading.start.number.first]
    if not token.ambiguous or reading.shape != "single" or reading.start.number.scaled:
        return reading
    behind = find_counted(tokens, reading.end, plural=True) if reading.unit is None else None
    people = behind is not None and tokens[behind.head].low in _PERSON
    money = reading.unit is not None and reading.unit.dimension == "money" and token.text.endswith("000")
    if not (continental or people or money):
        return reading
    value = reading.low * 1000
    return reading._replace(low=value, high=value)


def _draft(tokens: Sequence[Token], reading: Reading, sentence: Sentence) -> _Draft | None:
    counted = _counted(tokens, reading)
    bound = bound_of(tokens, reading, counted=counted is not None)
    if refusal(tokens, reading, sentence, counted, bound):
        return None
    unit, unit_words, dimension, end = _dimension(tokens, reading)
    if dimension == "age":
        counted = find_counted(tokens, end, plural=False) if _is_old(tokens, end) else None
    conversion = _conversion(tokens, end, unit)
    if conversion is not None:
        end = conversion[1]
    low: Decimal | None = reading.low
    high: Decimal | None = reading.high
    modifier = Modifier.BETWEEN if reading.shape in ("range", "between") else Modifier.EXACT
    first, words = reading.first, (reading.first, reading.first)
    if reading.shape == "between":
        while tokens[first].low != "between":
            first -= 1
        words = (first, first + 1)
    after = bound_after(tokens, end) or reading.start.bound
    if after is None and counted is not None and counted.tail <= len(tokens):
        after = bound_after(tokens, counted.head + 1)
        after = after if after is None or after.words.startswith(("or ", "at ", "plus", "and more", "and over")) else None
    rate = find_rate(tokens, end) or (find_rate(tokens, counted.head + 1) if counted is not None and counted.first >= end else None)
    if rate is not None and rate[0] > end and find_rate(tokens, end) is not None:
        end = rate[0]
    if after is not None and after.first == end:
        end = after.end
    if bound is not None:
        first, words = bound.first, (bound.first, bound.end)
    chosen = _stronger(bound, after)
    if (chosen is not None and reading.shape != "share") or (chosen is not None and chosen.modifier is not Modifier.EXACT):
        if chosen is after and after is not None and bound is None:
            words = (after.first, after.end)
        overrides = chosen.modifier is not Modifier.EXACT or modifier is Modifier.EXACT
        if overrides and (reading.shape not in ("range", "between") or chosen.modifier in (Modifier.ABOUT, Modifier.NEARLY)):
            modifier = chosen.modifier
        low, high = _bounded(reading, chosen.modifier)
    vague = reading.start.number.form == "vague"
    if vague and reading.shape == "single":
        low, high = (None, reading.high) if modifier in (Modifier.UP_TO, Modifier.LESS_THAN) else (reading.low, None)
    measured = unit is not None and dimension != "age"
    noun_end = counted.head + 1 if counted is not None and counted.first >= end else end
    event = find_event(tokens, first, noun_end, counted=counted is not None, measured=unit is not None)
    points = counted is not None and tokens[counted.head].low in ("point", "points", "places")
    change = find_change(tokens, first, end, measured=points or (measured and dimension not in ("time", "length")))
    why = reading.start.number.form + (" with unit" if unit else " before a noun" if counted else "")
    why += f", {reading.shape}" if reading.shape != "single" else ""
    return _Draft(
        first,
        end,
        low,
        high,
        modifier,
        words,
        unit,
        unit_words,
        dimension,
        counted,
        event,
        change,
        rate[1] if rate else None,
        vague,
        conversion,
        reading,
        why,
    )


def _is_old(tokens: Sequence[Token], end: int) -> bool:
    """ "14-year-old boy", not "aged 5 to 14 work"."""
    return tokens[end - 1].low == "old"


def _stronger(before: Bound | None, after: Bound | None) -> Bound | None:
    if before is None or after is None:
        return before or after
    return after if STRENGTH[after.modifier] > STRENGTH[before.modifier] else before


def _bounded(reading: Reading, modifier: Modifier) -> tuple[Decimal | None, Decimal | None]:
    if modifier in (Modifier.MORE_THAN, Modifier.AT_LEAST) and reading.shape not in ("range", "between"):
        return reading.low, None
    if modifier in (Modifier.LESS_THAN, Modifier.UP_TO) and reading.shape not in ("range", "between"):
        return None, reading.high
    return reading.low, reading.high


# ------------------------------------------------------------------ what is counted


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
    if _after_age(tokens, reading.first) or _age_beside_name(tokens, reading):
        return UNITS["year of age"], (end, end), "age", end
    if reading.start.number.form == "fraction" or reading.shape == "share":
        return None, words, "ratio", end
    return None, words, "count", end


def _after_age(tokens: Sequence[Token], i: int) -> bool:
    k = i - 1
    while k >= 0 and tokens[k].low in ("between", "of", "from", "about", "around", "at", "over", "under", "and", "least", "just", "only"):
        k -= 1
    return k >= 0 and tokens[k].low in _AGE_WORDS


def _age_beside_name(tokens: Sequence[Token], reading: Reading) -> bool:
    """ "Daniel Montalvo, 19, a member": a whole number from 1 to 115 between commas behind a name."""
    i = reading.first
    if (
        reading.shape != "single"
        or i < 2
        or tokens[i - 1].text != ","
        or tokens[i].kind != NUMBER
        or not tokens[i].text.isdigit()
        or not 1 <= reading.low <= _OLDEST
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
    return (after.kind == MARK and after.text in ",.;)") or after.low in (
        "and",
        "who",
        "from",
        "of",
        "was",
        "is",
        "said",
        "told",
        "has",
        "had",
    )


# ------------------------------------------------------------------ conversions, multiples, merges


def _conversion(tokens: Sequence[Token], end: int, unit: Unit | None) -> tuple[int, int] | None:
    """ "(800 km)" behind "500 miles": a bracket that holds nothing but quantities of the same dimension in other units."""
    if unit is None or end >= len(tokens) or tokens[end].text not in "([":
        return None
    k = end + 1
    while k < len(tokens):
        while k < len(tokens) and tokens[k].low in (
            "about",
            "around",
            "approximately",
            "roughly",
            "or",
            "some",
            "nearly",
            "almost",
            "over",
            "more",
            "than",
            "~",
            "≈",
            "=",
            ",",
            ";",
            "-",
            "−",
        ):
            k += 1
        if k >= len(tokens) or not (tokens[k].kind == SIGN or starts_number(tokens[k])):
            return None
        reading = find_reading(tokens, k)
        if reading is None or reading.unit is None or reading.unit == unit or not _convertible(reading.unit, unit):
            return None
        k = reading.end
        if k < len(tokens) and tokens[k].text in ")]":
            return end, k + 1
        if k >= len(tokens) or tokens[k].text not in ",;/":
            return None
    return None


def _convertible(left: Unit, right: Unit) -> bool:
    return left.dimension == right.dimension or {left.code, right.code} <= {"acre foot", "m3", "km3", "mi2", "acre", "km2", "ha"}


def _multiple(tokens: Sequence[Token], i: int) -> _Draft | None:
    word = tokens[i].low
    if word == "twice" and (i + 1 >= len(tokens) or tokens[i + 1].low not in ("as", "the")):
        return None
    value = MULTIPLES[word]
    if word.endswith("ing") and i and tokens[i - 1].low in ("the", "a"):
        return None
    event = find_event(tokens, i, i + 1, counted=True, measured=True)
    change = "fall" if value < 1 else "rise" if word != "twice" else None
    bound_first = i
    modifier, low, high = Modifier.EXACT, value, value
    bounded: Bound | None = None
    for words, kind in (
        (("more", "than"), Modifier.MORE_THAN),
        (("almost",), Modifier.NEARLY),
        (("nearly",), Modifier.NEARLY),
        (("at", "least"), Modifier.AT_LEAST),
    ):
        if tuple(token.low for token in tokens[max(0, i - len(words)) : i]) == words:
            bounded = Bound(i - len(words), i, kind, " ".join(words))
            bound_first, modifier = i - len(words), kind
    upper: Decimal | None = high
    if bounded is not None and modifier in (Modifier.MORE_THAN, Modifier.AT_LEAST):
        upper = None
    return _Draft(
        bound_first,
        i + 1,
        low,
        upper,
        modifier,
        (bound_first, i),
        None,
        (i, i),
        "ratio",
        None,
        event,
        change,
        None,
        False,
        None,
        None,
        "a multiple",
    )


def _merged(tokens: Sequence[Token], drafts: Sequence[_Draft]) -> Iterator[_Draft]:
    """ "more than 10 but less than 20" is one figure: an open top and an open bottom joined by "and" or "but"."""
    i = 0
    while i < len(drafts):
        draft = drafts[i]
        if i + 1 < len(drafts):
            other = drafts[i + 1]
            joined = draft.end + 1 == other.first and tokens[draft.end].low in ("and", "but", ",")
            one_unit = draft.unit is None or draft.unit == other.unit
            if (
                joined
                and one_unit
                and draft.low is not None
                and draft.high is None
                and other.low is None
                and other.high is not None
                and draft.low < other.high
            ):
                yield other._replace(
                    first=draft.first, low=draft.low, modifier=Modifier.BETWEEN, words=(draft.first, other.first), why="two bounds joined"
                )
                i += 2
                continue
            if (
                joined
                and one_unit
                and draft.low is None
                and draft.high is not None
                and other.low is not None
                and other.high is None
                and other.low < draft.high
            ):
                yield other._replace(
                    first=draft.first, high=draft.high, modifier=Modifier.BETWEEN, words=(draft.first, other.first), why="two bounds joined"
                )
                i += 2
                continue
        yield draft
        i += 1


def _shared(tokens: Sequence[Token], drafts: list[_Draft]) -> list[_Draft]:
    """Neighbours joined by "and", "or" or a comma share what only one of them has: "three million and five million copies", "3 and 5 per
    cent", "aged 30 and 45"."""
    for i in range(len(drafts) - 2, -1, -1):
        left, right = drafts[i], drafts[i + 1]
        behind = left.counted.head + 1 if left.counted is not None and left.counted.first >= left.end else left.end
        link = [token.low for token in tokens[behind : right.first]]
        if link in ([",", "or"], ["or"]) and left.change is not None and right.unit is not None and right.dimension != "time":
            drafts[i + 1] = right = right._replace(change=right.change or left.change)  # "fell $1.12, or 1.4%"
        if link not in (["and"], ["or"], [","], ["to"], ["out", "of"]) or left.reading is None or right.reading is None:
            continue
        if left.unit is not None or left.counted is not None or left.dimension != "count" or left.vague:
            continue
        why = f"{left.why}, shared with the next"
        if right.unit is not None and right.dimension not in ("money", "age") and link != [","]:
            drafts[i] = left._replace(unit=right.unit, unit_words=right.unit_words, dimension=right.dimension, why=why)
        elif right.unit is None and right.counted is not None and right.dimension == "count":
            drafts[i] = left._replace(counted=right.counted, why=why)
    for i in range(1, len(drafts)):
        left, right = drafts[i - 1], drafts[i]
        if right.unit is not None or right.counted is not None or right.dimension != "count" or right.low is None or right.low > _OLDEST:
            continue
        aged = left.dimension == "age" and left.unit_words[0] == left.unit_words[1]
        if aged and left.end + 1 == right.first and tokens[left.end].low in ("and", "or", ","):
            drafts[i] = right._replace(unit=left.unit, dimension="age", unit_words=(right.end, right.end), why="an age like the one before")
    return drafts


def _is_taken(tokens: Sequence[Token], draft: _Draft, taken: Sequence[Span]) -> bool:
    """Whether the number lies inside a name or date found by others. Spans of time stay figures: they are both."""
    if not taken or draft.reading is None or draft.dimension in ("time", "age"):
        return False
    number = draft.reading.start.number
    core = Span(tokens[number.first].start, tokens[number.end - 1].end)
    return any(span.holds(core) for span in taken if span.start <= core.start)


# ------------------------------------------------------------------ the mention


def _described(text: str, tokens: Sequence[Token], draft: _Draft, number: int, met: list[_Noun]) -> Mention[Figure]:
    span = Span(tokens[draft.first].start, tokens[draft.end - 1].end)
    figure = Figure(
        low=_plain(draft.low),
        high=_plain(draft.high),
        modifier=draft.modifier,
        modifier_text=_words(text, tokens, *draft.words),
        unit=draft.unit.code if draft.unit else ("times" if draft.reading is None else None),
        unit_text=_words(text, tokens, *draft.unit_words),
        dimension=draft.dimension,
        event=draft.event.lemma if draft.event else None,
        event_text=_words(text, tokens, draft.event.first, draft.event.end) if draft.event else "",
        vague=draft.vague,
        change=draft.change,
        per=draft.per,
        conversion=Span(tokens[draft.conversion[0]].start, tokens[draft.conversion[1] - 1].end) if draft.conversion else None,
    )
    score, why = 0.95, draft.why
    if draft.counted is not None:
        counted = draft.counted
        phrase = Span(tokens[counted.first].start, tokens[counted.tail - 1].end)
        head = tokens[counted.head].text
        figure = replace(figure, counted=" ".join(phrase.of(text).split()), counted_head=head, counted_span=phrase)
        if draft.dimension == "count":
            met.append(_Noun(_words(text, tokens, counted.first, counted.head + 1), head, phrase, number))
    elif draft.dimension == "count" and draft.reading is not None and (subject := _subject(tokens, draft)) is not None:
        phrase = Span(tokens[subject].start, tokens[subject].end)
        figure = replace(figure, counted=tokens[subject].text, counted_head=tokens[subject].text, counted_span=phrase)
        why = f"{why}; of {tokens[subject].low!r} before"
    elif draft.dimension == "count" and draft.reading is not None:
        figure, note = _with_noun_left_out(figure, draft, number, met)
        score, why = (0.85, f"{why}; {note}") if note else (0.75, why)
    return Mention(span=span, kind=Kind.FIGURE, value=figure, found_by="figure-rules", score=score, why=why)


def _subject(tokens: Sequence[Token], draft: _Draft) -> int | None:
    """The noun in front that a bare number counts: "seats rose from 9 to 10", "a population of 318"."""
    k = draft.first - 1
    if k > 0 and tokens[k].low == "of" and tokens[k - 1].low in CLASSES["collective"]:
        return k - 1
    if draft.event is None or draft.event.lemma not in ("rise", "fall") or draft.event.first >= draft.first:
        return None
    k = draft.event.first - 1
    while k >= 0 and tokens[k].low in ("has", "have", "had", "also", "then", "later", "will", "could", "would"):
        k -= 1
    return k if k >= 0 and (is_plural(tokens[k]) or tokens[k].low in CLASSES["collective"]) else None


def _plain(value: Decimal | None) -> Decimal | None:
    """The same number without an exponent or zeros at the end."""
    if value is None:
        return None
    return value.quantize(Decimal(1)) if value == value.to_integral_value() and value.adjusted() < 27 else value.normalize()


def _words(text: str, tokens: Sequence[Token], first: int, end: int) -> str:
    return " ".join(text[tokens[first].start : tokens[end - 1].end].split()) if first < end else ""


def _with_noun_left_out(figure: Figure, draft: _Draft, number: int, met: Sequence[_Noun]) -> tuple[Figure, str]:
    """ "12 killed and 30 wounded", "another 59,000 told to leave": the noun of the nearest earlier figure about people, else "people"."""
    event = draft.event.lemma if draft.event else None
    if event not in PEOPLE_EVENTS and draft.modifier is not Modifier.ANOTHER:
        return figure, ""
    for noun in reversed(met):
        if number - noun.sentence > _ELLIPSIS_REACH:
            break
        if noun.head.lower() in _PERSON or (
            draft.modifier is Modifier.ANOTHER and number - noun.sentence <= 1 and event not in PEOPLE_EVENTS
        ):
            return replace(
                figure, counted=noun.text, counted_head=noun.head, counted_span=noun.span
            ), f"noun taken from {noun.text!r} before"
    if event in PEOPLE_EVENTS:
        return replace(figure, counted="people", counted_head="people"), f"{event!r} is said of people"
    return figure, ""
