"""What a reader does on the built site, in a real browser: search, follow, sort, filter, switch, read without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import lxml.html
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.support_browser import CHROMIUM, Watch, build, chromium, free_port, search_header, served
from tests.support_site import sample

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")]


class Site(NamedTuple):
    base: str
    folder: Path
    browser: Browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The sample corpus under a sub-path, as on GitHub Pages."""
    folder = tmp_path_factory.mktemp("sample")
    port = free_port()
    base = f"http://127.0.0.1:{port}/brief/"
    www = folder / "www"
    www.mkdir()
    build(sample(), folder, base).rename(www / "brief")
    with served(www, port), chromium() as browser:
        yield Site(base, www / "brief", browser)


@pytest.fixture
def page(site: Site) -> Iterator[Page]:
    context = site.browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    watch = Watch(site.base)
    watch.on(opened)
    yield opened
    context.close()
    assert watch.found == []


def test_a_reader_searches_a_spelling_opens_the_person_and_follows_a_sentence(site: Site, page: Page) -> None:
    page.goto(site.base)
    search_header(page, "Orlov")
    page.locator(".md-search-result__link[href*='people/anna-orlov']").first.click()
    expect(page.locator(".md-content h1")).to_contain_text("Anna Orlov")
    page.locator("#mentions ~ ul a", has_text="Orlov").nth(2).click()
    page.wait_for_url(re.compile(r"/articles/000-first/#m-\d+$"))
    anchor = page.url.rsplit("#", 1)[1]
    expect(page.locator(f"#{anchor}")).to_be_in_viewport()
    expect(page.locator(f"#{anchor}")).to_contain_text("Orlov")
    page.locator(f"#{anchor}").click()
    expect(page.locator(".md-content h1")).to_contain_text("Anna Orlov")


def test_the_full_text_search_lands_on_the_paragraph(site: Site, page: Page) -> None:
    page.goto(site.base + "search/")
    page.locator("#full-search input[type=search]").fill("looks like a list")
    link = page.locator("#full-search li a").first
    expect(link).to_have_attribute("href", re.compile(r"/brief/articles/000-first/#p-7$"))
    expect(page.locator("#full-search fieldset", has_text="Kind")).to_contain_text("Article (1)")
    link.click()
    expect(page.locator("#p-7")).to_be_in_viewport()
    page.goto(site.base + "search/?find=Petrov")
    page.locator("#full-search label", has_text="Person (1)").click()
    expect(page.locator("#full-search .status")).to_have_text("1 page")


def test_tables_sort_and_filter(site: Site, page: Page) -> None:
    page.goto(site.base + "places/")
    first = page.locator(".sortable tbody tr td:first-child").first
    expect(first).to_have_text("Kursk region")
    page.locator("th", has_text="Mentions").click()
    expect(page.locator("th", has_text="Mentions")).to_have_attribute("aria-sort", re.compile("ending"))
    expect(first).not_to_have_text("Kursk region")
    page.locator("th", has_text="Name").focus()
    page.keyboard.press("Enter")
    expect(first).to_have_text("Kursk region")


def test_a_phone_shows_the_rows_of_a_table_as_cards(site: Site, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(site.base + "figures/")
    cell = page.locator(".sortable tbody tr td:nth-child(2)").first
    expect(cell).to_have_attribute("data-label", "Read as")
    assert "Read as" in cell.evaluate("e => getComputedStyle(e, '::before').content")
    assert page.evaluate("Math.max(...[...document.querySelectorAll('.sortable td')].map(e => e.getBoundingClientRect().right))") <= 390


def test_kinds_of_marks_are_switched_and_remembered(site: Site, page: Page) -> None:
    page.goto(site.base + "articles/000-first/")
    mark = page.locator(".mk.l").nth(1)
    assert "dotted" in mark.evaluate("e => getComputedStyle(e).textDecorationStyle")
    page.locator(".switches label", has_text="Places").click()
    assert mark.evaluate("e => getComputedStyle(e).textDecorationLine") == "none"
    page.goto(site.base + "articles/001-second/")
    expect(page.locator(".switches label", has_text="Places").locator("input")).not_to_be_checked()


def test_the_map_is_reached_by_keyboard(site: Site, page: Page) -> None:
    page.goto(site.base + "places/")
    page.locator(".map a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/places/(kursk|sumy)/"))
    expect(page.locator(".locator circle")).to_be_visible()


def test_every_kind_of_page_reads_without_javascript(site: Site) -> None:
    context = site.browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.base + "articles/000-first/")
    expect(page.locator("article")).to_contain_text("More than 120,000 people have fled their homes")
    page.locator("#m-4").click()
    expect(page.locator(".md-content h1")).to_contain_text("Anna Orlov")
    page.goto(site.base + "figures/")
    expect(page.locator(".gist svg").first).to_be_visible()
    page.goto(site.base + "search/")
    assert "needs JavaScript" in page.locator("#full-search").inner_text()
    context.close()


KINDS = """/ articles/000-first/ people/anna-orlov/ places/kursk/ people/ places/ figures/ quotes/ timeline/ sources/
search/?find=Orlov about/ report/ 404.html""".split()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_axe_finds_nothing_on_any_kind_of_page(site: Site, scheme: str, width: int) -> None:
    context = site.browser.new_context(viewport={"width": width, "height": 900}, color_scheme="dark" if scheme == "dark" else "light")
    page = context.new_page()
    comparison = next((site.folder / "figures").glob("*/index.html")).parent.name
    found = []
    for path in [*KINDS, f"figures/{comparison}/"]:
        page.goto(site.base + path.removeprefix("/"))
        page.wait_for_timeout(150)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{path} scrolls sideways at {width}"
        violations = Axe().run(page).response["violations"]
        found += [(path, each["id"], [node["html"][:160] for node in each["nodes"]][:3]) for each in violations]
    context.close()
    assert found == []


def test_links_and_anchors_lead_somewhere(site: Site) -> None:
    """Every href and src of every page, those of SVG and raw HTML too, which MkDocs does not check."""
    pages = {path: lxml.html.parse(str(path)).getroot() for path in site.folder.rglob("*.html") if path.name != "404.html"}
    ids = {path: set(tree.xpath("//@id")) for path, tree in pages.items()}
    for path, tree in pages.items():
        for element, name, link, _ in tree.iterlinks():
            if link.startswith(("http://", "https://", "mailto:", "data:")) or name not in ("href", "src", "xlink:href"):
                continue
            target, _, anchor = link.partition("#")
            found = (path.parent / target.split("?")[0]).resolve() if target else path
            found = found / "index.html" if found.is_dir() else found
            assert found.is_file(), (path, link, element.tag)
            if anchor and found in ids and element.tag == "a" and not anchor.startswith("__"):
                assert anchor in ids[found], (path, link)
