"""A reader reports an error: a prefilled issue at the brief's own address, with the words that were selected, and without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser

from generator.site import SiteSettings, load_templates, plan, render, write
from generator.site.finish import build_site
from tests.support_browser import CHROMIUM, chromium, free_port, served
from tests.support_build import ROOT
from tests.support_site import sample

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")]
ISSUES = "https://github.com/someone/brief/issues/new"


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Browser]]:
    folder = tmp_path_factory.mktemp("errors")
    port = free_port()
    base = f"http://127.0.0.1:{port}/"
    pages, _ = plan(sample(), SiteSettings(name="Test brief", version="1", url=base))
    write(render(pages, load_templates(ROOT)), folder / "docs")
    settings = (ROOT / "templates" / "start" / "mkdocs.yml").read_text(encoding="utf-8")
    (folder / "mkdocs.yml").write_text(f"repo_url: https://github.com/someone/brief\n{settings}", encoding="utf-8")
    overrides = folder / "templates" / "overrides"
    overrides.mkdir(parents=True)
    (overrides / "main.html").write_bytes((ROOT / "templates" / "overrides" / "main.html").read_bytes())
    build_site(folder / "mkdocs.yml", folder / "docs", folder / "site", search=False, url=base)
    with served(folder / "site", port), chromium() as browser:
        yield base, browser


def test_the_link_leads_to_a_prefilled_issue_without_javascript(reader: tuple[str, Browser]) -> None:
    base, browser = reader
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(base + "articles/000-first/")
    address = page.locator(".report-error a").get_attribute("href") or ""
    asked = parse_qs(urlsplit(address).query)
    assert address.startswith(ISSUES) and asked["title"][0].startswith("Error: ") and base + "articles/000-first/" in asked["body"][0]


def test_selected_words_and_their_highlight_go_into_the_report(reader: tuple[str, Browser]) -> None:
    base, browser = reader
    page = browser.new_page()
    page.goto(base + "articles/000-first/")
    page.evaluate("""() => {
        document.addEventListener("click", (event) => event.preventDefault());
        getSelection().selectAllChildren(document.querySelector(".mk[id]"));
    }""")
    words = page.evaluate("getSelection().toString()")
    mark = page.evaluate("document.querySelector('.mk[id]').id")
    page.evaluate("document.querySelector('.report-error a').click()")
    body = parse_qs(urlsplit(page.locator(".report-error a").get_attribute("href") or "").query)["body"][0]
    assert f"Words: {words}" in body and f"#{mark}" in body
