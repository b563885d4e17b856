"""Finds what happened to the things that a figure counts, and whether the figure is a change ("rose by 5 per cent")."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from generator.annotate.figures.knowledge import CHANGES, CLASSES, DOUBTFUL_EVENTS, EVENT_FORMS, EVENT_PHRASES, SMALL, VAGUE
from generator.annotate.figures.tokens import MARK, NUMBER, WORD, Token

_AUXILIARY = frozenset(
    "am is are was were be been being has have had will would could may might to reportedly also since already then now all not".split()
)
_MODAL = frozenset("to will would could can may might must should shall".split())
_BREAKS = frozenset(".;:?!()[]—")
_PREPOSITIONS = frozenset(
    "between against with from in for to at on after before during over about into under through near around among".split()
)
_INTRANSITIVE = frozenset({"flee", "die", "live", "miss", "attend", "protest", "vote", "serve", "last", "rise", "fall", "displace", "join"})
_LONGEST_PHRASE = 4
_AFTER, _BEFORE = 9, 14  # tokens looked at on each side


class Event(NamedTuple):
    """`lemma` of generator/data/figure_events.txt and the tokens that say it."""

    lemma: str
    first: int
    end: int


def find_event(tokens: Sequence[Token], first: int, end: int, *, counted: bool, measured: bool) -> Event | None:
    """The event of the figure in `tokens[first:end]`, its counted noun included: the verb behind it where the things undergo it, else
    the nearest before it. `counted`: it has a noun, so that "rose" behind it is said of the things.
    `measured`: it has a unit ("sentenced to ten years"), so that a preposition may stand between."""
    after = _after(tokens, end)
    if after is not None and (counted or after.lemma not in ("rise", "fall")):
        return after
    return _before(tokens, first, measured=measured) or after


def _at(tokens: Sequence[Token], k: int) -> Event | None:
    for length in range(_LONGEST_PHRASE, 1, -1):
        if k + length <= len(tokens):
            lemma = EVENT_PHRASES.get(" ".join(token.low for token in tokens[k : k + length]))
            if lemma is not None:
                return Event(lemma, k, k + length)
    word = tokens[k].low
    lemma = EVENT_FORMS.get(word) if tokens[k].kind == WORD else None
    if k > 0 and tokens[k - 1].text in "-‑" and tokens[k].tight:  # "life-saving"
        return None
    if word in DOUBTFUL_EVENTS and (k == 0 or tokens[k - 1].low not in _MODAL):
        return None
    return Event(lemma, k, k + 1) if lemma is not None else None


def _after(tokens: Sequence[Token], end: int) -> Event | None:
    helped = relative = False
    for k in range(end, min(end + _AFTER, len(tokens))):
        token = tokens[k]
        if token.kind == NUMBER or (token.kind == MARK and (token.text in _BREAKS or token.text in ",–")):
            return None
        found = _at(tokens, k)
        if found is not None:
            following = tokens[found.end].low if found.end < len(tokens) else "."
            takes_object = tokens[found.end].kind == NUMBER if found.end < len(tokens) else False
            takes_object = takes_object or following in CLASSES["determiner"] or _is_object(tokens, found.end)
            passive = helped or found.end - found.first > 1 or found.lemma in _INTRANSITIVE
            if passive or not (takes_object or relative):
                return found
            return None
        if token.kind == WORD and k > end and (token.low in CLASSES["verb"] or token.low.endswith("ed")) and token.low not in _AUXILIARY:
            return None
        if token.low == "and" and k == end:  # "2 houses and a school were damaged"
            continue
        if token.low in ("and", "but", "as", "after", "by", "because"):
            return None
        helped = helped or token.low in _AUXILIARY
        relative = relative or token.low in ("who", "which", "that")
    return None


def _is_object(tokens: Sequence[Token], k: int) -> bool:
    """Whether a bare noun follows ("homes lost power"), not a preposition, an adverb or the end."""
    return k < len(tokens) and tokens[k].kind == WORD and tokens[k].low not in CLASSES["stop"] and not tokens[k].low.endswith("ly")


def _before(tokens: Sequence[Token], first: int, *, measured: bool) -> Event | None:
    change: Event | None = None
    agent = distant = listed = comma = False
    for k in range(first - 1, max(first - _BEFORE, -1), -1):
        token = tokens[k]
        if token.kind == MARK and token.text in _BREAKS:
            break
        if token.low in ("that", "which", "who", "because", "while", "but", "when", "where", "said", "says", "told", "added"):
            break
        if token.text == ",":
            comma, listed = True, False
        elif token.kind == NUMBER or token.low in SMALL or token.low in VAGUE:
            listed = True  # "destroyed three buildings, two vehicles"
        if token.low == "by":
            agent = True
        elif token.low in _PREPOSITIONS and not measured:
            distant = True  # "killed in three attacks": nothing was done to the attacks
        found = _at(tokens, k)
        if found is None or found.end > first:
            continue
        if found.lemma in ("rise", "fall"):
            change = change or found
        elif not agent and not distant and (listed or not comma):
            return found
    return change


def find_change(tokens: Sequence[Token], first: int, end: int, *, measured: bool) -> str | None:
    """ "rise" or "fall" when the figure in `tokens[first:end]` says by how much something changed; `measured`: it has a unit."""
    if tokens[first].low in ("below", "above", "under", "beyond"):
        return None
    k = first - 1
    by = k >= 0 and tokens[k].low == "by"
    if by:
        k -= 1
        while k >= 0 and tokens[k].low.endswith("ly"):
            k -= 1
    for n in range(k, max(k - (4 if by else 1), -1), -1):
        word = tokens[n].low
        if word in CHANGES and (by or measured):
            return CHANGES[word]
        if tokens[n].kind == MARK or word in ("to", "from"):
            break
    if k >= 0 and tokens[k].low == "of" and k > 0 and tokens[k - 1].low in CHANGES and measured:
        return CHANGES[tokens[k - 1].low]
    if not measured:
        return None
    k = end
    if k < len(tokens) and tokens[k].text == "-":
        k += 1
    for n in range(k, min(k + 3, len(tokens))):
        word = tokens[n].low
        if tokens[n].kind != WORD or word in CLASSES["stop"] - {"down"}:
            return None
        plain = word != "cut" or n + 1 >= len(tokens) or tokens[n + 1].low in ("in", "to", "on", "of", ".", ",")
        if word in CHANGES and word != "up" and plain:
            return CHANGES[word]
    return None
