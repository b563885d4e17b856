"""Entities and mentions -> tables, comparisons, timeline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from generator.index.briefs import make_briefs
from generator.index.comparisons import compare
from generator.index.copies import copy_notes, find_copies
from generator.index.corrections import settle_figures
from generator.index.date_corrections import settle_dates, slips
from generator.index.entries import doubtful_ids, make_entries, number_mentions
from generator.index.figures import make_rows
from generator.index.order import in_order
from generator.index.quotes import find_quotes
from generator.index.related import find_related
from generator.index.sources import find_sources, sources_by_article
from generator.index.timeline import find_events
from generator.index.together import find_together
from generator.model import Annotated, ArticleEntry, Decision, Index, Kind, Linked, Shown
from generator.problems import Problem

INDEX_VERSION = "1"

_NAMES = frozenset({Kind.PERSON, Kind.ORGANISATION, Kind.PLACE})


def index(linked: Linked, decisions: Sequence[Decision] = (), problems: Sequence[Problem] = ()) -> Index:
    """Everything that the pages show. Independent of the order of articles and of decisions.

    `compare`, `figure` and `date` decisions are applied here; those that match nothing, or contradict another, come back as problems
    with their lines, beside `problems`, sorted.
    """
    linked, date_problems = settle_dates(linked, decisions)
    linked, figure_problems = settle_figures(linked, decisions)
    articles = in_order(linked.articles)
    doubtful = doubtful_ids(linked.entities)
    shown = {annotated.article.id: number_mentions(annotated, linked, doubtful) for annotated in articles}
    entities_of = {article: _entities(found) for article, found in shown.items()}
    copy_of = find_copies(articles)
    source_of = sources_by_article(articles)
    rows = make_rows(articles, shown, linked)
    comparisons, compare_problems = compare(articles, rows, linked, entities_of, copy_of, decisions)
    compared = {member: comparison.id for comparison in comparisons for member in comparison.members}
    entries = make_entries(linked, shown, copy_of, find_together(shown), source_of)
    people, places, organisations = (
        tuple(entry for entry in entries if entry.entity.kind is kind) for kind in (Kind.PERSON, Kind.PLACE, Kind.ORGANISATION)
    )
    told = (*date_problems, *slips(linked.articles), *figure_problems, *compare_problems, *copy_notes(articles, copy_of))
    return Index(
        articles=_article_entries(articles, shown, entities_of, linked, copy_of),
        people=people,
        places=places,
        organisations=organisations,
        figures=tuple(replace(row, comparison=compared[row.shown.ref]) if row.shown.ref in compared else row for row in rows),
        comparisons=comparisons,
        quotes=find_quotes(articles, linked.speaker_of, linked.also_by),
        events=find_events(articles, shown),
        sources=find_sources(articles),
        briefs=make_briefs(articles, people, places, organisations, comparisons, copy_of, source_of),
        judgements=linked.judgements,
        problems=tuple(sorted({*problems, *linked.problems, *told})),
        decisions=tuple(sorted(decisions, key=lambda decision: decision.line)),
    )


def _entities(shown: Sequence[Shown]) -> tuple[str, ...]:
    """The entities that an article names, the most mentioned first, then in order of the text."""
    counts = Counter(one.entity for one in shown if one.entity and one.ref.kind in _NAMES)
    return tuple(entity for entity, _ in counts.most_common() if entity)


def _article_entries(
    articles: Sequence[Annotated],
    shown: Mapping[str, Sequence[Shown]],
    entities_of: Mapping[str, tuple[str, ...]],
    linked: Linked,
    copy_of: Mapping[str, str],
) -> tuple[ArticleEntry, ...]:
    related = find_related(articles, entities_of)
    return tuple(
        ArticleEntry(
            annotated=annotated,
            shown=tuple(shown[annotated.article.id]),
            entities=entities_of[annotated.article.id],
            focus=linked.focus.get(annotated.article.id, ()),
            related=related.get(annotated.article.id, ()),
            copy_of=copy_of.get(annotated.article.id),
        )
        for annotated in articles
    )
