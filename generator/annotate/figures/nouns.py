"""Finds the noun that a number counts, by word classes and endings: no parser."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from generator.annotate.figures.knowledge import CLASSES, GROUPS, SCALES, SMALL, TENS, UNIT_NAMES, UNIT_SIGNS, VAGUE
from generator.annotate.figures.tokens import FRACTION, MARK, NUMBER, OPAQUE, SIGN, WORD, Token

_STOP, _VERB, _PARTICIPLE, _DETERMINER, _FILLER = (CLASSES[name] for name in ("stop", "verb", "participle", "determiner", "filler"))
_PLURAL, _SINGULAR, _PLURAL_MODIFIER, _PEOPLE = (CLASSES[name] for name in ("plural", "singular", "plural-modifier", "people"))
_NUMBER_WORDS = frozenset({*SMALL, *TENS, *SCALES, *GROUPS, *VAGUE, "hundred"})
_HYPHENS = frozenset({"-", "‑"})
_QUOTES = frozenset("\"'“”‘’")
_REACH = 10  # tokens between a number and its noun; longer stretches are not read by people either


class Counted(NamedTuple):
    """A counted phrase: its words are `tokens[first:end]`, its head noun `tokens[head]`; `tail` ends an "of" part that belongs to it."""

    first: int
    end: int
    head: int
    tail: int


def is_plural(token: Token) -> bool:
    """Whether a word looks like a plural noun: its ending, irregular plurals, acronyms with s ("POWs")."""
    word = token.low
    if token.kind == OPAQUE:
        return token.text.endswith("s") and len(token.text) > 3 and token.text[-2].isdigit()
    if token.kind != WORD:
        return False
    if word in _PLURAL:
        return True
    if not word.endswith("s") or word in _SINGULAR or word in _STOP:
        return False
    if token.text[:-1].isupper() and token.text[-1] == "s" and len(word) > 2:
        return True
    if word.endswith("is"):  # "Israelis", not "analysis"
        return token.text[0].isupper() and len(word) > 5
    return len(word) > 3 and not word.endswith(("ss", "us", "'s"))


def find_counted(tokens: Sequence[Token], j: int, *, plural: bool) -> Counted | None:
    """The phrase that begins at token `j`, right behind the number. `plural`: only a plural head counts ("two told reporters")."""
    k = j
    while k < len(tokens) and tokens[k].low in _FILLER and k - j < 3:
        k += 1
    return _phrase(tokens, k, plural=plural)


def find_after_of(tokens: Sequence[Token], j: int, *, plural: bool, determiner: bool = False) -> Counted | None:
    """The phrase after "of [the]" at token `j` ("dozens of settlements", "two of the books"); `determiner`: it must have one."""
    if j >= len(tokens) or tokens[j].low != "of":
        return None
    k = j + 1
    while k < len(tokens) and tokens[k].low in _DETERMINER and k - j < 4:
        k += 1
    owned = any(token.low.endswith("'s") for token in tokens[k : k + 3])  # "51 of Indonesia's carriers"
    if determiner and k == j + 1 and not owned:
        return None
    while k < len(tokens) and (tokens[k].low in _FILLER or tokens[k].low in _NUMBER_WORDS or tokens[k].kind == NUMBER) and k - j < 6:
        k += 1
    return _phrase(tokens, k, plural=plural)


def find_joined(tokens: Sequence[Token], j: int) -> Counted | None:
    """ "six-member team": the word after the hyphen at token `j`."""
    if j + 1 >= len(tokens) or tokens[j].text not in _HYPHENS or tokens[j + 1].kind != WORD:
        return None
    word = tokens[j + 1].low
    if word in _NOT_JOINED or word in _STOP or word in _NUMBER_WORDS:
        return None
    return Counted(j + 1, j + 2, j + 1, j + 2)


_NOT_JOINED = frozenset(
    "fold strong odd plus ish something somethings way off old sided dimensional pronged time times all nil up down to".split()
)


def _phrase(tokens: Sequence[Token], start: int, *, plural: bool) -> Counted | None:
    head, k, last = None, start, None
    while k < len(tokens) and k - start < _REACH:
        token = tokens[k]
        if token.kind == MARK:
            if not _crosses(tokens, k, start, head):
                break
        elif token.kind in (SIGN, FRACTION):
            break
        elif token.kind == NUMBER:
            measured = k + 1 < len(tokens) and (
                tokens[k + 1].text in _HYPHENS or tokens[k + 1].low in UNIT_NAMES or tokens[k + 1].text in UNIT_SIGNS
            )
            year = token.text.isdigit() and len(token.text) == 4 and k > start - 1 and k + 1 < len(tokens) and is_plural(tokens[k + 1])
            if head is not None or not (measured or year):  # "four 2.5 pound bags", "two 15-metre towers"
                break
        elif token.low in ("and", "or"):
            if head is not None or last is None or not _goes_on(tokens, k + 1):
                break
        elif (
            token.low in _STOP
            or token.low in _DETERMINER
            or (token.low in _NUMBER_WORDS and not (k + 1 < len(tokens) and tokens[k + 1].text in _HYPHENS))
            or (
                token.low in _VERB
                and (head is not None or not (token.low in _PARTICIPLE or token.low.endswith(("ed", "ing"))) or not _goes_on(tokens, k + 1))
            )
        ):
            break
        elif not plural and last is not None and is_plural(token) and _takes_object(tokens, k + 1):
            break  # "20 tons of rice costs $3,000"
        elif is_plural(token) and (head is None or _joins(tokens, head, k)):
            head = last = k
            if k + 1 < len(tokens) and tokens[k + 1].text in "'’" and tokens[k + 1].tight:
                break
        elif not plural and last is not None and k > start and (token.low.endswith(("ly", "ed")) and not tokens[k - 1].low.endswith("ly")):
            break  # "one man recently improved"
        elif head is not None:
            if not _modifies(tokens, head, k):
                break
            last = k
        else:
            last = k
        k += 1
    if head is None:
        head = _fallback(tokens, start, last, plural)
    if head is None:
        return None
    first = start
    while first < head and tokens[first].kind == MARK:
        first += 1
    return Counted(first, head + 1, head, _tail(tokens, head + 1))


def _fallback(tokens: Sequence[Token], start: int, last: int | None, plural: bool) -> int | None:
    if last is None:
        return None
    token = tokens[last]
    if token.low in _PEOPLE and token.text[0].isupper():
        return last
    if plural or token.kind != WORD:
        return None
    while last > start and (tokens[last].low.endswith("ly") or tokens[last].low in _VERB or tokens[last].kind != WORD):
        last -= 1
    return last if tokens[last].kind == WORD and tokens[last].low not in _VERB else None


def _crosses(tokens: Sequence[Token], k: int, start: int, head: int | None) -> bool:
    """Whether a mark stands inside the phrase: a hyphen, a quotation mark, a comma between adjectives."""
    mark = tokens[k].text
    if k + 1 >= len(tokens):
        return False
    if mark in _HYPHENS:
        if tokens[k + 1].kind != WORD:
            return False
        return head is None or head == k - 1 or tokens[k].tight
    if head is not None:
        return False
    if mark in _QUOTES:
        return tokens[k + 1].kind == WORD
    return mark == "," and k > start and _goes_on(tokens, k + 1, reach=3) and not tokens[k + 1].low.endswith("ing")


def _goes_on(tokens: Sequence[Token], k: int, reach: int = 5) -> bool:
    """Whether a plural noun follows within reach before anything ends the phrase."""
    for n in range(k, min(k + reach, len(tokens))):
        token = tokens[n]
        if token.kind in (NUMBER, FRACTION, SIGN) or token.low in _STOP or token.low in _DETERMINER or token.low in _NUMBER_WORDS:
            return False
        if token.kind == MARK and token.text not in _HYPHENS:
            return False
        if token.low in _VERB and token.low not in _PARTICIPLE:
            return False
        if is_plural(token):
            return True
    return False


def _takes_object(tokens: Sequence[Token], k: int) -> bool:
    """Whether a word in s before token `k` is a verb: an amount or a determiner follows."""
    return k < len(tokens) and (tokens[k].kind in (SIGN, NUMBER) or tokens[k].low in _DETERMINER)


def _joins(tokens: Sequence[Token], head: int, k: int) -> bool:
    """Whether a second plural right behind the first is the head ("weapons caches"), not a verb ("minarets glides")."""
    return (
        tokens[head].low in _PLURAL_MODIFIER
        or tokens[head].low in _PLURAL
        or tokens[head].text[0].isupper()
        or tokens[k - 1].text in _HYPHENS
    )


def _modifies(tokens: Sequence[Token], head: int, k: int) -> bool:
    """Whether the plural at `head` only modifies what follows: "weapons storage sites", "British Airways flights"."""
    if tokens[head].low not in _PLURAL_MODIFIER and not (tokens[head].text[0].isupper() and tokens[k].text[0].isupper()):
        return False
    return _goes_on(tokens, k, reach=3)


def _tail(tokens: Sequence[Token], k: int) -> int:
    """The end of an "of" part behind the head: "prisoners of war", "members of the Legislative Council"."""
    if k >= len(tokens) or tokens[k].low != "of":
        return k
    n = k + 1
    while n < len(tokens) and tokens[n].low in ("the", "a", "an", "his", "her", "its", "their", "these", "those"):
        n += 1
    first = n
    while (
        n < len(tokens) and n - first < 4 and tokens[n].kind in (WORD, OPAQUE) and tokens[n].low not in _STOP and tokens[n].low not in _VERB
    ):
        if tokens[n].low in ("and", "or") or tokens[n].low.endswith("ly") or (n > first and is_plural(tokens[n - 1])):
            break
        n += 1
    return n if n > first else k
