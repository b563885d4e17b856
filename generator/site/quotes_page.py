"""Owns the pages of quotations: who said what, with every article that reports it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.model import Page, QuoteRow, Ref
from generator.site import links, pieces, wording
from generator.site.corpus import Corpus
from generator.site.escape import Md, escape
from generator.site.lists import Table, split, table_pages


def quote_rows(rows: Sequence[QuoteRow], most: int) -> tuple[Mapping[str, Sequence[QuoteRow]], Mapping[Ref, str]]:
    """The pages of quotations, and the page with anchor of each report of one."""
    pages = split(rows, links.QUOTES, lambda row: links.month_key(row.on), most)
    return pages, {report: f"{path}#{_anchor(row)}" for path, held in pages.items() for row in held for report in row.reports}


def _anchor(row: QuoteRow) -> str:
    first = row.reports[0]
    return f"q-{first.article}-{first.start}"


def quotes_pages(corpus: Corpus, pages: Mapping[str, Sequence[QuoteRow]]) -> Iterator[Page]:
    columns = ["Speaker", "Words", "Kind", "Sources"]

    def row(each: QuoteRow, path: str) -> list[Md]:
        first = each.reports[0]
        kind = corpus.mentions[first].value.kind.value
        return [
            Md(f'<span id="{_anchor(each)}"></span>') + pieces.speaker(corpus, each, path),
            pieces.quote_words(corpus, each, first),
            escape({"indirect": "reported speech", "mixed": "partly quoted", "direct": "quoted"}.get(kind, kind)),
            Md(", ").join(pieces.source_link(corpus, report, path) for report in each.reports),
        ]

    speakers = len({each.speaker or each.speaker_text for each in corpus.index.quotes} - {None})
    table = Table(
        page=links.QUOTES,
        title="Quotes",
        description="Who said what, in which article",
        lead=f"{wording.counted(len(corpus.index.quotes), 'quotation')} by {wording.counted(speakers, 'speaker')}; repeats stand once.",
        columns=columns,
        numbers=[False] * len(columns),
        data="quotes",
        row=row,
    )
    yield from table_pages(pages, table, {"map": None})
