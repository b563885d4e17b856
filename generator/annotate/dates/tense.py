"""Whether the words around a date look back or ahead: decides between last Friday and next Friday."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from generator.annotate.dates.words import Token
from generator.data import rows

PAST, UNKNOWN, FUTURE = -1, 0, 1

_REACH = 14  # tokens to the left, then to the right, in which the verb of a date is looked for

_AUXILIARIES = frozenset(("have", "has", "had", "been", "was", "were"))


@cache
def _tense_words() -> Mapping[str, int]:
    """Word -> PAST, FUTURE, or UNKNOWN for the words in -ed that are no past forms."""
    table = {"past": PAST, "future": FUTURE, "not_past": UNKNOWN}
    return {word.strip(): table[kind] for kind, words in reversed(rows("dates_tense.txt")) for word in words.split(",")}


def tense(tokens: Sequence[Token], first: int, last: int) -> int:
    """PAST, FUTURE or UNKNOWN for the expression `tokens[first:last]`: the nearest verb before it that tells, else the first after it.

    "said on Tuesday that it will": PAST, the nearest is "said". "will meet on Friday": FUTURE. "Friday's game was": PAST.
    """
    for index in range(first - 1, max(-1, first - 1 - _REACH), -1):
        found = _of(tokens, index)
        if found is not None:
            return found
        if tokens[index].text in (";", ":", "“", "”", '"'):
            break
    for index in range(last, min(len(tokens), last + _REACH)):
        found = _of(tokens, index)
        if found is not None:
            return found
        if tokens[index].text in (";",):
            break
    return UNKNOWN


def _of(tokens: Sequence[Token], index: int) -> int | None:
    """What one word says of the time, None if nothing. "would have gone", "could have been" look back."""
    word = tokens[index].text.lower()
    known = _tense_words().get(word)
    if known is None and word.endswith("n't"):
        known = _tense_words().get(word[:-3])
    if known is None:
        if not (len(word) > 3 and word.endswith("ed") and tokens[index].text.islower()):
            return None
        known = PAST
    if known == UNKNOWN:
        return None
    if word in _AUXILIARIES and any(_tense_words().get(t.text.lower()) == FUTURE for t in tokens[index + 1 : index + 4]):
        return FUTURE  # "has been scheduled", "was due"
    if known == PAST and index > 0 and tokens[index - 1].text.lower() == "be":
        return FUTURE  # "will be held", "is to be launched"
    if known == FUTURE and index + 1 < len(tokens) and tokens[index + 1].text.lower() == "have":
        return PAST
    if known == PAST and tokens[index].text[0].isupper() and index > 0:
        return None  # a name: "Read", "Lay"
    return known
