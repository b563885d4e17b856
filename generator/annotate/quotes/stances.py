"""Whether the speaker states the reported words, denies or refuses them, asks them, or demands them."""

from __future__ import annotations

from generator.annotate.quotes.cues import Cue
from generator.annotate.quotes.lexicon import context
from generator.annotate.quotes.words import Unit
from generator.model import QuoteKind, Span, Stance

_NOT = frozenset("not never neither nor cannot".split())
_NOBODY = frozenset("nobody none neither".split())
_MERELY = frozenset("just only merely simply".split())
_OPEN = frozenset("whether if what why how when who where about".split())


def stance_of(unit: Unit, cue: Cue | None, kind: QuoteKind, span: Span) -> Stance:
    """The stance of the speaker towards the words at `span`: of direct words only a negation or a denial before them counts as denied."""
    if cue is None or cue.form == "according":
        return Stance.ASSERTED
    if cue.lemma == "refuse" and "refuse" in cue.frames:
        return Stance.ASKED if unit.word(cue.last + 1) == "rule" else Stance.DENIED  # "would not rule out": left open
    if negation(unit, cue) is not None:
        return Stance.ASKED if cue.lemma in context("stance-denied") else Stance.DENIED  # "never denied": left open
    if cue.lemma in context("stance-denied") or cue.lemma.replace(" ", "-") in context("stance-denied"):
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
        if (unit.word(k) in _NOT or unit.word(k).endswith("n't") or unit.word(k) == "longer") and unit.word(k + 1) not in _MERELY:
            return cue.head if unit.word(cue.head) in context("aux") or unit.word(k) == "longer" else k
    before = unit.word(cue.before)
    if before == "to" and unit.word(cue.before - 1) in context("failing"):
        return cue.before - 1
    if before == "without" or (before in _NOBODY and cue.lemma != "refuse"):
        return cue.before
    nor = next((k for k in range(cue.before, max(-1, cue.before - 7), -1) if unit.word(k) == "nor" and unit.outside(k)), None)
    if nor is not None and "," not in unit.low[nor : cue.head]:
        return next((k for k in range(nor, max(-1, nor - 10), -1) if unit.word(k) == "neither"), nor)
    if before == "of" and unit.word(cue.before - 1) == "short":
        return cue.before - 1
    return cue.before - 1 if before == "one" and unit.word(cue.before - 1) == "no" else None
