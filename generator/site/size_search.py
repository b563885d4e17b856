"""Owns the table that a search for figures by size reads ("> 10,000 people"): small, since the first such search moves all of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal

from generator.model import FigureRow, Page, Rights
from generator.site.corpus import Corpus
from generator.site.escape import visible
from generator.site.exports import RAW

PATH = "search/figures.json"


def size_pages(corpus: Corpus) -> Iterator[Page]:
    """The table as JSON: `articles` with id, headline and day; `words`, each once; `figures` with the number of their article, N of the
    anchor "f-N" (0 where the article's text is not shown), low, high, unit, the number of their own words and of what else finds them.

    The sentence is not in it: it would be most of it, and the page of the article has it.
    """
    articles = list(corpus.articles)
    place = {article: at for at, article in enumerate(articles)}
    words: dict[str, int] = {}
    rows = [
        [
            place[row.shown.ref.article],
            row.number if row.shown.ref in corpus.published else 0,
            _number(row.mention.value.low),
            _number(row.mention.value.high),
            "money" if row.mention.value.dimension == "money" else row.mention.value.unit,
            words.setdefault(_text(corpus, row), len(words)),
            words.setdefault(_about(corpus, row), len(words)),
        ]
        for row in corpus.index.figures
    ]
    heads = []
    for each in articles:
        article = corpus.articles[each].article
        heads.append([each, visible(article.headline), article.published.value.isoformat() if article.published else None])
    table = {"articles": heads, "words": list(words), "figures": rows}
    content = json.dumps(table, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    yield Page(path=PATH, template=RAW, data={"content": content})


def _number(value: Decimal | None) -> int | float | None:
    return None if value is None else int(value) if value == value.to_integral_value() and abs(value) < 10**15 else float(value)


def _text(corpus: Corpus, row: FigureRow) -> str:
    """The figure in the article's words; "" where the article's rights keep them off the site."""
    if corpus.articles[row.shown.ref.article].article.rights is Rights.METADATA:
        return ""
    return " ".join(visible(corpus.text_of(row.shown)).split())


def _about(corpus: Corpus, row: FigureRow) -> str:
    """What is counted, what happened, where, and who says so."""
    figure = row.mention.value
    names = [corpus.entries[each].entity.name for each in (row.place, row.claimant) if each and each in corpus.entries]
    return " · ".join(dict.fromkeys(visible(part) for part in (figure.counted, figure.event_text, *names) if part))
