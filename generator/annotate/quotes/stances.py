"""Whether the speaker states the reported words, denies or refuses them, asks them, or demands them."""

from __future__ import annotations

from generator.annotate.quotes.cues import Cue
from generator.annotate.quotes.lexicon import context
from generator.annotate.quotes.words import Unit
from generator.model import QuoteKind, Span, Stance

_NOT = frozenset("not never neither nor cannot".split())
_NOBODY = frozenset("nobody none neither".split())
_OPEN = frozenset("whether if what why how when who where about".split())


def stance_of(unit: Unit, cue: Cue | None, kind: QuoteKind, span: Span) -> Stance:
    """The stance of the speaker towards the words at `span`: of direct words only a negation or a denial before them counts as denied."""
    if cue is None or cue.form == "according":
        return Stance.ASSERTED
    if negation(unit, cue) is not None or cue.lemma == "refuse":
        return Stance.DENIED
    if cue.lemma in context("stance-denied"):
        at = unit.at(span.start)
        behind = at > cue.last and unit.word(at - 1) not in (":", ",")
        return Stance.DENIED if kind is not QuoteKind.DIRECT or behind else Stance.ASSERTED
    if cue.lemma == "ask":
        first = unit.at(span.start)
        opened = unit.word(first) in _OPEN or unit.word(first - 1) in _OPEN
        return Stance.ASKED if opened or kind is QuoteKind.DIRECT or cue.first > first else Stance.DEMANDED
    if cue.lemma in context("stance-asked"):
        return Stance.ASKED
    demanding = context("stance-demanding" if cue.form == "noun" else "stance-demanded")
    return Stance.DEMANDED if cue.lemma.replace(" ", "-") in demanding else Stance.ASSERTED


def negation(unit: Unit, cue: Cue) -> int | None:
    """The token where the words begin that negate the cue ("did not say", "failed to say", "without saying"); None without any."""
    if cue.form == "noun":
        return None
    for k in range(cue.head, cue.last + 1):
        if unit.word(k) in _NOT or unit.word(k).endswith("n't"):
            return cue.head if k > cue.head and unit.word(cue.head) in context("aux") else k
    before = unit.word(cue.before)
    if before == "to" and unit.word(cue.before - 1) in context("failing"):
        return cue.before - 1
    if before == "without" or (before in _NOBODY and cue.lemma != "refuse"):
        return cue.before
    if before == "of" and unit.word(cue.before - 1) == "short":
        return cue.before - 1
    return cue.before - 1 if before == "one" and unit.word(cue.before - 1) == "no" else None
