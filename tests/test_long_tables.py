"""Long tables are laid out only where the reader is: nothing of them may be out of reach for that."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.conftest import Sample
from tests.support_browser import CHROMIUM

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")]


@pytest.mark.parametrize("size", [{"width": 1280, "height": 900}, {"width": 390, "height": 800}])
def test_a_row_far_down_is_reached_by_link_by_search_in_the_page_and_by_keyboard(
    browser: Browser, sample_site: Sample, size: dict[str, int]
) -> None:
    context = browser.new_context(viewport=size)  # type: ignore[arg-type]  # a mapping of this shape
    page = context.new_page()
    page.goto(sample_site.base + "figures/")
    assert page.evaluate("getComputedStyle(document.querySelector('.sortable')).contentVisibility") == "auto"
    last = page.locator(".sortable tbody tr[id^='f-']").last
    anchor = last.get_attribute("id")
    words = last.locator("a").first.text_content()

    page.goto("about:blank")
    page.goto(f"{sample_site.base}figures/#{anchor}")
    expect(page.locator(f"[id='{anchor}']")).to_be_in_viewport()

    page.goto("about:blank")
    page.goto(sample_site.base + "figures/")
    assert page.evaluate("([words]) => find(words, true, true)", [words])  # backwards from the end of the page
    top = page.evaluate("getSelection().getRangeAt(0).getBoundingClientRect().top")
    assert 0 <= top <= size["height"]

    page.goto("about:blank")
    page.goto(sample_site.base + "figures/")
    page.locator("body").press("End")
    last.locator("a").first.focus()
    expect(last).to_be_in_viewport()
    context.close()


def test_a_long_table_prints_whole(browser: Browser, sample_site: Sample) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(sample_site.base + "figures/")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.querySelector('.sortable')).contentVisibility") == "visible"
    assert re.search(r"\d", page.locator(".sortable tbody tr").last.inner_text())
    context.close()
