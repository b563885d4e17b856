"""Owns the pages of quotations: who said what and how it is reported, each in its sentence, with every article that reports it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from generator.model import Page, QuoteRow, Ref
from generator.site import links, pieces, speech, wording
from generator.site.corpus import Corpus
from generator.site.escape import Md, escape
from generator.site.lists import Table, split, table_pages

MOST = 300  # rows on a page: with their sentences, fewer than of other tables stay under 500 KB


def quote_rows(rows: Sequence[QuoteRow], most: int) -> tuple[Mapping[str, Sequence[QuoteRow]], Mapping[Ref, str]]:
    """The pages of quotations, and the page with anchor of each report of one."""
    most = min(most, MOST)
    years = Counter(row.on.year for row in rows if row.on)

    def period(row: QuoteRow) -> str:
        """The year of the first report, or its month where more than `most` share the year: not a page of three lines for each month."""
        return f"{row.on.year:04}" if row.on and years[row.on.year] <= most else links.month_key(row.on)

    pages = split(rows, links.QUOTES, period, most)
    return pages, {report: f"{path}#{_anchor(row)}" for path, held in pages.items() for row in held for report in row.reports}


def _anchor(row: QuoteRow) -> str:
    first = row.reports[0]
    return f"q-{first.article}-{first.start}"


def quotes_pages(corpus: Corpus, pages: Mapping[str, Sequence[QuoteRow]]) -> Iterator[Page]:
    columns = ["Speaker", "Cue", "In its sentence", "Kind", "Date", "Source"]

    def row(each: QuoteRow, path: str) -> list[Md]:
        first = each.reports[0]
        return [
            _speaker(corpus, each, path),
            escape(speech.cue(corpus, first)),
            speech.said(corpus, first) + speech.variants(corpus, each, path),
            escape(speech.kind(corpus, first)),
            pieces.day_cell(each.on),
            speech.sources(corpus, each, path),
        ]

    table = Table(
        page=links.QUOTES,
        title="Quotes",
        description="Who said what, in which article",
        lead=_lead(corpus),
        columns=columns,
        numbers=[False] * len(columns),
        data="quotes",
        row=row,
        anchor=_anchor,
        pick=("Speaker", "Kind", "Source", "Date"),
    )
    yield from table_pages(pages, table, {"map": None})


def _speaker(corpus: Corpus, row: QuoteRow, path: str) -> Md:
    """Who speaks, and whom the speaker cites: "Mara Quill, citing Owen Strand"."""
    cited = speech.cited(corpus, row.reports[0], path)
    return pieces.speaker(corpus, row, path) + (Md(", %s") % cited if cited else Md(""))


def _lead(corpus: Corpus) -> Md:
    speakers = len({each.speaker or each.speaker_text for each in corpus.index.quotes} - {None})
    counts = f"{wording.counted(len(corpus.index.quotes), 'quotation')} by {wording.counted(speakers, 'speaker')}"
    words = (
        f"{counts}. Words between quotation marks stand in the article; what is in italics an article only reports. "
        "The date is that of the first report; words that several articles report stand once. "
    )
    return escape(words) + Md(" ") + links.link("Read by speaker", links.SPEAKERS, links.QUOTES) + Md(".")
