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
    page = made["index.md"]
    assert '<span class="relation one source">one source</span> One article gives' in page and "The same subject" not in page
    assert page.count("](articles/a.md#m-1)") == 1 and "](articles/a.md#m-3)" not in page
