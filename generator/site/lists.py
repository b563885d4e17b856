"""Owns the index pages of people, places, organisations, articles and sources: tables, split by initial or month when they are long."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Generic, TypeVar

from generator.model import ArticleEntry, Entry, Kind, Page
from generator.site import links, pieces, wording
from generator.site.corpus import Corpus
from generator.site.escape import Md, escape
from generator.site.maps import places_map

R = TypeVar("R")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Generic[R]):
    """A table over one or several pages. `row` makes the cells for the page whose path it is given, as inline HTML; `data`: the export.

    `pick`: the columns by whose values a reader may choose rows, where the browser runs scripts.
    """

    page: str
    title: str
    description: str
    lead: str
    columns: Sequence[str]
    numbers: Sequence[bool]
    data: str
    row: Callable[[R, str], Sequence[Md]]
    anchor: Callable[[R], str] | None = None  # the id of a row
    template: str = "table.md"
    pick: Sequence[str] = ()


def split(rows: Sequence[R], page: str, key: Callable[[R], str], most: int) -> Mapping[str, Sequence[R]]:
    """Rows by page: all on `page` when at most `most`, else on "FOLDER/by/KEY.md" (and "KEY-2.md" and so on for a long key).

    The address of a row depends on its own key alone, so that an unrelated article moves it only when the table is split at all.
    """
    if len(rows) <= most:
        return {page: rows}
    folder = page.removesuffix("index.md")
    pages: dict[str, Sequence[R]] = {}
    for name, group in groupby(sorted(rows, key=key), key=key):
        held = list(group)
        for number, at in enumerate(range(0, len(held), most), 1):
            pages[f"{folder}by/{name}{'' if number == 1 else f'-{number}'}.md"] = held[at : at + most]
    return pages


def page_name(path: str) -> str:
    """What a part of a split table is called: "A", "August 2024", "1990s", "undated"."""
    name = path.rsplit("/", 1)[-1].removesuffix(".md")
    if len(name) == 1:
        return name.upper()
    if name[:4].isdigit() and name[4:5] == "-":
        what, part = wording.edtf(name[:7]), name[8:]
    else:
        what, _, part = name.partition("-")
    return f"{what}, part {part}" if part else what


def table_pages(
    pages: Mapping[str, Sequence[R]],
    table: Table[R],
    extra: Mapping[str, object],
) -> Iterator[Page]:
    """One page for each part; where the table is split, the index page lists the parts instead of rows.

    `extra` (maps, comparisons) stands on the index page alone: on the other parts each of its names is empty.
    """
    index_page = table.page
    head = {"data": table.data, "pick": table.pick, "up": _up(index_page)}
    if index_page not in pages:
        parts = [links.link(page_name(path), path, index_page) + Md(f" ({len(rows):,})") for path, rows in pages.items()]
        data = {"title": table.title, "description": table.description, "lead": table.lead, "parts": parts, "table": None, "whole": None}
        yield Page(path=index_page, template=table.template, data={**data, **head, **extra})
    for path, rows in pages.items():
        whole = path == index_page
        cells, kept = _filled([table.row(each, path) for each in rows], len(table.columns))
        part = "" if whole else f": {page_name(path)}"
        yield Page(
            path=path,
            template=table.template,
            data={
                "title": f"{table.title}{part}",
                "description": f"{table.description}{part}",
                "lead": table.lead if whole else "",
                "parts": [],
                "table": pieces.table(
                    f"{table.title}{part}",
                    [table.columns[at] for at in kept],
                    cells,
                    [table.numbers[at] for at in kept],
                    map(table.anchor, rows) if table.anchor else (),
                )
                if cells
                else None,
                "whole": None if whole else links.link(table.title, index_page, path),
                "data": table.data,
                "pick": table.pick,
                "up": _up(path),
                **(extra if whole else dict.fromkeys(extra)),
            },
        )


def _up(path: str) -> Md:
    """The way from a page to docs/."""
    return Md("../" * path.count("/"))


def _filled(rows: Sequence[Sequence[Md]], width: int) -> tuple[Sequence[Sequence[Md]], Sequence[int]]:
    """The rows without the columns that are empty in all of them, and the numbers of those that stay; an empty table keeps all."""
    kept = [at for at in range(width) if not rows or any(cells[at] for cells in rows)]
    return [[cells[at] for at in kept] for cells in rows], kept


def people_pages(corpus: Corpus, most: int) -> Iterator[Page]:
    def row(entry: Entry, path: str) -> list[Md]:
        role = entry.entity.roles[-1].text if entry.entity.roles else ""
        return [_name(corpus, entry, path), escape(role), *_counts(entry), escape(_others(entry))]

    yield from _entries(
        corpus, corpus.index.people, links.PEOPLE, "People", ["Name", "Role", "Mentions", "Articles", "Sources", "Also written"], row, most
    )


def organisations_pages(corpus: Corpus, most: int) -> Iterator[Page]:
    def row(entry: Entry, path: str) -> list[Md]:
        return [_name(corpus, entry, path), *_counts(entry), escape(_others(entry))]

    columns = ["Name", "Mentions", "Articles", "Sources", "Also written"]
    yield from _entries(corpus, corpus.index.organisations, links.ORGANISATIONS, "Organisations", columns, row, most)


def places_pages(corpus: Corpus, most: int) -> Iterator[Page]:
    def row(entry: Entry, path: str) -> list[Md]:
        place = entry.entity.place
        return [
            _name(corpus, entry, path),
            escape(place.kind if place else "not on the map"),
            escape(", ".join(place.above[:2]) if place else ""),
            *_counts(entry),
            escape(_others(entry)),
        ]

    columns = ["Name", "Kind", "In", "Mentions", "Articles", "Sources", "Also written"]
    yield from _entries(corpus, corpus.index.places, links.PLACES, "Places", columns, row, most)


def _entries(
    corpus: Corpus, entries: Sequence[Entry], page: str, title: str, columns: list[str], row: Callable[[Entry, str], list[Md]], most: int
) -> Iterator[Page]:
    table = Table(
        page=page,
        title=title,
        description=f"{title} in the articles",
        lead=f"{wording.counted(len(entries), *_WORDS[title])}, in alphabetical order; each leads to every sentence that names it.",
        columns=columns,
        numbers=[column in ("Mentions", "Articles", "Sources") for column in columns],
        data=title.casefold(),
        row=row,
    )
    named = sorted(entries, key=lambda entry: links.sort_key(entry.entity.name))
    pages = split(named, page, lambda entry: links.letter_key(entry.entity.name), most)
    yield from table_pages(pages, table, {"map": places_map(corpus, page) if title == "Places" else None})


_WORDS = {"People": ("person", "people"), "Places": ("place", "places"), "Organisations": ("organisation", "organisations")}


def _name(corpus: Corpus, entry: Entry, path: str) -> Md:
    note = pieces.doubt_note(entry)
    return pieces.entity_link(corpus, entry.entity.id, path) + (Md(f' <small class="note">{note}</small>') if note else Md(""))


def _counts(entry: Entry) -> list[Md]:
    return [escape(f"{len(entry.shown):,}"), escape(f"{len(entry.articles):,}"), escape(f"{entry.sources:,}" if entry.sources else "")]


def _others(entry: Entry) -> str:
    return ", ".join(variant.text for variant in entry.entity.variants if variant.text != entry.entity.name)


def articles_pages(corpus: Corpus, most: int) -> Iterator[Page]:
    newest = sorted(corpus.index.articles, key=_newest_first)

    def row(entry: ArticleEntry, path: str) -> list[Md]:
        article = entry.article
        counts = [sum(1 for shown in entry.shown if shown.ref.kind is kind) for kind in (Kind.FIGURE, Kind.QUOTE)]
        return [
            pieces.article_link(corpus, article.id, path),
            escape(corpus.source_of(article.id)),
            pieces.day_cell(article.published.value if article.published else None),
            *(escape(f"{count:,}") for count in (len(entry.entities), *counts)),
        ]

    columns = ["Headline", "Source", "Date", "Names", "Figures", "Quotes"]
    table = Table(
        page=links.ARTICLES,
        title="Articles",
        description="The articles of this brief",
        lead=f"{wording.counted(len(newest), 'article')}, the newest first.",
        columns=columns,
        numbers=[column in ("Names", "Figures", "Quotes") for column in columns],
        data="articles",
        row=row,
    )
    yield from table_pages(split(newest, links.ARTICLES, _month, most), table, {"map": None})


def _month(entry: ArticleEntry) -> str:
    return links.month_key(entry.article.published.value if entry.article.published else None)


def _newest_first(entry: ArticleEntry) -> tuple[int, str]:
    published = entry.article.published
    return (-published.value.toordinal() if published else 0, entry.article.id)


def sources_page(corpus: Corpus) -> Page:
    """Publishers and agencies with their articles."""
    path = links.SOURCES
    rows = []
    for source in corpus.index.sources:
        held = [each for each in source.articles if each in corpus.articles]
        days = sorted(published.value for each in held if (published := corpus.articles[each].article.published))
        copies = sum(1 for each in held if corpus.articles[each].copy_of)
        rows.append(
            {
                "name": source.name or "Publisher not known",
                "known": bool(source.name),
                "count": wording.counted(len(held), "article"),
                "period": wording.period(days[0], days[-1]) if days else "",
                "copies": f"{wording.counted(copies, 'near-copy', 'near-copies')} of another article" if copies else "",
                "articles": [pieces.article_link(corpus, each, path) for each in held],
            }
        )
    return Page(
        path=path,
        template="sources.md",
        data={"title": "Sources", "description": "Publishers and agencies, and what they report", "rows": rows},
    )
