"""Owns the pages of figures: the ledger of every figure, and the comparisons, each on a page of its own or many on one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from generator.model import Comparison, FigureRow, Page, Ref
from generator.site import links, pieces, wording
from generator.site.charts import bar, dots, scale, scale_words
from generator.site.corpus import Corpus
from generator.site.escape import Md, escape, escape_inline, visible
from generator.site.lists import Table, page_name, split, table_pages

_BLOCKS = 40  # comparisons in two lines on the ledger's page
_LINKS = 400  # further ones by name
_MEMBERS_HERE = 12  # figures of a comparison outside its own page
_MEMBERS = 150  # and on its own
_ON_A_PAGE = 50  # comparisons that share a page
_MONTH = re.compile(r"\d{4}-\d\d(?=-|$)")
RELATION = {
    "agree": ("agree", "The sources agree."),
    "differ": ("differ", "The sources give different figures; they do not exclude each other."),
    "contradict": ("contradict", "The sources cannot all be right."),
    "corrected": ("corrected", "A later report corrects an earlier one; the later number stands."),
    "parts": ("parts", "A figure that the article calls another comes on top of the one beside it."),
}
_ONE_SOURCE = ("one source", "All stand in one article or its copies; no second source confirms or denies them.")


def figure_rows(rows: Sequence[FigureRow], most: int) -> tuple[Mapping[str, Sequence[FigureRow]], Mapping[Ref, str]]:
    """The ledger's pages, and the page with anchor of each figure."""
    pages = split(rows, links.FIGURES, lambda row: links.month_key(row.published), most)
    return pages, {row.shown.ref: f"{path}#{_anchor(row)}" for path, held in pages.items() for row in held}


def _anchor(row: FigureRow) -> str:
    return f"f-{row.shown.ref.article}-{row.number}"


def ledger_pages(corpus: Corpus, pages: Mapping[str, Sequence[FigureRow]]) -> Iterator[Page]:
    columns = ["Figure", "Read as", "What is counted", "Who says so", "Where", "As of", "Source", "Reported"]

    def row(each: FigureRow, path: str) -> list[Md]:
        figure = each.mention.value
        compared = corpus.comparison_page(each.comparison)
        value = escape_inline(wording.changed_value(figure))
        return [
            pieces.mention_link(corpus, each.shown.ref, path),
            value + (Md(" (") + links.link("compared", compared, path) + Md(")") if compared else Md("")),
            escape_inline(wording.counted_cell(figure)),
            pieces.claimant(corpus, each, path),
            pieces.entity_link(corpus, each.place, path) if each.place and each.place in corpus.entries else Md(""),
            escape_inline(wording.edtf(each.as_of) if each.as_of else ""),
            pieces.publisher_link(corpus, each.shown.ref.article, path),
            pieces.day_cell(each.published),
        ]

    comparisons = corpus.index.comparisons
    table = Table(
        page=links.FIGURES,
        title="Figures",
        description="Every number that the articles report, with what it counts",
        lead=Md("%s, each a link to its place in the text. %s.")
        % (wording.counted(len(corpus.index.figures), "figure"), links.link("Read by speaker", links.SPEAKERS, links.FIGURES)),
        columns=columns,
        numbers=[False] * len(columns),
        data="figures",
        row=row,
        anchor=_anchor,
        template="figures.md",
    )
    extra = {
        "comparisons": [gist(corpus, each, links.FIGURES) for each in comparisons[:_BLOCKS]],
        "more_comparisons": _more_comparisons(corpus),
    }
    yield from table_pages(pages, table, extra)


def _more_comparisons(corpus: Corpus) -> Md:
    """The way to the comparisons that are not shown in full: the pages that they share, or each by name."""
    shared = Counter(path for path, mark, _ in (target.partition("#") for target in corpus.comparison_pages.values()) if mark)
    if shared:
        pages = sorted(shared.items(), key=lambda item: item[0].removesuffix(".md"))
        return pieces.bullets(links.link(page_name(path), path, links.FIGURES) + Md(f" ({count:,})") for path, count in pages)
    return pieces.bullets(_comparison_link(corpus, each) for each in corpus.index.comparisons[_BLOCKS : _BLOCKS + _LINKS])


def _comparison_link(corpus: Corpus, comparison: Comparison) -> Md:
    count = escape(f" ({verdict(corpus, comparison)[0]}, {wording.counted(len(comparison.members), 'figure')})")
    return links.link(comparison.title, corpus.comparison_pages[comparison.id], links.FIGURES) + Md(" ") + count


def comparison_paths(comparisons: Sequence[Comparison], own_pages: int) -> Mapping[str, str]:
    """The page of each comparison, with its anchor where it shares the page.

    At most `own_pages` have a page each. More share "figures/compared/MONTH.md", by the month in which their address ends: a new month
    leaves the others' addresses as they are.
    """
    if len(comparisons) <= own_pages:
        return {comparison.id: links.comparison_path(comparison.id) for comparison in comparisons}
    by_month: dict[str, list[str]] = {}
    for each in sorted(comparison.id for comparison in comparisons):
        found = _MONTH.search(each)
        by_month.setdefault(found.group() if found else "undated", []).append(each)
    return {
        each: f"figures/compared/{month}{f'-{at // _ON_A_PAGE + 1}' if at >= _ON_A_PAGE else ''}.md#c-{each}"
        for month, held in by_month.items()
        for at, each in enumerate(held)
    }


def comparison_block(corpus: Corpus, comparison: Comparison, page: str, most: int = _MEMBERS_HERE) -> Mapping[str, object]:
    """A comparison as a table with bars, for its own page and an author's introduction; at most so many of its figures."""
    copies = dict(comparison.repeats)
    rows = [corpus.figures[at] for at in comparison.members if at in corpus.figures and not _said_before(at, copies)]
    ends = scale([row for row in rows if row.shown.ref not in comparison.added] or rows, comparison.unit)
    more = max(len(rows) - most, 0)
    clashing = {at for pair in comparison.contradictions for at in pair}
    target = corpus.comparison_pages[comparison.id]
    own = target.partition("#")[0]
    relation, meaning = verdict(corpus, comparison)
    return {
        "title": links.link(comparison.title, target, page) if page != own else escape(comparison.title),
        "relation": relation,
        "meaning": meaning,
        "why": comparison.finding or comparison.why,  # the title has said what they have in common
        "scale": scale_words(comparison, ends),
        "more": f"{more:,} more figures stand on the comparison's own page."
        if more and page != own
        else f"And {more:,} more."
        if more
        else "",
        "rows": [
            {
                "words": pieces.mention_link(corpus, row.shown.ref, page, pieces.figure_label(corpus, row)),
                "value": wording.figure_value(row.mention.value) + wording.also_in(row.mention.value, comparison.unit),
                "bar": bar(row, ends, comparison.unit) if row.shown.ref not in comparison.added else "",
                "who": pieces.claimant(corpus, row, page),
                "source": pieces.label_link(corpus, row.shown.ref.article, page),
                "added": row.shown.ref in comparison.added,
                "as_of": _as_of(row),
                "repeated": pieces.article_label(corpus, copies[row.shown.ref].article) if row.shown.ref in copies else "",
                "clash": row.shown.ref in clashing,
            }
            for row in rows[:most]
        ],
    }


def gist(corpus: Corpus, comparison: Comparison, page: str) -> Mapping[str, object]:
    """A comparison in two lines and a row of dots, for the ledger and the home page; its table is one click away."""
    relation, _ = verdict(corpus, comparison)
    copies = dict(comparison.repeats)
    rows = [corpus.figures[at] for at in comparison.members if at in corpus.figures and at not in copies]
    return {
        "title": links.link(comparison.title, corpus.comparison_pages[comparison.id], page),
        "relation": relation,
        "why": comparison.finding or comparison.why,
        "dots": dots(corpus, [row for row in rows if row.shown.ref not in comparison.added] or rows, comparison.unit),
    }


def _said_before(at: Ref, copies: Mapping[Ref, Ref]) -> bool:
    """Whether the figure is a headline over its own text, or the like: its article says it in another line of the table."""
    return at in copies and copies[at].article == at.article


def verdict(corpus: Corpus, comparison: Comparison) -> tuple[str, str]:
    """The word for the relation and what it means; sources can agree or differ only where there are two."""
    sources = {corpus.articles[at.article].copy_of or at.article for at in comparison.members}
    if len(sources) < 2 and comparison.relation in ("agree", "differ"):
        return _ONE_SOURCE
    return RELATION.get(comparison.relation, (comparison.relation, ""))


def _as_of(row: FigureRow) -> str:
    """The day that the sentence gives for the figure, where it is not just that of publication."""
    return wording.edtf(row.as_of) if row.as_of and not (row.published and row.as_of == row.published.isoformat()) else ""


def comparison_pages(corpus: Corpus) -> Iterator[Page]:
    """The pages on which the comparisons stand in full."""
    held: dict[str, list[Comparison]] = {}
    for comparison in sorted(corpus.index.comparisons, key=lambda each: each.id):
        held.setdefault(corpus.comparison_pages[comparison.id], []).append(comparison)
    shared: dict[str, list[Comparison]] = {}
    for target, comparisons in held.items():
        path, _, anchor = target.partition("#")
        if anchor:
            shared.setdefault(path, []).extend(comparisons)
        else:
            yield from (_comparison_page(corpus, each, path) for each in comparisons)
    yield from (_shared_page(corpus, comparisons, path) for path, comparisons in shared.items())


def _neighbours(corpus: Corpus, comparison: Comparison) -> tuple[Comparison | None, Comparison | None]:
    """The comparisons before and after this one on the page of figures."""
    order = corpus.index.comparisons
    at = order.index(comparison)
    return order[at - 1] if at else None, order[at + 1] if at + 1 < len(order) else None


def _comparison_page(corpus: Corpus, comparison: Comparison, path: str) -> Page:
    before, after = _neighbours(corpus, comparison)
    return Page(
        path=path,
        template="comparison.md",
        data={
            **_in_full(corpus, comparison, path),
            "title": visible(comparison.title),
            "description": visible(
                f"{wording.counted(len(comparison.members), 'figure')} side by side. {comparison.finding or comparison.why}"
            ),
            "section": links.link("Figures", links.FIGURES, path),
            "before": links.link(before.title, corpus.comparison_pages[before.id], path) if before else None,
            "after": links.link(after.title, corpus.comparison_pages[after.id], path) if after else None,
            "facets": pieces.facets([("kind", "Comparison")]),
        },
    )


def _shared_page(corpus: Corpus, comparisons: Sequence[Comparison], path: str) -> Page:
    when = page_name(path)
    return Page(
        path=path,
        template="comparisons.md",
        data={
            "title": f"Compared: {when}",
            "description": f"{wording.counted(len(comparisons), 'comparison')} of figures, {when}.",
            "section": links.link("Figures", links.FIGURES, path),
            "comparisons": [
                {
                    **_in_full(corpus, each, path),
                    "title": visible(each.title),
                    "anchor": Md(f"c-{each.id}"),  # an address is a slug
                }
                for each in comparisons
            ],
            "facets": pieces.facets([("kind", "Comparison")]),
        },
    )


def _in_full(corpus: Corpus, comparison: Comparison, path: str) -> Mapping[str, object]:
    """The table of a comparison, what cannot both hold, and every figure in its sentence."""
    rows = [corpus.figures[at] for at in comparison.members if at in corpus.figures]
    return {
        "block": comparison_block(corpus, comparison, path, _MEMBERS),
        "sentences": [
            (
                pieces.sentence(corpus, row.shown, path),
                pieces.article_link(corpus, row.shown.ref.article, path),
                corpus.source_and_day(row.shown.ref.article),
            )
            for row in rows[:_MEMBERS]
        ],
        "contradictions": [
            Md("%s against %s") % (_figure_link(corpus, left, path), _figure_link(corpus, right, path))
            for left, right in comparison.contradictions[:_MEMBERS]
        ],
        "by": "a rule" if comparison.by == "rule" else comparison.by,
    }


def _figure_link(corpus: Corpus, at: Ref, path: str) -> Md:
    row = corpus.figures.get(at)
    label = pieces.figure_label(corpus, row) if row else corpus.text_of(at)
    return Md(f"{pieces.mention_link(corpus, at, path, label)} ({corpus.labels_escaped[at.article]})")
