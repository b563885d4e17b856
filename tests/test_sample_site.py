"""The sample site as a whole: axe on every kind of page, every link and anchor, plain sanity of the HTML, nothing from another host."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import lxml.html
import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml.html import HtmlElement
from playwright.sync_api import Browser

from tests.conftest import Sample
from tests.support_browser import CHROMIUM

needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")

# The pages with most on them. Every kind of page, light and wide, dark and narrow: test_site_browser.py, on a smaller corpus.
DENSEST = ("", "articles/hamburg-strike-begins/", "people/oleksandr-tkachuk/", "places/", "figures/", "search/?find=water")


@pytest.mark.browser
@needs_browser
@pytest.mark.parametrize(("scheme", "width"), [("light", 390), ("dark", 1280)])
def test_axe_finds_nothing_on_the_densest_pages(browser: Browser, sample_site: Sample, scheme: str, width: int) -> None:
    dark = scheme == "dark"
    # What darkness changes is colours; the other rules need not run a second time.
    options = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}} if dark else {}
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light")
    page = context.new_page()
    found = []
    for address in DENSEST:
        page.goto(sample_site.base + address)
        if "search/" in address:
            page.wait_for_selector("#full-search li")
        assert page.evaluate("document.body.dataset.mdColorScheme") == ("slate" if dark else "default")
        for violation in Axe().run(page, options=options).response["violations"]:
            found += [(address, violation["id"], node["html"][:200], node["failureSummary"]) for node in violation["nodes"][:3]]
    context.close()
    assert found == []


def pages(site: Sample) -> Iterator[tuple[Path, HtmlElement]]:
    for path in sorted(site.folder.rglob("*.html")):
        yield path, lxml.html.parse(str(path)).getroot()


def address_of(site: Sample, path: Path) -> str:
    return site.base + path.relative_to(site.folder).as_posix().removesuffix("index.html")


def test_every_link_and_anchor_leads_somewhere(sample_site: Sample) -> None:
    """Those of raw HTML and SVG too, which MkDocs does not check; and 404.html, which is shown at any depth."""
    held = dict(pages(sample_site))
    ids = {path: set(tree.xpath("//@id")) | set(tree.xpath("//a/@name")) for path, tree in held.items()}
    missing, outward = [], []
    for path, tree in held.items():
        here = address_of(sample_site, path)
        for element, name, link, _ in tree.iterlinks():
            if name == "class" or link.startswith("data:"):
                continue
            target = urljoin(here, link)
            if not target.startswith(sample_site.base):
                if element.tag != "a" or not target.startswith(("http://", "https://")):
                    outward.append((path.name, element.tag, target))
                continue
            parts = urlsplit(target)
            file = sample_site.folder / unquote(parts.path).removeprefix("/brief/")
            file = file / "index.html" if file.is_dir() else file
            anchor = unquote(parts.fragment)
            if not file.is_file() or (anchor and file in ids and not anchor.startswith("__") and anchor not in ids[file]):
                missing.append((here, link))
    assert missing == []
    assert outward == []  # only links that a reader follows may lead elsewhere


def test_pages_are_sane_html(sample_site: Sample) -> None:
    wrong = []
    for path, tree in pages(sample_site):
        name = path.relative_to(sample_site.folder).as_posix()
        text = path.read_text(encoding="utf-8")
        if not text.lstrip().lower().startswith("<!doctype html>") or tree.get("lang") != "en":
            wrong.append((name, "doctype or language"))
        twice = [each for each, count in Counter(map(str, tree.xpath("//@id"))).items() if count > 1]
        wrong += [(name, f"id {each} twice") for each in twice]
        if len(tree.xpath("//article//h1")) != 1:
            wrong.append((name, "not one h1"))
        if name != "404.html" and not tree.xpath("string(//meta[@name='description']/@content)").strip():
            wrong.append((name, "no description"))
        wrong += [(name, f"image without alt: {each.get('src')}") for each in tree.xpath("//img[not(@alt)]")]
        levels = [int(each.tag[1]) for each in tree.xpath("//article//*[self::h1 or self::h2 or self::h3 or self::h4]")]
        if any(after > before + 1 for before, after in pairwise(levels)):
            wrong.append((name, "a level of headings is left out"))
        if re.search(r"\{[:#.][^}]*\}\s*</|\{\{|\}\}|&amp;#\d+;", re.sub(r"<(script|style)\b.*?</\1>", "", text, flags=re.S)):
            wrong.append((name, "markup is shown as text"))
    assert wrong == []


def test_the_site_has_what_crawlers_and_sharers_look_for(sample_site: Sample) -> None:
    sitemap = (sample_site.folder / "sitemap.xml").read_text(encoding="utf-8")
    assert f"<loc>{sample_site.base}articles/hamburg-strike-begins/</loc>" in sitemap
    assert "/brief/assets/" in (sample_site.folder / "404.html").read_text(encoding="utf-8")
    tree = lxml.html.parse(str(sample_site.folder / "articles" / "hamburg-strike-begins" / "index.html")).getroot()
    for name in ("og:title", "og:description", "og:type"):
        assert tree.xpath(f"string(//meta[@property='{name}']/@content)")
