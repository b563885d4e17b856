"""Organisations: full name and acronym, legal forms, short forms, offices of countries; a parent is not its branch."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.link import link
from generator.link.organisation_names import initials, is_short_of, organisation_key
from generator.model import Annotated, Kind, Linked
from tests.support_link import entity, gazetteer, ids, marked


def linked_(*articles: Annotated) -> Linked:
    return link(articles, gazetteer())


def test_an_acronym_joins_the_name_that_introduces_it_in_another_article_too() -> None:
    linked = linked_(marked("a", "The [o Grain Monitoring Agency|GMA] spoke. The [o GMA] left."), marked("b", "The [o GMA] counted ships."))
    assert set(ids(linked, "a") + ids(linked, "b")) == {"organisations/grain-monitoring-agency"}


def test_an_acronym_joins_by_its_initials_within_an_article() -> None:
    linked = linked_(marked("a", "The [o Harbour Dredging Board] met. [o HDB] members left."))
    assert len(linked.entities) == 1


def test_an_acronym_of_two_names_stays_in_doubt() -> None:
    linked = linked_(
        marked("a", "The [o Grain Monitoring Agency|GMA] spoke in [l Kenya]."),
        marked("b", "The [o General Mining Authority|GMA] spoke in [l Kenya]."),
        marked("c", "The [o GMA] spoke in [l Kenya]."),
    )
    assert ids(linked, "c", Kind.ORGANISATION)[0] not in ids(linked, "a") + ids(linked, "b")
    assert len(linked.judgements) == 2


def test_known_acronyms_need_no_bracket() -> None:
    linked = linked_(marked("a", "[o AFP] and [o Agence France-Presse], the [o UN] and the [o United Nations]."))
    assert ids(linked, "a") == ["organisations/agence-france-presse"] * 2 + ["organisations/united-nations"] * 2
    assert entity(linked, "organisations/agence-france-presse").name == "Agence France-Presse"


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("The Northwind Company", "Northwind"),
        ("Northwind Inc.", "Northwind Ltd"),
        ("Ministry of Defence", "Defense Ministry"),
        ("Ministry of Foreign Affairs", "Foreign Ministry"),
        ("World Health Organization", "World Health Organisation"),
        ("Center for Sea Ice", "Centre for Sea Ice"),
        ("Smith & Sons", "Smith and Sons"),
    ],
)
def test_legal_forms_articles_and_spellings_do_not_matter(left: str, right: str) -> None:
    assert organisation_key(left) == organisation_key(right)


def test_a_short_form_joins_and_a_branch_does_not() -> None:
    linked = linked_(marked("a", "[o Northwind Motor Company], or [o Northwind], owns [o Northwind Australia]."))
    one, two, branch = ids(linked, "a")
    assert one == two != branch


def test_short_forms_only_leave_off_what_speech_leaves_off() -> None:
    assert is_short_of("china eastern", "china eastern airlines")
    assert not is_short_of("gm", "gm europe")
    assert not is_short_of("bank", "bank group")
    assert not is_short_of("us", "us bank")


def test_initials_with_and_without_small_words() -> None:
    assert initials("Organisation for the Prohibition of Chemical Weapons") == ("OPCW", "OFTPOCW")


def test_an_office_is_that_of_its_country() -> None:
    linked = linked_(
        marked("a", "The [o Defence Ministry] spoke in [l Kyiv], [l Ukraine]. [l Kharkiv] was hit."),
        marked("b", "The [o Ukrainian Ministry of Defense] spoke in [l Kyiv]."),
        marked("c", "The [o Ministry of Defence] spoke in [l Moscow], [l Russia]."),
        marked("d", "The [o Defence Ministry] spoke."),
    )
    ukrainian, again, russian, unknown = (ids(linked, ident, Kind.ORGANISATION)[0] for ident in "abcd")
    assert ukrainian == again == "organisations/ukrainian-defence-ministry"
    assert russian == "organisations/russian-defence-ministry"
    assert unknown not in (ukrainian, russian)


def test_a_slip_of_the_pen_joins_within_an_article() -> None:
    linked = linked_(marked("a", "[o Stormveil] sold cars. [o Stormveil] bought some. [o Stomrveil] paid."))
    assert len(linked.entities) == 1


def test_known_offices_and_armies_abroad_are_not_those_of_the_country_that_the_article_is_about() -> None:
    linked = linked_(
        marked("a", "The [o CIA], the [o Central Intelligence Agency] and the [o Air Force] in [l Baghdad], [l Iraq]. [l Mosul].")
    )
    agency, again, force = ids(linked, "a", Kind.ORGANISATION)
    assert agency == again == "organisations/central-intelligence-agency"
    assert "iraqi" not in str(force)


def test_numbers_of_units_are_no_slips_of_the_pen() -> None:
    linked = linked_(marked("a", "The [o Northern II Corps] met. The [o Northern II Corps] left. The [o Northern III Corps] stayed."))
    assert len(linked.entities) == 2


CASES = Path(__file__).parent / "cases" / "organisations.md"
_MARK = re.compile(r"\[\[(?P<kind>[ol]) (?P<name>[^\]=|]+?)(?:\|(?P<acronym>\w+))?(?: => (?P<label>[\w-]+))?\]\]")


def cases() -> Iterator[tuple[str, list[str]]]:
    for section in CASES.read_text(encoding="utf-8").split("\n## ")[1:]:
        title, _, body = section.partition("\n")
        yield title, [line for line in body.splitlines() if line.strip()]


@pytest.mark.parametrize(("title", "articles"), [pytest.param(*case, id=case[0]) for case in cases()])
def test_one_organisation_or_several(title: str, articles: list[str]) -> None:
    def plain(match: re.Match[str]) -> str:
        extra = f"|{match['acronym']}" if match["acronym"] else ""
        return f"[{match['kind']} {match['name']}{extra}]"

    linked = linked_(*(marked(f"a{number}", _MARK.sub(plain, text)) for number, text in enumerate(articles)))
    wanted: dict[str, set[tuple[int, int]]] = {}
    found: dict[str | None, set[tuple[int, int]]] = {}
    for number, text in enumerate(articles):
        labels = [match["label"] for match in _MARK.finditer(text) if match["kind"] == "o"]
        for place, (label, identity) in enumerate(zip(labels, ids(linked, f"a{number}", Kind.ORGANISATION), strict=True)):
            wanted.setdefault(label, set()).add((number, place))
            found.setdefault(identity, set()).add((number, place))
    assert {frozenset(each) for each in found.values()} == {frozenset(each) for each in wanted.values()}, title


def test_an_office_without_a_country_is_that_of_a_related_article_of_the_same_days() -> None:
    story = "[p Oleh Marchuk] and [p Ada Stormveil] spoke in [l Kyiv], [l Odesa] and [l Moscow]. The [o Supreme Court] said no."
    linked = linked_(
        marked("a", story, on="2024-01-01"),
        marked("b", "[p Oleh Marchuk] and [p Ada Stormveil] left [l Ukraine]. The [o Ukrainian Supreme Court] said no.", on="2024-01-02"),
        marked("c", "The [o Supreme Court] said no. [l Kyiv], [l Moscow].", on="2022-01-02"),
    )
    one, two, other = (ids(linked, ident, Kind.ORGANISATION)[0] for ident in "abc")
    assert one == two == "organisations/ukrainian-supreme-court" != other


def test_a_namesake_abroad_is_not_shown_by_the_name_of_the_known_one() -> None:
    linked = linked_(marked("a", "The [o NSA] inspected stadiums in [l Accra] and [l Kumasi]."))
    assert [(each.id, each.name) for each in linked.entities if "nsa" in each.id] == [("organisations/ghanaian-nsa", "NSA")]
