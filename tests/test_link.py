"""Linking as a whole: stable ids, order, what hangs on the entries."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.link_bench import corpus
from generator.link import LINK_VERSION, link
from generator.model import Annotated, Decision, Kind, Linked, Span, ref
from tests.support_link import entity, gazetteer, ids, marked, partition, with_figure, with_quote

KURSK = [
    marked(
        "kursk-1",
        "[p Oleksandr Syrskyi|Gen.] and [p Volodymyr Zelenskyy] spoke of [l Kursk region], [l Sumy]. [o AFP] saw [p Ruzhyk].",
        on="2024-08-14",
    ),
    marked(
        "kursk-2",
        "[p Syrsky] and [p Zelensky] spoke of [l Kursk], the [l Kursk region], [l Sumy]. The [o Defence Ministry] of [l Ukraine].",
        on="2024-08-15",
    ),
    marked("kursk-3", "[p Volodymyr Zelensky] met [p John Smith|envoy] in [l Kyiv].", on="2024-08-20"),
]
ELSEWHERE = [
    marked("x-1", "[p Adaline Stormveil] opened a school in [l Springfield], [l Illinois], for the [o Stormveil Trust].", on="2019-02-03"),
    marked("x-2", "[p Takumi Hoshigawa] cooks in [l Lima]. The [o Grain Monitoring Agency|GMA] ate.", on="2011-02-03"),
    marked("x-3", "[p Femi Adebanwa] sailed from [l Lagos] to [l Accra]; [p Adebanwa] was pleased.", on="2015-02-03"),
]
NAMES = [each.article.id for each in KURSK]


def joined(linked: Linked) -> dict[object, str]:
    return {address: identity for address, identity in linked.entity_of.items() if address.article in NAMES}


@given(st.permutations(KURSK + ELSEWHERE))
@settings(max_examples=12, deadline=None)
def test_the_order_of_articles_does_not_matter(order: list[Annotated]) -> None:
    plain, other = link(KURSK + ELSEWHERE, gazetteer()), link(order, gazetteer())
    assert plain.entity_of == other.entity_of
    assert plain.entities == other.entities
    assert plain.judgements == other.judgements
    assert [each.article.id for each in other.articles] == [each.article.id for each in order]


@given(st.lists(st.sampled_from(ELSEWHERE), unique_by=lambda each: each.article.id))
@settings(max_examples=12, deadline=None)
def test_an_unrelated_article_changes_no_id_and_no_join(more: list[Annotated]) -> None:
    assert joined(link(KURSK, gazetteer())) == joined(link([*KURSK, *more], gazetteer()))


def test_namesakes_in_unrelated_articles_change_no_id_either() -> None:
    namesakes = [
        marked("n-1", "[p John Smith|baker] bakes in [l Leeds].", on="2001-01-01"),
        marked("n-2", "[p Ruzhyk] sings in [l Lima].", on="2001-01-01"),
        marked("n-3", "The [o Defence Ministry] of [l Peru] spoke in [l Lima].", on="2001-01-01"),
    ]
    assert joined(link(KURSK, gazetteer())) == joined(link([*KURSK, *namesakes], gazetteer()))


def test_many_unrelated_articles_change_nothing() -> None:
    before = partition(link(KURSK, gazetteer()), NAMES)
    assert partition(link([*KURSK, *corpus(60)], gazetteer()), NAMES) == before


@given(st.text(min_size=1, max_size=40), st.sampled_from(["p", "l", "o"]))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_name_gets_an_id_that_is_safe_in_a_path(text: str, kind: str) -> None:
    plain = marked("a", f"[{kind} X] spoke.")
    mention = replace(plain.names[0], value=replace(plain.names[0].value, text=text), span=Span(0, 1))
    linked = link([replace(plain, names=(mention,))], gazetteer())
    for each in linked.entities:
        assert re.fullmatch(r"(?:people|places|organisations)/[a-z0-9]+(?:-[a-z0-9]+)*", each.id)
        assert len(each.slug) <= 100


def test_reserved_names_are_no_addresses() -> None:
    linked = link([marked("a", "[o Con] and [p Aux] and [o Index] met.")], gazetteer())
    assert {each.slug for each in linked.entities}.isdisjoint({"con", "aux", "index"})


def test_ids_are_unique_and_every_mention_has_one_that_exists() -> None:
    linked = link(corpus(40), gazetteer())
    known = [each.id for each in linked.entities]
    assert known == sorted(set(known))
    assert set(linked.entity_of.values()) == set(known)
    assert sum(variant.count for each in linked.entities for variant in each.variants) == len(linked.entity_of)


def test_a_quotation_finds_its_speaker_through_a_family_name() -> None:
    annotated = with_quote(marked("a", "[p Adaline Stormveil] came. It is over, [p Stormveil] said."), "It is over", "Stormveil said"[:9])
    said = Span(annotated.article.text.rindex("Stormveil"), annotated.article.text.rindex("Stormveil") + 9)
    quote = replace(annotated.quotes[0], value=replace(annotated.quotes[0].value, speaker=said))
    linked = link([replace(annotated, quotes=(quote,))], gazetteer())
    assert linked.speaker_of == {ref(annotated.article, quote): "people/adaline-stormveil"}


def test_words_that_only_hold_a_name_are_not_its_bearer() -> None:
    annotated = with_quote(
        marked("a", "It is over, a source in [l Kyiv]'s security services said."), "It is over", "a source in Kyiv's security services"
    )
    assert link([annotated], gazetteer()).speaker_of == {}


def test_a_figure_finds_who_gave_it_and_its_place() -> None:
    annotated = with_figure(marked("a", "[o Reuters] counted 100 ships in [l Odesa]."), "100", claimant="Reuters", place="Odesa")
    linked = link([annotated], gazetteer())
    address = ref(annotated.article, annotated.figures[0])
    assert linked.speaker_of == {address: "organisations/reuters"}
    assert linked.place_of == {address: "places/odesa"}


def test_a_role_keeps_its_organisation_and_its_date() -> None:
    annotated = marked("a", "[p Adaline Stormveil|director at the Stormveil Trust], director at the [o Stormveil Trust].", on="2024-02-03")
    start = annotated.article.text.index("director")
    person = annotated.names[0]
    named = replace(person, value=replace(person.value, role_span=Span(start, start + len("director at the Stormveil Trust"))))
    linked = link([replace(annotated, names=(named, *annotated.names[1:]))], gazetteer())
    (role,) = entity(linked, "people/adaline-stormveil").roles
    assert (role.text, role.organisation, str(role.on)) == (
        "director at the Stormveil Trust",
        "organisations/stormveil-trust",
        "2024-02-03",
    )


def test_nothing_gives_nothing() -> None:
    linked = link([], gazetteer())
    assert (linked.entities, linked.entity_of, linked.problems) == ((), {}, ())
    assert ids(link([marked("a", "No names.")], gazetteer()), "a", Kind.PLACE) == []


def test_the_version_is_written_down() -> None:
    assert LINK_VERSION


@pytest.mark.parametrize("size", [200])
def test_two_hundred_articles_take_well_under_a_second_and_a_half(size: int) -> None:
    import time

    articles = corpus(size)
    start = time.process_time()
    link(articles, gazetteer())
    assert time.process_time() - start < 1.5


def retype(name: str, to: str) -> Decision:
    return Decision(what="retype", who="A", when=date(2025, 7, 1), why="so", line=1, names=(name,), to=to)


def test_a_retype_of_a_name_that_two_entries_have_names_both() -> None:
    articles = [marked("a", "[p Orumo Denki] rose."), marked("b", "They flew to [l Orumo Denki].")]
    (problem,) = link(articles, gazetteer(), [retype("Orumo Denki", "organisation")]).problems
    assert problem.code == "ambiguous" and "2 entries" in problem.message
    assert "people/orumo-denki" in problem.advice and "places/orumo-denki" in problem.advice


def test_a_retype_leaves_the_entry_alone_that_is_of_the_kind_already() -> None:
    articles = [marked("a", "[o Orumo Denki] rose."), marked("b", "They flew to [l Orumo Denki].")]
    linked = link(articles, gazetteer(), [retype("Orumo Denki", "organisation")])
    assert not linked.problems
    assert [each.id for each in linked.entities] == ["organisations/orumo-denki"]
