"""Owns the pages of figures: the ledger of every figure, and a page for each comparison."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.model import Comparison, FigureRow, Page, Ref
from generator.site import links, pieces, wording
from generator.site.charts import bar, scale, scale_words
from generator.site.corpus import Corpus
from generator.site.escape import Md, escape, visible
from generator.site.lists import split, table_pages

RELATION = {
    "agree": ("agree", "The sources agree."),
    "differ": ("differ", "The sources give different figures; they do not exclude each other."),
    "contradict": ("contradict", "The sources cannot all be right."),
    "parts": ("parts", "These figures are parts of one whole."),
}


def figure_rows(rows: Sequence[FigureRow], most: int) -> tuple[Mapping[str, Sequence[FigureRow]], Mapping[Ref, str]]:
    """The ledger's pages, and the page with anchor of each figure."""
    pages = split(rows, links.FIGURES, lambda row: links.month_key(row.published), most)
    return pages, {row.shown.ref: f"{path}#{_anchor(row)}" for path, held in pages.items() for row in held}


def _anchor(row: FigureRow) -> str:
    return f"f-{row.shown.ref.article}-{row.number}"


def ledger_pages(corpus: Corpus, pages: Mapping[str, Sequence[FigureRow]]) -> Iterator[Page]:
    columns = ["Figure", "Read as", "What is counted", "Who says so", "Where", "As of", "Source"]

    def row(each: FigureRow, path: str) -> list[Md]:
        figure = each.mention.value
        compared = corpus.comparison_page(each.comparison)
        value = escape(wording.figure_value(figure))
        changed = {"rise": "up by ", "fall": "down by "}.get(figure.change or "", "")
        return [
            Md(f'<span id="{_anchor(each)}"></span>')
            + links.link(visible(corpus.text_of(each.shown)), corpus.target(each.shown.ref), path),
            Md(escape(changed) + value) + (Md(" (") + links.link("compared", compared, path) + Md(")") if compared else Md("")),
            escape(", ".join(part for part in (figure.counted or figure.dimension, figure.event_text) if part)),
            pieces.claimant(corpus, each, path),
            pieces.entity_link(corpus, each.place, path) if each.place and each.place in corpus.entries else Md(""),
            escape(wording.edtf(each.as_of) if each.as_of else ""),
            escape(pieces.article_label(corpus, each.shown.ref.article)),
        ]

    def common(path: str) -> Mapping[str, object]:
        return {
            "columns": columns,
            "comparisons": [comparison_block(corpus, each, path) for each in corpus.index.comparisons] if path == links.FIGURES else [],
            "lead": f"{wording.counted(len(corpus.index.figures), 'figure')}, each a link to its place in the text.",
            "data": "figures",
        }

    yield from table_pages(
        pages, links.FIGURES, "figures.md", common, row, "Figures", "Every number that the articles report, with what it counts"
    )


def comparison_paths(comparisons: Sequence[Comparison]) -> Mapping[str, str]:
    """The page of each comparison."""
    return {comparison.id: links.comparison_path(comparison.id) for comparison in comparisons}


def comparison_block(corpus: Corpus, comparison: Comparison, page: str) -> Mapping[str, object]:
    """A comparison as a table with bars, for its own page, the ledger and the home page."""
    rows = [corpus.figures[at] for at in comparison.members if at in corpus.figures]
    ends = scale(rows)
    copies = dict(comparison.repeats)
    clashing = {at for pair in comparison.contradictions for at in pair}
    own = links.comparison_path(comparison.id)
    return {
        "title": links.link(comparison.title, own, page) if page != own else escape(comparison.title),
        "relation": RELATION.get(comparison.relation, (comparison.relation, ""))[0],
        "meaning": RELATION.get(comparison.relation, ("", ""))[1],
        "why": comparison.why,
        "scale": scale_words(comparison, ends),
        "rows": [
            {
                "words": links.link(pieces.figure_label(corpus, row), corpus.target(row.shown.ref), page),
                "value": wording.figure_value(row.mention.value),
                "bar": bar(row, ends),
                "who": pieces.claimant(corpus, row, page),
                "source": pieces.article_label(corpus, row.shown.ref.article),
                "as_of": wording.edtf(row.as_of) if row.as_of else "",
                "repeated": pieces.article_label(corpus, copies[row.shown.ref].article) if row.shown.ref in copies else "",
                "clash": row.shown.ref in clashing,
            }
            for row in rows
        ],
    }


def comparison_page(corpus: Corpus, comparison: Comparison) -> Page:
    path = corpus.comparison_pages[comparison.id]
    rows = [corpus.figures[at] for at in comparison.members if at in corpus.figures]
    pairs = [
        Md("%s against %s") % (_figure_link(corpus, left, path), _figure_link(corpus, right, path))
        for left, right in comparison.contradictions
    ]
    return Page(
        path=path,
        template="comparison.md",
        data={
            "title": visible(comparison.title),
            "description": visible(f"{wording.counted(len(rows), 'figure')} side by side. {comparison.why}"),
            "section": links.link("Figures", links.FIGURES, path),
            "block": comparison_block(corpus, comparison, path),
            "sentences": [
                (
                    pieces.sentence(corpus, row.shown, path),
                    pieces.article_link(corpus, row.shown.ref.article, path),
                    pieces.article_label(corpus, row.shown.ref.article),
                )
                for row in rows
            ],
            "contradictions": pairs,
            "by": "a rule" if comparison.by == "rule" else comparison.by,
            "facets": [("kind", "Comparison")],
        },
    )


def _figure_link(corpus: Corpus, at: Ref, path: str) -> Md:
    row = corpus.figures.get(at)
    label = pieces.figure_label(corpus, row) if row else corpus.text_of(at)
    return links.link(label, corpus.target(at), path) + Md(" (") + escape(pieces.article_label(corpus, at.article)) + Md(")")
