"""What machines read: the Atom feed, and schema.org's description in the head of a page."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import lxml.etree
import pytest
import yaml

from generator.model import Index, Rights
from generator.site import SiteSettings, load_templates, plan, render
from tests.support_attacks import attacked, attacks
from tests.support_site import sample

ROOT = Path(__file__).parents[1]
ATOM = {"a": "http://www.w3.org/2005/Atom"}
SETTINGS = SiteSettings(name="Brief & more", url="https://example.org/brief")


def files(index: Index, settings: SiteSettings = SETTINGS) -> dict[str, str]:
    made = render(plan(index, settings)[0], load_templates(ROOT))
    return {path: content.decode() for path, content in made.items() if not path.startswith("assets/")}


def test_the_feed_has_the_newest_article_first_and_its_days() -> None:
    feed = lxml.etree.fromstring(files(sample())["feed.xml"].encode())
    assert feed.xpath("string(a:id)", namespaces=ATOM) == "https://example.org/brief/"
    assert feed.xpath("string(a:updated)", namespaces=ATOM) == "2024-08-15T00:00:00Z"
    assert feed.xpath("a:entry/a:link/@href", namespaces=ATOM) == [
        "https://example.org/brief/articles/001-second/",
        "https://example.org/brief/articles/000-first/",
    ]
    assert feed.xpath("string(a:title)", namespaces=ATOM) == "Brief & more"


def test_a_site_without_an_address_has_no_feed() -> None:
    assert "feed.xml" not in files(sample(), replace(SETTINGS, url=""))


def test_the_feed_shows_no_words_that_rights_keep_back() -> None:
    assert "<summary>" in files(sample())["feed.xml"]
    assert "<summary>" not in files(sample(), replace(SETTINGS, rights=Rights.EXCERPT))["feed.xml"]


def described(page: str) -> dict[str, object]:
    """schema.org's description in a page's front matter."""
    text = yaml.safe_load(page.split("---")[1])["schema"]
    assert "<" not in text and ">" not in text and "&" not in text
    found = json.loads(text)
    assert isinstance(found, dict)
    return found


def test_an_article_is_described_as_a_page_about_an_article_elsewhere() -> None:
    told = described(files(sample())["articles/000-first.md"])
    article = told["mainEntity"]
    assert told["@type"] == "WebPage" and isinstance(article, dict)
    assert article["@type"] == "NewsArticle" and article["datePublished"] == "2024-08-14"
    assert article["url"] == "https://news.example/first?a=1&b=2"


@pytest.mark.parametrize("every", [7])
def test_articles_cannot_break_out_of_feed_or_description(every: int) -> None:
    made = files(attacked(attacks()[::every]))
    feed = lxml.etree.fromstring(made["feed.xml"].encode())
    assert {str(each.tag).split("}")[1] for each in feed.iter()} <= {
        "feed", "title", "subtitle", "id", "link", "updated", "entry", "author", "name", "summary",
    }  # fmt: skip
    for path, content in made.items():
        if path.startswith("articles/attack"):
            assert described("---" + content.split("---\n")[1] + "---")["@type"] == "WebPage"
