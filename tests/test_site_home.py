"""The home page: what it tells without an introduction of its author's, the dots of a comparison, who reports what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import lxml.html
import markdown
import pytest
from lxml.html import HtmlElement

from generator.model import Annotated, Ref, Source
from generator.site import SiteSettings, load_templates, plan, render
from generator.site.charts import _inside
from tests.support_build import ROOT
from tests.support_site import annotated, indexed, sample

Made = tuple[Annotated, dict[Ref, str], dict[Ref, str]]
SETTINGS = SiteSettings(name="Test brief", description="", url="", repository="", version="0.0.0")


def shown(page: str) -> HtmlElement:
    """The page as a reader gets it, whatever of it is Markdown and whatever HTML."""
    text = page.split("---\n", 2)[2]
    return lxml.html.fromstring("<main>" + markdown.markdown(text, extensions=["attr_list", "md_in_html", "tables"]) + "</main>")


def home(articles: Sequence[Made], introductions: Sequence[Source] = ()) -> HtmlElement:
    pages, _ = plan(indexed(articles), SETTINGS, introductions)
    return shown(render(pages, load_templates(ROOT))["index.md"].decode())


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def rows(page: HtmlElement) -> list[list[str]]:
    return [[words(cell) for cell in row.xpath("./td|./th")] for row in page.xpath("//div[@class='matrix']//tr")]


def flood(name: str, publisher: str = "The Daily") -> Made:
    text = f"[Ann Lee](p:ann-lee) of [Sumy](l:sumy) saw the water at noon, wrote {name}."
    return annotated(name, text, title=f"Water {name}", publisher=publisher)


def strike(name: str) -> Made:
    text = f"[Bob Ray](p:bob-ray) of the [Dock Union](o:dock-union) spoke, wrote {name}."
    return annotated(name, text, title=f"Strike {name}", publisher="")


@pytest.fixture(scope="module")
def sample_home() -> HtmlElement:
    return shown(render(plan(sample(), SETTINGS)[0], load_templates(ROOT))["index.md"].decode())


def test_without_an_introduction_the_page_tells_the_stories_that_most_articles_share() -> None:
    pens = (
        "The bridge was shut before dawn.",
        "Nobody could say when trains would run again, and shops ran out of bread.",
        "Rain fell for days.",
    )
    floods = [
        annotated(f"f{at}", f"[Ann Lee](p:ann-lee) of [Sumy](l:sumy) saw the water at noon. {more} {more[::-1]}", title=f"Water {at}")
        for at, more in enumerate(pens)
    ]
    strikes = [
        annotated(f"s{at}", f"[Bob Ray](p:bob-ray) led [Dock Union](o:dock-union) men. {more} {more[::-1]}", title=f"Strike {at}")
        for at, more in enumerate(("At eight the cranes stood still.", "Forty ships lay off the coast, and more came."))
    ]
    told = home([*floods, *strikes]).xpath("//div[@class='stories']//li")
    assert [words(each).split()[0] for each in told] == ["Water", "Strike"]
    assert "saw the water at noon" in words(told[0])


def test_an_introduction_takes_the_place_of_the_stories() -> None:
    page = home([flood("one"), flood("two")], [Source(path="brief.md", data=b"My own words.")])
    assert "My own words." in words(page) and not page.xpath("//div[@class='stories']")


def test_few_articles_have_a_column_each_and_figures_say_their_value(sample_home: HtmlElement) -> None:
    table = rows(sample_home)
    assert "How often in each article" in words(sample_home)
    assert len(table[0]) == 3
    assert next(row[1:] for row in table if row[0].startswith("People displaced, Kursk")) == ["120,000", "about 121,000"]


def test_many_articles_are_counted_by_source() -> None:
    articles = [*(flood(f"n{at}", "The Daily") for at in range(9)), *(flood(f"m{at}", "The Post") for at in range(6)), strike("s")]
    page = home(articles)
    assert "In how many articles of each source" in words(page)
    table = rows(page)
    assert table[0] == ["Name", "The Daily 9", "The Post 6"]
    assert next(row for row in table if row[0] == "Ann Lee") == ["Ann Lee", "9", "6"]
    assert next(row for row in table if row[0] == "Bob Ray") == ["Bob Ray", "", ""]


def test_many_articles_without_sources_are_those_that_name_most() -> None:
    page = home([*(strike(f"s{at}") for at in range(3)), *(flood(f"n{at}", "") for at in range(14))])
    assert "Of 17 articles, the 12 that name most." in words(page)


def test_dots_say_each_figure_and_the_ends(sample_home: HtmlElement) -> None:
    svg = sample_home.xpath("//*[@class='dots']")[0]
    assert "about 121,000 (" in svg.get("aria-label") and "more than 120,000 (" in svg.get("aria-label")
    assert len(svg.xpath(".//*[local-name()='circle']")) == svg.get("aria-label").count(";") + 1
    assert [each.text for each in svg.xpath(".//*[local-name()='text']")] == ["0", "120,000 to 121,000"]


@pytest.mark.parametrize("words", ["4", "10.2 to 10.35 m", "more than a drawing can hold, by far, in one line"])
def test_what_is_written_under_the_dots_stays_within_the_drawing(words: str) -> None:
    for x in (0, 120, 240):
        half = min(3.9 * len(words), 120)
        assert half <= _inside(x, words) <= 240 - half


def test_one_article_has_nothing_to_compare() -> None:
    assert not rows(home([annotated("a", "[Ann Lee](p:ann-lee) spoke at noon.")]))


def test_a_sentence_stands_once_in_the_timeline_of_the_home_page() -> None:
    said = "The rain lasts until [{}](d:2024-08-{}) in the hills of the north."
    page = home([annotated("a", said.format("Sunday", 18)), annotated("b", said.format("Sunday", 25), title="Other")])
    assert words(page.xpath("//div[@class='events']")[0]).count("The rain lasts until") == 1


def timeline(page: HtmlElement) -> list[str]:
    return [words(line).split(". ")[0] for line in page.xpath("//div[@class='events']//li")]


def test_the_days_that_most_sources_report_stand_in_the_timeline_of_the_home_page() -> None:
    later = [
        annotated(
            f"l{nth}", f"[Ann Lee](p:ann-lee) spoke of {nth} ships [then](d:2024-09-{nth:02}) in the hall.", published=date(2024, 9, 30)
        )
        for nth in range(1, 21)
    ]
    first = "The dam of [Sumy](l:sumy) broke on [Monday](d:2024-08-12) before dawn."
    again = "The dam that broke on [12 August](d:2024-08-12) is not [Ann Lee](p:ann-lee)'s."
    reports = [
        annotated("a", first, published=date(2024, 8, 12), publisher="Wire"),
        annotated("b", again, published=date(2024, 9, 12), publisher="Herald"),
    ]
    lines = timeline(home([*reports, *later]))
    assert len(lines) == 8
    assert lines[0].startswith("12 August 2024 The dam of Sumy broke on Monday")
    days = [int(line.split()[0]) for line in lines[1:]]
    assert days == sorted(days) and min(days) <= 5 and max(days) >= 16  # spread over the story


def test_a_date_worked_out_through_another_is_no_vote_in_the_timeline_of_the_home_page() -> None:
    def report(name: str, text: str, score: float) -> Made:
        return annotated(name, text, published=date(2024, 9, 30), publisher=name, score=score)

    sure = [
        report(f"s{nth}", f"[Ann Lee](p:ann-lee) sailed from port {nth} on the [day](d:2024-09-{nth:02}).", 0.95) for nth in range(1, 9)
    ]
    open_ = [report(f"o{nth}", f"[Ann Lee](p:ann-lee) sang song {nth} on that [evening](d:2024-09-20).", 0.8) for nth in range(1, 5)]
    assert not any("song" in line for line in timeline(home([*sure, *open_]))[:4])


def test_a_sentence_that_leans_on_another_gives_way_in_the_timeline_of_the_home_page() -> None:
    asked = "“We ask why,” said [Ann Lee](p:ann-lee) on [Tuesday](d:2024-08-13)."
    rose = "The toll rose to nine on [Tuesday](d:2024-08-13) in the hills."
    others = [f"Song {nth} was sung on the [day](d:2024-08-{nth:02}) of the feast." for nth in range(1, 8)]
    lines = timeline(home([annotated("a", "\n\n".join(("The rain fell on the hills.", asked, rose, *others)))]))
    assert len(lines) == 8 and "The toll rose" in lines[-1]
