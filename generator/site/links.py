"""Owns addresses: which page an article, an entry, a comparison or a row stands on, and how one page links to another."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import lru_cache
from urllib.parse import quote

from generator.site.escape import Md, escape_inline, html_text, web_address

# A path that we made: lower-case slugs (letters of any script after case folding are digits and a-z by then), no dot files, no "..".
_SEGMENT = re.compile(r"[a-z0-9][a-z0-9_-]*(?:\.[a-z0-9_-]+)*")
_PLAIN = re.compile(r"[A-Za-z0-9._/#-]*")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")
LONGEST_SEGMENT = 120

HOME = "index.md"
ARTICLES = "articles/index.md"
PEOPLE = "people/index.md"
PLACES = "places/index.md"
ORGANISATIONS = "organisations/index.md"
FIGURES = "figures/index.md"
QUOTES = "quotes/index.md"
SPEAKERS = "quotes/speakers/index.md"
TIMELINE = "timeline/index.md"
SOURCES = "sources/index.md"
SEARCH = "search/index.md"
ABOUT = "about/index.md"
REPORT = "report/index.md"
ACCURACY = "accuracy/index.md"
CORRECTIONS = "corrections/index.md"


def is_safe_path(path: str) -> bool:
    """Whether `path` may be written under docs/: slugs only, so no name of an article can climb out, hide a file or clash on Windows."""
    parts = path.split("/")
    return all(_SEGMENT.fullmatch(part) and not _RESERVED.fullmatch(part) and len(part) <= LONGEST_SEGMENT for part in parts)


def article_path(article_id: str) -> str:
    return f"articles/{article_id}.md"


def entity_path(entity_id: str) -> str:
    return f"{entity_id}.md"


def comparison_path(comparison_id: str) -> str:
    return f"figures/{comparison_id}.md"


def brief_path(slug: str) -> str:
    return f"briefs/{slug}.md"


def to(target: str, page: str) -> str:
    """The relative link from the page file `page` to `target` ("articles/x.md#m-3"), as MkDocs resolves it between source files."""
    return "../" * page.count("/") + target


def to_url(target: str, page: str) -> str:
    """The same for HTML and SVG, which MkDocs does not rewrite: relative addresses of the built site (directory addresses)."""
    return up(page) + address(target)


@lru_cache(maxsize=4096)
def up(page: str) -> str:
    """The way from the built page to the root of the site: "../../" from "people/x.md", "" from "index.md"."""
    return "../" * (page.count("/") + (0 if page.rsplit("/", 1)[-1] == HOME else 1))


def address(target: str) -> str:
    """Where a page file stands in the built site: "people/x/#m-1" for "people/x.md#m-1"; other files stay where they are."""
    path, mark, anchor = target.partition("#")
    return _folder(path) + mark + anchor


@lru_cache(maxsize=8192)
def _folder(path: str) -> str:
    if not path.endswith(".md"):
        return path
    bare = path.removesuffix(".md")
    folder = bare.removesuffix("index") if bare == "index" or bare.endswith("/index") else bare + "/"
    return folder or "./"


def link(text: str, target: str, page: str, attributes: str = "") -> Md:
    """A link to a page of ours. `text` is escaped unless it is Md; `attributes` is HTML.

    Links are HTML, which Markdown takes inside a line as well: a page's long parts stand in blocks of HTML, which cost the renderer
    a third of what Markdown costs. It does not check such links; tests do.
    """
    shown = text if isinstance(text, Md) else escape_inline(text)
    file, mark, anchor = target.partition("#")
    url = f"#{anchor}" if mark and file == page else up(page) + _folder(file) + mark + anchor
    if _PLAIN.fullmatch(url) is None:
        url = html_text(quote(url, "/#"))
    return Md(f'<a href="{url}"{" " if attributes else ""}{attributes}>{shown}</a>')


def outward_link(text: str, address: str) -> Md:
    """A link that leaves the site, as raw HTML; the plain text where the address is not a safe one."""
    safe = web_address(address)
    if safe is None:
        return escape_inline(text)
    return Md(f'<a class="out" href="{html_text(safe)}" rel="nofollow noopener noreferrer">{escape_inline(text)}</a>')


def month_key(day: date | None) -> str:
    """The name of the page that holds what is dated in a month."""
    return f"{day.year:04}-{day.month:02}" if day else "undated"


def letter_key(name: str) -> str:
    """The name of the page that holds names of one initial: a to z, or "other"."""
    initial = sort_key(name)[0][:1]
    return initial if initial.isascii() and initial.isalpha() else "other"


def sort_key(name: str) -> tuple[str, str]:
    """Where a name stands in an alphabetical list: letters without their marks, "Ústí" among the U."""
    bare = unicodedata.normalize("NFKD", name.casefold())
    return "".join(char for char in bare if not unicodedata.combining(char)), name
