"""Articles are untrusted: attacks wherever an article's words can stand, on the built site, in a real browser."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

import lxml.html
import pytest

from generator.site.escape import visible
from tests.support_attacks import attacked, attacks
from tests.support_browser import CHROMIUM, Watch, build, chromium, free_port, search_header, served

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")]

# Whatever stands in the article element of a page was written by a template of ours.
TAGS = set(
    "article h1 h2 h3 p a dl dt dd ul ol li span small strong em br div table thead tbody tr th td details summary figure figcaption svg "
    "path circle line rect text title image noscript code pre nav".split()
)
ATTRIBUTES = re.compile(
    r"(xlink:)?href|id|class|title|rel|hidden|style|scope|align|role|aria-[a-z]+|data-(preview|search-exclude|sort|pick|person|place|organisation|pagefind-[a-z]+|md-[a-z]+)|start|tabindex|"
    r"viewbox|d|x|y|x1|x2|y1|y2|cx|cy|r|width|height|stroke-width|text-anchor|transform|preserveaspectratio|focusable"
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    port = free_port()
    base = f"http://127.0.0.1:{port}/"
    built = build(attacked(attacks()), tmp_path_factory.mktemp("attacks"), base)
    with served(built, port):
        yield built, base


def test_there_are_attacks_enough() -> None:
    assert len(attacks()) >= 60 and len(set(attacks())) == len(attacks())


def test_pages_hold_only_our_elements_attributes_and_links(site: tuple[Path, str]) -> None:
    built, _ = site
    pages = sorted(built.rglob("index.html"))
    assert len(pages) > 4 * len(attacks())
    for path in pages:
        tree = lxml.html.parse(str(path)).getroot()
        assert len(tree.xpath("//article")) == 1, path
        for element in tree.xpath("//article/descendant-or-self::*"):
            assert element.tag in TAGS, (path, element.tag)
            for name, value in element.attrib.items():
                assert ATTRIBUTES.fullmatch(name.lower()), (path, name, value)
                if name.endswith("href"):
                    assert re.match(r"\.{1,2}/|#|[a-z0-9-]+/|https?://", value) and "javascript:" not in value.lower(), (path, value)
                if name == "tabindex":
                    assert (value, element.get("class")) == ("-1", "headerlink"), (path, value)
                if name == "style":
                    assert value in ("text-align: right;", "text-align: left;"), (path, value)
        head = tree.find("head")
        scripts = (
            [each.text or "" for each in head.iter("script") if each.get("type") != "application/ld+json"]
            if head is not None
            else ["pwned"]
        )
        assert "pwned" not in "".join(scripts), path
        for element in tree.iter():
            assert not [name for name in element.attrib if name.lower().startswith("on")], path


def test_every_attack_is_shown_as_its_words(site: tuple[Path, str]) -> None:
    built, _ = site
    for number, attack in enumerate(attacks()):
        shown = " ".join(visible(attack).split())
        tree = lxml.html.parse(str(built / "articles" / f"attack-{number:03}" / "index.html")).getroot()
        for mark in tree.xpath("//article//a[@class='headerlink']"):
            mark.drop_tree()
        text = " ".join(tree.xpath("//article")[0].text_content().split())
        for part in (f"Person {shown}", f"{shown} is a place.", f"They counted {shown} there."):
            assert part in text, (number, part)
        assert " ".join(tree.xpath("//h1")[0].text_content().split()) == shown
        entry = lxml.html.parse(str(built / "people" / f"attack-{number:03}" / "index.html")).getroot()
        assert " ".join(entry.xpath("//h1")[0].text_content().replace("¶", "").split()) == shown.replace("¶", "")
        assert entry.xpath("//title")[0].text == f"{shown} - Research brief" or " ".join(
            (entry.xpath("//title")[0].text or "").split()
        ).startswith(shown[:40])


def test_nothing_runs_and_nothing_is_asked_of_another_host(site: tuple[Path, str]) -> None:
    _, base = site
    pages = ["", "people/", "places/", "organisations/", "figures/", "quotes/", "timeline/", "sources/", "report/", "about/", "articles/"]
    # The lists above hold every attack; of the articles every fourth is opened; the tests above looked through each.
    pages += [f"articles/attack-{number:03}/" for number in range(0, len(attacks()), 4)]
    pages += [
        f"{folder}/attack-{number:03}/" for number in range(0, len(attacks()), 19) for folder in ("people", "places", "organisations")
    ]
    watch = Watch(base)
    with chromium() as browser:
        context = browser.new_context()
        page = context.new_page()
        watch.on(page)
        for path in pages:
            page.goto(base + path, wait_until="load")
            assert page.evaluate("window.pwned") is None, path
            assert page.evaluate("document.baseURI").startswith(base)
        # What Material's search shows comes from an index of its own, and so does what the full-text search shows.
        page.goto(base)
        search_header(page, "evil script click")
        assert page.evaluate("window.pwned") is None
        assert page.locator(".md-search-result img, .md-search-result script, .md-search-result iframe").count() == 0
        page.goto(base + "search/?find=evil")
        page.wait_for_selector("#full-search li")
        assert page.evaluate("window.pwned") is None
        assert page.locator("#full-search").locator("img, script, iframe, style").count() == 0
        # Hover cards are made from the target page.
        page.goto(base + "articles/attack-000/")
        page.locator("article a[data-card]").first.hover()
        page.wait_for_selector(".card-over")
        assert page.locator(".card-over").locator("img, script, iframe, style").count() == 0
        assert page.evaluate("window.pwned") is None
    assert watch.found == []


def test_exports_hold_the_attacks_as_data(site: tuple[Path, str]) -> None:
    built, _ = site
    people = json.loads((built / "data" / "people.json").read_text(encoding="utf-8"))
    assert {person["name"] for person in people} == set(attacks())
    rows = csv.reader((built / "data" / "people.csv").read_text(encoding="utf-8").splitlines())
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
