"""The kind of a name that articles take for different things: settled by what all of them say, else in doubt."""

from __future__ import annotations

from generator.link import link
from generator.model import Linked, State
from tests.support_link import entity, gazetteer, ids, marked


def linked_(*texts: str) -> Linked:
    return link([marked(f"a{number}", text) for number, text in enumerate(texts)], gazetteer())


def entries(linked: Linked) -> list[str]:
    return [each.id for each in linked.entities]


def test_a_legal_form_in_one_article_makes_the_name_a_firm_in_all() -> None:
    linked = linked_("They bid for [o Orveldra NV].", "[l Orveldra] board backs the offer.", "Talks with [p Orveldra] went on.")
    assert entries(linked) == ["organisations/orveldra"]


def test_shares_and_employees_make_a_firm() -> None:
    linked = linked_(
        "Shares of [l Orveldra] rose.", "[l Orveldra], which has 9,150 employees, declined.", "Talks with [l Orveldra] went on."
    )
    assert entries(linked) == ["organisations/orveldra"]


def test_a_fall_in_per_cent_is_a_firm_s_and_not_that_of_its_owner() -> None:
    linked = linked_("[o Orvelmara Denki KK] bid. [p Emi Orvelmara] smiled. [p Orvelmara] fell 6.2% in Tokyo. [p Orvelmara] smiled again.")
    assert ids(linked, "a0") == [
        "organisations/orvelmara-denki",
        "people/emi-orvelmara",
        "organisations/orvelmara-denki",
        "people/emi-orvelmara",
    ]


def test_a_headline_that_was_cut_has_the_whole_name() -> None:
    linked = linked_("Japan's [p Orvelmara] Denki bids.", "[o Orvelmara Denki KK] offered much.")
    assert entries(linked) == ["organisations/orvelmara-denki"]


def test_the_majority_settles_a_name_of_which_no_word_says_what_it_is() -> None:
    linked = linked_("[o Orveldra] agreed.", "Then [o Orveldra] agreed again.", "Later [l Orveldra] disagreed.")
    assert entries(linked) == ["organisations/orveldra"]


def test_a_place_is_no_firm_because_one_article_takes_it_for_one() -> None:
    linked = linked_("[o Orveldra] agreed.", "[o Orveldra] agreed.", "Snow fell in [l Orveldra].")
    assert entity(linked, "places/orveldra").state is State.DOUBTFUL


def test_a_place_that_the_gazetteer_knows_stays_one() -> None:
    linked = linked_("[o Linz AG] agreed.", "The board met in [l Linz].")
    assert entries(linked) == ["organisations/linz", "places/linz"]


def test_a_place_that_no_gazetteer_knows_is_clear_only_where_a_word_says_that_it_is_one() -> None:
    linked = linked_(
        "They saw [l Orumo] again.", "They met in [l Velbrandt].", "[l HARNOVA] - It rained.", "They crossed the [l Drumsk] valley."
    )
    assert {each.name: each.state for each in linked.entities} == {
        "Orumo": State.DOUBTFUL,
        "Velbrandt": State.CLEAR,
        "HARNOVA": State.CLEAR,
        "Drumsk": State.CLEAR,
    }
    assert "no word beside it" in entity(linked, "places/orumo").why


def test_a_club_is_told_by_its_score() -> None:
    linked = linked_("[l Jaraaf du Port] win the cup. [l Jaraaf du Port] beat Casa Sports 2-1. Fans of [l Jaraaf du Port] sang.")
    assert entries(linked) == ["organisations/jaraaf-du-port"]


def test_a_manufacturer_whom_nothing_takes_for_a_firm_is_a_person() -> None:
    assert entries(linked_("It was sold to the manufacturer [p Georg Orveldra].")) == ["people/georg-orveldra"]
