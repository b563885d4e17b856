"""Cards over names and figures, in a real browser: by mouse, keyboard and touch, at an address that the site was not built with."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import Sample
from tests.support_browser import CHROMIUM

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")]

ARTICLE = "articles/ukrainian-crews-radio-north/"
NAME = "article p a.mk.p >> nth=0"


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name is the base class's
        pass


@pytest.fixture(scope="module")
def elsewhere(sample_site: Sample) -> Iterator[str]:
    """The sample at the root of another port: neither the address nor the path that it was built with."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(sample_site.folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


@contextmanager
def opened(browser: Browser, address: str, *, touch: bool = False) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390 if touch else 1280, "height": 800}, has_touch=touch)
    page = context.new_page()
    page.goto(address)
    yield page
    context.close()


def test_a_card_says_what_a_name_is_and_where_else_it_stands(browser: Browser, elsewhere: str) -> None:
    with opened(browser, elsewhere + ARTICLE) as page:
        page.locator(NAME).hover()
        card = page.locator(".card-over")
        expect(card).to_contain_text("Person")
        expect(card).to_contain_text("mentions in")
        expect(card).to_contain_text("Also in")
        card.hover()  # the pointer may go over into it
        page.wait_for_timeout(400)
        expect(card).to_be_visible()
        page.keyboard.press("Escape")
        expect(card).to_have_count(0)


def test_a_card_appears_with_the_focus_and_describes_its_link(browser: Browser, elsewhere: str) -> None:
    with opened(browser, elsewhere + ARTICLE) as page:
        for _ in range(120):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.matches('a.mk.f')"):
                break
        expect(page.locator(".card-over")).to_contain_text("Figure 42 rescue workers")
        assert page.evaluate("document.activeElement.getAttribute('aria-describedby')") == "card-over"
        page.keyboard.press("Tab")
        expect(page.locator("[aria-describedby]")).not_to_have_count(2)


def test_the_first_tap_shows_the_card_and_the_second_follows(browser: Browser, elsewhere: str) -> None:
    with opened(browser, elsewhere + ARTICLE, touch=True) as page:
        page.locator(NAME).tap()
        expect(page.locator(".card-over")).to_contain_text("Person")
        assert page.url.endswith(ARTICLE)
        page.locator(NAME).tap()
        page.wait_for_url("**/people/**")
