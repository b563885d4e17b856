"""Owns the pages around the brief: how it was made, what went wrong, the full-text search."""

from __future__ import annotations

from collections.abc import Sequence

from generator.data import rows
from generator.model import Article, How, Page, Rights
from generator.problems import Problem, Severity
from generator.site import links, wording
from generator.site.corpus import Corpus
from generator.site.escape import Md
from generator.site.settings import SiteSettings


def about_page(corpus: Corpus, settings: SiteSettings) -> Page:
    """How the site was made, by which version, from what, and what it cannot tell."""
    path = links.ABOUT
    articles = [entry.article for entry in corpus.index.articles]
    index = corpus.index
    return Page(
        path=path,
        template="about.md",
        data={
            "title": "About this site",
            "description": "How this site was made, by which version, and its known limits",
            "version": settings.version,
            "repository": links.outward_link(settings.repository, settings.repository) if settings.repository else None,
            "issues": links.outward_link("Report an error", settings.issues) if settings.issues else None,
            "counts": [
                ("Articles", len(articles)),
                (
                    "Articles whose date is inferred",
                    sum(1 for article in articles if article.published and article.published.how is How.INFERRED),
                ),
                ("Articles without a date", sum(1 for article in articles if article.published is None)),
                ("Articles whose text is not shown in full", sum(1 for article in articles if article.rights is not Rights.FULL)),
                ("Articles not in English, listed but not annotated", sum(1 for article in articles if _is_foreign(article))),
                ("Mentions", sum(len(entry.shown) for entry in index.articles)),
                ("Mentions shown as doubtful", sum(1 for entry in index.articles for shown in entry.shown if shown.doubtful)),
                ("People", len(index.people)),
                ("Places", len(index.places)),
                ("Organisations", len(index.organisations)),
                ("Figures", len(index.figures)),
                ("Comparisons", len(index.comparisons)),
                ("Quotations", len(index.quotes)),
                ("Dated sentences", len(index.events)),
                ("Problems", len(index.problems)),
            ],
            "report": links.link("the report", links.REPORT, path),
            "corrections": links.link("Corrections", links.CORRECTIONS, path) if index.decisions else None,
            "accuracy": links.link("How much of this site is right", links.ACCURACY, path) if settings.accuracy else None,
            "exports": _exports(path),
            "scores": rows("scores.txt"),
        },
    )


def _is_foreign(article: Article) -> bool:
    return article.language is not None and article.language.value.split("-")[0].lower() != "en"


def _exports(path: str) -> list[Md]:
    names = ("people", "places", "organisations", "figures", "quotes", "dates", "articles", "mentions")
    rows = [Md(f"{name}: [CSV]({links.to(f'data/{name}.csv', path)}), [JSON]({links.to(f'data/{name}.json', path)})") for name in names]
    return [
        *rows,
        Md(f"places on a map: [GeoJSON]({links.to('data/places.geojson', path)})"),
        Md(f"description of all: [datapackage.json]({links.to('data/datapackage.json', path)})"),
    ]


def report_page(problems: Sequence[Problem], corpus: Corpus) -> Page:
    """Every problem of the build, by severity, with what to do; then the pairs of names that nobody has decided."""
    path = links.REPORT
    groups = []
    for severity, label in ((Severity.ERROR, "Not on the site"), (Severity.WARNING, "Please look"), (Severity.NOTE, "For information")):
        held = sorted(problem for problem in problems if problem.severity is severity)
        if held:
            groups.append(
                (label, [(f"{each.path}:{each.line}" if each.line else each.path, each.message, each.advice, each.code) for each in held])
            )
    doubts = [
        (_name(corpus, each.left, path), _name(corpus, each.right, path), each.why)
        for each in corpus.index.judgements
        if each.verdict.value == "unsure"
    ]
    return Page(
        path=path,
        template="report.md",
        data={
            "title": "Report",
            "description": "What could not be used, and what a person should look at",
            "lead": f"{wording.counted(len(problems), 'problem')}." if problems else "No problem was found.",
            "groups": groups,
            "doubts": doubts[:200],
            "more_doubts": max(len(doubts) - 200, 0),
        },
    )


def _name(corpus: Corpus, entity_id: str, path: str) -> Md:
    entry = corpus.entries.get(entity_id)
    if entry is None:
        return Md.escape(entity_id)
    return links.link(entry.entity.name, corpus.entry_pages[entity_id], path)


def search_page() -> Page:
    """The page with the full-text search; its program is brief.js, its index is made from the built site."""
    path = links.SEARCH
    ways = [
        links.link(label, target, path)
        for label, target in (
            ("people", links.PEOPLE),
            ("places", links.PLACES),
            ("organisations", links.ORGANISATIONS),
            ("figures", links.FIGURES),
            ("quotes", links.QUOTES),
            ("articles", links.ARTICLES),
        )
    ]
    return Page(
        path=path, template="search.md", data={"title": "Search", "description": "Search every sentence of the articles", "ways": ways}
    )
