"""A saved web page -> draft: trafilatura finds the article in it; its metadata are read from the page's head."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import cast

import msgspec
from lxml import etree
from lxml import html as lxml_html

from generator.model import Role, Source
from generator.problems import Problem, Severity
from generator.read.bylines import is_name, parse_byline
from generator.read.decode import decode
from generator.read.drafts import Draft, Drafts, Fields
from generator.read.fields import check_fields
from generator.read.markdown import join
from generator.text import flat

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
_SAVED = re.compile(r"<!--\s*saved from url=\(\d+\)(https?://\S{1,2000})|Page saved with SingleFile\s+url:\s*(https?://\S{1,2000})")
_FEWEST = 150  # letters: a page with fewer was not understood, and all its paragraphs are taken instead
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def read_html(source: Source) -> Drafts:
    """One article. A page in which none is found is a problem."""
    charset = _CHARSET.search(source.data[:4096])
    decoded = decode(source, declared=charset[1].decode("ascii", "replace") if charset else None)
    if decoded.text is None:
        return Drafts(problems=decoded.problems)
    page = _CONTROLS.sub(" ", decoded.text)
    tree = _parsed(page)
    if tree is None:
        return Drafts(problems=(*decoded.problems, _nothing(source.path)))
    fields = tuple(_fields(tree, page, source.path))
    text, parts = join(_article(tree))
    if not text:
        return Drafts(problems=(*decoded.problems, _nothing(source.path)))
    return Drafts(drafts=(Draft(key=source.path, text=text, parts=parts, declared=fields),), problems=decoded.problems)


def _parsed(page: str) -> lxml_html.HtmlElement | None:
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_pis=True)
    try:
        tree = lxml_html.document_fromstring(page.encode(), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):  # nothing but comments, or no element at all
        return None
    return tree if isinstance(tree, lxml_html.HtmlElement) else None


def _nothing(path: str) -> Problem:
    return Problem(
        path=path,
        line=0,
        code="no-article",
        message="No article was found in the page.",
        advice="Copy the article's text into a .txt file; pages that build themselves by script are saved without their text.",
        severity=Severity.ERROR,
    )


# ---------------------------------------------------------------- text


def _article(tree: lxml_html.HtmlElement) -> list[tuple[str, Role | None]]:
    """The article's paragraphs, headings and captions."""
    captions = _lay_out_captions(tree)
    whole = _everything(tree)
    found = list(_paragraphs(_main(tree))) if whole else []
    if sum(len(words) for words, _ in found) < _FEWEST:
        found = whole
    return [(words, Role.CAPTION if words in captions else role) for words, role in found]


def _main(tree: lxml_html.HtmlElement) -> etree._Element | None:
    extract = _trafilatura()
    try:
        document = extract(tree, include_comments=False, include_tables=True, with_metadata=False, deduplicate=False)
    except Exception:  # trafilatura on hostile markup may raise anything; the page is then taken as a whole
        return None
    return getattr(document, "body", None)


@cache
def _trafilatura() -> Callable[..., object]:
    """Imported on the first page: it takes half a second, and most folders hold none."""
    from trafilatura import bare_extraction

    return cast(Callable[..., object], bare_extraction)


def _lay_out_captions(tree: lxml_html.HtmlElement) -> frozenset[str]:
    """Make a paragraph of each caption, because trafilatura drops figures; what the captions say."""
    captions = set()
    for figure in list(tree.iter("figure")):
        words = flat(" ".join(flat(caption.text_content()) for caption in figure.iter("figcaption")))
        parent = figure.getparent()
        if parent is None or (figure.find(".//p") is not None and len(flat(figure.text_content())) > 600):
            continue
        paragraph = lxml_html.Element("p")
        paragraph.text, paragraph.tail = words, figure.tail
        parent.replace(figure, paragraph)
        if words:
            captions.add(words)
    return frozenset(captions)


_BLOCKS = frozenset(
    "p head item row quote list table body main div code fw h1 h2 h3 h4 h5 h6 li tr td th ul ol article section blockquote lb br".split()
)
_SKIPPED = frozenset(
    "script style nav footer aside form noscript template button select iframe svg math head title header textarea".split()
)
_HEADINGS = frozenset("head h2 h3 h4 h5 h6".split())


def _paragraphs(body: etree._Element | None) -> Iterator[tuple[str, Role | None]]:
    """The leaves of trafilatura's tree in order. A row of a table is one paragraph."""
    if body is not None:
        yield from _walk(body, skipped=frozenset())


def _everything(tree: lxml_html.HtmlElement) -> list[tuple[str, Role | None]]:
    body = tree.find("body")
    return list(_walk(body, skipped=_SKIPPED)) if body is not None else []


def _walk(body: etree._Element, *, skipped: frozenset[str]) -> Iterator[tuple[str, Role | None]]:
    words: list[str] = []
    role: Role | None = None
    hidden = 0
    for event, element in etree.iterwalk(body, events=("start", "end", "comment")):
        if event == "comment":
            words.append(element.tail or "" if not hidden else "")
            continue
        tag = element.tag if isinstance(element.tag, str) else ""
        cell = tag in ("cell", "td", "th")
        if tag in _BLOCKS and not cell and not hidden:
            if flat("".join(words)).strip(" |"):
                yield flat("".join(words)).strip(" |"), role
            words, role = [], None
        if event == "start":
            hidden += tag in skipped
            if not hidden:
                title = tag == "h1" or (tag == "head" and element.get("rend") == "h1")
                role = Role.TITLE if title else Role.SUBHEAD if tag in _HEADINGS else role
                words.append((" | " if cell else "") + (element.text or ""))
        else:
            hidden -= tag in skipped
            if not hidden and element is not body:
                words.append(element.tail or "")
    if flat("".join(words)).strip(" |"):
        yield flat("".join(words)).strip(" |"), role


# ---------------------------------------------------------------- metadata


def _fields(tree: lxml_html.HtmlElement, page: str, path: str) -> Iterator[Fields]:
    """What the page declares, the surest first: JSON-LD, meta elements, marked-up lines, the title bar."""
    for record in _linked_data(tree):
        yield _checked(record, "the page's JSON-LD", path)
    meta = _meta(tree)
    site = meta.get("publisher")
    yield _checked(meta, "the page's head", path)
    yield _checked(_marked_lines(tree), "the page's markup", path)
    saved = _SAVED.search(page, 0, 8192)
    if saved:
        yield _checked({"url": saved[1] or saved[2]}, "the note that the browser left when it saved the page", path)
    bar = tree.findtext(".//title")
    if bar:
        yield _checked({"title": _without_site(bar, site)}, "the page's title bar", path)


def _checked(raw: Mapping[str, object], where: str, path: str) -> Fields:
    """Wrong values are left out without a word: the person who saved the page cannot repair it."""
    return check_fields({key: value for key, value in raw.items() if value}, where=where, path=path).fields


def _linked_data(tree: lxml_html.HtmlElement) -> Iterator[Mapping[str, object]]:
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        for item in _objects(_json(script.text_content())):
            kinds = item.get("@type")
            named = [kinds] if isinstance(kinds, str) else kinds if isinstance(kinds, list) else []
            if any(isinstance(kind, str) and kind.endswith(("Article", "Posting", "Report")) for kind in named):
                page = item.get("mainEntityOfPage")
                yield {
                    "title": item.get("headline"),
                    "published": item.get("datePublished"),
                    "authors": _names(item.get("author")),
                    "publisher": next(iter(_names(item.get("publisher"))), None),
                    "url": item.get("url") or (page.get("@id") if isinstance(page, dict) else page),
                }


def _json(text: str) -> object:
    try:
        return msgspec.json.decode(text.strip().encode())
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        return None


def _objects(value: object) -> list[dict[str, object]]:
    """The objects of a JSON-LD value: itself, its list, or its graph; deeper ones are no description of the page."""
    items = value if isinstance(value, list) else [value]
    found = [item for item in items if isinstance(item, dict)]
    for item in list(found):
        graph = item.get("@graph")
        found += [inner for inner in graph if isinstance(inner, dict)] if isinstance(graph, list) else []
    return found[:50]


def _names(value: object) -> list[str]:
    items = value if isinstance(value, list) else [value]
    names = [item.get("name") if isinstance(item, dict) else item for item in items]
    return [name for name in names if isinstance(name, str) and name and not name.startswith("http")]


_META = {
    "title": ("og:title", "twitter:title", "dc.title", "parsely-title"),
    "published": (
        "article:published_time",
        "datepublished",
        "dc.date",
        "dc.date.issued",
        "pubdate",
        "publishdate",
        "date",
        "parsely-pub-date",
    ),
    "authors": ("author", "article:author", "dc.creator", "parsely-author", "byl"),
    "publisher": ("og:site_name", "dc.publisher", "application-name"),
    "url": ("og:url",),
}


def _meta(tree: lxml_html.HtmlElement) -> dict[str, object]:
    """The head's meta elements under our names, the first of each sort."""
    content: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        if name and meta.get("content", "").strip():
            content.setdefault(name, flat(meta.get("content", "")))
    found: dict[str, object] = {field: next((content[name] for name in names if name in content), None) for field, names in _META.items()}
    canonical = next((link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"), None)
    found["url"] = canonical if (canonical or "").startswith("http") else found["url"]
    found["authors"] = None if str(found["authors"] or "").startswith("http") else _people(str(found["authors"] or ""))
    found["title"] = _without_site(str(found["title"]), found["publisher"]) if found["title"] else None
    return found


def _people(line: str) -> Sequence[str] | None:
    byline = parse_byline(line if line.lower().startswith("by ") else f"By {line}") if line else None
    return byline.authors if byline and byline.authors else [line] if is_name(line) else None


def _marked_lines(tree: lxml_html.HtmlElement) -> dict[str, object]:
    """The only heading of level one, the byline's element and the time of publication inside the article."""
    headings = [flat(heading.text_content()) for heading in tree.iter("h1")]
    found: dict[str, object] = {"title": headings[0] if len(headings) == 1 else None}
    for element in tree.iter("p", "div", "span", "a", "address", "li"):
        marks = f"{element.get('class') or ''} {element.get('rel') or ''} {element.get('itemprop') or ''}".lower()
        if "byline" in marks or "author" in marks.split():
            words = flat(element.text_content())
            if len(words) < 200 and (people := _people(words)):
                found["authors"] = people
                break
    for time in tree.iter("time"):
        inside = any(parent.tag in ("article", "main", "header") for parent in time.iterancestors())
        if time.get("datetime") and (inside or "datepublished" in (time.get("itemprop") or "").lower()):
            found["published"] = time.get("datetime")
            break
    return found


def _without_site(title: str, site: object) -> str:
    """ "Floods recede | The Mercury" without the newspaper, where the page names it or a bar sets it off."""
    title = flat(title)
    for mark in (" | ", " - ", " – ", " — ", " • ", " :: "):
        head, _, tail = title.rpartition(mark)
        if head and (tail.casefold() == str(site or "").casefold() or (mark == " | " and len(head) > 20 and len(tail) < 30)):
            return head
    return title
