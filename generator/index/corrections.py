"""Owns the decisions on figures: a person's reading replaces ours, or takes the figure out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from generator.index.anchors import refs_at
from generator.model import DECISIONS, Annotated, Decision, Figure, Linked, Mention, Modifier, Ref, ref
from generator.problems import Problem, Severity

_ANCHOR_ADVICE = "Copy the words from the article as they stand, with enough `prefix` or `suffix` to tell it from others."
_OPEN = frozenset({"", "null", "none", "open", "~"})


@dataclass(frozen=True, slots=True)
class _Change:
    decision: Decision
    values: Mapping[str, Any]
    retract: bool


def settle_figures(linked: Linked, decisions: Sequence[Decision]) -> tuple[Linked, tuple[Problem, ...]]:
    """The corpus with every `figure` decision applied: corrected, retracted, or confirmed as it was read.

    Corrected figures keep their place in the text; `found_by` is "decision" and `why` names the person. A retracted figure is gone from the
    ledger and the page. Of two decisions on one figure the later day's holds, and both are reported.
    """
    wanted = sorted(
        (decision for decision in decisions if decision.what == "figure"),
        key=lambda one: (one.when, repr((one.names, one.anchors, sorted(one.values.items())))),
    )
    if not wanted:
        return linked, ()
    by_id = {annotated.article.id: annotated for annotated in linked.articles}
    changes: dict[Ref, _Change] = {}
    problems: list[Problem] = []
    for decision in wanted:
        change = _read(decision)
        if isinstance(change, str):
            problems.append(problem(decision, "bad-value", change, "Numbers are written 120000 or 1.5, open bounds `null`."))
            continue
        refs, failures = refs_at(decision.anchors, by_id)
        if not decision.anchors:
            failures = ("it has no `mentions`, so it points to no figure",)
        problems += [problem(decision, "no-match", f"{failure}.", _ANCHOR_ADVICE) for failure in failures]
        for address in refs:
            before = changes.get(address)
            if before and (before.retract, before.values) != (change.retract, change.values):
                message = f"line {before.decision.line} decides otherwise on the same figure; this one, the later, holds."
                problems.append(problem(decision, "contradiction", message, "Keep one of the two."))
            changes[address] = change
    articles = tuple(_settled(annotated, changes) for annotated in linked.articles)
    return replace(linked, articles=articles), tuple(problems)


def problem(decision: Decision, code: str, message: str, advice: str) -> Problem:
    """A problem with the line of the decision that it is about."""
    text = f"`{decision.what}`: {message}"
    return Problem(path=DECISIONS, line=decision.line, code=f"decision-{code}", message=text, advice=advice, severity=Severity.ERROR)


def _read(decision: Decision) -> _Change | str:
    """What the decision changes, or what is wrong with it."""
    if decision.names[:1] == ("retract",):
        return _Change(decision, {}, True)
    if decision.names[:1] == ("confirm",):
        return _Change(decision, {}, False)
    values: dict[str, Any] = {}
    for key, written in decision.values.items():
        text = written.strip()
        if key in ("low", "high"):
            try:
                values[key] = None if text.casefold() in _OPEN else Decimal(text.replace(",", "").replace("_", ""))
            except InvalidOperation:
                return f"`{key}: {written}` is not a number."
            if values[key] is not None and not values[key].is_finite():
                return f"`{key}: {written}` is not a number."
        elif key == "modifier":
            known = {modifier.value: modifier for modifier in Modifier}
            if text.casefold() not in known:
                return f"`modifier: {written}` is none of {', '.join(known)}."
            values["modifier"] = known[text.casefold()]
        elif key == "unit":
            values["unit"] = text or None
        elif key == "counted":
            values["counted"] = text or None
            values["counted_head"] = text.split()[-1] if text else None
    if not values:
        return "it corrects nothing: give low, high, unit, counted or modifier."
    low, high = values.get("low"), values.get("high")
    if low is not None and high is not None and low > high:
        return f"low ({low}) is above high ({high})."
    return _Change(decision, values, False)


def _settled(annotated: Annotated, changes: Mapping[Ref, _Change]) -> Annotated:
    if not changes:
        return annotated
    figures = []
    for mention in annotated.figures:
        change = changes.get(ref(annotated.article, mention))
        if change is None:
            figures.append(mention)
        elif not change.retract:
            figures.append(_corrected(mention, change))
    return replace(annotated, figures=tuple(figures)) if tuple(figures) != annotated.figures else annotated


def _corrected(mention: Mention[Figure], change: _Change) -> Mention[Figure]:
    did = "corrected" if change.values else "confirmed"
    who = f"{did} by {change.decision.who} on {change.decision.when.isoformat()}: {change.decision.why}"
    value = replace(mention.value, **change.values)
    if value.low is not None and value.high is not None and value.low > value.high:
        # One bound was given and crosses the other, which was ours: the person's number is the figure.
        only = change.values["low"] if "low" in change.values else change.values["high"]
        value = replace(value, low=only, high=only)
    return replace(mention, value=value, found_by="decision", score=1.0, why=who)
