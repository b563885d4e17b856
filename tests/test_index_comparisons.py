"""Comparisons: the thirty clusters, what the relations mean, decisions, and addresses that stay."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import combinations
from random import Random

import pytest

from benchmarks.comparisons import score_by_hand, score_end_to_end
from generator.annotate.names import choose_recogniser
from generator.annotate.pipeline import annotate
from generator.index import index
from generator.index.amounts import amount_of, rounding
from generator.index.figures import as_of
from generator.index.readings import geography, read_figures
from generator.link import link, load_gazetteer
from generator.model import Anchor, Comparison, Decision, Figure, Linked, Modifier, Ref, Role, Span
from tests.support_index import Cluster, Draft, blind_clusters, clusters, linked, places_of, read_cluster, read_figure

# Asked for: .95 at .70. Ours are higher, and a fall should be seen.
PRECISION, RECALL, END_TO_END_RECALL = 0.95, 0.9, 0.8


def pairs(comparisons: tuple[Comparison, ...]) -> frozenset[frozenset[Ref]]:
    return frozenset(frozenset(pair) for comparison in comparisons for pair in combinations(comparison.members, 2))


def test_the_clusters_are_many_enough() -> None:
    cases = list(clusters())
    assert len(cases) >= 30
    assert sum(len(case.letters) for case in cases) >= 150


def test_pairwise_precision_and_recall_over_all_clusters() -> None:
    score = score_by_hand(list(clusters()))
    assert score.precision >= PRECISION, score.faults
    assert score.recall >= RECALL, score.faults


@pytest.mark.parametrize("recogniser", ["embedded", "rules"])
def test_precision_and_recall_with_everything_found_by_ourselves(recogniser: str) -> None:
    score = score_end_to_end(list(clusters()), recogniser)
    assert score.precision >= PRECISION, score.faults
    assert score.recall >= END_TO_END_RECALL, score.faults


# Written without sight of the rules; the figures are those measured last, a little below.
@pytest.mark.parametrize(("half", "precision", "recall"), [("dev", 0.95, 0.94), ("more", 0.95, 0.55), ("held", 0.95, 0.45)])
def test_events_written_without_sight_of_the_rules(half: str, precision: float, recall: float) -> None:
    score = score_end_to_end(list(blind_clusters(half)), "embedded")
    assert score.precision >= precision, score.faults
    assert score.recall >= recall
    assert score.false_contradictions == 0


def test_near_misses_of_all_clusters_together_stay_apart() -> None:
    """All clusters in one corpus: nothing is compared across them."""
    cases = list(clusters())
    corpus = merged(cases)
    wanted = frozenset().union(*(case.pairs for case in cases))
    found = pairs(index(corpus).comparisons)
    assert len(found - wanted) <= 0.05 * len(found), sorted(map(sorted, found - wanted))


def merged(cases: list[Cluster]) -> Linked:
    entities = {entity.id: entity for case in cases for entity in case.linked.entities}
    return Linked(
        articles=tuple(article for case in cases for article in case.linked.articles),
        entities=tuple(entities[key] for key in sorted(entities)),
        entity_of={key: value for case in cases for key, value in case.linked.entity_of.items()},
        speaker_of={key: value for case in cases for key, value in case.linked.speaker_of.items()},
    )


def test_order_of_articles_does_not_matter() -> None:
    corpus = merged(list(clusters()))
    expected = index(corpus)
    shuffled = list(corpus.articles)
    Random(7).shuffle(shuffled)
    again = index(Linked(articles=tuple(shuffled), entities=corpus.entities, entity_of=corpus.entity_of, speaker_of=corpus.speaker_of))
    assert again == expected


def test_unrelated_articles_change_no_comparison() -> None:
    cases = list(clusters())
    together = {comparison.id: comparison for comparison in index(merged(cases)).comparisons}
    for case in cases[::5]:
        for comparison in index(case.linked).comparisons:
            assert together[comparison.id].members == comparison.members


# ---------------------------------------------------------------- what the relations mean


def one(text: str) -> Comparison:
    found = index(read_cluster(text).linked).comparisons
    assert len(found) == 1
    return found[0]


REPORT = """A bridge
places: Linz < Austria
## a 2026-05-04 River Post
{first} people were injured in [Linz] on {{Sunday=2026-05-03}}, <Vera Holm> said.
- {first} | people | injure | A
## b {day} Evening Ledger
The accident in [Linz] on {{Sunday=2026-05-03}} left {second} people injured, said <Vera Holm>.
- {second} | people | injure | A
"""


@pytest.mark.parametrize(
    ("first", "second", "relation"),
    [
        ("12", "12", "agree"),
        ("12", "14", "contradict"),
        ("At least 12", "14", "differ"),
        ("More than 300", "340", "differ"),
        ("More than 300", "Fewer than 250", "contradict"),
        ("About 300", "320", "differ"),
        ("Up to 300", "250", "differ"),
        ("300", "Nearly 300", "agree"),
    ],
)
def test_relation(first: str, second: str, relation: str) -> None:
    found = one(REPORT.format(first=first, second=second, day="2026-05-04"))
    assert found.relation == relation
    assert bool(found.contradictions) == (relation == "contradict")


def test_a_later_and_higher_number_may_have_grown() -> None:
    text = REPORT.format(first="12", second="14", day="2026-05-05").replace(" on {Sunday=2026-05-03}", "")
    assert one(text).relation == "differ"
    assert "grown" in one(text).why


def test_a_headline_and_its_text_are_one_report() -> None:
    text = """Headline
places: Linz < Austria
## a 2026-05-04 River Post
title: 12 people injured in [Linz]
12 people were injured in [Linz], <Vera Holm> said.
- 12 | people | injure | A
- 12 | people | injure | A
"""
    assert index(read_cluster(text).linked).comparisons == ()


def test_one_article_agrees_with_nobody() -> None:
    text = """Headline
places: Linz < Austria
## a 2026-05-04 River Post
title: 12 people injured in [Linz]
12 people were injured in [Linz]. More than 12 people were injured, <Vera Holm> said in [Linz].
- 12 | people | injure | A
- 12 | people | injure | A
- More than 12 | people | injure | A
"""
    found = one(text)
    assert found.relation == "differ"
    assert found.finding == "One article gives “12” and “More than 12”; no second source is among them."
    assert found.why.startswith("The same subject (") and found.why.endswith(found.finding)


def test_a_copy_of_an_article_is_no_second_report() -> None:
    line = (
        "12 people were injured in [Linz] when a bridge over the river gave way on {Sunday=2026-05-03}, police chief <Vera Holm> said. "
        "Divers searched the water through the night and found no one else, she told reporters at the scene. "
        "The bridge, built sixty years ago, had been closed to lorries since the spring because of cracks in its piers."
    )
    text = f"""Copies
places: Linz < Austria
## a 2026-05-04 River Post
{line}
- 12 | people | injure | A
## b 2026-05-04 Evening Ledger
{line}
- 12 | people | injure | A
"""
    made = index(read_cluster(text).linked)
    assert made.comparisons == ()
    assert [entry.copy_of for entry in made.articles] == [None, "copies-a"]
    assert {entry.entity.name: entry.sources for entry in made.people} == {"Vera Holm": 1}


def test_one_source_in_two_articles_is_a_repeat() -> None:
    text = REPORT.format(first="12", second="12", day="2026-05-05").replace("| A", "| A | Vera Holm")
    found = one(text)
    assert [(copy.article, original.article) for copy, original in found.repeats] == [("a-bridge-b", "a-bridge-a")]
    assert "same source" in found.why


def test_units_are_made_alike() -> None:
    text = """Queue
places: Linz < Austria
## a 2026-05-04 River Post
The river peaked at 8 metres in [Linz] on {Sunday=2026-05-03}, <Vera Holm> said.
- 8 metres | | | A
## b 2026-05-04 Evening Ledger
In [Linz] it peaked at 26 feet on {Sunday=2026-05-03}, said <Vera Holm>.
- 26 feet | | | A
"""
    found = one(text)
    assert found.relation == "agree"
    assert (found.low, found.high, found.unit) == (Decimal(26), Decimal("26.25"), "ft")


def test_parts_stand_outside_the_range() -> None:
    text = """Parts
places: Linz < Austria
## a 2026-05-04 River Post
Around 1,200 people were evacuated from [Linz] with another 600 told to leave.
- Around 1,200 | people | evacuate | A
- another 600 | | leave | A
## b 2026-05-04 Evening Ledger
More than 1,100 residents of [Linz] were evacuated.
- More than 1,100 | residents | evacuate | A
"""
    found = one(text)
    assert found.relation == "differ" and "“another 600” comes on top of another figure" in found.why
    assert (found.low, found.high) == (Decimal(1100), Decimal(1200))
    assert len(found.added) == 1


def test_more_people_are_no_total() -> None:
    found = found_in(
        "2026-05-18 Crush / At least 21 people were killed in a crush in Linz, Vera Holm said.",
        "2026-05-19 Toll rises to 24 / Three more people died in Linz, bringing to 24 the number killed in the crush, Vera Holm said.",
    )
    assert [(one.low, one.high, len(one.added)) for one in found] == [(Decimal(21), Decimal(24), 1)]


def test_a_number_and_what_comes_on_top_are_no_comparison_by_themselves() -> None:
    text = """Parts
places: Linz < Austria
## a 2026-05-04 River Post
Around 1,200 people were evacuated from [Linz] with another 600 told to leave.
- Around 1,200 | people | evacuate | A
- another 600 | | leave | A
"""
    assert index(read_cluster(text).linked).comparisons == ()


# ---------------------------------------------------------------- sizes


@pytest.mark.parametrize(
    ("number", "expected"), [("121000", "500"), ("100", "5"), ("14", "0"), ("25", "0"), ("120", "5"), ("1000", "50"), ("4.5", "0.05")]
)
def test_rounding_is_half_of_the_last_digit_at_most_a_twentieth(number: str, expected: str) -> None:
    assert rounding(Decimal(number)) == Decimal(expected)


def test_bounds_admit_what_their_words_say() -> None:
    assert amount_of(read_figure("more than 100")).admits_high is None
    assert amount_of(read_figure("up to 100")).admits_low is None
    about = amount_of(read_figure("about 100"))
    assert (about.admits_low, about.admits_high) == (Decimal(90), Decimal(110))
    assert amount_of(Figure(low=None, high=Decimal(5), modifier=Modifier.UP_TO)).middle == 5


# ---------------------------------------------------------------- decisions


def decision(what: str, line: int, *anchors: Anchor, **values: str) -> Decision:
    kind, word = what.split()
    return Decision(
        what=kind, who="Ada", when=date(2026, 6, 1), why="I read both.", line=line, names=(word,), anchors=anchors, values=values
    )


def bridge() -> Linked:
    return read_cluster(REPORT.format(first="12", second="14", day="2026-05-04")).linked


def test_a_person_parts_what_the_rules_joined() -> None:
    apart = decision("compare apart", 3, Anchor(article="a-bridge-a", exact="12 people"), Anchor(article="a-bridge-b", exact="14 people"))
    made = index(bridge(), [apart])
    assert made.comparisons == ()
    assert made.problems == ()


def test_a_person_joins_what_the_rules_left_apart() -> None:
    drafts = [Draft(id="a", day=date(2026, 5, 4)), Draft(id="b", day=date(2026, 7, 4))]
    drafts[0].add("12 people were hurt in [Linz].")
    drafts[1].add("The accident of May injured 15 people in [Linz].")
    drafts[0].figure("12", "people", "hurt")
    drafts[1].figure("15", "people", "injure")
    corpus = linked(drafts, places_of(["Linz < Austria"]))
    assert index(corpus).comparisons == ()
    joined = decision(
        "compare together", 3, Anchor(article="a", exact="12"), Anchor(article="b", exact="15"), title="Injured on the bridge in May"
    )
    (found,) = index(corpus, [joined]).comparisons
    assert (found.title, found.by, found.score) == ("Injured on the bridge in May", "Ada", 1.0)
    assert found.finding.endswith("Decided by Ada: I read both.")


def test_a_person_joins_figures_that_the_rules_would_never_read() -> None:
    drafts = [Draft(id="a", day=date(2026, 5, 4)), Draft(id="b", day=date(2026, 5, 4))]
    for draft, words in zip(drafts, ("The talks took 4 hours.", "It was over in 5 hours."), strict=True):
        draft.add(words)
        draft.figure(words.split()[-2] + " hours")
    joined = decision("compare together", 3, Anchor(article="a", exact="4 hours"), Anchor(article="b", exact="5 hours"), title="The talks")
    (found,) = index(linked(drafts), [joined]).comparisons
    assert (found.title, found.relation, len(found.members)) == ("The talks", "contradict", 2)


def test_a_decision_that_points_to_nothing_is_a_problem_with_its_line() -> None:
    wrong = decision("compare together", 9, Anchor(article="a-bridge-a", exact="13 people"), Anchor(article="nowhere", exact="14"))
    lines = [(problem.line, problem.code) for problem in index(bridge(), [wrong]).problems]
    assert lines == [(9, "decision-no-match")] * 3


def test_two_decisions_that_contradict_each_other_are_a_problem() -> None:
    anchors = (Anchor(article="a-bridge-a", exact="12"), Anchor(article="a-bridge-b", exact="14"))
    both = [decision("compare together", 1, *anchors), decision("compare apart", 5, *anchors)]
    for order in (both, both[::-1]):
        made = index(bridge(), order)
        assert [(problem.line, problem.code) for problem in made.problems] == [(5, "decision-contradiction")]
        assert made.comparisons == ()


def test_a_person_corrects_a_figure() -> None:
    fix = decision("figure correct", 2, Anchor(article="a-bridge-a", exact="12 people"), low="14", high="14")
    made = index(bridge(), [fix])
    assert made.comparisons[0].relation == "agree"
    row = next(row for row in made.figures if row.shown.ref.article == "a-bridge-a")
    assert (row.mention.value.low, row.mention.found_by) == (Decimal(14), "decision")
    assert "Ada" in row.mention.why


def test_a_person_retracts_a_figure() -> None:
    made = index(bridge(), [decision("figure retract", 2, Anchor(article="a-bridge-a", exact="12"))])
    assert len(made.figures) == 1
    assert made.comparisons == ()
    assert all(shown.ref.kind != "figure" for shown in made.articles[0].shown)


@pytest.mark.parametrize(
    ("values", "code"),
    [({"low": "many"}, "decision-bad-value"), ({"low": "9", "high": "3"}, "decision-bad-value"), ({}, "decision-bad-value")],
)
def test_a_correction_with_a_bad_value_is_a_problem(values: dict[str, str], code: str) -> None:
    made = index(bridge(), [decision("figure correct", 4, Anchor(article="a-bridge-a", exact="12"), **values)])
    assert [(problem.line, problem.code) for problem in made.problems] == [(4, code)]


# ---------------------------------------------------------------- from the bare text on


def found_in(*articles: str) -> tuple[Comparison, ...]:
    """The comparisons of bare articles, "DAY title / text" each, with everything found by Concord's rules."""
    drafts = []
    for number, article in enumerate(articles):
        head, _, text = article.partition(" / ")
        day, _, title = head.partition(" ")
        draft = Draft(id=f"report-{number}", day=date.fromisoformat(day), outlet=f"Paper {number}")
        draft.add(title, Role.TITLE)
        draft.add(text)
        drafts.append(draft.annotated().article)
    return index(link(annotate(drafts, choose_recogniser("rules")), load_gazetteer())).comparisons


def told(found: tuple[Comparison, ...]) -> list[tuple[str, str]]:
    return sorted((one.title, one.relation) for one in found)


def test_two_numbers_set_against_each_other_are_of_one_thing() -> None:
    found = found_in(
        "2026-03-02 Wells in Beira / Water First said that around 900 wells in Beira are contaminated; the council speaks of 850."
    )
    assert told(found) == [("Wells, Beira, 2 March 2026", "differ")]


def test_a_headline_is_read_as_the_text_below_it() -> None:
    found = found_in(
        "2026-08-02 Fire burns 2,300 hectares / A fire near Anduze had burnt 2,300 hectares by Saturday evening, Lucie Maréchal said.",
        "2026-08-03 A fire doubles / The fire near Anduze had scorched more than 11,000 acres, Lucie Maréchal said on Sunday.",
    )
    assert told(found) == [("Area burnt, Anduze, 1 to 2 August 2026", "differ")]
    assert found[0].finding.endswith("the later are the higher, so the number may have grown.")


def test_new_cases_are_not_all_cases() -> None:
    found = found_in(
        "2026-02-09 Cholera / There are 1,312 cases of cholera in Beira since January, Graça Sitoe said. There were 87 new cases.",
        "2026-02-10 Cholera / More than 1,400 cases of cholera have been reported in Beira, Graça Sitoe said.",
    )
    assert [one.relation for one in found] == ["differ"]
    assert (found[0].low, found[0].high) == (Decimal(1312), Decimal(1400))


def test_the_missing_may_become_fewer() -> None:
    found = found_in(
        "2026-06-09 Ferry / Some 63 people are missing after a ferry sank off Cebu, Dante Olivares said.",
        "2026-06-10 Ferry / The ferry sank off Cebu on Monday. There are 45 people missing, Dante Olivares said.",
    )
    assert [one.relation for one in found] == ["differ"]
    assert found[0].finding.endswith("the later are the lower, so the number may have fallen.")


def test_one_number_to_the_digit_stands_together_whatever_the_words() -> None:
    found = found_in(
        "2026-02-03 Leeds budget / Adult care in Leeds will get £214 million, Priya Nandra said. The budget comes to £742 million.",
        "2026-02-04 Leeds budget / In Leeds spending on adult care rises to £214m of £742m, council leader Priya Nandra announced.",
    )
    assert ("£214 million, Leeds, 3 to 4 February 2026", "agree") in told(found)


def test_a_towns_rate_is_not_its_regions() -> None:
    found = found_in(
        "2026-09-07 Vote / In Halle, turnout was 71 per cent, Hanna Rülke said.",
        "2026-09-07 Vote / In Saxony-Anhalt, turnout was 68.4 per cent, Hanna Rülke said. Halle voted early.",
    )
    assert found == ()


def test_a_place_that_says_where_somebody_is_from_is_not_where_it_happened() -> None:
    found = found_in(
        "2026-06-17 Port / About 180,000 containers are waiting in Hamburg, Fiona Marsh said.",
        "2026-06-18 Port / In Hamburg, Tidewater, a consultancy in London, put the backlog at 180,000 containers, Fiona Marsh said.",
    )
    assert [one.title for one in found] == ["Containers delayed, Hamburg, 17 to 18 June 2026"]


def test_another_currency_is_named_and_not_converted() -> None:
    found = found_in(
        "2026-04-23 Pumps / The profit of Norvane Ltd rose to €61 million, Elin Falkeby said in Aarhus.",
        "2026-04-23 Pumps / Norvane Ltd had a profit of €61 million, said Elin Falkeby. The plant is in Aarhus.",
        "2026-04-24 Pumps / Norvane Ltd made a profit of $64 million, Elin Falkeby said in Aarhus.",
    )
    assert [one.title for one in found] == ["Profit, Norvane Ltd, 23 April 2026"]
    assert found[0].finding.endswith("“$64 million” is in another currency; nothing is converted, so it stands apart.")


def test_a_date_that_a_figure_is_measured_by_is_not_its_own() -> None:
    (draft,) = (Draft(id="a", day=date(2025, 6, 18)),)
    draft.add("The river will peak at 8.3 metres, compared with 8.78 metres in {2013=2013}.")
    span = draft.figure("8.3 metres")
    made = draft.annotated()
    assert as_of(span, made.sentences[0], made) is None
    later = Span(made.article.text.index("8.78"), made.article.text.index(" in 2013"))
    assert as_of(later, made.sentences[0], made) == "2013"


def test_reports_of_unknown_days_do_not_contradict_each_other() -> None:
    text = """Cases
places: Linz < Austria
## a 2026-05-04 River Post
Doctors in [Linz] have confirmed at least 13 cases, <Vera Holm> told <Adam Roth>.
- at least 13 | cases | confirm | A
## b 2026-05-04 Evening Ledger
In [Linz] 11 cases are confirmed, <Vera Holm> said to <Adam Roth>.
- 11 | cases | confirm | A
"""
    case = read_cluster(text)
    dated = index(case.linked).comparisons
    assert [one.relation for one in dated] == ["contradict"]
    undated = replace(
        case.linked, articles=tuple(replace(one, article=replace(one.article, published=None)) for one in case.linked.articles)
    )
    assert all(one.relation == "differ" for one in index(undated).comparisons)


def test_multiples_and_what_a_number_is_of_are_no_second_figure() -> None:
    found = found_in(
        "2026-05-04 Raid / Eleven people were killed in Linz, Vera Holm said. Police put the number of attackers at 300, three times more."
    )
    assert found == ()


def test_whole_years_and_months_are_named_as_such() -> None:
    found = found_in(
        "2026-01-20 Thefts / Thieves stole 2,870 cars in Turin in 2025, Carla Bonetti said.",
        "2026-01-22 Thefts / In 2025, 2,870 cars were stolen in Turin, said Carla Bonetti.",
    )
    assert told(found) == [("Vehicles stolen, Turin, 2025", "agree")]


def test_a_later_number_may_correct_an_earlier_one() -> None:
    found = found_in(
        "2026-02-06 Search ends / The search at the flooded mine in Linz has ended with 16 people dead, minister Vera Holm said.",
        "2026-02-08 Counted twice / The death toll of the flooded mine in Linz was corrected from 16 to 15 on a recount, Vera Holm says.",
    )
    assert told(found) == [("People killed, Linz, 6 to 8 February 2026", "corrected")]
    assert found[0].contradictions == ()
    assert found[0].finding == "The numbers run from 15 to 16; “16 people” was corrected to “15”." or (
        "The numbers run from 15 to 16; “16” was corrected to “15”."
    )


def test_a_lower_number_that_corrects_nothing_contradicts() -> None:
    found = found_in(
        "2026-02-06 Search ends / The search at the flooded mine in Linz has ended with 16 people dead, minister Vera Holm said.",
        "2026-02-08 Mourning / In Linz 15 people died in the flooded mine, Vera Holm said.",
    )
    assert [one.relation for one in found] == ["contradict"]


def test_a_toll_is_of_those_whom_the_text_counts() -> None:
    found = found_in(
        "2026-02-05 Mine / At least 14 miners have died in Linz, Adam Roth said, contradicting the ministry, which puts the toll at 12."
    )
    assert told(found) == [("People killed, Linz, 5 February 2026", "contradict")]


def test_a_lead_that_two_sides_count() -> None:
    found = found_in(
        "2026-03-18 Recount / In Linz, Vera Holm leads by 1,187 votes according to the court and by 1,204 according to her party."
    )
    assert told(found) == [("Lead in votes, Linz, 18 March 2026", "contradict")]


def test_the_police_put_the_number_of_people_lower() -> None:
    found = found_in(
        "2026-02-05 Vigil / He spoke in Linz at a vigil that 3,000 people attended. Vera Holm sang.\n\n"
        "Police put the number of people at the vigil at 1,200."
    )
    assert told(found) == [("Crowd, Linz, 5 February 2026", "contradict")]


def test_where_those_are_who_found_out_is_not_where_it_happened() -> None:
    found = found_in(
        "2026-02-08 Linz / In Linz 16 people died in the mine, Vera Holm said.",
        "2026-02-09 Linz / The toll of the mine in Linz was corrected from 16 to 15 after forensic pathologists in Graz found a mistake.",
    )
    assert told(found) == [("People killed, Linz, 8 to 9 February 2026", "corrected")]


def test_a_woman_of_83_is_no_83_people() -> None:
    found = found_in(
        "2026-03-17 Storm / In Linz, 81 people were killed, Vera Holm said.",
        "2026-03-17 Storm / In Linz, a woman of 83 was killed in her bed, Vera Holm said.",
    )
    assert found == ()


@pytest.mark.parametrize(
    "life",
    [
        "Vera Holm studied law in Madrid.",
        "Both were born in Madrid.",
        "He met Vera Holm, who once lived in Madrid.",
        "She grew up near Madrid.",
    ],
)
def test_where_somebody_studied_is_no_place_of_an_event(life: str) -> None:
    draft = Draft(id="report", day=date(2026, 3, 13), outlet="Paper")
    draft.add(f"Vera Holm is the minister of defence of Austria. {life} The toll rose to 36 on Friday.")
    made = link(annotate([draft.annotated().article], choose_recogniser("rules")), load_gazetteer())
    read = read_figures(made.articles, index(made).figures, made, geography(made.entities))
    assert [one.places for one in read] == [frozenset({"places/austria"})]


def test_civilians_beside_soldiers_are_not_all_the_dead() -> None:
    found = found_in(
        "2026-06-28 Coup / In Linz 38 civilians and 14 soldiers lost their lives, Vera Holm said.",
        "2026-06-28 Coup / In Linz 36 people lost their lives, Vera Holm said.",
    )
    assert found == ()


def test_the_whole_country_is_not_the_town_of_the_dateline() -> None:
    found = found_in(
        "2026-06-28 Coup / In Linz 34 people were killed, Vera Holm said.",
        "2026-06-28 Coup / Shots were heard in Linz, Austria. In the whole country 35 people were killed, Vera Holm said.",
    )
    assert found == ()


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("About 8,000 people walked through Linz on Monday. Police put the crowd at 5,000.", "Crowd, Linz, 2 March 2026"),
        (
            "The new bridge in Linz will cost €9 million, Vera Holm said. Her rivals put the likely cost at €15 million.",
            "Cost, Linz, 2 March 2026",
        ),
        (
            "In Linz the club said that 60 stewards had been on duty. The union said there had been 38.",
            "Stewards deployed, Linz, 2 March 2026",
        ),
        (
            "According to the group, 318 people are in custody in Linz; the prosecutor's office says it holds 290.",
            "People detained, Linz, 2 March 2026",
        ),
    ],
)
def test_a_second_number_without_a_noun_stands_against_the_first(text: str, title: str) -> None:
    assert told(found_in(f"2026-03-02 Linz / {text}")) == [(title, "contradict")]


def test_a_number_of_something_else_stands_against_nothing() -> None:
    assert found_in("2026-03-02 Linz / In Linz 60 stewards were on duty. There were 38 gates. He said there had been 12 warnings.") == ()
