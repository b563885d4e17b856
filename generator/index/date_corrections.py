"""Owns the decisions on dates: in an article, these words mean this date, or are none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from generator.edtf import parse_edtf
from generator.index.anchors import places_at
from generator.index.corrections import problem
from generator.model import NO_SUCH_DAY, Anchor, Annotated, DateInterval, Decision, Kind, Linked, Mention, Span
from generator.problems import Problem, Severity

_ANCHOR_ADVICE = "Copy the words from the article as they stand, with enough `prefix` or `suffix` to tell them from others."
_VALUE_ADVICE = "Write `to` as 2025-07-04, 2025-07, 2025, 2025-07-04/2025-07-06 or 202X; put a ~ behind it for about."


@dataclass(frozen=True, slots=True)
class _Change:
    decision: Decision
    value: DateInterval | None  # None: as it was read, or no date

    @property
    def says(self) -> tuple[str, DateInterval | None]:
        return self.decision.names[0], self.value


def settle_dates(linked: Linked, decisions: Sequence[Decision]) -> tuple[Linked, tuple[Problem, ...]]:
    """The corpus with every `date` decision applied: corrected, retracted, or confirmed as it was read.

    A corrected date has `found_by` "decision" and `why` names the person. Words that we took for no date become one, and a figure within
    them goes. A retracted date is gone from the page and the timeline. Other dates of the text stay as they were counted. Of two decisions
    on one date the later day's holds, and both are reported.
    """
    wanted = sorted(
        (decision for decision in decisions if decision.what == "date"),
        key=lambda one: (one.when, repr((one.names, one.to, one.anchors))),
    )
    if not wanted:
        return linked, ()
    by_id = {annotated.article.id: annotated for annotated in linked.articles}
    changes: dict[str, dict[Span, _Change]] = defaultdict(dict)
    problems: list[Problem] = []
    for decision in wanted:
        value = parse_edtf(decision.to or "") if decision.names == ("correct",) else None
        if decision.names == ("correct",) and value is None:
            problems.append(problem(decision, "bad-value", f"`to: {decision.to}` is no date.", _VALUE_ADVICE))
            continue
        for anchor in decision.anchors:
            found = _place(anchor, by_id, may_be_new=value is not None)
            if isinstance(found, str):
                problems.append(problem(decision, "no-match", f"{found}.", _ANCHOR_ADVICE))
                continue
            before = changes[anchor.article].get(found)
            change = _Change(decision, value)
            if before and before.says != change.says:
                message = f"line {before.decision.line} decides otherwise on the same date; this one, the later, holds."
                problems.append(problem(decision, "contradiction", message, "Keep one of the two."))
            changes[anchor.article][found] = change
    articles = tuple(_settled(annotated, changes.get(annotated.article.id, {})) for annotated in linked.articles)
    return replace(linked, articles=articles), tuple(problems)


def slips(articles: Sequence[Annotated]) -> tuple[Problem, ...]:
    """A note for each date of a text that no calendar has, which only a person can set right."""
    return tuple(
        Problem(
            path=annotated.article.path,
            line=annotated.article.line,
            code="no-such-day",
            message=f"“{mention.span.of(annotated.article.text)}” is no day of the calendar, so it is shown as not resolved.",
            advice="If you know which day is meant, say so with a `date` decision: the page docs/decisions.md has an example.",
            severity=Severity.NOTE,
        )
        for annotated in articles
        for mention in annotated.dates
        if not mention.value.value and mention.why == NO_SUCH_DAY
    )


def _place(anchor: Anchor, by_id: Mapping[str, Annotated], *, may_be_new: bool) -> Span | str:
    """The place of the date that the anchor points to, or, as words for a person, why there is none."""
    places = places_at(anchor, by_id)
    if isinstance(places, str):
        return places
    if len(places) > 1:
        return f"“{anchor.exact}” stands {len(places)} times in article `{anchor.article}`"
    (place,) = places
    annotated = by_id[anchor.article]
    touched = [mention.span for mention in annotated.dates if mention.span.overlaps(place)]
    if len(touched) > 1:
        return f"“{anchor.exact}” in article `{anchor.article}` points to {len(touched)} dates"
    if touched:
        return touched[0]
    if not may_be_new:
        return f"no date was found at “{anchor.exact}” in article `{anchor.article}`"
    if not any(sentence.holds(place) for sentence in annotated.sentences):
        return f"“{anchor.exact}” in article `{anchor.article}` is not within one sentence of its text"
    return place


def _settled(annotated: Annotated, ours: Mapping[Span, _Change]) -> Annotated:
    if not ours:
        return annotated
    kept = [mention for mention in annotated.dates if mention.span not in ours]
    read = {mention.span: mention.value for mention in annotated.dates}
    for span, change in ours.items():
        value = change.value or read.get(span)
        if value is not None and change.decision.names != ("retract",):
            kept.append(Mention(span=span, kind=Kind.DATE, value=value, found_by="decision", score=1.0, why=_why(change.decision)))
    new = [span for span in ours if span not in read]
    figures = (
        tuple(figure for figure in annotated.figures if not any(span.holds(figure.span) for span in new)) if new else annotated.figures
    )
    return replace(annotated, dates=tuple(sorted(kept, key=lambda mention: mention.span)), figures=figures)


def _why(decision: Decision) -> str:
    did = "corrected" if decision.names == ("correct",) else "confirmed"
    return f"{did} by {decision.who} on {decision.when.isoformat()}: {decision.why}"
