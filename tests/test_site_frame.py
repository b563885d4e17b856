"""What stands around every page of the built site: the way to it, its description for sharers, the page at a wrong address."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from typing import Any, Literal

import lxml.html
import pytest
from lxml.html import HtmlElement
from playwright.sync_api import Browser, expect

from tests.conftest import ROOT, Sample
from tests.support_browser import CHROMIUM

needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")


def page_of(site: Sample, path: str) -> HtmlElement:
    return lxml.html.parse(str(site.folder / path / "index.html")).getroot()


def crumbs(tree: HtmlElement) -> list[str]:
    return [" ".join(item.text_content().split()) for item in tree.xpath("//nav[@class='trail']//li")]


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("", []),
        ("people", ["Brief"]),
        ("people/oleksandr-tkachuk", ["Brief", "People"]),
        ("articles/hamburg-strike-begins", ["Brief", "Articles"]),
        ("report", ["Brief", "About"]),
        ("figures/displaced-usti-nad-labem-2025-06", ["Brief", "Figures"]),
    ],
)
def test_every_page_but_the_first_says_where_it_is(sample_site: Sample, path: str, names: list[str]) -> None:
    tree = page_of(sample_site, path)
    names = [*names, " ".join(tree.xpath("string(//h1)").replace("¶", "").split())] if names else []
    assert crumbs(tree) == names
    listed = [each for each in schemas(tree) if each["@type"] == "BreadcrumbList"]
    assert [[item["name"] for item in each["itemListElement"]] for each in listed] == ([names] if names else [])
    for each in listed:
        assert all(item["item"].startswith(sample_site.base) for item in each["itemListElement"])


def schemas(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    return (json.loads(each) for each in tree.xpath("//script[@type='application/ld+json']/text()"))


def test_every_page_has_a_card_with_a_picture_that_is_there(sample_site: Sample) -> None:
    for path in ("", "people/oleksandr-tkachuk"):
        tree = page_of(sample_site, path)
        picture = tree.xpath("string(//meta[@property='og:image']/@content)")
        assert picture == sample_site.base + "assets/social.png"
        assert tree.xpath("string(//meta[@name='twitter:card']/@content)") == "summary_large_image"
    png = (sample_site.folder / "assets" / "social.png").read_bytes()
    assert png.startswith(b"\x89PNG") and struct.unpack(">II", png[16:24]) == (1200, 630)
    assert len(png) < 100_000


@pytest.mark.browser
@needs_browser
def test_a_wrong_address_leads_on(browser: Browser, sample_site: Sample) -> None:
    """GitHub Pages shows 404.html at the wrong address itself, at any depth."""
    context = browser.new_context()
    page = context.new_page()
    missing = (sample_site.folder / "404.html").read_text(encoding="utf-8")
    page.route("**/gone/**", lambda route: route.fulfill(status=404, body=missing, content_type="text/html"))
    page.goto(sample_site.base + "people/gone/deep/")
    expect(page.locator("h1")).to_have_text("There is no page at this address")
    page.get_by_label("Search every sentence").fill("Tkatchuk")
    page.keyboard.press("Enter")
    page.wait_for_url("**/brief/search/?find=Tkatchuk")
    expect(page.locator("#full-search ol li").first).to_be_visible()
    page.goto(sample_site.base + "people/gone/deep/")
    page.locator("article a", has_text="People").click()
    expect(page.locator("h1")).to_contain_text("People")
    context.close()


def test_our_own_scripts_and_styles_stay_small(sample_site: Sample) -> None:
    """At most 60 KB gzip on an article's page, beside what the theme brings."""
    import gzip

    tree = page_of(sample_site, "articles/hamburg-strike-begins")
    own = [each for each in (*tree.xpath("//link[@rel='stylesheet']/@href"), *tree.xpath("//script/@src")) if "assets/brief" in each]
    assert len(own) == 2
    size = sum(len(gzip.compress((ROOT / "templates" / each[each.index("assets/") :]).read_bytes())) for each in own)
    assert size < 60_000


@pytest.mark.browser
@needs_browser
@pytest.mark.parametrize("path", ["people/", "figures/", "articles/"])
def test_a_table_on_a_phone_without_scripts_keeps_the_names_of_its_columns(browser: Browser, sample_site: Sample, path: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    page = context.new_page()
    page.goto(sample_site.base + path)
    head = page.locator(".sortable thead th").first
    box = head.bounding_box()
    assert box is not None and box["width"] > 20 and box["height"] > 10
    assert page.locator("body").evaluate("() => document.documentElement.scrollWidth") <= 390
    context.close()


@pytest.mark.browser
@needs_browser
def test_print_names_the_brief_and_the_address_and_leaves_out_what_only_a_screen_needs(browser: Browser, sample_site: Sample) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(sample_site.base + "articles/hamburg-strike-begins/")
    expect(page.locator(".printed")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator(".printed")).to_be_visible()
    for selector in (".md-header", ".md-tabs", ".trail", ".switches", ".crumbs"):
        expect(page.locator(selector).first).to_be_hidden()
    assert len(page.pdf()) > 10_000
    context.close()


@pytest.mark.browser
@needs_browser
def test_rows_of_dots_are_no_wider_on_paper_than_on_a_screen(browser: Browser, sample_site: Sample) -> None:
    context = browser.new_context(viewport={"width": 673, "height": 950})  # A4 between its margins
    page = context.new_page()
    page.goto(sample_site.base)
    media: Literal["screen", "print"]
    for media, most in (("screen", 480), ("print", 240)):
        page.emulate_media(media=media)
        widths = page.eval_on_selector_all("svg.dots", "all => all.map(each => each.getBoundingClientRect().width)")
        assert widths and max(widths) <= most, media
    context.close()
