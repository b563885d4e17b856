"""How the pages show comparisons: the word for the relation, its reason, and which figures have a row."""

from __future__ import annotations

from generator.site import SiteSettings, load_templates, plan, render
from tests.support_build import ROOT
from tests.support_site import annotated, indexed, sample

SETTINGS = SiteSettings(name="Test brief", description="", url="", repository="", version="0.0.0")


def test_figures_of_one_article_neither_agree_nor_differ_and_a_headline_is_no_second_row() -> None:
    text = (
        "= [12](f:12|exact|people|injure) people injured in [Sumy](l:sumy)\n\n[12](f:12|exact|people|injure) people were injured in "
        "[Sumy](l:sumy).\n\n[More than 12](f:12..|more than|people|injure) people were injured in [Sumy](l:sumy), a doctor said.\n"
    )
    sumy = next(entry.entity for entry in sample().places if entry.entity.id == "places/sumy")
    index = indexed([annotated("a", text)], [sumy])
    made = {path: content.decode() for path, content in render(plan(index, SETTINGS)[0], load_templates(ROOT)).items()}
    own = next(content for path, content in made.items() if path.startswith("figures/") and path != "figures/index.md")
    page = own.partition("## In their sentences")[0]
    assert '<span class="relation one source">one source</span> One article gives' in page and "The same subject" not in page
    assert page.count('href="../../articles/a/#m-1"') == 1 and 'href="../../articles/a/#m-3"' not in page
    assert '<span class="relation one source">one source</span> One article gives' in made["index.md"]
    assert "Others report too" not in made["articles/a.md"]


def test_the_home_page_spreads_its_dated_sentences_over_days() -> None:
    today = " ".join(
        f"[Ann Lee](p:ann-lee) spoke on [Wednesday](d:2024-08-14) for the time number {count} in a row." for count in range(12)
    )
    index = indexed([annotated("a", f"{today}\n\nThe army crossed the border on [August 6](d:2024-08-06) before dawn.\n")])
    home = render(plan(index, SETTINGS)[0], load_templates(ROOT))["index.md"].decode()
    assert home.count("**14 August 2024**") == 7 and home.count("**6 August 2024**") == 1


def test_sources_are_counted_one_way() -> None:
    unknown = [annotated(name, f"[Ann Lee](p:ann-lee) opened the {name} bridge of the town.", publisher="") for name in ("first", "second")]
    known = annotated("third", "[Ann Lee](p:ann-lee) walked home along the river.", publisher="The Daily")
    for articles, words in ((unknown, ""), ([*unknown, known], " from 1 known source")):
        made = {path: content.decode() for path, content in render(plan(indexed(articles), SETTINGS)[0], load_templates(ROOT)).items()}
        assert f"{len(articles)} articles{words}, 14 August 2024" in made["index.md"]
        assert f"{len(articles)} mentions in {len(articles)} articles{words}." in made["people/ann-lee.md"]


def test_a_comparison_leads_to_the_next_one() -> None:
    hurt = "[{}](f:{}|exact|people|injure) people were injured in [Sumy](l:sumy)."
    sunk = "[{}](f:{}|exact|boats|sink) boats sank in [Sumy](l:sumy)."
    said = f"{hurt}\n\n{sunk}\n"
    text, more = said.format(12, 12, 40, 40), said.format(14, 14, 50, 50)
    sumy = next(entry.entity for entry in sample().places if entry.entity.id == "places/sumy")
    index = indexed([annotated("a", text), annotated("b", more, title="Other", publisher="The Post")], [sumy])
    made = {path: content.decode() for path, content in render(plan(index, SETTINGS)[0], load_templates(ROOT)).items()}
    first, second = index.comparisons
    assert "Next: " in made[f"figures/{first.id}.md"] and "Previous: " not in made[f"figures/{first.id}.md"]
    assert f'Previous: <a href="../../figures/{first.id}/">' in made[f"figures/{second.id}.md"]
