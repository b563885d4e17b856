"""What the header search is told of a page beside its words, what a card says of a doubt, and what a table is called."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from generator.model import Candidate, Entity, Index, Kind, State, Variant
from generator.site import SiteSettings, load_templates, plan, render
from generator.site.pieces import sought, table
from tests.support_site import annotated, indexed

ROOT = Path(__file__).parents[1]
OTHER = Candidate(
    gazetteer_id="geonames:2", name="Harbour", kind="settlement", lat=1.0, lon=2.0, country="XX", above=("Elsewhere",), score=0.2
)


@pytest.mark.parametrize(
    ("shown", "spellings", "told"),
    [
        ("Norma Giménez", [], "Gimenez"),
        ("Beatriz Núñez. Also written Nunez.", ["Núñez", "Nunez"], ""),
        ("Łódź", ["Lodz", "Lodsch"], "Lodz Lodsch"),
        ("Anna Orlov", ["Anna Orlov", "Orlov", "ORLOV"], ""),
        ("Volodymyr", ["Володимир"], "Володимир Volodimir"),
        ("Shane O’Neill", [], "O'Neill"),
        ("A <b>", ['"><script>é'], "script é e"),
    ],
)
def test_what_the_header_search_is_told_is_each_new_word_and_in_plain_letters(shown: str, spellings: list[str], told: str) -> None:
    made = sought(shown, spellings)
    words = re.fullmatch(r"<p hidden data-pagefind-ignore>([^<>]*)</p>", made)
    assert (words[1].replace("&#39;", "'") if words else made) == told


def test_very_many_spellings_do_not_fill_the_index() -> None:
    assert len(sought("One", [f"Name{at}" for at in range(500)]).split()) < 50


def doubtful(kind: str, **changes: object) -> Index:
    text = f"[Harbour]({kind}:harbour) was named."
    folder = {"p": "people", "o": "organisations", "l": "places"}[kind]
    entity = Entity(
        id=f"{folder}/harbour",
        kind={"p": Kind.PERSON, "o": Kind.ORGANISATION, "l": Kind.PLACE}[kind],
        name="Harbour",
        variants=(Variant(text="Harbour", count=1),),
        why="model, 0.98 here",
    )
    made, entities, speakers = annotated("one", text)
    return indexed([(made, entities, speakers)], (replace(entity, **changes),))  # type: ignore[arg-type]  # names of fields, in tests


@pytest.mark.parametrize(
    ("kind", "changes", "said"),
    [
        ("p", {}, "Doubtful – which Harbour?"),
        ("o", {}, "Doubtful – which Harbour?"),
        ("l", {"place": OTHER}, "Doubtful – may be another place of this name"),
        ("l", {"runners_up": (OTHER,)}, "Doubtful – which Harbour?"),
        ("l", {}, "Doubtful – not in the gazetteer, perhaps no place"),
    ],
)
def test_the_card_of_a_doubt_says_what_is_doubtful_without_scores(kind: str, changes: dict[str, object], said: str) -> None:
    pages, _ = plan(doubtful(kind, state=State.DOUBTFUL, **changes), SiteSettings(name="B", version="1"))
    body = str(next(page for page in pages if page.path == "articles/one.md").data["body"])
    assert re.findall(r'title="(Doubtful[^"]*)"', body) == [said]


def test_a_table_has_a_name_and_its_heads_stay_out_of_the_search() -> None:
    made = table('People of "<b>"', ["Name"], [])
    assert made.startswith('<table aria-label="People of &quot;&lt;b&gt;&quot;">\n<thead data-pagefind-ignore>')


@pytest.mark.parametrize(("name", "boosted"), [("Beatriz Núñez", True), ("Beatriz Nunez", False)])
def test_the_entry_of_a_name_in_plain_letters_comes_before_articles_that_mention_it(name: str, boosted: bool) -> None:
    made, entities, speakers = annotated("one", f"[{name}](p:nunez) was named.")
    entity = Entity(id="people/nunez", kind=Kind.PERSON, name=name, variants=(Variant(text=name, count=1),))
    pages, _ = plan(indexed([(made, entities, speakers)], (entity,)), SiteSettings(name="B", version="1"))
    page = render(pages, load_templates(ROOT))["people/nunez.md"].decode()
    assert ("search:\n  boost: 4\n---" in page, "<p hidden data-pagefind-ignore>Nunez</p>" in page) == (boosted, boosted)
