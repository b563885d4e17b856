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

from tests.conftest import ROOT, Sample
from tests.support_browser import CHROMIUM

needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")

# Every kind of page that the site has, the fullest one of its kind; a new kind of template gets its line here.
KINDS = {
    "home": "",
    "article": "articles/hamburg-strike-begins/",
    "articles": "articles/",
    "person": "people/oleksandr-tkachuk/",
    "people": "people/",
    "place": "places/usti-nad-labem/",
    "places": "places/",
    "organisation": "organisations/harbour-workers-union/",
    "organisations": "organisations/",
    "comparison": "figures/displaced-usti-nad-labem-2025-06/",
    "figures": "figures/",
    "quotes": "quotes/",
    "speakers": "quotes/speakers/",
    "timeline": "timeline/",
    "sources": "sources/",
    "search": "search/?find=water",
    "problems": "report/",
    "about": "about/",
    "corrections": "corrections/",
    "help": "help/",
    "missing": "404.html",
}
ARTEFACTS = ROOT / "test-artefacts" / "pages"


@pytest.mark.browser
@needs_browser
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_kind_of_page(browser: Browser, sample_site: Sample, scheme: str, width: int) -> None:
    """Every rule of axe; no page scrolls sideways; a picture of each page stays in test-artefacts/pages for who wants to look."""
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme="dark" if scheme == "dark" else "light")
    page = context.new_page()
    found: list[tuple[str, ...]] = []
    for kind, address in KINDS.items():
        answer = page.goto(sample_site.base + address)
        assert answer is not None and answer.ok, f"the sample site has no {address}"
        if kind == "search":
            page.wait_for_selector("#full-search li")
        assert page.evaluate("document.body.dataset.mdColorScheme") == ("slate" if scheme == "dark" else "default")
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append((address, "scrolls sideways"))
        for violation in Axe().run(page).response["violations"]:
            found += [(address, violation["id"], node["html"][:200], node["failureSummary"]) for node in violation["nodes"][:3]]
        page.screenshot(path=ARTEFACTS / f"{kind}-{scheme}-{width}.png", full_page=True)
    context.close()
    assert found == []


@pytest.mark.browser
@needs_browser
def test_no_page_scrolls_sideways_at_320_pixels(browser: Browser, sample_site: Sample) -> None:
    """WCAG 1.4.10: the width of a page at 400 per cent. Lists to choose from take long names here, whatever the samples hold."""
    context = browser.new_context(viewport={"width": 320, "height": 700})
    page = context.new_page()
    wide = []
    for address in KINDS.values():
        page.goto(sample_site.base + address)
        page.evaluate(
            "for (const list of document.querySelectorAll('.filter select')) list.append(new Option('A name as long as they come in news'))"
        )
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            wide.append((address, width))
    context.close()
    assert wide == []


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
        unnamed = tree.xpath("//article//div[contains(@class, 'sortable') or contains(@class, 'compare')]//table[not(@aria-label)]")
        if unnamed:
            wrong.append((name, "a table has no name for a screen reader"))
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
    home = lxml.html.parse(str(sample_site.folder / "index.html")).getroot()
    assert home.xpath("string(//title)") == home.xpath("string(//h1)").removesuffix("¶").strip()
    tree = lxml.html.parse(str(sample_site.folder / "articles" / "hamburg-strike-begins" / "index.html")).getroot()
    for name in ("og:title", "og:description", "og:type"):
        assert tree.xpath(f"string(//meta[@property='{name}']/@content)")
