"""Decides which pages there are and what each shows: Index -> pages. Reads nothing, writes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from generator.model import ArticleEntry, Index, Page, Rights, Source
from generator.problems import Problem, Severity
from generator.site import (
    corrections_page,
    exports,
    feed,
    frame_pages,
    home_page,
    ledger,
    links,
    lists,
    quotes_page,
    size_search,
    small_entries,
    speakers_page,
    timeline_page,
)
from generator.site.article_page import article_page
from generator.site.corpus import Corpus, corpus_of
from generator.site.entry_page import entry_pages
from generator.site.settings import SiteSettings

_ALLOWS = {Rights.METADATA: 0, Rights.EXCERPT: 1, Rights.FULL: 2}


def plan(index: Index, settings: SiteSettings, introductions: Sequence[Source] = ()) -> tuple[tuple[Page, ...], tuple[Problem, ...]]:
    """Every page of the site with what it shows, sorted by path, and the problems that planning met. `introductions` are `brief.md` files.

    Two pages on one path (or on paths that differ in case only) are a problem: the first stays. So is a path that is not safe to write.
    """
    index = limit_rights(index, settings.rights)
    figure_pages, figure_at = ledger.figure_rows(index.figures, settings.rows)
    quote_pages, quote_at = quotes_page.quote_rows(index.quotes, settings.rows)
    date_pages, date_at = timeline_page.event_pages(index.events, settings.rows)
    corpus = corpus_of(
        index,
        {**figure_at, **quote_at, **date_at},
        ledger.comparison_paths(index.comparisons, settings.comparisons),
        small_entries.entry_paths(index, settings.entries),
    )
    briefs, unmatched = home_page.brief_pages(corpus, settings, introductions)
    pages = [
        *briefs,
        *lists.articles_pages(corpus, settings.rows),
        *lists.people_pages(corpus, settings.rows),
        *lists.places_pages(corpus, settings.rows),
        *lists.organisations_pages(corpus, settings.rows),
        *ledger.ledger_pages(corpus, figure_pages),
        *quotes_page.quotes_pages(corpus, quote_pages),
        *speakers_page.speakers_pages(corpus, settings.rows),
        *timeline_page.timeline_pages(corpus, date_pages),
        lists.sources_page(corpus),
        frame_pages.search_page(),
        frame_pages.about_page(corpus, settings),
        *corrections_page.corrections_pages(corpus),
        *(article_page(corpus, entry) for entry in index.articles),
        *ledger.comparison_pages(corpus),
        *_entries(corpus),
        *small_entries.shared_pages(corpus),
        *exports.export_pages(corpus, settings),
        *feed.feed_pages(corpus, settings),
        *size_search.size_pages(corpus),
    ]
    kept, clashes = settle_paths(pages)
    problems = (*unmatched, *clashes)
    report = frame_pages.report_page((*index.problems, *problems), corpus)
    return tuple(sorted((*kept, report), key=lambda page: page.path)), problems


def _entries(corpus: Corpus) -> Iterator[Page]:
    for unsorted in (corpus.index.people, corpus.index.places, corpus.index.organisations):
        own = [entry for entry in unsorted if "#" not in corpus.entry_pages[entry.entity.id]]
        entries = sorted(own, key=lambda entry: links.sort_key(entry.entity.name))
        ids = [None, *(entry.entity.id for entry in entries), None]
        for at, entry in enumerate(entries):
            yield from entry_pages(corpus, entry, (ids[at], ids[at + 2]))


def limit_rights(index: Index, most: Rights) -> Index:
    """The index in which no article allows more than `most`."""
    if most is Rights.FULL:
        return index
    return replace(index, articles=tuple(_limited(entry, most) for entry in index.articles))


def _limited(entry: ArticleEntry, most: Rights) -> ArticleEntry:
    article = entry.article
    if _ALLOWS[article.rights] <= _ALLOWS[most]:
        return entry
    return replace(entry, annotated=replace(entry.annotated, article=replace(article, rights=most)))


def settle_paths(pages: Iterable[Page]) -> tuple[tuple[Page, ...], tuple[Problem, ...]]:
    """The pages that can be written, each path once."""
    kept: dict[str, Page] = {}
    problems = []
    for page in pages:
        key = page.path.casefold()
        if not links.is_safe_path(page.path):
            problems.append(
                _problem(
                    page.path, "unsafe-path", f"the page's address {page.path!r} is not one that can be written safely; it is left out."
                )
            )
        elif key in kept or key == links.REPORT:
            problems.append(_problem(page.path, "one-path-twice", f"two pages have the address {page.path!r}; the second is left out."))
        else:
            kept[key] = page
    return tuple(kept.values()), tuple(problems)


def _problem(path: str, code: str, message: str) -> Problem:
    return Problem(
        path=f"docs/{path}", line=0, code=code, message=message, advice="Give one of the two another id.", severity=Severity.ERROR
    )
