"""Ways of a reader through the sample site, in a real browser: with a mouse, by keyboard alone, and with JavaScript off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.conftest import Sample
from tests.support_browser import CHROMIUM, Watch, search_header

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")]

# In the samples one article writes this surname "Tkatchuk"; every other spelling and the person's entry have "Tkachuk".
VARIANT, PERSON = "Tkatchuk", "Oleksandr Tkachuk"


@contextmanager
def reading(browser: Browser, site: Sample, **options: object) -> Iterator[Page]:
    """A page whose requests to other hosts are refused; afterwards nothing may have asked, failed or been missing."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, **options)  # type: ignore[arg-type]  # Playwright's own options
    context.route(lambda url: not url.startswith(site.base), lambda route: route.abort())
    context.set_default_timeout(15_000)
    page = context.new_page()
    watch = Watch(site.base)
    watch.on(page)
    try:
        yield page
    finally:
        context.close()
    assert watch.found == []


def assert_lands(page: Page) -> Locator:
    """The address ends with a mention's anchor; the mention is in sight and highlighted. The mention."""
    page.wait_for_url(re.compile(r"/articles/[^/]+/#m-\d+$"))
    mention = page.locator(f"[id='{page.url.rsplit('#', 1)[1]}']")
    expect(mention).to_be_in_viewport()
    expect(mention).to_have_css("outline-style", "solid")  # waits: instant navigation sets the target after the page
    assert mention.evaluate("each => each.matches(':target')")
    return mention


def test_a_variant_spelling_in_the_header_leads_to_the_person_and_to_the_sentence(browser: Browser, sample_site: Sample) -> None:
    with reading(browser, sample_site) as page:
        page.goto(sample_site.base)
        search_header(page, VARIANT)
        page.locator(".md-search-result__link").first.click()
        expect(page.locator(".md-content h1")).to_contain_text(PERSON)
        sentence = page.locator("#mentions ~ ul li a").filter(has_text=VARIANT).first
        sentence.click()
        assert VARIANT in assert_lands(page).inner_text()


@pytest.mark.parametrize(
    ("words", "address"), [("soucek", "people/"), ("decin", "places/decin/"), ("usti nad labem", "places/usti-nad-labem/")]
)
def test_the_header_finds_a_name_with_accents_by_plain_letters(browser: Browser, sample_site: Sample, words: str, address: str) -> None:
    with reading(browser, sample_site) as page:
        page.goto(sample_site.base)
        search_header(page, words)
        assert address in (page.locator(".md-search-result__link").first.get_attribute("href") or "")


def test_the_signs_beside_headings_are_for_the_mouse_alone(browser: Browser, sample_site: Sample) -> None:
    with reading(browser, sample_site) as page:
        page.goto(sample_site.base + "articles/hamburg-strike-begins/")
        headings = [each.aria_snapshot() for each in page.locator("article h2").all()]
        assert headings and not any("¶" in each for each in headings)
        assert page.locator("article a.headerlink:not([tabindex='-1'])").count() == 0
        page.locator("#text").hover()
        page.locator("#text a.headerlink").click()
        page.wait_for_url(re.compile(r"#text$"))


def test_the_full_search_knows_variants_and_filters_by_kind(browser: Browser, sample_site: Sample) -> None:
    with reading(browser, sample_site) as page:
        page.goto(sample_site.base + "search/")
        page.get_by_role("searchbox", name="Search every sentence").fill(VARIANT)
        results = page.locator("#full-search ol li")
        expect(results.filter(has_text=PERSON).first).to_be_visible()
        page.locator("#full-search fieldset").filter(has_text="Kind").get_by_label(re.compile(r"^Article \(")).check()
        expect(results.locator(".kind").filter(has_text="Person")).to_have_count(0)
        expect(page.locator("#full-search .status")).to_have_text(re.compile(r"^\d+ pages?$"))
        results.first.get_by_role("link").first.click()
        page.wait_for_url(re.compile(r"/articles/[^/]+/"))
        expect(page.locator("article")).to_contain_text(VARIANT)


@pytest.mark.parametrize("spelling", ["Soucek", "Souček"])
def test_the_full_search_shows_the_sentence_whatever_the_spelling_and_lands_on_it(
    browser: Browser, sample_site: Sample, spelling: str
) -> None:
    with reading(browser, sample_site) as page:
        page.goto(sample_site.base + "search/")
        page.get_by_role("searchbox", name="Search every sentence").fill(spelling)
        for article, written in (("decin-levee-dispatch", "Souček"), ("htd-2025-06-18-pumps", "Soucek")):
            found = page.locator(f"#full-search ol p a[href*='{article}']").first
            expect(found).to_contain_text(written)
            expect(found.locator("mark").last).to_contain_text(written)
        found.click()
        assert written in assert_lands(page).inner_text()


def test_an_article_is_found_by_a_spelling_that_only_another_one_has(browser: Browser, sample_site: Sample) -> None:
    with reading(browser, sample_site) as page:
        page.goto(sample_site.base + "search/")
        page.get_by_role("searchbox", name="Search every sentence").fill(VARIANT)
        found = page.locator("#full-search ol p a[href*='ukrainian-crews-radio-north']").first
        expect(found).to_contain_text("Tkachuk")
        found.click()
        assert "Tkachuk" in assert_lands(page).inner_text()


def test_a_number_with_a_sign_searches_figures_by_size_and_lands_on_one(browser: Browser, sample_site: Sample) -> None:
    with reading(browser, sample_site) as page:
        page.goto(sample_site.base + "search/")
        page.get_by_role("searchbox", name="Search every sentence").fill("> 10,000 people")
        expect(page.locator("#full-search .status")).to_have_text(re.compile(r"^\d+ figures?"))
        results = page.locator("#full-search ol li")
        expect(results.first.locator("mark")).to_have_text(re.compile(r"\d\d,\d{3}|million|thousand"))
        results.first.locator("p a").click()
        page.wait_for_url(re.compile(r"/articles/[^/]+/#f-\d+$"))
        expect(page.locator(f"[id='{page.url.rsplit('#', 1)[1]}']")).to_be_in_viewport()


@pytest.mark.parametrize(("kind", "words", "anchor"), [("Figure", "damage", "f"), ("Quotation", "flood", "m")])
def test_figures_and_quotations_are_results_with_their_sentence(
    browser: Browser, sample_site: Sample, kind: str, words: str, anchor: str
) -> None:
    with reading(browser, sample_site) as page:
        page.goto(sample_site.base + "search/")
        page.get_by_role("searchbox", name="Search every sentence").fill(words)
        kinds = page.locator("#full-search fieldset").filter(has_text="Kind")
        expect(kinds).to_contain_text(re.compile(rf"Article \(\d+\)[^$]*{kind} \(\d+\)"))
        expect(page.locator("#full-search ol .kind").filter(has_text=kind)).to_have_count(0)  # their articles say the same
        kinds.get_by_label(re.compile(rf"^{kind} \(")).check()
        results = page.locator("#full-search ol li")
        expect(results.first.locator(".kind")).to_have_text(kind)
        expect(results.first.locator("p mark").first).to_contain_text(words)
        results.first.locator("p a").first.click()
        page.wait_for_url(re.compile(rf"/articles/[^/]+/#{anchor}-\d+$"))
        expect(page.locator(f"[id='{page.url.rsplit('#', 1)[1]}']")).to_be_in_viewport()


def test_figures_filter_and_sort(browser: Browser, sample_site: Sample) -> None:
    with reading(browser, sample_site) as page:
        page.goto(sample_site.base + "figures/")
        rows = page.locator(".sortable tbody tr:visible")
        before = rows.count()
        page.get_by_label("Filter").fill("soldiers")
        expect(page.locator(".filter [role=status]")).to_have_text(re.compile(rf"^\d+ of {before}$"))
        assert 0 < rows.count() < before
        assert all("soldier" in text.lower() for text in rows.all_inner_texts())
        page.get_by_label("Filter").fill("")
        expect(rows).to_have_count(before)
        header = page.locator(".sortable th").nth(1)
        header.click()
        expect(header).to_have_attribute("aria-sort", re.compile("ascending|descending"))


def test_a_comparison_shows_every_source_and_leads_to_each(browser: Browser, sample_site: Sample) -> None:
    with reading(browser, sample_site) as page:
        page.goto(sample_site.base)
        page.locator("h3 a[href*='figures/']").first.click()
        page.wait_for_url(re.compile(r"/figures/[^/]+/$"))
        expect(page.locator(".relation").first).to_be_visible()
        rows = page.locator(".compare tbody tr")
        assert rows.count() >= 2
        assert len(set(rows.locator("td:last-child").all_inner_texts())) >= 2
        rows.first.locator("a[href*='articles/']").first.click()
        assert_lands(page)


def test_marks_of_a_kind_can_be_switched_off_and_stay_off(browser: Browser, sample_site: Sample) -> None:
    with reading(browser, sample_site) as page:
        page.goto(sample_site.base + "articles/hamburg-strike-begins/")
        page.locator(".switches").get_by_label(re.compile("^Places")).uncheck()
        place = page.locator("article p .mk.l").first
        assert "none" in place.evaluate("each => getComputedStyle(each).textDecorationLine")
        page.goto(sample_site.base + "articles/dresden-flood-gates/")
        expect(page.locator(".switches").get_by_label(re.compile("^Places"))).not_to_be_checked()


def press_until(page: Page, key: str, wanted: str, most: int = 120) -> None:
    """Press a key until what has the focus matches the selector; every stop on the way must be visible."""
    for _ in range(most):
        page.keyboard.press(key)
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
    raise AssertionError(f"{wanted} was not reached with {most} times {key}")


def test_a_reader_with_a_keyboard_alone_gets_everywhere(browser: Browser, sample_site: Sample) -> None:
    with reading(browser, sample_site) as page:
        page.goto(sample_site.base)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.matches('.md-skip')")
        page.keyboard.press("/")
        expect(page.locator("input.md-search__input").first).to_be_focused()
        search_header(page, VARIANT)
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(page.locator(".md-content h1")).to_contain_text(PERSON)
        press_until(page, "Tab", "#mentions ~ ul li a")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        page.keyboard.press("Enter")
        mention = assert_lands(page)
        # From there the Tab key goes on where the reader is, not from the top of the page.
        page.keyboard.press("Tab")
        here, there = mention.bounding_box(), page.locator(":focus").bounding_box()
        assert here and there and abs(here["y"] - there["y"]) < 900

        page.goto(sample_site.base + "figures/")
        press_until(page, "Tab", ".gist a[href*='figures/']")
        press_until(page, "Tab", "#filter")
        page.keyboard.type("soldiers")
        expect(page.locator(".filter [role=status]")).to_have_text(re.compile("of"))
        press_until(page, "Tab", ".sortable th")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.getAttribute('aria-sort')") in ("ascending", "descending")

        page.goto(sample_site.base + "articles/hamburg-strike-begins/")
        press_until(page, "Tab", ".switches input")
        box = page.locator(":focus")
        page.keyboard.press("Space")
        expect(box).not_to_be_checked()


def test_the_site_reads_with_javascript_off(browser: Browser, sample_site: Sample) -> None:
    with reading(browser, sample_site, java_script_enabled=False) as page:
        page.goto(sample_site.base)
        expect(page.locator("figure.map svg").first).to_be_visible()
        page.locator(".cards a[href*='people/']").filter(has_text=PERSON).click()
        expect(page.locator(".md-content h1")).to_contain_text(PERSON)
        page.locator("#mentions ~ ul li a").first.click()
        assert_lands(page)
        page.goto(sample_site.base + "figures/")
        assert page.locator(".sortable tbody tr:visible").count() > 20
        page.goto(sample_site.base + "search/")
        assert "needs JavaScript" in page.locator("#full-search").inner_text()


def test_a_phone_needs_no_scrolling_sideways(browser: Browser, sample_site: Sample) -> None:
    kinds = [
        "",
        "articles/hamburg-strike-begins/",
        "people/",
        "figures/",
        "quotes/",
        "timeline/",
        "places/",
        "search/",
        "about/",
        "report/",
    ]
    with reading(browser, sample_site) as page:
        page.set_viewport_size({"width": 390, "height": 844})
        for path in kinds:
            page.goto(sample_site.base + path)
            width = page.evaluate("document.documentElement.scrollWidth")
            assert width <= 390, f"{path or 'the home page'} is {width} pixels wide"


def test_a_printed_page_is_ink_on_paper_in_dark_too(browser: Browser, sample_site: Sample) -> None:
    with reading(browser, sample_site, color_scheme="dark") as page:
        page.goto(sample_site.base + "articles/hamburg-strike-begins/")
        page.emulate_media(media="print")
        expect(page.locator(".md-header")).to_be_hidden()
        expect(page.locator(".switches")).to_be_hidden()
        ink = page.locator("article p[id^='p-']:not(.caption, .credit)").first.evaluate(
            "each => getComputedStyle(each).color.match(/\\d+/g).map(Number)"
        )
        assert max(ink) < 80
