"""Owns the numbering of mentions and the entries: every entity with its sentences, its sources, its quotes and figures."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from operator import attrgetter
from typing import Any

from generator.index.sources import independent
from generator.model import (
    Annotated,
    Candidate,
    Entity,
    Entry,
    Judgement,
    Kind,
    Linked,
    Mention,
    Ref,
    Role,
    Shown,
    Span,
    State,
    Together,
)

# Order of mentions that begin and end alike: the outer thing first, so that marks nest the same way everywhere.
_KIND_ORDER = {kind: place for place, kind in enumerate((Kind.QUOTE, Kind.FIGURE, Kind.DATE, Kind.PERSON, Kind.ORGANISATION, Kind.PLACE))}

_PARAGRAPHS = frozenset({Role.PARAGRAPH, Role.CAPTION, Role.CREDIT, Role.DATELINE})  # what the article's page numbers "p-N"

DOUBTFUL_BELOW = 0.5  # a mention that its finder holds for less likely than not is shown as doubtful


def all_mentions(annotated: Annotated) -> list[Mention[Any]]:
    """Every mention of the article in the order of its numbers: by start, the longer first, then quote, figure, date, name."""
    found: list[Mention[Any]] = [*annotated.names, *annotated.figures, *annotated.dates, *annotated.quotes]
    found.sort(key=lambda mention: (mention.span.start, -mention.span.end, _KIND_ORDER[mention.kind]))
    return found


def number_mentions(annotated: Annotated, linked: Linked, doubtful: Set[str]) -> tuple[Shown, ...]:
    """Each mention of the article with its number N (anchor "m-N", from 1), its sentence and the number of its block ("p-N").

    `paragraph` counts the blocks that the page shows as paragraphs (captions, credits and datelines among them) from 1; 0 in a headline.
    The sentence of a mention that crosses sentences runs from the start of the first to the end of the last. `doubtful` holds
    the ids of doubtful entities.
    """
    starts = [span.start for span in annotated.sentences]
    block_starts = [block.span.start for block in annotated.article.blocks if block.role in _PARAGRAPHS]
    article = annotated.article.id
    shown = []
    for number, mention in enumerate(all_mentions(annotated), start=1):
        address = Ref(article, mention.kind, mention.span.start, mention.span.end)
        entity = _entity(linked, address)
        shown.append(
            Shown(
                ref=address,
                number=number,
                sentence=sentence_of(mention.span, annotated.sentences, starts),
                paragraph=bisect_right(block_starts, mention.span.start),
                entity=entity,
                doubtful=mention.score < DOUBTFUL_BELOW or entity in doubtful,
            )
        )
    return tuple(shown)


def _entity(linked: Linked, address: Ref) -> str | None:
    if address.kind in (Kind.QUOTE, Kind.FIGURE):
        return linked.speaker_of.get(address)
    return None if address.kind is Kind.DATE else linked.entity_of.get(address)


def sentence_of(span: Span, sentences: Sequence[Span], starts: Sequence[int]) -> Span:
    """The sentence that holds `span`, or the run of sentences that it crosses; `span` itself outside all of them."""
    first = bisect_right(starts, span.start) - 1
    if first < 0:
        return span
    if span.end <= sentences[first].end:
        return sentences[first]
    last = bisect_right(starts, span.end - 1) - 1
    return (
        Span(sentences[first].start, sentences[last].end) if span.end <= sentences[last].end and span.start < sentences[first].end else span
    )


def make_entries(
    linked: Linked,
    shown_by_article: Mapping[str, Sequence[Shown]],
    copy_of: Mapping[str, str],
    together: Mapping[str, tuple[Together, ...]],
    source_of: Mapping[str, str],
) -> tuple[Entry, ...]:
    """An entry for each entity that an article mentions or quotes, sorted by name. `shown_by_article` is in the order of articles.

    `source_of` gives each article's publisher, "" when unknown. An entity that nothing shows (each of its mentions was rejected)
    has no entry.
    """
    mentions: dict[str, list[Shown]] = defaultdict(list)
    quotes: dict[str, list[Ref]] = defaultdict(list)
    figures: dict[str, list[Ref]] = defaultdict(list)
    here: dict[str, list[Ref]] = defaultdict(list)
    for shown in shown_by_article.values():
        for one in shown:
            kind = one.ref.kind
            if one.entity is None:
                pass
            elif kind is Kind.QUOTE:
                quotes[one.entity].append(one.ref)
            elif kind is Kind.FIGURE:
                figures[one.entity].append(one.ref)
            else:
                mentions[one.entity].append(one)
            for further in linked.also_by.get(one.ref, ()):
                (quotes if kind is Kind.QUOTE else figures)[further].append(one.ref)
            if kind is Kind.FIGURE and (place := linked.place_of.get(one.ref)):
                here[place].append(one.ref)
    doubts = _doubts(linked.judgements)
    inside = _inside(linked.entities)
    entries = []
    for entity in linked.entities:
        found = mentions.get(entity.id, [])
        if not found and entity.id not in quotes:
            continue
        articles = tuple(dict.fromkeys(one.ref.article for one in found))
        entries.append(
            Entry(
                entity=entity,
                shown=tuple(found),
                articles=articles,
                sources=len(independent(articles, source_of, copy_of)),
                together=together.get(entity.id, ()),
                quotes=tuple(quotes.get(entity.id, ())),
                figures=tuple(figures.get(entity.id, ())),
                figures_here=tuple(here.get(entity.id, ())),
                inside=inside.get(entity.id, ()),
                doubts=doubts.get(entity.id, ()),
            )
        )
    return tuple(sorted(entries, key=lambda entry: (entry.entity.name.casefold(), entry.entity.id)))


def _doubts(judgements: Iterable[Judgement]) -> Mapping[str, tuple[Judgement, ...]]:
    doubts: dict[str, list[Judgement]] = defaultdict(list)
    for judgement in judgements:
        for side in {judgement.left, judgement.right}:
            doubts[side].append(judgement)
    return {side: tuple(sorted(found, key=lambda doubt: (-doubt.score, doubt.left, doubt.right))) for side, found in doubts.items()}


def _inside(entities: Sequence[Entity]) -> Mapping[str, tuple[str, ...]]:
    """Place entity -> the place entities that lie in it, by name."""
    by_gazetteer = {entity.place.gazetteer_id: entity for entity in entities if entity.place}
    inside: dict[str, list[Entity]] = defaultdict(list)
    for entity in entities:
        for above in _above(entity.place, by_gazetteer):
            if above != entity.id:
                inside[above].append(entity)
    return {above: tuple(entity.id for entity in sorted(found, key=attrgetter("name", "id"))) for above, found in inside.items()}


def _above(place: Candidate | None, by_gazetteer: Mapping[str, Entity]) -> Iterable[str]:
    return (by_gazetteer[above].id for above in (place.above_ids if place else ()) if above in by_gazetteer)


def containers(entities: Sequence[Entity]) -> Mapping[str, tuple[str, ...]]:
    """Place entity -> the place entities that it lies in, nearest first."""
    by_gazetteer = {entity.place.gazetteer_id: entity for entity in entities if entity.place}
    return {
        entity.id: tuple(above for above in _above(entity.place, by_gazetteer) if above != entity.id) for entity in entities if entity.place
    }


def doubtful_ids(entities: Iterable[Entity]) -> frozenset[str]:
    """The ids of the entities whose state is doubtful."""
    return frozenset(entity.id for entity in entities if entity.state is State.DOUBTFUL)
