"""Tells figures from the numbers that are none: clock times, labels, names, codes, scores, idioms. Years have a module of their own."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from generator.annotate.figures.knowledge import CLASSES, DOUBTFUL_EVENTS, EVENT_FORMS, LABELS, NOT_FIGURES, PEOPLE_EVENTS
from generator.annotate.figures.nouns import Counted
from generator.annotate.figures.place import Place, Sentence
from generator.annotate.figures.tokens import MARK, NUMBER, OPAQUE, SIGN, WORD, Token
from generator.annotate.figures.years import is_end_of_years, is_year
from generator.model import Modifier

_IDIOMS = re.compile(
    r"(?<![\w$€£])(?:"
    + "|".join(re.escape(phrase).replace(r"\ ", r"[\s-]+") for phrase in sorted(NOT_FIGURES, key=lambda phrase: (-len(phrase), phrase)))
    + r")(?![\w%])",
    re.IGNORECASE,
)
_OPENERS = frozenset("([{\"'“‘«—–~<>=≈≥≤≠±|{*…,;!")
_LINKS = frozenset({"and", "or", ",", "to", "-", "–", "&"})
_HYPHENS = frozenset("-–‑")
_NAME_BREAKS = frozenset(".:;!?\"“”‘'(")
_RESULTS = frozenset({"win", "defeat", "victory", "draw", "loss", "lead"})
_LONG_AGO = 1000  # years; "12,000 years ago" is a span, "two years ago" a date
_HIGHEST_SCORE = 200


def read_sentence(text: str, start: int, end: int, tokens: Sequence[Token]) -> Sentence:
    """`text[start:end]` and its tokens -> what the screens need."""
    blocked = tuple((match.start(), match.end()) for match in _IDIOMS.finditer(text, start, end))
    long_words = [token for token in tokens if token.kind == WORD and len(token.text) > 3]
    capital = sum(token.text[0].isupper() for token in long_words)
    return Sentence(blocked, len(long_words) > 2 and capital * 3 > len(long_words) * 2)


def refusal(place: Place) -> str:
    """Why a reading is no figure, by the first screen of `SCREENS` that says so; "" when it is one."""
    return next((why for why, is_so in SCREENS if is_so(place)), "")


# ------------------------------------------------------------------ idioms, codes, dates, scores


def _is_idiom(place: Place) -> bool:
    start, end = place.first.start, place.tokens[place.reading.end - 1].end
    return any(start < last and first < end for first, last in place.sentence.blocked)


def _is_code(place: Place) -> bool:
    """Digits that touch other signs: "Trent-900", "3D", "5/20", "7-Eleven"."""
    first, before, after = place.first, place.before, place.after
    if before.text and first.tight:
        if before.kind != SIGN and before.text not in _OPENERS:
            return True
        if before.text in _HYPHENS and before.tight and place.reading.first > 1:
            return True
    if not after.tight:
        return False
    if after.kind in (WORD, OPAQUE, NUMBER) and after.text[0] not in "'’":
        return True
    joined = place.behind_after
    if after.text == "-" and joined.tight and joined.text[0].isupper() and first.kind == NUMBER and place.reading.unit is None:
        return joined.text[1:].islower()
    return after.text in ("/", ":") and joined.tight and joined.kind == NUMBER


def _is_ago(place: Place) -> bool:
    unit = place.reading.unit
    return unit is not None and unit.dimension == "time" and place.after.low == "ago" and place.reading.low < _LONG_AGO


def _is_score(place: Place) -> bool:
    """ "2-1", "52-48": the larger first, or words of sport near a small pair without a noun."""
    if place.reading.shape == "score":
        return True
    if not place.is_digits or place.reading.shape != "range" or place.reading.high > _HIGHEST_SCORE:
        return False
    if place.counted is not None and not place.counts(_RESULTS):
        return False
    near = place.tokens[max(0, place.reading.first - 8) : place.reading.end + 5]
    return place.tokens[place.reading.start.end].text in _HYPHENS and any(token.low in CLASSES["sport"] for token in near)


def _is_clock(place: Place) -> bool:
    """ "at six", "at 9.30"."""
    if place.before.low != "at" or not place.plain or place.counted is not None or _leads_to_a_size(place.tokens, place.reading.first - 1):
        return False
    if place.number.form == "digits" and place.digits.count(".") == 1:
        return place.reading.low < 25
    return place.bound is None and place.single and place.number.form in ("digits", "words") and place.reading.low <= 12


def _leads_to_a_size(tokens: Sequence[Token], at: int) -> bool:
    """Whether the words before "at" lead to a size: "the toll stands at", "puts the toll at", "deaths now at"."""
    k = at - 1
    while k >= 0 and tokens[k].low in _BEFORE_AT:
        k -= 1
    if k < 0:
        return False
    if tokens[k].low in CLASSES["stands-at"] or tokens[k].low in CLASSES["at-noun"]:
        return True
    near = range(max(at - _PUT_REACH, 0), at)
    puts = next((n for n in near if tokens[n].low in CLASSES["puts-at"]), None)
    return puts is not None and any(tokens[n].low in CLASSES["at-noun"] for n in range(puts + 1, at))


_BEFORE_AT = frozenset("now still already currently is was are were be been today therefore thus only just officially".split())
_PUT_REACH = 12


def _is_age_group(place: Place) -> bool:
    """ "children under five", "people over 65": a bound of ages, whose number counts nothing."""
    if not place.plain or not place.single or place.counted is not None or place.bound is None or place.number.scaled:
        return False
    bounds = place.bound.words in ("under", "over", "above", "below") and place.reading.high <= _OLDEST
    return bounds and place.word_before_bound in CLASSES["person"]


_OLDEST = 115  # years


# ------------------------------------------------------------------ labels and names


def _is_label(place: Place) -> bool:
    """ "Article 5", "page 12", "week three", "posts 542 and 543"."""
    k = place.reading.first - 1
    if k < 0:
        return False
    if place.before.text == "#":
        return True
    flag = _label_flag(place.tokens, k)
    if flag is None:
        return place.plain and place.counted is None and _continues_list(place.tokens, k)
    if not place.plain or place.number.scaled or place.number.form == "vague":
        return False
    return bool(flag) or place.before.text[0].isupper() or place.counted is None


def _continues_list(tokens: Sequence[Token], k: int) -> bool:
    """Whether the numbers before token `k` are a list that a label opens: "phases 3, 5, 7 and"."""
    opened = False
    while k >= 1 and tokens[k].low in _LINKS:
        k -= 2 if tokens[k].low != "and" or tokens[k - 1].text != "," else 3
        if k < 0 or tokens[k + 1].kind != NUMBER:
            return False
        opened = True
    return opened and _label_flag(tokens, k) is not None


def _label_flag(tokens: Sequence[Token], k: int) -> str | None:
    """How the word at token `k` labels a number: "" (any case), "*" (with a capital), "+" (in the plural too); None when it does not."""
    word, capital = tokens[k].low, tokens[k].text[0].isupper()
    flag = LABELS.get(word)
    if flag is None and word.endswith("s"):
        flag = LABELS.get(word[:-1])
        flag = flag if flag == "+" or (flag == "*" and capital) else None
    if flag == "*" and not capital:
        return None
    return None if word == "number" and k > 0 and tokens[k - 1].low in ("a", "an") else flag


def _is_numbered_name(place: Place) -> bool:
    """ "Voyager 2", "the Mate 9 phones", "(DDG 70)": a capitalised word before a short number."""
    before, i = place.before, place.reading.first
    if not place.is_digits or place.bound is not None or place.number.scaled or not place.single or "," in place.digits:
        return False
    if before.kind != WORD or before.text.islower() or before.low.endswith("'s") or before.low in EVENT_FORMS:
        return False
    if any(before.low in CLASSES[name] for name in ("stop", "verb", "determiner")):
        return False
    if place.sentence.titled and not (before.text.isupper() and len(before.text) <= 4):
        return False
    if place.counted is None:
        return True
    return (
        i > 1 and len(place.digits) <= 3 and place.tokens[i - 2].low not in CLASSES["place-before"] and not place.counts(CLASSES["person"])
    )


def _is_before_name(place: Place) -> bool:
    """ "787 Dreamliner", "65 Air Division": digits before a capitalised word that is no plural."""
    if not place.is_digits or place.counted is not None or place.sentence.titled or place.number.scaled or not place.digits.isdigit():
        return False
    after = place.after
    return after.kind == WORD and after.text[0].isupper() and after.low not in CLASSES["stop"]


def _is_address(place: Place) -> bool:
    """ "1405 Monterey Highway": one to three capitalised words, the last a word for a street."""
    if not place.is_digits:
        return False
    for n, token in enumerate(place.tokens[place.reading.end : place.reading.end + 4]):
        if token.kind != WORD or not token.text[0].isupper():
            return False
        if n and token.low in CLASSES["street"]:
            return True
    return False


def _is_spelt_name(place: Place) -> bool:
    """ "Nine News", "the Big Three": a number word with a capital inside a sentence."""
    if not place.plain or place.number.form != "words" or place.number.scaled or place.sentence.titled or not place.first.text[0].isupper():
        return False
    before, after = place.before, place.after
    next_capital = after.kind == WORD and after.text[0].isupper()
    if not before.text or before.text in _NAME_BREAKS:
        return next_capital and place.counted is None
    return next_capital or (before.kind == WORD and before.text[0].isupper()) or before.low == "the"


def _is_named_unit(place: Place) -> bool:
    """ "30 Seconds to Mars": a span of time or a length with a capital inside a sentence in lower case."""
    unit = place.reading.unit
    if unit is None or unit.dimension not in ("time", "length") or place.sentence.titled:
        return False
    word = place.tokens[place.reading.unit_words[0]]
    return len(word.text) > 3 and word.text[0].isupper()


# ------------------------------------------------------------------ digits alone


def _is_list_number(place: Place) -> bool:
    alone = place.is_digits and place.single and place.counted is None
    return alone and not place.before.text and place.after.text in (".", ")") and place.reading.low < 100


def _is_in_brackets(place: Place) -> bool:
    closed = place.before.text in ("(", "[") and place.after.text in (")", "]")
    return closed and place.is_digits and place.single and not place.number.scaled


def _is_resolution(place: Place) -> bool:
    """ "4K": the resolution of a picture."""
    sign = place.tokens[place.reading.end - 1].text
    return place.is_digits and sign == "K" and place.number.mantissa in (4, 8) and place.counted is None


# ------------------------------------------------------------------ fractions and "one"


def _is_part_of_time(place: Place) -> bool:
    """ "the last quarter", "first half", "half" of a compound: no fraction of anything counted."""
    words = _fraction_words(place)
    if not words or words[-1] not in ("half", "quarter") or len(words) > 2:
        return False
    before, following = place.before.low, place.after.low
    said = before in CLASSES["fraction-before"]
    if before in CLASSES["part-of-time"]:
        return True
    if words == ["half"]:
        return not (said or not following or following in CLASSES["half-after"])
    if words[-1] == "quarter":
        bare = words[0] not in ("a", "an") and bool(before)
        return not said and (bare or following not in CLASSES["fraction-after"])
    return False


def _is_ordinal(place: Place) -> bool:
    """ "a third man", against "a third of the men" and "fell by a third"."""
    words = _fraction_words(place)
    if not words or words[-1] in ("half", "quarter") or words[0] not in ("a", "an") or place.after.low in CLASSES["fraction-after"]:
        return False
    ends = place.after.kind == MARK or place.after.low in CLASSES["stop"]
    return not (ends and place.before.low in CLASSES["fraction-before"])


def _fraction_words(place: Place) -> list[str]:
    """The words of a fraction that nothing but itself speaks for; none where it is bounded or the whole sentence."""
    if not place.plain or place.number.form != "fraction" or not place.single or place.bound is not None or place.first.kind != WORD:
        return []
    if not place.before.text and place.after.text in ("", ".", "?", "!"):
        return []
    return [token.low for token in place.tokens[place.number.first : place.number.end]]


def _is_pronoun(place: Place) -> bool:
    """ "one" that stands for something said before, or is no count that a reader would want."""
    if not place.plain or not place.single or place.number.form != "words" or place.reading.low != 1:
        return False
    bound = place.bound
    if bound is not None and bound.modifier is not Modifier.EXACT:
        words = bound.words.split()  # "smaller than one held last week" compares; "more than one" counts
        return words[-1] == "than" and words[0] not in ("more", "less", "fewer", "no", "not")
    before, after = place.before.low, place.after.low
    if before in CLASSES["not-before-one"]:
        return True
    if place.counted is not None:
        return place.counts(CLASSES["one-idle"])
    done = EVENT_FORMS.get(before) in PEOPLE_EVENTS and before not in DOUBTFUL_EVENTS  # "killing one and wounding two"
    return not done and EVENT_FORMS.get(after) not in PEOPLE_EVENTS


def one_matters(tokens: Sequence[Token], counted: Counted | None, *, event: str | None, others: int) -> bool:
    """Whether "one" before a noun reports a count: something happened to it, it is about people, or it stands among other figures."""
    if counted is None:
        return event is not None
    after = tokens[counted.head + 1].low if counted.head + 1 < len(tokens) else ""
    acts = after in EVENT_FORMS and after not in DOUBTFUL_EVENTS  # "one strike destroyed ..."
    return acts or others > 0 or tokens[counted.head].low in CLASSES["person"] or event in CLASSES["one-event"]


SCREENS: tuple[tuple[str, Callable[[Place], bool]], ...] = (
    ("an idiom", _is_idiom),
    ("part of a code", _is_code),
    ("a date", _is_ago),
    ("a score", _is_score),
    ("a label", _is_label),
    ("a name", _is_named_unit),
    ("a part of time", _is_part_of_time),
    ("an ordinal", _is_ordinal),
    ("the number of a list", _is_list_number),
    ("a number in brackets", _is_in_brackets),
    ("a clock time", _is_clock),
    ("an age that bounds a group", _is_age_group),
    ("the resolution of a picture", _is_resolution),
    ("a year", is_end_of_years),
    ("an address", _is_address),
    ("a name", _is_before_name),
    ("a year", is_year),
    ("a name", _is_numbered_name),
    ("a name", _is_spelt_name),
    ("a pronoun", _is_pronoun),
)
