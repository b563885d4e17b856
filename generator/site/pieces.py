"""Owns the fragments that several kinds of page share: links to entries and articles, sentences with their mention, figures, quotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from anyascii import anyascii

from generator.model import Entry, FigureRow, Kind, QuoteKind, QuoteRow, Ref, Rights, Role, Shown, Stance, State
from generator.site import links, wording
from generator.site.corpus import Corpus
from generator.site.escape import Md, at_line_start, escape_inline, html_text, visible

LONGEST_SENTENCE = 420  # characters; a longer one is cut around its mention, on the index pages only
_OPENS, _CLOSES = frozenset("“„«‘\"'"), frozenset("”“»’\"'")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SOUGHT = 40  # words that the header search is told beside those on the page; the commonest spellings come first
_INSIDE = re.compile('[“„«"‘](.+?)[”“»"]')
SIGN = {Kind.PERSON: "p", Kind.ORGANISATION: "o", Kind.PLACE: "l", Kind.FIGURE: "f", Kind.DATE: "d", Kind.QUOTE: "q"}
KIND_WORD = {Kind.PERSON: "Person", Kind.ORGANISATION: "Organisation", Kind.PLACE: "Place"}


def entity_link(corpus: Corpus, entity_id: str, page: str) -> Md:
    """A link to an entry with a hover card; its id as text where the index has no such entry."""
    name = corpus.names.get(entity_id)
    if name is None:
        return escape_inline(entity_id)
    return Md(f'<a href="{links.up(page)}{links.address(corpus.entry_pages[entity_id])}" data-preview="">{name}</a>')


def entity_links(corpus: Corpus, ids: Iterable[str], page: str) -> tuple[Md, ...]:
    return tuple(entity_link(corpus, entity_id, page) for entity_id in ids)


def article_label(corpus: Corpus, article_id: str) -> str:
    """Publisher and day: "The Daily, 14 August 2024"."""
    return corpus.labels[article_id]


def article_link(corpus: Corpus, article_id: str, page: str) -> Md:
    return Md(f'<a href="{links.up(page)}articles/{article_id}/">{corpus.headlines[article_id]}</a>')


def source_link(corpus: Corpus, at: Ref, page: str) -> Md:
    """A link to a mention in its article, named by publisher and day."""
    return Md(f'<a href="{links.up(page)}{corpus.addresses[at]}">{corpus.labels_escaped[at.article]}</a>')


def mention_link(corpus: Corpus, at: Ref, page: str, words: str | None = None) -> Md:
    """A link from another page to a mention in its article: in its own words, or in others."""
    shown = words if isinstance(words, Md) else escape_inline(corpus.text_of(at) if words is None else words)
    return Md(f'<a href="{links.up(page)}{corpus.addresses[at]}">{shown}</a>')


def label_link(corpus: Corpus, article_id: str, page: str) -> Md:
    """A link to an article, named by publisher and day."""
    return Md(f'<a href="{links.up(page)}articles/{article_id}/">{corpus.labels_escaped[article_id]}</a>')


def publisher_link(corpus: Corpus, article_id: str, page: str) -> Md:
    """A link to an article, named by its publisher; by the start of its headline where none is known."""
    return Md(f'<a href="{links.up(page)}articles/{article_id}/">{corpus.publishers_escaped[article_id]}</a>')


class Cell(Md):
    """A table's cell with what the table is sorted by, where that is not what it shows."""

    __slots__ = ("sort",)
    sort: str

    @classmethod
    def of(cls, content: Md, sort: str) -> Cell:
        made = cls(content)
        made.sort = sort
        return made


def day_cell(day: date | None) -> Md:
    """A day in words for a table's cell; tables sort it as a date."""
    return Cell.of(Md(wording.day(day)), day.isoformat()) if day else Md("")


def bullets(lines: Iterable[Md]) -> Md:
    """A list as one block of HTML. Joined here: a template that printed a thousand lines would be slow."""
    held = "\n".join(f"<li>{line}</li>" for line in lines)
    return Md(f"<ul>\n{held}\n</ul>" if held else "")


def facets(pairs: Iterable[tuple[str, str]]) -> Md:
    """What the full-text search filters a page by, as one block of raw HTML: forty inline tags would cost the parser more than the text."""
    spans = "".join(f'<span data-pagefind-filter="{name}">{html_text(value)}</span>' for name, value in pairs)
    return Md(f"<div hidden data-search-exclude data-pagefind-ignore>{spans}</div>")


def sought(shown: str, spellings: Iterable[str]) -> Md:
    """Words that the header search finds a page by beside those of its heading and summary (`shown`), as one block of hidden HTML.

    Those of the other spellings, and every word in plain letters too: "Gimenez" finds Giménez. "" where nothing is to be added.
    """
    known = {word.casefold() for word in _WORD.findall(shown)}
    words: dict[str, None] = {}
    for text in (shown, *spellings):
        for word in _WORD.findall(visible(text)):
            for written in (word, anyascii(word)):
                if written.casefold() not in known:
                    known.add(written.casefold())
                    words[written] = None
    if not words:
        return Md("")
    return Md(f"<p hidden data-pagefind-ignore>{html_text(' '.join(list(words)[:_SOUGHT]))}</p>")


def facts(rows: Iterable[tuple[str, Md, str]]) -> Md:
    """Label, value and how it is known, as one block of raw HTML. A value is escaped text or an outward link: both are HTML as well."""
    entries = "".join(
        f"<dt>{label}</dt><dd>{value}" + (f" <small>{html_text(how)}</small>" if how else "") + "</dd>" for label, value, how in rows
    )
    return Md(f'<dl class="facts" data-search-exclude>{entries}</dl>')


def chips(corpus: Corpus, counted: Iterable[tuple[str, int]], page: str) -> Md:
    """Entries with a count each, in one paragraph: "Sumy 3". The style sheet makes them a row of labels."""
    up = links.up(page)
    return Md(" ").join(
        Md(f'<a href="{up}{links.address(corpus.entry_pages[each])}" data-preview="">{name} {count:,}</a>')
        for each, count in counted
        if (name := corpus.names.get(each))
    )


def table(
    name: str, columns: Sequence[str], rows: Iterable[Sequence[Md]], numbers: Sequence[bool] = (), anchors: Iterable[str] = ()
) -> Md:
    """A table as one block of HTML, each cell ready. `name`: what a screen reader calls it; `numbers`: the columns that are set to the
    right; `anchors`: one id for each row."""
    right = [' style="text-align: right;"' if number else "" for number in numbers] or [""] * len(columns)
    head = "".join(f"<th{style}>{escape_inline(column)}</th>" for column, style in zip(columns, right, strict=True))
    ids = iter(anchors)
    lines = []
    for cells in rows:
        anchor = next(ids, "")
        parts = [
            f'<td{style} data-sort="{cell.sort}">{cell}</td>' if isinstance(cell, Cell) else f"<td{style}>{cell}</td>"
            for cell, style in zip(cells, right, strict=True)
        ]
        lines.append(f'<tr id="{anchor}">{"".join(parts)}</tr>' if anchor else f"<tr>{''.join(parts)}</tr>")
    return Md(f'<table aria-label="{html_text(visible(name))}">\n<thead data-pagefind-ignore><tr>{head}</tr></thead>\n<tbody>\n' + "\n".join(lines) + "\n</tbody>\n</table>")


def sentence(corpus: Corpus, shown: Shown, page: str) -> Md:
    """The sentence of a mention, the mention a deep link into its article; only the mention's source where rights forbid the sentence."""
    at = shown.ref
    article = corpus.articles[at.article].article
    if article.rights is Rights.METADATA:
        return links.link("the text of this article is not shown", corpus.target(at), page)
    text = article.text
    start, end = _around(shown)
    before, after = text[start : at.start], text[at.end : end]
    words = escape_inline(text[at.start : at.end].strip() or "mention")
    if start > shown.sentence.start:
        before = "… " + before
    if end < shown.sentence.end:
        after += " …"
    doubt = ' class="doubt"' if shown.doubtful else ""
    linked = f'<a{doubt} href="{links.up(page)}{corpus.addresses[at]}">{words}</a>'
    return at_line_start(Md(f"{escape_inline(before)}{linked}{escape_inline(after)}"))


def _around(shown: Shown) -> tuple[int, int]:
    """The sentence, or a window around the mention where it is very long. A mention that leaves its sentence widens it."""
    start, end = min(shown.sentence.start, shown.ref.start), max(shown.sentence.end, shown.ref.end)
    if end - start <= LONGEST_SENTENCE:
        return start, end
    half = LONGEST_SENTENCE // 2
    return max(start, shown.ref.start - half), min(end, max(shown.ref.end, shown.ref.start + half))


def figure_label(corpus: Corpus, row: FigureRow) -> str:
    """What a figure says in its own words: "more than 120,000 Russians"."""
    figure = row.mention.value
    words = " ".join(visible(corpus.text_of(row.shown)).split())
    counted = figure.counted
    return words if not counted or counted.casefold() in words.casefold() else f"{words} · {counted}"


def claimant(corpus: Corpus, row: FigureRow, page: str) -> Md:
    """Who says so: an entry, the article's words, or nothing."""
    if row.claimant and row.claimant in corpus.entries:
        return entity_link(corpus, row.claimant, page)
    return escape_inline(row.claimant_text or "")


def row_target(corpus: Corpus, at: Ref) -> str | None:
    """Where a figure leads: its comparison's page, or its row in the ledger."""
    row = corpus.figures.get(at)
    compared = corpus.comparison_page(row.comparison) if row else None
    return compared or corpus.pages.get(at)


def bare_words(corpus: Corpus, at: Ref) -> str:
    """A direct quotation without its outer marks and the comma that leads on to its speaker; reported speech as it stands.

    Marks within stay, also where they meet the outer ones: “They ‘can’t’”. A mark that closes a name within is no outer one.
    """
    found = corpus.bare_words.get(at)
    if found is None:
        found = corpus.bare_words[at] = _bare_words(corpus, at)
    return found


def _bare_words(corpus: Corpus, at: Ref) -> str:
    words = " ".join(corpus.text_of(at).split())
    if corpus.mentions[at].value.kind is not QuoteKind.DIRECT:
        return words
    words = words.removesuffix(",")
    if words[:1] in _OPENS:
        words = words[1:]
        words = words[:-1] if words[-1:] in _CLOSES else words
    elif words[-1:] in _CLOSES and not any(mark in words for mark in _OPENS):
        words = words[:-1]
    return words.strip().removesuffix(",")


def spoken_part(corpus: Corpus, at: Ref) -> str:
    """What of a quotation stands in quotation marks in the article; "" of speech that is only reported, or denied."""
    if corpus.mentions[at].value.stance is Stance.DENIED:
        return ""
    kind = corpus.mentions[at].value.kind
    if kind is QuoteKind.DIRECT:
        return bare_words(corpus, at)
    inside = _INSIDE.search(bare_words(corpus, at)) if kind is QuoteKind.MIXED else None
    return inside.group(1).rstrip(" ,.") if inside else ""


def speaker(corpus: Corpus, row: QuoteRow, page: str) -> Md:
    """Who says it, and those who say it too; the article's words for the speaker where no entry is known."""
    known = [each for each in (row.speaker, *row.others) if each and each in corpus.entries]
    if known:
        return Md(", ").join(entity_links(corpus, known, page))
    return escape_inline(row.speaker_text or "speaker not named")


def doubt_note(entry: Entry) -> str:
    return {State.DOUBTFUL: "doubtful", State.CONFIRMED: "confirmed by a person"}.get(entry.entity.state, "")


def coverage(entry: Entry) -> str:
    """How often and where: "12 mentions in 3 articles from 2 known sources"."""
    words = f"{wording.counted(len(entry.shown), 'mention')} in {wording.counted(len(entry.articles), 'article')}"
    return words + (f" from {wording.counted(entry.sources, 'known source')}" if entry.sources else "")


def lead(corpus: Corpus, article_id: str, longest: int = 180) -> str:
    """The first words of an article's text, where its rights allow them."""
    article = corpus.articles[article_id].article
    if article.rights is not Rights.FULL:
        return ""
    first = next((block.span.of(article.text) for block in article.blocks if block.role is Role.PARAGRAPH), "")
    words = visible(first).strip()
    return words if len(words) <= longest else words[:longest].rsplit(" ", 1)[0] + " …"
