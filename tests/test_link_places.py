"""Places: the cases of tests/cases/places.md, the gazetteer itself, and what a place is used for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.link import link
from generator.link.place_priors import distance_km
from generator.link.places import resolve_places
from generator.model import Kind, State, Use, ref
from tests.support_link import by_name, entity, gazetteer, ids, marked, mentions

CASES = Path(__file__).parent / "cases" / "places.md"
_MARK = re.compile(r"\[\[(?P<name>.+?) => (?P<wanted>[^\]]+)\]\]")


def cases() -> Iterator[str]:
    for line in CASES.read_text(encoding="utf-8").split("## ", 1)[1].splitlines():
        if "[[" in line:
            yield line


@pytest.mark.parametrize("line", list(cases()))
def test_a_place_is_what_its_article_means(line: str) -> None:
    annotated = marked("a", _MARK.sub(lambda match: f"[l {match['name']}]", line))
    placed = resolve_places(annotated, gazetteer())
    found = []
    for mention in annotated.names:
        result = placed.get(ref(annotated.article, mention))
        found.append((mention.value.text, "none" if result is None else result.place.id if result.place else "-"))
    assert found == [(match["name"], match["wanted"]) for match in _MARK.finditer(line)]


def test_a_place_that_the_gazetteer_lacks_keeps_its_whole_name() -> None:
    linked = link([marked("a", "Snow fell over the [l Giant Mountains] and on [l Lake Orumo].")], gazetteer())
    assert set(by_name(linked)) == {"Giant Mountains", "Lake Orumo"}


def test_a_small_town_abroad_is_not_taken_for_one_at_home_that_the_gazetteer_lacks() -> None:
    text = "The minister of [l Paraguay] studied in [l Madrid]. In [l Asunción] and in [l Lambaré] they buried the dead, and in [l Luque]."
    linked = link([marked("a", text)], gazetteer())
    luque = entity(linked, str(ids(linked, "a", Kind.PLACE)[-1]))
    assert luque.place is None
    assert luque.state is State.DOUBTFUL
    assert "another country" in luque.why
    told = link([marked("a", text.replace("[l Luque]", "[l Luque] in [l Spain]"))], gazetteer())
    assert any(each.place and each.place.country == "ES" and each.name == "Luque" for each in told.entities)


def test_a_capital_is_called_one() -> None:
    linked = link([marked("a", "[l Kyiv] and [l Odesa] in [l Ukraine] were quiet.")], gazetteer())
    kinds = {each.name: each.place.kind for each in linked.entities if each.place}
    assert kinds == {"Kyiv": "capital", "Odesa": "settlement", "Ukraine": "country"}


def test_a_part_of_a_town_that_is_not_known_there_says_why_it_has_no_point() -> None:
    linked = link([marked("a", "Rain hit [l Decin] and the [l Strekov] district, not [l Slovakia].")], gazetteer())
    strekov = entity(linked, "places/strekov-unplaced")
    assert strekov.place is None and "no place of this name is near" in strekov.why


def test_every_spelling_of_a_country_is_one_entry() -> None:
    linked = link([marked("a", "The [l US], the [l U.S.] and the [l United States] of [l America].")], gazetteer())
    assert set(ids(linked, "a")) == {"places/united-states"}


def test_a_place_shows_where_it_lies_its_rivals_and_why() -> None:
    linked = link([marked("a", "The mayor of [l Paris], [l Texas], visited [l Dallas].")], gazetteer())
    paris = entity(linked, "places/paris-texas")
    assert paris.place is not None
    assert paris.place.above == ("Lamar County", "Texas", "United States")
    assert paris.place.country == "US"
    assert "the text says that it lies there" in paris.why
    assert "geonames:2988507" in {rival.gazetteer_id for rival in paris.runners_up}


def test_an_unresolved_place_stays_without_a_point_and_keeps_its_candidates() -> None:
    linked = link([marked("a", "[l Springfield] was surprised.")], gazetteer())
    springfield = linked.entities[0]
    assert springfield.place is None
    assert springfield.state is State.DOUBTFUL
    assert springfield.runners_up


def test_the_address_of_a_place_depends_on_the_gazetteer_alone() -> None:
    french, texan = marked("a", "[l Paris] and [l Lyon]."), marked("b", "[l Paris], [l Texas].")
    both, alone = link([french, texan], gazetteer()), link([texan], gazetteer())
    assert ids(both, "a")[0] == "places/paris"
    assert ids(both, "b")[0] == ids(alone, "b")[0] == "places/paris-texas"


def test_a_capital_that_says_something_stands_for_its_government() -> None:
    linked = link([marked("a", "[l Kyiv] said no. Snow fell in [l Kyiv].")], gazetteer())
    assert [linked.use_of[address] for address, _ in mentions(linked, "a", Kind.PLACE)] == [Use.METONYM, Use.LOCATION]


def test_an_article_is_about_the_places_that_carry_it() -> None:
    text = "Shells fell on [l Kharkiv] and [l Kharkiv] burned. [l Kharkiv] hospitals were full. [l London] and [l Paris] sent help."
    linked = link([marked("a", text)], gazetteer())
    assert linked.focus["a"][0] == "places/kharkiv"
    assert "places/london" not in linked.focus["a"]


def test_a_people_is_no_place() -> None:
    linked = link([marked("a", "[l European] leaders met the [l Russians].")], gazetteer())
    assert not linked.entities
    assert not by_name(linked)


def test_the_gazetteer_knows_names_whatever_their_marks() -> None:
    known = gazetteer()
    for one, two in (("São Paulo", "Sao Paulo"), ("Zürich", "zurich"), ("St. Louis", "Saint Louis"), ("Côte d'Ivoire", "Cote dIvoire")):
        assert [each.place.id for each in known.named(one)] == [each.place.id for each in known.named(two)] != []


@given(st.text(max_size=40))
def test_any_text_can_be_looked_up(text: str) -> None:
    for named in gazetteer().named(text):
        assert gazetteer().slug(named.place)


@pytest.mark.parametrize("number", range(0, 260_000, 997))
def test_slugs_are_safe_in_a_path(number: int) -> None:
    made = gazetteer().slug(gazetteer().place(number))
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", made)
    assert len(made) <= 80


def test_no_two_places_of_one_name_share_an_address() -> None:
    for name in ("Springfield", "San Juan", "Victoria", "Georgia", "Santa Maria", "Paris", "Washington"):
        places = {each.place.number: gazetteer().slug(each.place) for each in gazetteer().named(name)}
        assert len(set(places.values())) == len(places)


def test_distances_are_right_within_two_per_cent() -> None:
    assert distance_km(51.5, -0.12, 48.85, 2.35) == pytest.approx(343, rel=0.02)
    assert distance_km(0.0, 179.5, 0.0, -179.5) == pytest.approx(111.2, rel=0.02)
