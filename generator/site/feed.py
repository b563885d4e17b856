"""Owns what machines read of a page: the Atom feed of the newest articles, and schema.org's description of a page as JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date

from generator.model import ArticleEntry, Page, Rights, Role
from generator.site.corpus import Corpus
from generator.site.escape import Md, html_text, visible, web_address
from generator.site.exports import RAW
from generator.site.settings import SiteSettings

PATH = "feed.xml"
_NEWEST = 40
_UNDATED = date(1970, 1, 1)  # Atom asks for a day of every entry
# What could end a script element or begin a template expression stands as an escape of JSON.
_INERT = str.maketrans({char: f"\\u{ord(char):04x}" for char in "<>&'\u2028\u2029"})


def feed_pages(corpus: Corpus, settings: SiteSettings) -> Iterator[Page]:
    """The Atom feed (RFC 4287) of the newest articles; none where the site does not know its own address, which a feed must give.

    Days are the articles' own: the feed of the same articles is the same to the byte, whenever it is made.
    """
    if not settings.url:
        return
    base = settings.url.rstrip("/") + "/"
    newest = sorted(corpus.index.articles, key=lambda entry: (_day(entry), entry.article.id), reverse=True)[:_NEWEST]
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"<title>{html_text(settings.name)}</title>",
        f"<subtitle>{html_text(settings.description)}</subtitle>",
        f"<id>{html_text(base)}</id>",
        f'<link rel="self" href="{html_text(base + PATH)}"/>',
        f'<link href="{html_text(base)}"/>',
        f"<updated>{_instant(_day(newest[0]) if newest else _UNDATED)}</updated>",
        *(line for entry in newest for line in _entry(corpus, entry, base)),
        "</feed>",
    ]
    yield Page(path=PATH, template=RAW, data={"content": ("\n".join(lines) + "\n").encode("utf-8", "replace")})


def _entry(corpus: Corpus, entry: ArticleEntry, base: str) -> Iterator[str]:
    address = html_text(f"{base}articles/{entry.article.id}/")
    yield "<entry>"
    yield f"<title>{html_text(entry.article.headline)}</title>"
    yield f"<id>{address}</id>"
    yield f'<link href="{address}"/>'
    yield f"<updated>{_instant(_day(entry))}</updated>"
    yield f"<author><name>{html_text(corpus.source_of(entry.article.id) or 'Unknown source')}</name></author>"
    words = _first_words(entry)
    if words:
        yield f"<summary>{html_text(words)}</summary>"
    yield "</entry>"


def _first_words(entry: ArticleEntry) -> str:
    """The first paragraph, where rights allow it."""
    if entry.article.rights is not Rights.FULL:
        return ""
    first = next((block.span.of(entry.article.text) for block in entry.article.blocks if block.role is Role.PARAGRAPH), "")
    words = visible(first).strip()
    return words if len(words) <= 300 else words[:300].rsplit(" ", 1)[0] + " …"


def _day(entry: ArticleEntry) -> date:
    published = entry.article.published
    return published.value if published else _UNDATED


def _instant(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def article_description(corpus: Corpus, entry: ArticleEntry) -> Md:
    """schema.org's words for an article's page: a page about a news article that stands elsewhere."""
    article = entry.article
    publisher = corpus.source_of(article.id)
    about = [corpus.entries[each].entity for each in entry.focus if each in corpus.entries][:8]
    told: dict[str, object] = {"@type": "NewsArticle", "headline": visible(article.headline)}
    if article.published:
        told["datePublished"] = article.published.value.isoformat()
    if publisher:
        told["publisher"] = {"@type": "Organization", "name": visible(publisher)}
    if article.authors and article.authors.value:
        told["author"] = [{"@type": "Person", "name": visible(each)} for each in article.authors.value]
    address = web_address(article.url.value) if article.url else None
    if address:
        told["url"] = address
    if about:
        told["about"] = [{"@type": "Thing", "name": visible(each.name)} for each in about]
    return _json({"@context": "https://schema.org", "@type": "WebPage", "name": visible(article.headline), "mainEntity": told})


def brief_description(name: str, description: str) -> Md:
    """schema.org's words for a brief: a collection with data to download."""
    return _json({"@context": "https://schema.org", "@type": "CollectionPage", "name": visible(name), "description": visible(description)})


def _json(value: Mapping[str, object]) -> Md:
    """The JSON as a YAML string on one line, for the front matter."""
    return Md(json.dumps(json.dumps(value, ensure_ascii=False).translate(_INERT), ensure_ascii=False).replace("{", "\\u007b"))
