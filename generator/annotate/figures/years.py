"""Tells years from figures: "in 2013", "the 2016 elections", "1806-1843", against "some 2000 people"."""

from __future__ import annotations

from generator.annotate.figures.knowledge import CLASSES
from generator.annotate.figures.place import Place
from generator.model import Modifier

_FIRST, _LAST = 1900, 2039  # years that news is about: a plural noun behind them proves nothing ("the 2016 elections")
_LATEST = 2100
_YEAR, _TIME, _ERA, _PERSON = (CLASSES[name] for name in ("year", "time", "era", "person"))
_PREPOSITIONS = frozenset({"over", "under", "above", "below", "around", "about", "just", "within", "only"})
_ONLY_TIMES = frozenset({"in", "since", "by", "until", "till", "during"})


def is_year(place: Place) -> bool:
    """Whether a number of three or four plain digits is a year here."""
    if not place.plain or not _has_the_shape(place):
        return False
    bound, counted = place.bound, place.counted
    outside = place.word_before_bound
    if place.after.low in _ERA or outside in ("ad", "a.d."):
        return True
    if place.reading.low < 1000:
        return outside in _ONLY_TIMES and bound is None and counted is None and not place.after.text[:1].isalnum()
    if place.reading.shape == "range" and counted is None and bound is None and outside not in ("is", "of", "about"):
        return place.reading.high <= _LATEST
    if bound is not None and bound.words in ("c.", "ca.", "circa") and counted is None:
        return True
    if place.after.low in ("people", "men", "women"):
        return outside in _TIME
    if bound is not None and _is_of_counts(bound.modifier, bound.words):
        return False
    people = place.counts(_PERSON)
    if _FIRST <= place.reading.low <= _LAST:
        return not people or outside in _TIME or outside in ("the", "of", "'s")
    if counted is not None:
        return outside in _TIME and not people
    return outside in _YEAR and place.reading.low <= _LATEST


def _has_the_shape(place: Place) -> bool:
    quantities = (place.reading.start, place.reading.stop)
    whole = all(quantity.number.end == quantity.number.first + 1 for quantity in quantities)
    text = place.digits
    return whole and not place.number.scaled and text.isdigit() and len(text) in (3, 4) and 100 <= place.reading.low <= 2999


def _is_of_counts(modifier: Modifier, words: str) -> bool:
    """Whether bounding words are said of counts only: "more than 2000" is none of the years, "around 2000" may be one."""
    loose = modifier in (Modifier.ABOUT, Modifier.NEARLY) and words not in ("some", "approximately")
    return not loose and words not in _PREPOSITIONS


def is_end_of_years(place: Place) -> bool:
    """ "2006 - 7"."""
    i = place.reading.first
    year = place.tokens[i - 2].text if i > 1 else ""
    return place.is_digits and place.before.text in ("-", "–") and len(year) == 4 and year.isdigit() and place.counted is None
