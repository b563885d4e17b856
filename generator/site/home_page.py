"""Owns the home page and the pages of the briefs in sub-folders: what is reported, by whom, where it differs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from generator.model import Brief, Entry, Event, Page, Precision, Role, Shown, Source
from generator.problems import Problem, Severity
from generator.site import links, pieces, wording
from generator.site.brief_text import Introduction, brief_name, introduction
from generator.site.corpus import Corpus
from generator.site.escape import Md, escape, plain_attribute, visible
from generator.site.feed import brief_description
from generator.site.ledger import comparison_block
from generator.site.maps import places_map
from generator.site.settings import SiteSettings

_COMPARISONS, _PEOPLE, _PLACES, _ORGANISATIONS, _EVENTS, _NEWEST, _COLUMNS = 3, 8, 8, 8, 8, 8, 12

_DAYS = frozenset({Precision.SECOND, Precision.DAYPART, Precision.DAY})


def brief_pages(
    corpus: Corpus, settings: SiteSettings, introductions: Sequence[Source] = ()
) -> tuple[tuple[Page, ...], tuple[Problem, ...]]:
    """The home page and one page for each named brief, each with its author's `brief.md`; the problems that those hold."""
    texts = {brief_name(source.path): source for source in introductions}
    problems = [_no_brief(texts[name]) for name in sorted(texts.keys() - {brief.name for brief in corpus.index.briefs})]
    pages = []
    for place, brief in enumerate(corpus.index.briefs):
        path = links.HOME if place == 0 else links.brief_path(brief_slug(brief))
        own, wrong = introduction(corpus, texts[brief.name], path) if brief.name in texts else (Introduction(), ())
        problems.extend(wrong)
        title = settings.name if place == 0 else brief.name.replace("-", " ").replace("_", " ").capitalize()
        pages.append(_page(corpus, brief, path, own.title or title, settings.description if place == 0 else "", own, top=place == 0))
    return tuple(pages), tuple(problems)


def _no_brief(source: Source) -> Problem:
    return Problem(
        path=source.path,
        line=0,
        code="no-brief",
        message="no article lies in this folder, so no page shows this text.",
        advice="Put it into the folder of its articles.",
        severity=Severity.NOTE,
    )


def brief_slug(brief: Brief) -> str:
    """A folder's name as an address: its letters and digits, the rest a hyphen."""
    return "-".join("".join(char if char.isascii() and char.isalnum() else " " for char in brief.name.casefold()).split()) or "brief"


def _page(corpus: Corpus, brief: Brief, path: str, title: str, description: str, own: Introduction, *, top: bool) -> Page:
    articles = [each for each in brief.articles if each in corpus.articles]
    sources = brief.sources
    comparisons = [corpus.comparisons[each] for each in brief.comparisons if each in corpus.comparisons]
    inside = frozenset(articles)
    return Page(
        path=path,
        template="home.md",
        data={
            "title": title,
            "description": description or visible(_coverage(brief, len(articles), len(sources))),
            "lead": description,
            "schema": brief_description(title, description),
            "introduction": own.parts,
            "coverage": _coverage(brief, len(articles), len(sources)),
            "sources": sources,
            "counts": _counts(corpus, path) if top else [],
            "comparisons": [comparison_block(corpus, each, path) for each in comparisons[:_COMPARISONS]],
            "more_comparisons": [
                links.link(each.title, corpus.comparison_pages[each.id], path) for each in comparisons[_COMPARISONS : _COMPARISONS + 8]
            ],
            "people": [_person(corpus, entry, path) for entry in _chosen(corpus, brief.people, _PEOPLE)],
            "places": [
                (pieces.entity_link(corpus, entry.entity.id, path), len(entry.articles)) for entry in _chosen(corpus, brief.places, _PLACES)
            ],
            "organisations": [
                (pieces.entity_link(corpus, entry.entity.id, path), len(entry.articles))
                for entry in _chosen(corpus, brief.organisations, _ORGANISATIONS)
            ],
            "map": places_map(corpus, path, None if top else brief.places),
            "events": _events(corpus, path, inside),
            "matrix": _matrix(corpus, brief, articles, path),
            "newest": [_article(corpus, each, path) for each in list(reversed(articles))[:_NEWEST]],
            "briefs": [
                (links.link(each.name, links.brief_path(brief_slug(each)), path), len(each.articles)) for each in corpus.index.briefs[1:]
            ]
            if top
            else [],
            "pages": {
                name: links.link(label, target, path)
                for name, label, target in (
                    ("figures", "All figures and comparisons", links.FIGURES),
                    ("people", "All people", links.PEOPLE),
                    ("places", "All places", links.PLACES),
                    ("organisations", "All organisations", links.ORGANISATIONS),
                    ("timeline", "The whole timeline", links.TIMELINE),
                    ("articles", "All articles", links.ARTICLES),
                    ("search", "Search every sentence", links.SEARCH),
                    ("about", "How this was made", links.ABOUT),
                )
            },
        },
    )


def _coverage(brief: Brief, articles: int, sources: int) -> str:
    words = wording.counted(articles, "article")
    if sources:
        words += f" from {wording.counted(sources, 'known source')}"
    return f"{words}, {wording.period(brief.first, brief.last)}" if brief.first else words


def _counts(corpus: Corpus, path: str) -> list[tuple[Md, int]]:
    index = corpus.index
    sizes = (
        ("People", links.PEOPLE, index.people),
        ("Places", links.PLACES, index.places),
        ("Organisations", links.ORGANISATIONS, index.organisations),
        ("Figures", links.FIGURES, index.figures),
        ("Quotes", links.QUOTES, index.quotes),
        ("Dated sentences", links.TIMELINE, index.events),
    )
    return [(links.link(label, target, path), len(rows)) for label, target, rows in sizes]


def _chosen(corpus: Corpus, ids: Sequence[str], most: int) -> list[Entry]:
    return [corpus.entries[each] for each in ids if each in corpus.entries][:most]


def _person(corpus: Corpus, entry: Entry, path: str) -> Mapping[str, object]:
    roles = entry.entity.roles
    return {
        "name": pieces.entity_link(corpus, entry.entity.id, path),
        "role": roles[-1].text if roles else "",
        "coverage": f"{wording.counted(len(entry.shown), 'mention')}, {wording.counted(len(entry.articles), 'article')}",
    }


def _article(corpus: Corpus, article_id: str, path: str) -> Mapping[str, object]:
    return {
        "headline": pieces.article_link(corpus, article_id, path),
        "source": corpus.source_and_day(article_id),
        "lead": _lead(corpus, article_id),
    }


def _lead(corpus: Corpus, article_id: str) -> str:
    """The first words of the text, where rights allow them."""
    article = corpus.articles[article_id].article
    if article.rights.value != "full":
        return ""
    first = next((block.span.of(article.text) for block in article.blocks if block.role is Role.PARAGRAPH), "")
    words = visible(first).strip()
    return words if len(words) <= 180 else words[:180].rsplit(" ", 1)[0] + " …"


def _events(corpus: Corpus, path: str, inside: frozenset[str]) -> list[tuple[str, Md, Md]]:
    """The best dated sentence of as many days as there is room for, then the second best, in order of time."""
    held = [
        event for event in corpus.index.events if any(shown.ref.article in inside for shown in event.shown) and _says_more(event.shown[0])
    ]
    ranked = sorted(held, key=lambda event: (-_telling(corpus, event), -event.start.toordinal(), event.shown[0].ref))
    days: dict[tuple[date, date], int] = {}
    rounds: list[tuple[int, Event]] = []
    for event in ranked:
        nth = days[event.start, event.end] = days.get((event.start, event.end), -1) + 1
        rounds.append((nth, event))
    best = [event for _, event in sorted(rounds, key=lambda one: one[0])[:_EVENTS]]
    return [
        (wording.edtf(event.value), pieces.sentence(corpus, event.shown[0], path), pieces.source_link(corpus, event.shown[0].ref, path))
        for event in sorted(best, key=lambda event: (event.start, event.end, event.shown[0].ref))
    ]


def _telling(corpus: Corpus, event: Event) -> int:
    """How much a dated sentence tells a newcomer: several articles have it; it names its day; the day is not just that of the report."""
    published = corpus.articles[event.shown[0].ref.article].article.published
    reported = published is not None and event.start <= published.value < event.end
    return 4 * (len(event.shown) - 1) + 2 * (not event.relative) + 2 * (event.precision in _DAYS) + (not reported) + bool(event.entities)


def _says_more(shown: Shown) -> bool:
    """Whether the sentence holds more than the date: a dateline alone tells no event."""
    return shown.sentence.end - shown.sentence.start > shown.ref.end - shown.ref.start + 12


def _matrix(corpus: Corpus, brief: Brief, articles: Sequence[str], path: str) -> Mapping[str, object] | None:
    """Who mentions whom: main people and places against the newest articles. None for a single article: there is nothing to compare."""
    columns = list(articles)[-_COLUMNS:]
    ids = [entry.entity.id for entry in (*_chosen(corpus, brief.people, 6), *_chosen(corpus, brief.places, 4))]
    if len(columns) < 2 or not ids:
        return None
    rows = []
    for each in ids:
        counts = dict.fromkeys(columns, 0)
        for shown in corpus.entries[each].shown:
            if shown.ref.article in counts:
                counts[shown.ref.article] += 1
        rows.append((pieces.entity_link(corpus, each, path), list(counts.values())))
    heads = [
        links.link(str(number), links.article_path(article), path, f'title="{_head(corpus, article)}"')
        for number, article in enumerate(columns, 1)
    ]
    keys = [pieces.article_link(corpus, article, path) + Md(" ") + escape(corpus.source_and_day(article)) for article in columns]
    return {"heads": heads, "rows": rows, "keys": keys}


def _head(corpus: Corpus, article_id: str) -> str:
    return plain_attribute(corpus.articles[article_id].article.headline)
