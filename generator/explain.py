"""Owns `concord explain`: all that is known of one place of an article, or of one entry, in words for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from generator.anchors import make_anchor
from generator.decision_text import anchor_yaml
from generator.model import ArticleEntry, Candidate, DateInterval, Entry, Figure, Index, Mention, Name, Quote, Ref, Stance, State, ref
from generator.problems import GeneratorError

# The one place that says what the three states mean; the pages and docs/review.md use the same words.
STATES = {
    State.CONFIRMED: "confirmed: a person decided, and no rule or model can change it",
    State.CLEAR: "clear: the evidence is ample and nothing speaks against it; nobody has checked it",
    State.DOUBTFUL: "doubtful: the evidence is thin or points two ways; `concord review` asks a person",
}


def explain(index: Index, target: str) -> str:
    """What is known of `target`: "ARTICLE:OFFSET" (code points from 0), "ARTICLE:m-N" (the anchor on its page), or an entry's address.

    Every mention over the offset is told: value, finder, score and reason, its entry with state and reason, what else it may be. Raises
    GeneratorError, with the nearest name, where there is no such thing.
    """
    entries = {entry.entity.id: entry for entry in (*index.people, *index.places, *index.organisations)}
    if "/" in target and ":" not in target:
        if target not in entries:
            raise GeneratorError(f"no entry has the address `{target}`.{_near(target, list(entries))}")
        return "\n".join(_entry(index, entries[target])) + "\n"
    name, colon, where = target.rpartition(":")
    articles = {entry.article.id: entry for entry in index.articles}
    if not colon or not name:
        raise GeneratorError("write ARTICLE:OFFSET, ARTICLE:m-N, or the address of an entry such as people/ada-lovelace.")
    if name not in articles:
        raise GeneratorError(f"no article has the id `{name}`.{_near(name, list(articles))}")
    found = list(_mentions_at(articles[name], where))
    if not found:
        raise GeneratorError(f"nothing was found at {where} in {name}: {_surroundings(articles[name], where)}")
    return "\n".join(line for mention in found for line in (*_mention(index, articles[name], mention, entries), "")).rstrip() + "\n"


def _near(name: str, known: list[str]) -> str:
    near = get_close_matches(name, known, n=1)
    return f" Did you mean `{near[0]}`?" if near else ""


def _mentions_at(entry: ArticleEntry, where: str) -> Iterator[Mention[Any]]:
    annotated = entry.annotated
    every: list[Mention[Any]] = sorted(
        (*annotated.names, *annotated.figures, *annotated.dates, *annotated.quotes), key=lambda each: each.span
    )
    if where.startswith("m-"):
        wanted = {shown.ref for shown in entry.shown if shown.anchor == where}
        yield from (mention for mention in every if ref(entry.article, mention) in wanted)
    elif where.isdecimal():
        yield from (mention for mention in every if mention.span.start <= int(where) < mention.span.end)
    else:
        raise GeneratorError(f"`{where}` is no offset: write a number, or m-N as the address of a highlight ends.")


def _surroundings(entry: ArticleEntry, where: str) -> str:
    if not where.isdecimal():
        return "the page has no such highlight."
    at = int(where)
    if at >= len(entry.article.text):
        return f"its text has {len(entry.article.text)} characters."
    return " ".join(f"…{entry.article.text[max(0, at - 30) : at]}|{entry.article.text[at : at + 30]}…".split())


def _mention(index: Index, entry: ArticleEntry, mention: Mention[Any], entries: dict[str, Entry]) -> Iterator[str]:
    at = ref(entry.article, mention)
    shown = next((one for one in entry.shown if one.ref == at), None)
    words = " ".join(mention.span.of(entry.article.text).split())
    yield f"“{words}”  {mention.kind.value}, {at.article}:{at.start}-{at.end}"
    if shown:
        yield f"  sentence   {' '.join(shown.sentence.of(entry.article.text).split())}"
    yield f"  read as    {_value(mention.value)}"
    yield f"  found by   {mention.found_by}, score {mention.score:.2f}" + (f": {mention.why}" if mention.why else "")
    if shown and shown.doubtful:
        yield f"  state      {STATES[State.DOUBTFUL]}"
    anchor = make_anchor(entry.article, mention.span)
    yield f"  to decide  mentions: {anchor_yaml(anchor)}"
    yield from _figure(index, at)
    if shown and shown.entity in entries:
        yield from (f"  {line}" for line in _entry(index, entries[shown.entity]))
    elif isinstance(mention.value, Name):
        yield "  entry      none: a person rejected it, or it is no name"


def _value(value: object) -> str:
    if isinstance(value, Figure):
        low, high = ("open" if bound is None else f"{bound:,}" for bound in (value.low, value.high))
        parts = [f"{value.modifier.value} {low}" if low == high else f"{value.modifier.value}, {low} to {high}", value.unit or ""]
        parts += [f"of {value.counted}" if value.counted else "", value.dimension, value.event_text]
        return ", ".join(part for part in parts if part)
    if isinstance(value, DateInterval):
        days = f" ({value.start} to before {value.end})" if value.start and value.end else ""
        return (value.edtf or "not resolved") + days + (", worked out from another date" if value.relative else "")
    if isinstance(value, Quote):
        stance = f", {value.stance}," if value.stance is not Stance.ASSERTED else ""
        return f"{value.kind.value} speech{stance} of {value.speaker_text or 'nobody named'}"
    if isinstance(value, Name):
        return value.text + (f", {value.role}" if value.role else "")
    return str(value)


def _figure(index: Index, at: Ref) -> Iterator[str]:
    row = next((row for row in index.figures if row.shown.ref == at), None)
    comparison = next((each for each in index.comparisons if at in each.members), None)
    if row and row.place:
        yield f"  place      {row.place}"
    if row and (row.claimant or row.claimant_text):
        yield f"  said by    {row.claimant or row.claimant_text}"
    if comparison:
        yield f"  compared   {comparison.title} ({comparison.relation}, by {comparison.by}, score {comparison.score:.2f}): {comparison.why}"


def _entry(index: Index, entry: Entry) -> Iterator[str]:
    entity = entry.entity
    yield f"entry      {entity.name} ({entity.id})"
    yield f"state      {STATES[entity.state]}"
    if entity.why:
        yield f"reason     {entity.why}"
    if len(entity.variants) > 1:
        yield f"written    {', '.join(f'{variant.text} ({variant.count})' for variant in entity.variants[:8])}"
    if entity.place:
        yield f"on the map {_candidate(entity.place)}"
    for candidate in entity.runners_up:
        yield f"could be   {_candidate(candidate)}"
    for decided in entity.decided:
        yield f"decided    {decided}"
    for doubt in index.judgements:
        if entity.id in (doubt.left, doubt.right):
            other = doubt.right if doubt.left == entity.id else doubt.left
            yield f"perhaps    {other}, score {doubt.score:.2f}: {doubt.why}"


def _candidate(candidate: Candidate) -> str:
    where = ", ".join((candidate.kind, *candidate.above[:2]))
    return f"{candidate.name} ({where}; {candidate.gazetteer_id}), score {candidate.score:.2f}" + (
        f": {candidate.why}" if candidate.why else ""
    )
