"""(io) Pages that only the full-text search sees: the figures and the quotations of each article, so that they are results of their own.

Made from the exports in docs/data/ and the built page of the article, put beside that page while Pagefind reads the site, and taken away
again. A page for each figure would make the index ten times as large; one for an article's figures costs little, and its lines have the
anchors of the article's page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from generator.site.escape import html_text

KINDS = {"figures": "Figure", "quotes": "Quotation"}  # export -> the kind that readers choose; the file's name is the export's
_HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.S)
_TAGS = re.compile(r'<a class="headerlink".*?</a>|<[^>]+>', re.S)
_FACETS = re.compile(r'<div hidden[^>]*>((?:<span data-pagefind-filter="[a-z]+">[^<]*</span>)+)</div>')
_OWN_KIND = '<span data-pagefind-filter="kind">Article</span>'


@contextmanager
def searchable(data: Path, site: Path) -> Iterator[None]:
    """Within it the site holds those pages. `data` is docs/data/; an export that is not there gives none."""
    written = [path for name in KINDS for path in _write(data / f"{name}.json", name, site)]
    try:
        yield
    finally:
        for path in written:
            path.unlink(missing_ok=True)


def _write(export: Path, name: str, site: Path) -> Iterator[Path]:
    if not export.is_file():
        return
    by_article: dict[str, list[Mapping[str, Any]]] = {}
    for row in json.loads(export.read_text(encoding="utf-8")):
        by_article.setdefault(row["article"], []).append(row)
    for article, rows in by_article.items():
        page = site / "articles" / article / "index.html"
        lines = list((_figures if name == "figures" else _quotes)(rows))
        content = _page(page.read_text(encoding="utf-8"), KINDS[name], lines) if lines and page.is_file() else None
        if content:
            path = page.with_name(f"{name}.html")
            path.write_text(content, encoding="utf-8")
            yield path


def _figures(rows: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """The sentence of each figure, once, with the anchor of its first figure. None of an article whose sentences may not be shown."""
    seen = set()
    for row in rows:
        if row.get("sentence") and "#" in row["page"] and row["sentence"] not in seen:
            seen.add(row["sentence"])
            yield f"f-{row['number']}", row["sentence"]


def _quotes(rows: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """The words of each quotation with its speaker."""
    for row in rows:
        _, mark, anchor = row["page"].partition("#")
        if mark and row.get("words"):
            words = f"“{row['words']}”" if row["kind"] == "direct" else row["words"]
            if row.get("stance", "asserted") != "asserted" and row.get("cue"):
                words = f"{row['cue']}: {words}"  # what somebody denied or asked is never read as said
            yield anchor, words + (f" – {row['speaker_text']}" if row.get("speaker_text") else "")


def _page(article: str, kind: str, lines: Sequence[tuple[str, str]]) -> str | None:
    """The page for the search, with the headline and the facets of the article's own; None where that has none."""
    heading, facets = _HEADING.search(article), _FACETS.search(article)
    if heading is None or facets is None:
        return None
    own = facets.group(1).replace(_OWN_KIND, f'<span data-pagefind-filter="kind">{kind}</span>')
    title = _TAGS.sub("", heading.group(1))
    body = "".join(f'<p id="{anchor}">{html_text(words)}</p>' for anchor, words in lines)
    return (
        f'<!doctype html><html lang="en"><head><title>{title}</title></head><body><article><h1>{title}</h1>'
        f"<div hidden data-pagefind-ignore>{own}</div>{body}</article></body></html>"
    )
