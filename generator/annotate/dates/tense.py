"""Whether the words around a date look back or ahead: decides between last Friday and next Friday."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from generator.annotate.dates.words import Token
from generator.data import rows

PAST, UNKNOWN, FUTURE = -1, 0, 1

_REACH = 14  # tokens to the left, then to the right, in which the verb of a date is looked for
_BESIDE = 3  # tokens: a verb as near as this governs the date
_MODAL_REACH = 3  # tokens: "would not only put"

_AUXILIARIES = frozenset(("have", "has", "had", "been", "was", "were"))
_PRESENT_BE = frozenset(("is", "are", "am", "'re", "’re", "'s", "’s", "being"))
_BE = _PRESENT_BE | {"was", "were"}
_UNTIL = frozenset(("until", "till", "through"))
_TRADED = frozenset(("shares", "stocks", "markets", "prices", "futures"))
_POSSESSIVE = len("'s ")  # which no token holds
_STOPS = (";", ":", "“", "”", '"')


class Tense(NamedTuple):
    """PAST, FUTURE or UNKNOWN, and whether the verb that says so stands right beside the date."""

    direction: int
    beside: bool = True


@cache
def _table() -> Mapping[str, frozenset[str]]:
    """Kind of a word -> the words of that kind, of data/dates_tense.txt."""
    found: dict[str, set[str]] = {}
    for kind, words in rows("dates_tense.txt"):
        found.setdefault(kind, set()).update(word.strip() for word in words.split(","))
    return {kind: frozenset(words) for kind, words in found.items()}


def kind(name: str) -> frozenset[str]:
    """The words of a kind of data/dates_tense.txt that says nothing of the tense: `report`, `feeling`."""
    return _table()[name]


@cache
def _tense_words() -> Mapping[str, int]:
    """Word -> PAST, FUTURE, or UNKNOWN for the words in -ed that are no past forms."""
    kinds = {"not_past": UNKNOWN, "past": PAST, "base": PAST, "future": FUTURE}
    return {word: told for kind, told in kinds.items() for word in _table()[kind]}


def tense(tokens: Sequence[Token], first: int, last: int) -> Tense:
    """PAST, FUTURE or UNKNOWN for the expression `tokens[first:last]`: the nearest verb before it that tells, else the first after it.

    "said on Tuesday that it will": PAST, the nearest is "said". "will meet on Friday": FUTURE. "Friday's game was": PAST.
    """
    if _looks_ahead_until(tokens, first) or _word(tokens, last) in _table()["ahead_noun"]:
        return Tense(FUTURE)
    possessive = 0 < last < len(tokens) and tokens[last].start - tokens[last - 1].end == _POSSESSIVE
    if possessive and _word(tokens, last) in _table()["past_noun"]:
        return Tense(PAST)
    for index in range(first - 1, max(-1, first - 1 - _REACH), -1):
        found = _of(tokens, index)
        if found is not None:
            return Tense(found, first - index <= _BESIDE)
        if tokens[index].text in _STOPS:
            break
    for index in range(last, min(len(tokens), last + _REACH)):
        found = _of(tokens, index)
        if found is not None:
            return Tense(found, index - last < _BESIDE)
        if tokens[index].text == ";":
            break
    return Tense(UNKNOWN)


def _word(tokens: Sequence[Token], index: int) -> str:
    return tokens[index].text.lower() if 0 <= index < len(tokens) else ""


def _looks_ahead_until(tokens: Sequence[Token], first: int) -> bool:
    """ "put off until Tuesday", "wait until June", "has until the end of March": what was put off has not been yet."""
    at = next((i for i in range(first - 1, max(-1, first - 4), -1) if _word(tokens, i) in _UNTIL), None)
    if at is None:
        return False
    for index in range(at - 1, max(-1, at - 1 - _REACH // 2), -1):
        word = _word(tokens, index)
        if word in _table()["put_off"] or (index == at - 1 and word in ("has", "have")):
            return True
        if tokens[index].text in _STOPS or _tense_words().get(word) == PAST:
            return False
    return False


def _of(tokens: Sequence[Token], index: int) -> int | None:
    """What one word says of the time, None if nothing. "would have gone", "could have been" look back."""
    word = tokens[index].text.lower()
    if word == "to":
        return _infinitive(tokens, index)
    if word in _table()["present"]:
        return FUTURE if _of_many(tokens, index - 1) else None
    known = _tense_words().get(word)
    if word in _table()["set_to"] and _word(tokens, index + 1) not in ("to", "for") and _word(tokens, index - 1) not in _BE:
        return None
    if known is None and word.endswith("n't"):
        known = _tense_words().get(word[:-3])
    if known is None:
        if not (len(word) > 3 and word.endswith("ed") and tokens[index].text.islower()):
            return None
        known = PAST
    if known == UNKNOWN:
        return None
    before = _word(tokens, index - 1)
    if word in _AUXILIARIES:
        if word in ("have", "has") and _word(tokens, index + 1) == "to":
            return FUTURE  # "still have to vote"
        if any(_tense_words().get(t.text.lower()) == FUTURE for t in tokens[index + 1 : index + 4]):
            return FUTURE  # "has been scheduled", "was due"
    elif known == PAST and before in _PRESENT_BE and word not in ("been", "said", "says"):
        return None  # "is sentenced on Aug. 4", "are held each May": no past
    if known == PAST and before == "be":
        return FUTURE  # "will be held", "is to be launched"
    if known == PAST and word in _table()["base"] and _after_modal(tokens, index):
        return FUTURE  # "would stay shut", "agreed to put"
    if known == FUTURE and _word(tokens, index + 1) == "have":
        return PAST
    if known == PAST and tokens[index].text[0].isupper() and index > 0:
        return None  # a name: "Read", "Lay"
    return known


def _of_many(tokens: Sequence[Token], index: int) -> bool:
    """Whether a word may be several who act: "members vote on Thursday", "they meet on Friday"; not "a vote on Thursday".

    "Shares end lower on Thursday" is the headline of a report on what is over.
    """
    word = tokens[index].text if index >= 0 else ""
    if word.lower() in _TRADED:
        return False
    return word.lower() in ("they", "we") or (
        len(word) > 3 and word.isalpha() and word.endswith("s") and not word.endswith(("ss", "us", "is"))
    )


def _infinitive(tokens: Sequence[Token], index: int) -> int | None:
    """ "is to open", "agreed to meet", "told him to leave": FUTURE. "had to leave", "managed to" say nothing by themselves."""
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if after is None or not after.text.isalpha() or not after.text.islower() or after.code in ("THE", "A", "THIS", "THAT", "LAST", "NEXT"):
        return None
    if _word(tokens, index - 1) in _BE or any(_word(tokens, index - back) in _table()["ahead_to"] for back in (1, 2, 3)):
        return FUTURE
    return None


def _after_modal(tokens: Sequence[Token], index: int) -> bool:
    """Whether a word that is a past form and a bare verb is the latter."""
    for at in range(index - 1, max(-1, index - 1 - _MODAL_REACH), -1):
        word = _word(tokens, at)
        if word in _table()["modal"]:
            return True
        if word == "to":
            return _infinitive(tokens, at) == FUTURE
    return False
