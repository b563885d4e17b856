"""Owns the way from article text to Markdown that renders back to exactly that text; nothing else may turn text into Markdown."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

from markupsafe import Markup

# What Python-Markdown, its extensions and the pymdownx family give a meaning inside a line, and what HTML gives one. Each becomes a
# numeric character reference: Python-Markdown shows the backslash of `\:`; a reference is inert in Markdown, HTML and quoted attributes.
_SPECIAL = re.compile(r'[\\`*_{}\[\]<>&#!|~^=+:$@"]')
_REFERENCE = {char: f"&#{ord(char)};" for char in '\\`*_{}[]<>&#!|~^=+:$@"'}
# What may open a line: a letter, a typographic quotation mark, a number that no list begins with, or the links, tags and references that we
# write ourselves. Anything else could begin a list, a heading, a rule, a quotation, a code block or a table.
_SAFE_FIRST = re.compile(r"[^\W\d_]|[‘’“”«\[<&]|\d+(?![\d.)])")
# Characters that HTML cannot hold or that reorder what stands around them. U+200E and U+200F are kept: they move nothing else.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff]")
_REORDERING = re.compile("[\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")
_BLANK = re.compile("[ \t\n\r\x0b\x0c\x85\u2028\u2029]+")
# Anything that `visible` would change, and anything that escaping would; most sentences hold nothing of either. One class of characters
# each: an alternation of several takes four times as long. Runs of spaces are asked for by themselves for the same reason.
_NOT_VISIBLE = "\t\n\r\x0b\x0c\x85\u2028\u2029" + _CONTROL.pattern[1:-1] + _REORDERING.pattern[1:-1]
_TO_SHOW = re.compile(f"[{_NOT_VISIBLE}]")
_TO_DO = re.compile(f"[{_SPECIAL.pattern[1:-1]}{_NOT_VISIBLE}]")
_PLAIN = re.compile(r"[^\w ,.;()/?–—’‘“”·°€£-]|_")


class Md(str):
    """Markdown that is ready to stand in a page. `Md("...%s") % text`, `Md(" ").join(texts)` and `+` escape what is not Md yet.

    Jinja takes what has `__html__` for ready. Not a markupsafe.Markup: a site holds millions of these, and Markup is slow to make.
    """

    __slots__ = ()

    @classmethod
    def escape(cls, text: object) -> Md:
        return text if isinstance(text, Md) else cls(text) if isinstance(text, Markup) else escape(str(text))

    def __html__(self) -> str:
        return self

    def __add__(self, other: str) -> Md:
        return Md(str.__add__(self, other if isinstance(other, Md) else Md.escape(other)))

    def __mod__(self, values: object) -> Md:
        return Md(str.__mod__(self, tuple(Md.escape(value) for value in (values if isinstance(values, tuple) else (values,)))))

    def join(self, parts: Iterable[str]) -> Md:
        return Md(str.join(self, [part if isinstance(part, Md) else Md.escape(part) for part in parts]))


def visible(text: str) -> str:
    """What a page shows of `text`: white space made single, characters that HTML cannot hold as U+FFFD, and neither bidirectional
    overrides, embeddings and isolates nor tag characters, which would reorder or hide what stands around them."""
    if _TO_SHOW.search(text) is None and "  " not in text:
        return text
    text = _REORDERING.sub("", text)
    return _CONTROL.sub("�", _BLANK.sub(" ", text))


def escape_inline(text: str) -> Md:
    """Markdown for `text` in the middle of a line. Rendering it gives `visible(text)`."""
    if _TO_DO.search(text) is None and "  " not in text:
        return Md(text)
    return Md(_SPECIAL.sub(lambda match: _REFERENCE[match.group()], visible(text)))


def escape(text: str) -> Md:
    """Markdown for `text` anywhere, at the start of a line too. Rendering it gives `visible(text)` without white space at its ends."""
    return at_line_start(escape_inline(text))


def at_line_start(markdown: Md) -> Md:
    """The same inline Markdown so that it may open a line: no list, heading or rule begins by accident ("1. May", "- he said")."""
    if markdown[:1].isalpha() and markdown[-1] != " ":  # most sentences
        return markdown
    bare = markdown.strip(" ")
    return Md(bare if not bare or _SAFE_FIRST.match(bare) else f"&#{ord(bare[0])};{bare[1:]}")


@lru_cache(maxsize=4096)
def plain_attribute(text: str) -> str:
    """`text` for an attribute in an attr_list (`{title="..."}`), whose grammar knows no escapes: whatever could end it is dropped."""
    return " ".join(_PLAIN.sub(" ", visible(text)).split())


@lru_cache(maxsize=8192)
def html_text(text: str) -> str:
    """`text` for HTML or SVG text and quoted attributes."""
    shown = visible(text)
    return shown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;").replace("'", "&#39;")


def front_matter_value(text: str) -> str:
    """`text` as a quoted YAML string on one line. It is HTML-escaped first: the theme prints `title` and `description` as they are."""
    return json.dumps(html_text(text).replace("{", "&#123;").strip(), ensure_ascii=False)


def web_address(address: str) -> str | None:
    """`address` as a safe link target, or None where it is not an http(s) address with a host."""
    parts = _split(address.strip())
    if parts is None or parts.scheme.lower() not in ("http", "https") or not re.fullmatch(r"[A-Za-z0-9.:-]+", parts.netloc):
        return None
    keep = "/%-._~;,"
    path, query, fragment = quote(parts.path, keep), quote(parts.query, keep + "=&?"), quote(parts.fragment, keep + "=")
    return urlunsplit((parts.scheme.lower(), parts.netloc, path, query, fragment))


def _split(address: str) -> SplitResult | None:
    if _BLANK.search(address) or _CONTROL.search(address):
        return None
    try:
        return urlsplit(address)
    except ValueError:
        return None
