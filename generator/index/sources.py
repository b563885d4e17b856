"""Owns the list of sources: who published which articles, and which agencies they carry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlsplit

from generator.data import words
from generator.model import Annotated, Article, SourceRow


def find_sources(articles: Sequence[Annotated]) -> tuple[SourceRow, ...]:
    """A row for each publisher or agency, most articles first, then by name. `articles` in order of date.

    An article stands under its publisher (the host of its address where none is given) and under each agency that its byline
    names; under "" when nothing says where it is from. That row is the last.
    """
    rows: dict[str, list[str]] = defaultdict(list)
    for annotated in articles:
        for name in dict.fromkeys(_names(annotated.article)):
            rows[name].append(annotated.article.id)
    ordered = sorted(rows.items(), key=lambda row: (row[0] == "", -len(row[1]), row[0].casefold(), row[0]))
    return tuple(SourceRow(name=name, articles=tuple(found)) for name, found in ordered)


def independent(articles: Iterable[str], source_of: Mapping[str, str], copy_of: Mapping[str, str]) -> frozenset[str]:
    """The known sources of the articles with these ids. A near-copy counts for the source of its original, an unknown source for none.

    Entries and briefs both count so: two articles of nobody knows whom are not two sources.
    """
    originals = ((article, copy_of.get(article, article)) for article in articles)
    return frozenset(source_of.get(original) or source_of.get(article, "") for article, original in originals) - {""}


def sources_by_article(articles: Iterable[Annotated]) -> Mapping[str, str]:
    """Article id -> its publisher, else the host of its address, else the agency of its byline; "" when nothing says."""
    return {annotated.article.id: next(iter(_names(annotated.article))) for annotated in articles}


def _names(article: Article) -> Iterable[str]:
    agencies = [name for name in (article.authors.value if article.authors else ()) if name.casefold() in words("agencies_in_bylines.txt")]
    publisher = article.publisher.value if article.publisher else _host(article)
    return [*([publisher] if publisher else []), *agencies] or [""]


def _host(article: Article) -> str:
    if article.url is None:
        return ""
    try:
        host = urlsplit(article.url.value).hostname or ""
    except ValueError:  # "http://[broken": an address that is none
        return ""
    return host.removeprefix("www.")
