"""Owns the look-ups that every page needs: mentions, entries, figures, comparisons by address, and what of an article may be shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.model import (
    Article,
    ArticleEntry,
    Block,
    Comparison,
    Entry,
    Event,
    FigureRow,
    Index,
    Mention,
    QuoteRow,
    Ref,
    Rights,
    Role,
    Shown,
    Span,
    ref,
)
from generator.site import links, wording
from generator.site.escape import Md, escape_inline, visible

_SHORT = 36  # characters of a headline that stands for an unknown publisher
HIDDEN = frozenset({Role.BYLINE, Role.BOILERPLATE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """The index with its parts by id. `published` holds the mentions that stand on their article's page; only these have an anchor."""

    index: Index
    articles: Mapping[str, ArticleEntry]
    texts: Mapping[str, str]  # article id -> its text
    silent: frozenset[str]  # articles of whose text no other page may show anything
    entries: Mapping[str, Entry]
    mentions: Mapping[Ref, Mention[Any]]
    shown: Mapping[Ref, Shown]
    figures: Mapping[Ref, FigureRow]
    comparisons: Mapping[str, Comparison]
    quotes: Mapping[Ref, QuoteRow]
    events: Mapping[Ref, Event]
    published: frozenset[Ref]
    addresses: Mapping[Ref, str]  # mention -> where it stands in the built site: "articles/x/#m-3"
    names: Mapping[str, Md]  # entity id -> its name, escaped
    headlines: Mapping[str, Md]  # article id -> its headline, escaped
    publishers: Mapping[str, str]  # article id -> "The Daily"; the start of its headline where none is known
    labels: Mapping[str, str]  # article id -> "The Daily, 14 August 2024"
    publishers_escaped: Mapping[str, Md]
    labels_escaped: Mapping[str, Md]
    pages: Mapping[Ref, str]  # figure, quote or date mention -> the page (with anchor) of its row
    comparison_pages: Mapping[str, str]
    entry_pages: Mapping[str, str]  # entity id -> its page, with an anchor where small entries share one
    # What several pages show alike, each made when the first of them asks.
    flat_sentences: dict[tuple[str, Span], str] = field(default_factory=dict)
    bare_words: dict[Ref, str] = field(default_factory=dict)  # quote -> its words without their outer marks
    said: dict[Ref, Md] = field(default_factory=dict)  # quote -> its sentence
    wordings: dict[Ref, Sequence[tuple[Ref, Md]]] = field(default_factory=dict)  # first report of a quote -> others that word it otherwise

    def text_of(self, at: Ref | Shown, span: Span | None = None) -> str:
        """The words of a mention, or of `span` in its article."""
        place = at.ref if isinstance(at, Shown) else at
        text = self.texts[place.article]
        return text[span.start : span.end] if span else text[place.start : place.end]

    def flat_sentence(self, shown: Shown) -> str:
        """The sentence of a mention with single spaces. Several mentions share one, and several pages and exports show it."""
        key = (shown.ref.article, shown.sentence)
        found = self.flat_sentences.get(key)
        if found is None:
            found = self.flat_sentences[key] = " ".join(shown.sentence.of(self.texts[shown.ref.article]).split())
        return found

    def target(self, at: Ref) -> str:
        """The page and anchor of a mention; only the page where the article's rights keep its text off the site."""
        page = links.article_path(at.article)
        return f"{page}#{self.shown[at].anchor}" if at in self.published else page

    def may_show(self, article_id: str) -> bool:
        """Whether sentences of the article may stand on other pages."""
        return article_id not in self.silent

    def entry(self, entity_id: str | None) -> Entry | None:
        """The entry of an entity; None where nothing is known, or where the index has no such entry."""
        return self.entries.get(entity_id) if entity_id else None

    def comparison_page(self, comparison_id: str | None) -> str | None:
        return self.comparison_pages.get(comparison_id) if comparison_id else None

    def source_and_day(self, article_id: str) -> str:
        """Publisher and day as far as they are known, for where the headline stands beside them."""
        published = self.articles[article_id].article.published
        return ", ".join(part for part in (self.source_of(article_id), wording.day(published.value) if published else "") if part)

    def source_of(self, article_id: str) -> str:
        """The publisher's name; "" when unknown."""
        publisher = self.articles[article_id].article.publisher
        return publisher.value if publisher else ""


def all_mentions(entry: ArticleEntry) -> Iterator[Mention[Any]]:
    annotated = entry.annotated
    yield from annotated.names
    yield from annotated.figures
    yield from annotated.dates
    yield from annotated.quotes


def shown_blocks(entry: ArticleEntry) -> tuple[tuple[Block, tuple[Span, ...]], ...]:
    """The blocks that the article's page shows, each with the stretches of it that the article's rights allow."""
    article = entry.article
    blocks = [block for block in article.blocks if block.role not in HIDDEN and not _is_field(block)]
    if article.rights is Rights.FULL:
        return tuple((block, (block.span,)) for block in blocks)
    if article.rights is Rights.METADATA:
        return tuple((block, (block.span,)) for block in blocks if block.role is Role.TITLE)
    sentences = _merged(sorted({(shown.sentence.start, shown.sentence.end) for shown in entry.shown}), article.text)
    kept = []
    for block in blocks:
        spans = (
            (block.span,)
            if block.role is Role.TITLE
            else tuple(
                Span(max(start, block.span.start), min(end, block.span.end))
                for start, end in sentences
                if start < block.span.end and end > block.span.start
            )
        )
        if spans:
            kept.append((block, spans))
    return tuple(kept)


def _is_field(block: Block) -> bool:
    """Whether the block is the file's own field for its date ("date 2024-08-14 TITLE"): the page states the day of publication already."""
    return block.role is Role.DATELINE and "declares" in block.why  # the word by which reading tells a field from a line of the article


def _merged(spans: Sequence[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Sorted spans with those that overlap, or have only white space between them, made one."""
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and (start <= merged[-1][1] or not text[merged[-1][1] : start].strip()):
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def published_mentions(entry: ArticleEntry) -> Iterator[Ref]:
    """The mentions that touch a shown stretch: each gets its anchor there."""
    stretches = [span for _, spans in shown_blocks(entry) for span in spans]
    at = 0
    for shown in sorted(entry.shown, key=lambda shown: shown.ref.start):
        while at < len(stretches) and stretches[at].end <= shown.ref.start:
            at += 1
        if at < len(stretches) and stretches[at].start < shown.ref.end:
            yield shown.ref


def _publisher(article: Article) -> str:
    headline = visible(article.headline).strip()
    short = headline if len(headline) <= _SHORT else headline[:_SHORT].rsplit(" ", 1)[0] + " …"
    return article.publisher.value if article.publisher else f"“{short}”"


def _label(article: Article) -> str:
    """Publisher and day; a shortened headline where no publisher is known: a day alone would not tell two articles apart."""
    return ", ".join(part for part in (_publisher(article), wording.day(article.published.value) if article.published else "") if part)


def corpus_of(
    index: Index, pages: Mapping[Ref, str], comparison_pages: Mapping[str, str], entry_pages: Mapping[str, str] | None = None
) -> Corpus:
    """Builds the look-ups. `pages` says on which page each figure, quote and date has its row; an entry has its own where none is given."""
    entries = (*index.people, *index.places, *index.organisations)
    published = frozenset(at for entry in index.articles for at in published_mentions(entry))
    publishers = {entry.article.id: _publisher(entry.article) for entry in index.articles}
    labels = {entry.article.id: _label(entry.article) for entry in index.articles}
    mentioned = {shown.ref: shown for entry in index.articles for shown in entry.shown}
    return Corpus(
        index=index,
        articles={entry.article.id: entry for entry in index.articles},
        texts={entry.article.id: entry.article.text for entry in index.articles},
        silent=frozenset(entry.article.id for entry in index.articles if entry.article.rights is Rights.METADATA),
        entries={entry.entity.id: entry for entry in entries},
        mentions={ref(entry.article, mention): mention for entry in index.articles for mention in all_mentions(entry)},
        shown=mentioned,
        figures={row.shown.ref: row for row in index.figures},
        comparisons={comparison.id: comparison for comparison in index.comparisons},
        quotes={report: row for row in index.quotes for report in row.reports},
        events={shown.ref: event for event in index.events for shown in event.shown},
        published=published,
        addresses={at: f"articles/{at.article}/{f'#m-{shown.number}' if at in published else ''}" for at, shown in mentioned.items()},
        names={entry.entity.id: escape_inline(entry.entity.name) for entry in entries},
        headlines={entry.article.id: escape_inline(entry.article.headline.strip() or entry.article.id) for entry in index.articles},
        publishers=publishers,
        publishers_escaped={article: escape_inline(name) for article, name in publishers.items()},
        labels=labels,
        labels_escaped={article: escape_inline(label) for article, label in labels.items()},
        pages=pages,
        comparison_pages=comparison_pages,
        entry_pages=entry_pages or {entry.entity.id: links.entity_path(entry.entity.id) for entry in entries},
    )
