"""The index: numbers of mentions, entries, timeline, quotes, sources, briefs, near-copies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.index import index
from generator.index.copies import find_copies
from generator.model import Entry, Index, Kind, Linked, Precision, Role
from tests.support_index import Draft, linked, places_of

PLACES = places_of(["Pirna < Saxony < Germany", "Linz < Austria"])


def draft(name: str, day: date | None, *lines: str, outlet: str = "River Post", brief: str = "") -> Draft:
    made = Draft(id=name, day=day, outlet=outlet)
    for line in lines:
        made.add(line)
    return made


def corpus(*drafts: Draft) -> Linked:
    return linked(drafts, PLACES)


def names(entries: Sequence[Entry]) -> list[str]:
    return [entry.entity.name for entry in entries]


def flood() -> Index:
    first = draft(
        "a",
        date(2026, 4, 7),
        "<Anna Weiss> walked through [Pirna] on {Tuesday=2026-04-07} with <Jonas Keller>.",
        "“We shall build it all again=Anna Weiss”, <Anna Weiss> said in [Saxony].",
    )
    second = draft("b", date(2026, 4, 8), "<Anna Weiss> was in [Pirna]: “we shall build it again=Anna Weiss”, she said.", outlet="Ledger")
    return index(corpus(second, first))


def test_mentions_are_numbered_in_order_of_the_text() -> None:
    shown = flood().articles[0].shown
    assert [one.number for one in shown] == list(range(1, len(shown) + 1))
    assert [one.ref.start for one in shown] == sorted(one.ref.start for one in shown)
    assert {one.paragraph for one in shown} == {1, 2}


def test_the_longer_of_two_mentions_that_start_together_comes_first() -> None:
    made = draft("a", date(2026, 4, 7), "“Berlin will pay=Anna Weiss”")
    made.add("12 people came.")
    made.figure("12", "people")
    entry = index(corpus(made)).articles[0]
    assert [one.ref.kind for one in entry.shown] == [Kind.QUOTE, Kind.FIGURE]


def test_every_sentence_holds_its_mention() -> None:
    for entry in flood().articles:
        for one in entry.shown:
            assert one.sentence.start <= one.ref.start < one.ref.end <= one.sentence.end


def test_articles_are_in_order_of_date_and_the_undated_come_last() -> None:
    made = index(corpus(draft("z", date(2026, 1, 1), "One."), draft("b", None, "Two."), draft("a", date(2026, 2, 1), "Three.")))
    assert [entry.article.id for entry in made.articles] == ["z", "a", "b"]


def test_an_entry_has_its_sentences_sources_quotes_and_companions() -> None:
    made = flood()
    anna = next(entry for entry in made.people if entry.entity.name == "Anna Weiss")
    assert anna.articles == ("a", "b")
    assert anna.sources == 2
    assert len(anna.quotes) == 2
    assert [(one.entity, one.sentences) for one in anna.together] == [
        ("places/pirna", 2),
        ("people/jonas-keller", 1),
        ("places/saxony", 1),
    ]


def test_a_place_knows_what_lies_in_it() -> None:
    made = flood()
    assert {entry.entity.name: entry.inside for entry in made.places} == {"Pirna": (), "Saxony": ("places/pirna",)}


def test_an_entity_without_mentions_has_no_entry() -> None:
    assert "Linz" not in names(flood().places)


def test_two_wordings_of_one_quote_are_one_row_with_two_reports() -> None:
    (row,) = flood().quotes
    assert [report.article for report in row.reports] == ["a", "b"]
    assert (row.speaker, row.on) == ("people/anna-weiss", date(2026, 4, 7))


def test_two_sayings_in_one_article_are_two_quotes_and_another_article_joins_the_nearer_one() -> None:
    made = index(
        corpus(
            draft(
                "a",
                date(2026, 4, 7),
                "“We shall build it all again by spring=Anna Weiss” <Anna Weiss> “We shall build it all again by autumn=Anna Weiss”",
            ),
            draft("b", date(2026, 4, 8), "“We shall build it all again by autumn, all of it=Anna Weiss” <Anna Weiss>"),
        )
    )
    assert [[report.article for report in row.reports] for row in made.quotes] == [["a"], ["a", "b"]]


def test_the_same_words_of_two_speakers_are_two_quotes() -> None:
    made = index(
        corpus(
            draft("a", date(2026, 4, 7), "“We shall build it all again=Anna Weiss” <Anna Weiss>"),
            draft("b", date(2026, 4, 7), "“We shall build it all again=Jonas Keller” <Jonas Keller>"),
        )
    )
    assert len(made.quotes) == 2


def test_a_date_that_is_no_event_has_no_line() -> None:
    made = corpus(draft("a", date(2026, 4, 8), "She said that he will be sorry {tomorrow=2026-04-09}."))
    unsure = [replace(one, dates=tuple(replace(mention, score=0.5) for mention in one.dates)) for one in made.articles]
    assert [len(index(made).events), len(index(replace(made, articles=tuple(unsure))).events)] == [1, 0]


def test_the_timeline_has_one_line_for_a_dated_sentence() -> None:
    made = index(
        corpus(
            draft("a", date(2026, 4, 8), "The dam broke on {Tuesday=2026-04-07}, late {Tuesday=2026-04-07}. In {March=2026-03} it held."),
            draft("b", date(2026, 4, 9), "[Pirna] was flooded in {2013=2013}."),
        )
    )
    assert [(event.value, len(event.shown)) for event in made.events] == [("2013", 1), ("2026-03", 1), ("2026-04-07", 1)]
    assert made.events[0].entities == ("places/pirna",)


def test_a_bare_date_and_a_dateline_are_no_events() -> None:
    one = draft("a", date(2026, 4, 8), "{Wednesday, 8 April 2026=2026-04-08}.", "The dam broke on {Tuesday=2026-04-07}.")
    one.add("PIRNA, {8 April=2026-04-08} -", Role.DATELINE)
    assert [event.value for event in index(corpus(one)).events] == ["2026-04-07"]


def test_a_copied_sentence_is_one_event_with_two_sources() -> None:
    line = "The dam above the town broke on {Tuesday=2026-04-07} at noon."
    made = index(corpus(draft("a", date(2026, 4, 8), line), draft("b", date(2026, 4, 8), line)))
    assert [len(event.shown) for event in made.events] == [2]


def test_a_day_is_read_from_its_earliest_known_time_and_vague_words_have_no_line() -> None:
    one = draft(
        "a",
        date(2026, 4, 8),
        "It rained on {Tuesday=2026-04-07}. {Tuesday night=2026-04-07} the dam broke. {At 4.30pm on Tuesday=2026-04-07} it leaked.",
        "{Tuesday morning=2026-04-07} it held. It is safe {now=2026-04-08}. It was not {recently=2026-04-08}.",
    )
    read = {
        "Tuesday night": {"precision": Precision.DAYPART},
        "Tuesday morning": {"precision": Precision.DAYPART},
        "At 4.30pm on Tuesday": {"precision": Precision.SECOND, "value": "2026-04-07T16:30"},
        "now": {"value": "PRESENT_REF"},
        "recently": {"precision": Precision.VAGUE},
    }
    one.dates = [
        replace(each, value=replace(each.value, **read.get(each.span.of(one.text), {})))  # type: ignore[arg-type]  # fields by name
        for each in one.dates
    ]
    assert [event.time for event in index(corpus(one)).events] == ["morning", "16:30", "night", ""]


def test_sources_are_publishers_and_the_nameless_are_last() -> None:
    made = index(
        corpus(
            draft("a", date(2026, 4, 8), "One.", outlet=""),
            draft("b", date(2026, 4, 8), "Two.", outlet="Ledger"),
            draft("c", date(2026, 4, 9), "Three.", outlet="Ledger"),
        )
    )
    assert [(row.name, row.articles) for row in made.sources] == [("Ledger", ("b", "c")), ("", ("a",))]


def test_each_folder_is_a_brief_and_the_first_is_the_whole() -> None:
    base = corpus(draft("a", date(2026, 4, 7), "<Anna Weiss> in [Pirna]."), draft("b", date(2026, 4, 9), "<Jonas Keller> in [Linz]."))
    articles = (base.articles[0], replace(base.articles[1], article=replace(base.articles[1].article, brief="linz")))
    whole, folder = index(replace(base, articles=articles)).briefs
    assert (whole.name, whole.articles, whole.first, whole.last) == ("", ("a", "b"), date(2026, 4, 7), date(2026, 4, 9))
    assert (folder.name, folder.articles, folder.people) == ("linz", ("b",), ("people/jonas-keller",))


def test_a_name_in_two_articles_outweighs_one_that_a_single_article_repeats() -> None:
    made = index(
        corpus(
            draft("a", date(2026, 4, 7), "<Anna Weiss> and <Jonas Keller>, <Jonas Keller>."),
            draft("b", date(2026, 4, 8), "<Anna Weiss> came.", outlet="Ledger"),
        )
    )
    assert made.briefs[0].people == ("people/anna-weiss", "people/jonas-keller")


WIRE = (
    "The dam above the town broke shortly after noon, and water ran through the streets within minutes. "
    "Firefighters took people from the roofs of their houses with two helicopters and a dozen boats. "
    "The mayor asked those who live below the old bridge to leave their homes before nightfall. "
    "A school in the next village was opened for everyone who could not stay with relatives. "
    "The water company said that it would take at least a week to mend the pipes."
)


def test_an_edited_wire_story_is_a_copy_of_the_earliest() -> None:
    edited = WIRE.replace("a dozen boats", "twelve boats").replace("at least a week", "a week or more") + " Rain is forecast."
    made = corpus(
        draft("late", date(2026, 4, 9), edited), draft("early", date(2026, 4, 8), WIRE), draft("other", date(2026, 4, 8), "A cat.")
    )
    assert find_copies(made.articles) == {"late": "early"}
    assert find_copies(made.articles[::-1]) == {"late": "early"}


def test_two_reports_of_one_event_are_no_copies() -> None:
    other = (
        "Water ran through the town when its dam gave way at lunchtime. Rescuers used boats and helicopters. "
        "Residents near the bridge must go, said the mayor. A village school takes them in. Pipes will be broken for a week."
    )
    assert find_copies(corpus(draft("a", date(2026, 4, 9), WIRE), draft("b", date(2026, 4, 9), other)).articles) == {}


def test_related_articles_share_rare_names() -> None:
    lines = {
        "a": "<Anna Weiss> and <Jonas Keller> in [Pirna].",
        "b": "<Anna Weiss> met <Jonas Keller> in [Pirna].",
        "c": "<Rosa Lind> in [Linz].",
        "d": "<Karl Berg> in [Germany].",
    }
    made = index(corpus(*(draft(name, date(2026, 4, 8), line) for name, line in lines.items())))
    assert {entry.article.id: entry.related for entry in made.articles} == {"a": ("b",), "b": ("a",), "c": (), "d": ()}


WORDS = st.sampled_from(["the dam", "[Pirna]", "<Anna Weiss>", "{Monday=2026-04-06}", "“we go home now=Anna Weiss”", "<Jonas Keller>", "."])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(WORDS, min_size=1, max_size=12), min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_order_of_articles_does_not_matter(texts: list[list[str]], random: Random) -> None:
    drafts = [draft(f"a{number}", date(2026, 4, 1 + number % 3), " ".join(words)) for number, words in enumerate(texts)]
    base = corpus(*drafts)
    shuffled = list(base.articles)
    random.shuffle(shuffled)
    assert index(replace(base, articles=tuple(shuffled))) == index(base)


def test_nothing_at_all_is_an_index_too() -> None:
    made = index(Linked(articles=(), entities=(), entity_of={}, speaker_of={}))
    assert (made.articles, made.comparisons, made.events) == ((), (), ())
    assert [brief.name for brief in made.briefs] == [""]


def test_headlines_have_no_paragraph() -> None:
    made = Draft(id="a", day=None)
    made.add("<Anna Weiss> resigns", Role.TITLE)
    made.add("<Anna Weiss> has resigned.")
    assert [one.paragraph for one in index(corpus(made)).articles[0].shown] == [0, 1]
