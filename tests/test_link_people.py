"""People: who is one and who is not, within an article and across articles."""

from __future__ import annotations

import pytest

from generator.link import link
from generator.model import Annotated, Kind, Linked, State
from tests.support_link import entity, gazetteer, ids, marked


def linked_(*articles: Annotated) -> Linked:
    return link(articles, gazetteer())


def people(linked: Linked, ident: str) -> list[str | None]:
    return ids(linked, ident, Kind.PERSON)


def test_two_spellings_of_one_name_are_one_entry_with_both_and_all_articles() -> None:
    one = marked("a", "[p Volodymyr Zelensky] spoke. [p Zelensky] left.")
    two = marked("b", "[p Volodymyr Zelenskyy] spoke. [p Mr Zelenskyy] left.")
    linked = linked_(one, two)
    assert set(people(linked, "a") + people(linked, "b")) == {"people/volodymyr-zelensky"}
    assert {variant.text for variant in entity(linked, "people/volodymyr-zelensky").variants} == {
        "Volodymyr Zelensky", "Zelensky", "Volodymyr Zelenskyy", "Mr Zelenskyy",
    }  # fmt: skip


def test_a_family_name_finds_its_full_name_in_the_article() -> None:
    linked = linked_(
        marked(
            "a",
            "[p Bashar al-Assad] spoke. [p Assad], [p al-Assad] and [p Mr. Assad]. [p Ursula von der Leyen], [p Von der Leyen].",
        )
    )
    assert people(linked, "a")[:4] == ["people/bashar-al-assad"] * 4
    assert people(linked, "a")[4:] == ["people/ursula-von-der-leyen"] * 2


def test_a_given_name_alone_finds_its_one_bearer() -> None:
    assert len(set(people(linked_(marked("a", "[p Adaline Storm] spoke. [p Adaline] left.")), "a"))) == 1


def test_an_eastern_family_name_stands_first() -> None:
    linked = linked_(marked("a", "[p Kim Jong-un] met [p Moon Jae-in]. [p Kim] said so. [p Moon] agreed."))
    assert people(linked, "a") == ["people/kim-jong-un", "people/moon-jae-in"] * 2


def test_two_bearers_of_a_family_name_are_told_apart_by_title_or_stay_in_doubt() -> None:
    linked = linked_(
        marked("a", "[p Hillary Clinton] met [p Bill Clinton]. [p Mrs Clinton] left. [p Mr Clinton] stayed. [p Clinton] said no.")
    )
    found = people(linked, "a")
    assert found[2] == found[0] != found[1] == found[3]
    assert found[4] not in found[:2]
    assert entity(linked, str(found[4])).state is State.DOUBTFUL
    assert {frozenset((judgement.left, judgement.right)) for judgement in linked.judgements} == {
        frozenset((str(found[4]), str(found[0]))), frozenset((str(found[4]), str(found[1]))),
    }  # fmt: skip


def test_a_role_tells_two_bearers_apart() -> None:
    linked = linked_(marked("a", "[p Adaline Storm|mayor] met [p Leo Storm|teacher]. [p Storm|Mayor] spoke."))
    assert people(linked, "a")[2] == "people/adaline-storm"


def test_a_role_before_a_family_name_finds_its_bearer_in_another_article() -> None:
    linked = linked_(
        marked("a", "[p Lucía Ferreyra|candidate] won in [l Rawson], [p Silvina Roca] said.", on="2026-03-16"),
        marked("b", "[p Martín Ferreyra|president of the electoral court] counts in [l Rawson], [p Silvina Roca] said.", on="2026-03-17"),
        marked("c", "[p Lucía Ferreyra|candidate] leads in [l Rawson], [p Silvina Roca] said. Said [p Ferreyra|Judge].", on="2026-03-18"),
    )
    assert people(linked, "c")[2] == people(linked, "b")[0]
    assert "Judge" not in {fact.text for fact in entity(linked, str(people(linked, "c")[0])).roles}


def test_a_role_that_no_bearer_has_leaves_the_name_in_doubt() -> None:
    linked = linked_(
        marked(
            "a",
            "[p Naledi Botha|chief executive] resigned in [l Welkom]. [p Botha|Mayor] was glad, [p Anton Fourie] said.",
            on="2026-02-09",
        ),
        marked("b", "[p Pieter Botha] spoke in [l Welkom], [p Anton Fourie] said.", on="2026-02-08"),
    )
    alone = people(linked, "a")[1]
    assert alone not in (people(linked, "a")[0], people(linked, "b")[0])
    assert entity(linked, str(alone)).state is State.DOUBTFUL
    assert "Mayor" not in {fact.text for fact in entity(linked, str(people(linked, "a")[0])).roles}


def test_a_new_role_before_the_only_bearer_of_a_name_joins_and_adds_no_role_to_those_it_has() -> None:
    linked = linked_(marked("a", "[p Adaline Storm|sculptor] spoke. [p Storm|Treasurer] left."))
    one, two = people(linked, "a")
    assert one == two
    assert {fact.text for fact in entity(linked, str(one)).roles} == {"sculptor"}


def test_a_role_before_the_only_bearer_of_a_name_is_the_role_of_one_who_has_none() -> None:
    linked = linked_(marked("a", "[p Adaline Storm] spoke. [p Storm|Mayor] left."))
    one, two = people(linked, "a")
    assert one == two
    assert {fact.text for fact in entity(linked, str(one)).roles} == {"Mayor"}


def test_a_courtesy_for_a_man_is_no_woman_of_that_family_name() -> None:
    linked = linked_(marked("a", "[p Maria Storm|teacher] spoke. [p Mr Storm] left."))
    one, two = people(linked, "a")
    assert one != two
    assert entity(linked, str(two)).state is State.DOUBTFUL


def test_father_and_son_stay_apart() -> None:
    linked = linked_(marked("a", "[p Laurent Stormveil Sr.] and [p Laurent Stormveil Jr.] met."))
    assert len(set(people(linked, "a"))) == 2


def test_an_initial_joins_in_its_article_and_not_across_unrelated_ones() -> None:
    linked = linked_(
        marked("a", "[p A. Stormveil] wrote. [p Adaline Stormveil] confirmed."), marked("b", "[p A. Stormveil] sang in [l Lima].")
    )
    assert len(set(people(linked, "a"))) == 1
    assert people(linked, "b")[0] not in people(linked, "a")


def test_namesakes_of_a_frequent_name_in_unrelated_articles_stay_apart() -> None:
    linked = linked_(
        marked("a", "[p John Smith|goalkeeper] saved a penalty in [l Leeds].", on="2024-01-01"),
        marked("b", "Senator [p John Smith] voted in [l Ohio].", on="2024-06-01"),
    )
    one, two = people(linked, "a")[0], people(linked, "b")[0]
    assert one != two
    assert [frozenset((judgement.left, judgement.right)) for judgement in linked.judgements] == [frozenset((str(one), str(two)))]


def test_a_frequent_name_in_related_articles_is_one() -> None:
    linked = linked_(
        marked("a", "[p John Smith] spoke in [l Leeds] with [p Adaline Stormveil].", on="2024-01-01"),
        marked("b", "[p Adaline Stormveil] met [p John Smith] in [l Leeds].", on="2024-01-02"),
    )
    assert people(linked, "a")[0] == people(linked, "b")[1]


def test_a_family_name_alone_joins_only_in_related_articles() -> None:
    linked = linked_(
        marked("a", "[p Oleksandr Syrskyi] reported from [l Kursk region] and [l Sumy].", on="2024-01-01"),
        marked("b", "[p Syrsky] said so in [l Sumy], as in [l Kursk region].", on="2024-01-03"),
        marked("c", "[p Syrskyi] cooks in [l Lima].", on="2020-01-03"),
    )
    assert people(linked, "b") == people(linked, "a")
    assert people(linked, "c") != people(linked, "a")


def test_a_family_name_that_two_people_of_related_articles_bear_stays_in_doubt() -> None:
    linked = linked_(
        marked("a", "[p Oleh Stormenko] spoke in [l Sumy], near [l Kursk region].", on="2024-01-01"),
        marked("b", "[p Daryna Stormenko] spoke in [l Sumy], near [l Kursk region].", on="2024-01-01"),
        marked("c", "[p Stormenko] spoke in [l Sumy], near [l Kursk region].", on="2024-01-01"),
    )
    assert people(linked, "c")[0] not in people(linked, "a") + people(linked, "b")
    assert len(linked.judgements) == 2


def test_who_has_no_given_name_anywhere_is_an_entry_of_that_name() -> None:
    linked = linked_(marked("a", "[p Ruzhyk] told them. [p Ruzhyk] smiled."))
    assert [(each.name, each.slug.startswith("ruzhyk-")) for each in linked.entities] == [("Ruzhyk", True)]


def test_a_form_that_fits_two_people_joins_neither() -> None:
    linked = linked_(marked("a", "[p Leo W. Stormveil] and [p Leo H. Stormveil] met. [p Leo Stormveil] said."))
    assert len(set(people(linked, "a"))) == 3


def test_the_shown_name_is_the_fullest_and_its_titles_are_left_out() -> None:
    linked = linked_(marked("a", "[p Mr Obrador] is [p Andrés Manuel López Obrador], or [p López Obrador]."))
    assert [each.id for each in linked.entities] == ["people/andres-manuel-lopez-obrador"]
    assert linked.entities[0].name == "Andrés Manuel López Obrador"


def test_every_join_says_why() -> None:
    linked = linked_(marked("a", "[p Bill Stormveil] spoke."), marked("b", "[p William Stormveil] spoke."))
    assert "bill and william are forms of one name" in linked.entities[0].why.lower()


def test_a_family_name_means_its_only_bearer_that_was_introduced_so_far() -> None:
    linked = linked_(
        marked("a", "[p Francisco Stormveil] rose. [p Stormveil] won. His brother [p Raúl Stormveil] fell. [p Stormveil] wept.")
    )
    first, second, brother, doubtful = people(linked, "a")
    assert first == second
    assert len({first, brother, doubtful}) == 3


def test_given_names_that_are_also_particles_are_given_names() -> None:
    linked = linked_(marked("a", "[p Ben Bernanke] and [p Al Gore] met [p Ash Carter]. [p Bernanke], [p Gore], [p Carter]."))
    assert people(linked, "a") == ["people/ben-bernanke", "people/al-gore", "people/ash-carter"] * 2


STORY = (
    "[p Ann Lee|Mayor] opened the harbour bath of [l Oslo] on Friday. Some 300 children came with their parents. "
    "The water is warmed by the city's waste plant. Tickets cost as much as a cup of coffee."
)


def test_a_copy_of_an_article_speaks_of_the_same_people() -> None:
    edited = STORY.replace("Some 300 children came with their parents.", "Hundreds came in spite of rain.").replace("Mayor", "mayor")
    linked = linked_(marked("a", STORY, on="2024-03-01"), marked("b", STORY), marked("c", edited, on="2024-05-01"))
    assert len({identity for ident in "abc" for identity in people(linked, ident)}) == 1


def test_one_sentence_in_common_is_no_copy() -> None:
    stock = "The story was first told by a reader of this paper. "
    linked = linked_(
        marked("a", f"{stock}[p John Smith] won the cup. He trains twice a day in a barn. His mother drives him there."),
        marked("b", f"{stock}[p John Smith] lost his shop. It stood for forty years in a lane. His mother founded it."),
    )
    assert people(linked, "a") != people(linked, "b")


def test_a_mayor_of_a_frequent_name_is_one_person_in_one_town() -> None:
    linked = linked_(
        marked("a", "Mayor [p Ann Lee|Mayor] of [l Oslo] skis.", on="2024-03-01"),
        marked("b", "[p Ann Lee|former mayor], once of [l Oslo], sings.", on="2026-03-01"),
        marked("c", "Mayor [p Ann Lee|Mayor] of [l Bergen] sails.", on="2024-03-01"),
    )
    one, again, other = (people(linked, ident)[0] for ident in "abc")
    assert one == again != other


def test_offices_that_every_town_or_country_has_join_no_namesakes() -> None:
    linked = linked_(
        marked("a", "[p John Smith|police chief] spoke in [l Leeds].", on="2024-01-01"),
        marked("b", "[p John Smith|police chief] spoke in [l Hull].", on="2024-06-01"),
        marked("c", "[p Wang Wei|foreign minister] of [l Singapore] resigned.", on="2024-01-01"),
        marked("d", "[p Wang Wei|foreign minister] spoke in [l Peru].", on="2024-06-01"),
    )
    assert len({people(linked, ident)[0] for ident in "abcd"}) == 4
    assert len(linked.judgements) == 2


def test_a_word_of_kin_or_courtesy_before_the_name_tells_bearers_apart() -> None:
    linked = linked_(
        marked(
            "a",
            "[p Han Seo-yeon] resigned. Ms [p Han] wept. Her brother [p Han Do-yun] left. "
            "Mr [p Han] smiled, and Ms [p Han] did not. [p Han] said.",
        )
    )
    sister, again, brother, he, she, doubtful = people(linked, "a")
    assert sister == again == she != brother == he
    assert doubtful not in (sister, brother)


def test_two_names_that_the_text_calls_one_persons_are_one() -> None:
    linked = linked_(
        marked("a", "[p Marguerite Stormveil], known to everybody as “[p Ruzhka Dorn]”, sang. [p Dorn] bowed."),
        marked("b", "[p Ruzhka Dorn] died."),
        marked("c", "[p Marguerite Stormveil] knows [p Leo Ruzhyk]. It was said that [p Leo Ruzhyk] fell."),
    )
    assert len({*people(linked, "a"), *people(linked, "b"), people(linked, "c")[0]}) == 1
    assert people(linked, "c")[1] not in people(linked, "a")


def test_a_family_name_of_two_words_finds_the_bearer_that_was_introduced() -> None:
    linked = linked_(
        marked("a", "[p Yusuf Abdul Rahman] spoke. [p Abdul Rahman] left. His father [p Hassan Abdul Rahman] died. [p Abdul Rahman] wept.")
    )
    son, again, father, doubtful = people(linked, "a")
    assert son == again and len({son, father, doubtful}) == 3


def test_ukrainian_and_russian_forms_and_spanish_names_cut_at_both_ends_are_one() -> None:
    linked = linked_(
        marked("a", "[p Oleksii Hryhorenko] met [p María Dolores Stormveil Ruiz]."),
        marked("b", "[p Alexei Grigorenko] met [p Dolores Stormveil]."),
    )
    assert people(linked, "a") == people(linked, "b")


def test_a_family_name_is_doubtful_after_the_words_that_its_bearer_is_no_relation_of_the_president() -> None:
    other = marked("a", "[p Bruno Kaltan|President] spoke in [l Riga], [p Ilze Murniece] said.", on="2026-03-16")
    text = "[p Janis Kaltan|prosecutor], who is no relation of the president, met [p Ilze Murniece] in [l Riga]. [p Mr Kaltan] danced."
    linked = linked_(other, marked("b", text, on="2026-03-17"))
    last = str(people(linked, "b")[2])
    assert last not in (people(linked, "b")[0], people(linked, "a")[0])
    assert entity(linked, last).state is State.DOUBTFUL
    assert {last} < {each for judgement in linked.judgements for each in (judgement.left, judgement.right)}


def test_a_family_name_is_doubtful_where_the_article_speaks_of_another_bearer_by_office() -> None:
    other = marked("a", "[p Bruno Kaltan|President] spoke in [l Riga], [p Ilze Murniece] said.", on="2026-03-16")
    text = "[p Janis Kaltan|prosecutor] met [p Ilze Murniece] in [l Riga] while the president slept. [p Kaltan] danced."
    linked = linked_(other, marked("b", text, on="2026-03-17"))
    assert entity(linked, str(people(linked, "b")[2])).state is State.DOUBTFUL
    alone = linked_(marked("b", text, on="2026-03-17"))  # no bearer of the name is known to be president
    assert people(alone, "b")[2] == people(alone, "b")[0]
    named = linked_(other, marked("b", text.replace("Kaltan] danced", "Kaltan|prosecutor] danced"), on="2026-03-17"))
    assert people(named, "b")[2] == people(named, "b")[0]


@pytest.mark.parametrize(
    "words",
    ["the president of the club", "the president, Bruno Viks,", "the vice president", "the finance minister", "the President Hotel"],
)
def test_an_office_with_more_words_is_no_namesake(words: str) -> None:
    other = marked("a", "[p Bruno Kaltan|President] spoke in [l Riga], [p Ilze Murniece] said.", on="2026-03-16")
    text = f"[p Janis Kaltan|prosecutor] met [p Ilze Murniece] in [l Riga] while {words} slept. [p Kaltan] danced."
    linked = linked_(other, marked("b", text, on="2026-03-17"))
    assert people(linked, "b")[2] == people(linked, "b")[0]


def test_no_relation_of_nobody_in_office_leaves_a_lone_bearer_clear() -> None:
    text = "[p Janis Kaltan], no relation of the actor, bakes in [l Riga]. [p Kaltan] danced."
    linked = linked_(marked("a", text))
    assert people(linked, "a")[0] == people(linked, "a")[1]


def test_a_title_chooses_among_the_bearers_of_a_family_name_in_related_articles() -> None:
    linked = linked_(
        marked("a", "[p Bruno Kaltan|President] spoke in [l Riga], [p Ilze Murniece] said.", on="2026-03-16"),
        marked("b", "[p Janis Kaltan|prosecutor] met [p Ilze Murniece] in [l Riga].", on="2026-03-17"),
        marked("c", "[p Kaltan|President] met [p Ilze Murniece] in [l Riga].", on="2026-03-18"),
    )
    assert people(linked, "c")[0] == people(linked, "a")[0]


def test_a_given_name_of_kin_finds_the_one_bearer_in_a_related_article() -> None:
    one = marked("a", "[p Leo Kaltan] was nine. His mother, [p Vera Kaltan], wept in [l Riga].", on="2026-03-16")
    linked = linked_(one, marked("b", "[p Vera Kaltan], whose son [p Leo] was killed, left [l Riga].", on="2026-03-17"))
    assert people(linked, "b")[1] == people(linked, "a")[0]
    other = linked_(one, marked("b", "[p Vera Kaltan] saw [p Leo] in [l Riga].", on="2026-03-17"))
    assert people(other, "b")[1] != people(other, "a")[0]


def test_a_title_of_the_other_sex_rules_a_bearer_of_a_family_name_out() -> None:
    linked = linked_(
        marked("a", "Mr [p Leo Kaltan] wept in [l Riga] with Mrs [p Vera Kaltan], [p Ilze Murniece] said.", on="2026-03-16"),
        marked("b", "In [l Riga] Mr [p Kaltan] wept again, [p Ilze Murniece] said.", on="2026-03-17"),
    )
    assert people(linked, "b")[0] == people(linked, "a")[0]
