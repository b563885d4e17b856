"""Tells figures from the numbers that are none: years, clock times, labels, names, codes, scores, idioms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from generator.annotate.figures.bounds import Bound
from generator.annotate.figures.knowledge import CLASSES, DOUBTFUL_EVENTS, EVENT_FORMS, LABELS, NOT_FIGURES, PEOPLE_EVENTS
from generator.annotate.figures.nouns import Counted
from generator.annotate.figures.readings import Reading
from generator.annotate.figures.tokens import MARK, NUMBER, OPAQUE, SIGN, WORD, Token
from generator.model import Modifier

_IDIOMS = re.compile(
    r"(?<![\w$€£])(?:"
    + "|".join(re.escape(phrase).replace(r"\ ", r"[\s-]+") for phrase in sorted(NOT_FIGURES, key=lambda p: (-len(p), p)))
    + r")(?![\w%])",
    re.IGNORECASE,
)
_YEAR_WORDS = frozenset(
    "in since by until till from of during before after between the to and early late mid circa through early mid-".split()
)
_TIME_WORDS = frozenset("in since by until till during before after through".split())
_ARTICLES = frozenset({"a", "an"})
_TAIL_OF_FRACTION = frozenset("of more less as higher lower bigger smaller larger fewer faster cheaper".split())
_BEFORE_FRACTION = frozenset(
    "by than about around nearly almost roughly over under to up down only just least approximately exactly".split()
)
_SPORT = CLASSES["sport"]
_NAME_BREAKS = frozenset(".:;!?\"“”‘'(")


class Sentence(NamedTuple):
    """What the screens ask of the sentence as a whole."""

    start: int
    blocked: tuple[tuple[int, int], ...]  # offsets of phrases that hold no figure
    titled: bool  # most of its words are capitalised: capitals say nothing here


def read_sentence(text: str, start: int, end: int, tokens: Sequence[Token]) -> Sentence:
    """`text[start:end]` and its tokens -> what the screens need."""
    blocked = tuple((match.start(), match.end()) for match in _IDIOMS.finditer(text, start, end))
    long_words = [token for token in tokens if token.kind == WORD and len(token.text) > 3]
    capital = sum(token.text[0].isupper() for token in long_words)
    return Sentence(start, blocked, len(long_words) > 2 and capital * 3 > len(long_words) * 2)


def refusal(tokens: Sequence[Token], reading: Reading, sentence: Sentence, counted: Counted | None, bound: Bound | None) -> str:
    """Why a reading is no figure; "" when it is one. `counted`: the noun right behind it."""
    number = reading.start.number
    first = tokens[reading.first]
    last = tokens[reading.end - 1]
    before = tokens[reading.first - 1] if reading.first else None
    after = tokens[reading.end] if reading.end < len(tokens) else None
    plain = reading.unit is None and tokens[reading.start.first].kind != SIGN
    if reading.shape == "score":
        return "a score"
    if any(first.start < end and start < last.end for start, end in sentence.blocked):
        return "an idiom"
    if _is_code(tokens, reading, before, after):
        return "part of a code"
    if reading.unit is not None and reading.unit.dimension == "time" and after is not None and after.low == "ago" and reading.low < 1000:
        return "a date"
    if plain and reading.shape == "range" and number.form == "digits" and _is_game(tokens, reading, counted):
        return "a score"
    if _is_label(tokens, reading, counted, plain):
        return "a label"
    if not plain:
        return "part of a name" if _is_named_unit(tokens, reading, sentence) else ""
    if number.form == "fraction" and reading.shape == "single":
        alone = before is None and (after is None or after.text in ".?!")
        return "" if alone or bound is not None else _fraction_refusal(tokens, reading, before, after)
    if number.form == "digits" and (why := _digits_refusal(tokens, reading, sentence, counted, bound)):
        return why
    if number.form == "words" and _is_named(tokens, reading, sentence, counted):
        return "part of a name"
    if before is not None and before.low == "at" and counted is None and bound is None and reading.low <= 12 and reading.shape == "single":
        return "a clock time"
    if reading.low == reading.high == 1 and number.form == "words" and reading.shape == "single":
        return _one_refusal(tokens, reading, counted, bound)
    return ""


def _is_code(tokens: Sequence[Token], reading: Reading, before: Token | None, after: Token | None) -> bool:
    first = tokens[reading.first]
    if (
        before is not None
        and first.tight
        and not ((before.kind == MARK and before.text in "([{\"'“‘«—–~<>=≈≥≤≠±|{*…,;!") or before.kind == SIGN)
    ):
        return True
    if (
        before is not None
        and before.text in "-–"
        and first.tight
        and before.tight
        and reading.first > 1
        and tokens[reading.first - 2].text != " "
    ):
        return True
    if after is None or not after.tight:
        return False
    if after.kind in (WORD, OPAQUE, NUMBER) and not after.text.startswith(("'", "’")):
        return True
    joined = tokens[reading.end + 1] if reading.end + 1 < len(tokens) else None
    if (
        after.text == "-"
        and joined is not None
        and joined.tight
        and joined.text[0].isupper()
        and first.kind == NUMBER
        and reading.unit is None
    ):
        return joined.text[1:].islower()  # "7-Eleven"
    # "5/20" and the like, once fractions are read
    return after.text in "/:" and reading.end + 1 < len(tokens) and tokens[reading.end + 1].tight and tokens[reading.end + 1].kind == NUMBER


def _is_game(tokens: Sequence[Token], reading: Reading, counted: Counted | None) -> bool:
    if counted is not None and tokens[counted.head].low not in ("win", "defeat", "victory", "draw", "loss", "lead"):
        return False
    if tokens[reading.start.end].text not in "-–‑" if reading.start.end < len(tokens) else True:
        return False
    near = range(max(0, reading.first - 8), min(len(tokens), reading.end + 5))
    return reading.high <= 200 and any(tokens[n].low in _SPORT for n in near)


def _is_label(tokens: Sequence[Token], reading: Reading, counted: Counted | None, plain: bool) -> bool:
    k = reading.first - 1
    if k < 0 or tokens[k].text in "#":
        return k >= 0
    flag = _label_flag(tokens, k)
    if flag is None:
        # "posts 542 and 543": the second of a list that a label opens
        if tokens[k].low in ("and", "or", ",", "to", "-", "–") and k >= 2 and tokens[k - 1].kind == NUMBER and plain and counted is None:
            return _label_flag(tokens, k - 2) is not None
        return False
    if not plain or reading.start.number.scaled or reading.start.number.form == "vague":
        return False
    if flag or tokens[k].text[0].isupper():
        return True
    return counted is None


def _label_flag(tokens: Sequence[Token], k: int) -> str | None:
    """How the word at token `k` labels a number: "" (any case), "*" (with a capital), "+" (in the plural too); None when it does not."""
    word = tokens[k].low
    flag = LABELS.get(word)
    if flag is None and word.endswith("s"):
        flag = LABELS.get(word[:-1])
        if flag != "+" and not (flag == "*" and tokens[k].text[0].isupper()):
            return None
    if flag == "*" and not tokens[k].text[0].isupper():
        return None
    if flag is not None and k > 0 and tokens[k - 1].low in ("a", "an") and word == "number":
        return None
    return flag


def _fraction_refusal(tokens: Sequence[Token], reading: Reading, before: Token | None, after: Token | None) -> str:
    number = reading.start.number
    words = [token.low for token in tokens[number.first : number.end]]
    if tokens[number.first].kind != WORD:
        return ""
    following = after.low if after is not None else ""
    if words[-1] in ("half", "quarter") and len(words) <= 2:
        if words[-1] == "quarter" and words[0] not in _ARTICLES and before is not None and before.low not in _BEFORE_FRACTION:
            return "a quarter of a year"
        if before is not None and before.low in (
            "first",
            "second",
            "third",
            "fourth",
            "last",
            "final",
            "this",
            "next",
            "previous",
            "other",
            "that",
            "each",
            "every",
        ):
            return "a part of time"
        if words == ["half"] and not (
            following in ("of", "a", "an", "the", "as", "its", "their", "his", "her", "that", "those", "these", "to", "")
            or _bounded(before)
            or (before and before.low in _BEFORE_FRACTION)
        ):
            return "half of a word"
        if words[-1] == "quarter" and following not in _TAIL_OF_FRACTION and not _bounded(before):
            return "a quarter of a year"
        return ""
    if words[0] in _ARTICLES and following not in _TAIL_OF_FRACTION:
        ends = after is None or after.kind == MARK or following in CLASSES["stop"]
        if not (ends and before is not None and before.low in _BEFORE_FRACTION | {"to"}):
            return "an ordinal"
    return ""


def _bounded(before: Token | None) -> bool:
    return before is not None and before.low in _BEFORE_FRACTION


def _digits_refusal(tokens: Sequence[Token], reading: Reading, sentence: Sentence, counted: Counted | None, bound: Bound | None) -> str:
    i = reading.first
    before = tokens[i - 1] if i else None
    after = tokens[reading.end] if reading.end < len(tokens) else None
    if before is None and after is not None and after.text in ".)" and reading.low < 100 and reading.shape == "single" and counted is None:
        return "the number of a list"
    if (
        before is not None
        and before.text in "(["
        and after is not None
        and after.text in ")]"
        and reading.shape == "single"
        and not reading.start.number.scaled
    ):
        return "a number in brackets"
    if (
        before is not None
        and before.low == "at"
        and tokens[reading.start.first].text.count(".") == 1
        and counted is None
        and reading.low < 25
    ):
        return "a clock time"
    if tokens[reading.end - 1].text == "K" and reading.start.number.mantissa in (4, 8) and counted is None:
        return "the resolution of a picture"
    if (
        before is not None
        and before.text in "-–"
        and i > 1
        and len(tokens[i - 2].text) == 4
        and tokens[i - 2].text.isdigit()
        and counted is None
    ):
        return "a year"  # "2006 - 7"
    if _is_address(tokens, reading.end):
        return "an address"
    capital = after is not None and after.kind == WORD and after.text[0].isupper() and after.low not in CLASSES["stop"]
    if (
        capital
        and counted is None
        and not sentence.titled
        and tokens[reading.start.first].text.isdigit()
        and not reading.start.number.scaled
    ):
        return "part of a name"
    if _looks_like_year(tokens, reading) and (why := _year_refusal(tokens, reading, counted, bound)):
        return why
    if bound is None and before is not None and not reading.start.number.scaled and reading.shape == "single":
        return _name_refusal(tokens, reading, sentence, counted)
    return ""


_PLACE_WORDS = frozenset("in at near on around outside inside from across".split())


def _name_refusal(tokens: Sequence[Token], reading: Reading, sentence: Sentence, counted: Counted | None) -> str:
    """ "Voyager 2", "the Mate 9 phones", "(DDG 70)": a capitalised word before a short number."""
    i = reading.first
    before = tokens[i - 1]
    short = len(tokens[reading.start.first].text) <= 3
    if before.kind != WORD or before.text.islower() or "," in tokens[reading.start.first].text:
        return ""
    if before.low.endswith("'s"):
        return ""
    acronym = before.text.isupper() and len(before.text) <= 4
    if sentence.titled and not acronym:
        return ""
    if before.low in CLASSES["stop"] or before.low in CLASSES["verb"] or before.low in EVENT_FORMS or before.low in CLASSES["determiner"]:
        return ""
    if counted is None:
        return "part of a name"
    if i == 1:
        return ""
    return "part of a name" if short and tokens[i - 2].low not in _PLACE_WORDS and tokens[counted.head].low not in CLASSES["person"] else ""


def _is_address(tokens: Sequence[Token], k: int) -> bool:
    """ "1405 Monterey Highway": one to three capitalised words, the last a word for a street."""
    for n in range(k, min(k + 4, len(tokens))):
        if tokens[n].kind != WORD or not tokens[n].text[0].isupper():
            return False
        if n > k and tokens[n].low in CLASSES["street"]:
            return True
    return False


def _looks_like_year(tokens: Sequence[Token], reading: Reading) -> bool:
    texts = [tokens[quantity.number.first].text for quantity in (reading.start, reading.stop)]
    whole = all(quantity.number.end == quantity.number.first + 1 for quantity in (reading.start, reading.stop))
    return whole and not reading.start.number.scaled and texts[0].isdigit() and len(texts[0]) in (3, 4) and 100 <= reading.low <= 2999


def _year_refusal(tokens: Sequence[Token], reading: Reading, counted: Counted | None, bound: Bound | None) -> str:
    value = reading.low
    four = value >= 1000
    k = (bound.first if bound else reading.first) - 1
    before = tokens[k].low if k >= 0 else ""
    after = tokens[reading.end].low if reading.end < len(tokens) else ""
    if after in ("bc", "ad", "bce", "ce", "b.c.", "a.d.") or before in ("ad", "a.d."):
        return "a year"
    if not four:
        timed = before in ("in", "since", "by", "until", "till", "during") and bound is None and counted is None
        return "a year" if timed and (not after or not after[0].isalnum()) else ""
    if (
        reading.shape == "range"
        and counted is None
        and bound is None
        and reading.high <= 2100
        and before not in ("is", "of", "from", "about")
    ):
        return "years"
    if bound is not None and bound.words in ("c.", "ca.", "circa") and counted is None:
        return "a year"
    if after in ("people", "men", "women"):
        return "" if before not in _TIME_WORDS else "a year"
    strong = (bound is not None and bound.modifier not in (Modifier.ABOUT, Modifier.NEARLY)) or (
        bound is not None and bound.words in ("some", "approximately")
    )
    if strong and bound is not None and bound.words not in ("over", "under", "above", "below", "around", "about", "just", "within", "only"):
        return ""
    if Decimal(1900) <= value <= Decimal(2039):
        people = counted is not None and tokens[counted.head].low in CLASSES["person"]
        return "" if people and before not in _TIME_WORDS | {"the", "of", "'s"} else "a year"
    if counted is not None:
        return "a year" if before in _TIME_WORDS and tokens[counted.head].low not in CLASSES["person"] else ""
    return "a year" if before in _YEAR_WORDS and value <= 2100 else ""


def _is_named(tokens: Sequence[Token], reading: Reading, sentence: Sentence, counted: Counted | None) -> bool:
    """ "Nine News", "the Big Three": a capital inside a sentence."""
    first = tokens[reading.first]
    if not first.text[0].isupper() or sentence.titled or reading.start.number.scaled:
        return False
    after = tokens[reading.end] if reading.end < len(tokens) else None
    next_capital = after is not None and after.kind == WORD and after.text[0].isupper()
    if reading.first == 0 or tokens[reading.first - 1].text in _NAME_BREAKS:
        return next_capital and counted is None
    before = tokens[reading.first - 1]
    return next_capital or (before.kind == WORD and before.text[0].isupper()) or before.low == "the"


def _is_named_unit(tokens: Sequence[Token], reading: Reading, sentence: Sentence) -> bool:
    """ "30 Seconds to Mars": a span of time or a length with a capital inside a sentence in lower case."""
    if reading.unit is None or reading.unit.dimension not in ("time", "length") or sentence.titled:
        return False
    word = tokens[reading.unit_words[0]]
    return len(word.text) > 3 and word.text[0].isupper()


_NOT_BEFORE_ONE = frozenset(
    "this that the no any every each another which new old only's big good bad last next first number s 's’ but".split()
)


def _one_refusal(tokens: Sequence[Token], reading: Reading, counted: Counted | None, bound: Bound | None) -> str:
    comparing = bound is not None and bound.words.endswith("than") and bound.words.split()[0] not in ("more", "less", "fewer", "no", "not")
    if bound is not None and bound.modifier is not Modifier.EXACT and not comparing:
        return ""
    if comparing:  # "smaller than one held last week"
        return "a pronoun"
    before = tokens[reading.first - 1].low if reading.first else ""
    if before in _NOT_BEFORE_ONE:
        return "a pronoun"
    if counted is None:
        after = tokens[reading.end].low if reading.end < len(tokens) else ""
        if EVENT_FORMS.get(before) in PEOPLE_EVENTS and before not in DOUBTFUL_EVENTS:  # "killing one and wounding two"
            return ""
        return "" if after in ("dead", "died", "killed", "wounded", "injured", "missing") else "a pronoun"
    return "an everyday one" if tokens[counted.head].low in CLASSES["one-idle"] else ""


def one_matters(tokens: Sequence[Token], counted: Counted | None, *, event: str | None, others: int) -> bool:
    """Whether "one" before a noun reports a count: something happened to it, it is about people, or it stands among other figures."""
    if counted is None:
        return event is not None
    after = tokens[counted.head + 1].low if counted.head + 1 < len(tokens) else ""
    if after in EVENT_FORMS and after not in DOUBTFUL_EVENTS:  # "one strike destroyed ..."
        return True
    return others > 0 or tokens[counted.head].low in CLASSES["person"] or event in _COUNTED_EVENTS


_COUNTED_EVENTS = frozenset(
    "kill die wound injure arrest capture destroy damage attack launch intercept conduct deploy rescue abduct execute flee miss".split()
)
