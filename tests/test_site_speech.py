"""Quotations on the pages: in their sentence with the cue, with other wordings, by speaker, and figures beside those of others."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import lxml.html
import pytest

from generator.model import Annotated, Comparison, Index, Kind, Mention, Quote, QuoteKind, Ref, Rights, Span, Stance
from generator.site import SiteSettings, load_templates, plan, render
from generator.site.corpus import Corpus, corpus_of
from generator.site.quotes_page import MOST, quote_rows
from generator.site.speech import cue, said, variants
from tests.support_site import annotated, indexed

ROOT = Path(__file__).parents[1]
SETTINGS = SiteSettings(name="Test brief", version="1", url="https://site.example/brief/")
Made = tuple[Annotated, dict[Ref, str], dict[Ref, str]]


def spoken(
    article: str, source: str, *quotes: tuple[QuoteKind, str, str, str], on: date = date(2024, 8, 14), rights: Rights = Rights.FULL
) -> Made:
    """An article with quotations: kind, words as they stand, cue (its first place in the text), speaker ("people/x", or words)."""
    made, entities, speakers = annotated(article, source, published=on, publisher=article.title(), rights=rights)
    text = made.article.text
    mentions = []
    for kind, words, told, who in quotes:
        start = text.index(words)
        span = Span(start, start + len(words))
        at = text.index(told) if told else 0
        value = Quote(
            kind=kind,
            words=words.strip("“”"),
            speaker_text=who if "/" not in who else None,
            cue=Span(at, at + len(told)) if told else None,
        )
        mentions.append(Mention(span=span, kind=Kind.QUOTE, value=value, found_by="test", score=0.9))
        if "/" in who:
            speakers[Ref(article, Kind.QUOTE, span.start, span.end)] = who
    return replace(made, quotes=tuple(mentions)), entities, speakers


def corpus_with(*articles: Made) -> Corpus:
    return corpus_of(indexed(articles), {}, {})


def pages_of(index: Index) -> Mapping[str, str]:
    made, problems = plan(index, SETTINGS)
    assert not problems
    return {path: content.decode() for path, content in render(made, load_templates(ROOT)).items() if path.endswith(".md")}


D, M, I = QuoteKind.DIRECT, QuoteKind.MIXED, QuoteKind.INDIRECT  # noqa: E741  # three columns of a table


@pytest.mark.parametrize(
    ("sentence", "kind", "words", "told", "shown"),
    [
        (
            "Lee declared a state of emergency on Monday.",
            I,
            "a state of emergency on Monday",
            "declared",
            "Lee <strong>declared</strong> <span><em>a state of emergency on Monday</em></span>.",
        ),
        (
            '"We are ready," Lee said.',
            D,
            '"We are ready,"',
            "said",
            "<span>“We are ready,”</span> Lee <strong>said</strong>.",
        ),
        (
            "Lee called it “a slow disaster” of the town.",
            M,
            "it “a slow disaster” of the town",
            "called",
            "Lee <strong>called</strong> <span><em>it </em>“a slow disaster”<em> of the town</em></span>.",
        ),
        ("The wall held, Lee said.", I, "The wall held", "said", "<span><em>The wall held</em></span>, Lee <strong>said</strong>."),
    ],
)
def test_a_quotation_stands_in_its_sentence_with_its_cue(sentence: str, kind: QuoteKind, words: str, told: str, shown: str) -> None:
    corpus = corpus_with(spoken("one", f"Rain fell. {sentence} It stopped.", (kind, words, told, "Lee")))
    at = corpus.index.quotes[0].reports[0]
    made = lxml.html.fromstring(said(corpus, at))
    plain = re.sub(r' class="\w+"', "", lxml.html.tostring(made, encoding="unicode"))
    assert plain == f"<span>{shown}</span>"
    assert cue(corpus, at) == told


def test_a_long_sentence_is_cut_between_words_and_rights_are_kept() -> None:
    words = "that the wall had held"
    long = f"{'Water rose and rose. '[:-2] * 30}, Lee said {words} {'and it rained ' * 30}."
    corpus = corpus_with(spoken("one", long, (I, words, "said", "Lee")))
    made = said(corpus, corpus.index.quotes[0].reports[0])
    assert 300 < len(made) < 600 and made.count("…") == 2 and re.search(r"… \w+ ", made)
    hidden = corpus_with(spoken("one", f"Lee said {words}.", (I, words, "said", "Lee"), rights=Rights.METADATA))
    at = hidden.index.quotes[0].reports[0]
    assert (said(hidden, at), cue(hidden, at)) == ("(not shown)", "")


def test_very_long_words_end_between_two_of_them() -> None:
    for kind, words in ((D, f"“{'We will rebuild it all. ' * 60}”"), (I, f"that {'they would rebuild it all ' * 60}")):
        corpus = corpus_with(spoken("one", f"Lee said {words}, and left.", (kind, words.strip(), "said", "Lee")))
        made = lxml.html.fromstring(said(corpus, corpus.index.quotes[0].reports[0])).text_content()
        assert 850 < len(made) < 950 and re.search(r"\w[.”]* \[…\] ?, and left\.$", made), made[-60:]


def test_reports_that_word_it_otherwise_are_told_with_the_difference() -> None:
    who = "people/ann-lee"
    name = "[Ann Lee](p:ann-lee)"
    corpus = corpus_with(
        spoken(
            "one", f"“We will not leave the old town tonight,” {name} said.", (D, "“We will not leave the old town tonight,”", "said", who)
        ),
        spoken("two", f"“We will never leave the old town,” {name} said.", (D, "“We will never leave the old town,”", "said", who)),
        spoken(
            "three", f"“We will not leave the old town tonight!” {name} said.", (D, "“We will not leave the old town tonight!”", "", who)
        ),
    )
    (row,) = corpus.index.quotes
    assert len(row.reports) == 3
    told = variants(corpus, row, "quotes/index.md")
    assert re.sub(r"<a [^>]+>|</a>", "", told).startswith('<small class="variants">Worded otherwise in Two, 14 August 2024: “We will ')
    assert "<strong>never</strong>" in told and "[…]" in told and told.count("“") == 1


def _figures_and_quotes() -> Index:
    lee = "people/ann-lee"
    first = spoken(
        "one",
        "[Ann Lee](p:ann-lee) said that [120](f:120||people|flee) people had fled. “It is over,” she said. Police said the road was shut.",
        (I, "that 120 people had fled", "said that", lee),
        (D, "“It is over,”", "she said", lee),
        (I, "the road was shut", "Police said", "Police"),
    )
    second = spoken(
        "two",
        "About [90](f:90|about|people|flee) people had fled, the police said. They said the bridge was shut. Some said it was open.",
        (I, "the bridge was shut", "They said", "the police"),
        (I, "it was open", "Some said", "Some"),
    )
    made, _, speakers = first
    speakers[Ref("one", Kind.FIGURE, made.figures[0].span.start, made.figures[0].span.end)] = lee
    index = indexed([first, second])
    members = tuple(row.shown.ref for row in index.figures)
    comparison = Comparison(
        id="people-fled",
        title="People fled",
        members=members,
        dimension="count",
        unit=None,
        low=None,
        high=None,
        relation="differ",
        why="x",
    )
    rows = tuple(replace(row, comparison=comparison.id) for row in index.figures)
    return replace(index, figures=rows, comparisons=(comparison,))


def test_an_entry_parts_own_words_from_reported_speech_and_lays_figures_beside_those_of_others() -> None:
    page = pages_of(_figures_and_quotes())["people/ann-lee.md"]
    own, reported, figures = (page.index(f"{{: #{name} ") for name in ("quotes", "reported", "figures"))
    assert own < page.index("“It is over,”") < reported < page.index("<em>that 120 people had fled</em>") < figures
    table = lxml.html.fromstring(page[page.index("<table ", figures) : page.index("</table>", figures) + 8])
    heads, cells = ([each.text_content() for each in table.iter(tag)] for tag in ("th", "td"))
    assert heads == ["Read as", "In its sentence", "Date", "Source", "Others on the same matter"]
    assert cells[0] == "120 people" and cells[1].startswith("Ann Lee said that 120 people")
    assert cells[2:] == ["14 August 2024", "One", "differ People fledabout 90 (Two)"]


def test_speakers_are_counted_and_those_without_an_entry_have_rows_of_their_own() -> None:
    made = pages_of(_figures_and_quotes())
    page = made["quotes/speakers/index.md"]
    rows = [[cell.text_content() for cell in row.iter("td")] for row in lxml.html.fromstring(page[page.index("<table ") :]).iter("tr")][1:]
    assert [row[:6] for row in rows] == [["Ann Lee", "person", "1", "1", "1", "1"], ["Police", "no entry", "0", "2", "0", "2"]]
    assert rows[1][6] == "One, 14 August 2024, Two, 14 August 2024"
    assert 'href="../../people/ann-lee/#reported"' in page and "1 have no speaker" in page
    assert "For 1 quotation no speaker is named" in page
    assert all('href="../quotes/speakers/"' in made[path] for path in ("figures/index.md", "quotes/index.md"))


def _denied() -> Index:
    lee = "people/ann-lee"
    line = "[Ann Lee](p:ann-lee) denied having called it “a disgrace” and said [Bo Ray](p:bo-ray) had told her that it was safe."
    made, entities, speakers = spoken(
        "one",
        line,
        (M, "having called it “a disgrace”", "denied", lee),
        (I, "Bo Ray had told her that it was safe", "said", lee),
    )
    text = made.article.text
    denied, told = made.quotes
    at, name = text.index("that it was safe"), text.index("Bo Ray")
    inner = Quote(kind=I, words="that it was safe", speaker=Span(name, name + 6), speaker_text="Bo Ray", cue=Span(at - 9, at - 5))
    held = Mention(span=Span(at, at + 16), kind=Kind.QUOTE, value=inner, found_by="test", score=0.9)
    quotes = (
        replace(denied, value=replace(denied.value, stance=Stance.DENIED)),
        replace(told, value=replace(told.value, inner=(held,))),
    )
    return indexed([(replace(made, quotes=quotes), entities, speakers)])


def test_what_somebody_denied_is_nowhere_shown_as_said() -> None:
    made = pages_of(_denied())
    page = made["people/ann-lee.md"]
    assert "{: #quotes " not in page and "<strong>denied</strong>" in page[page.index("{: #reported ") :]
    assert "partly quoted, denied" in made["quotes/index.md"]
    assert "Quoted" not in made["articles/one.md"] and "Quotation Ann Lee, denied" in made["articles/one.md"]
    speakers = made["quotes/speakers/index.md"]
    rows = [
        [cell.text_content() for cell in row.iter("td")] for row in lxml.html.fromstring(speakers[speakers.index("<table ") :]).iter("tr")
    ]
    assert rows[1][:4] == ["Ann Lee", "person", "0", "2"]
    exported = json.loads(render(plan(_denied(), SETTINGS)[0], load_templates(ROOT))["data/quotes.json"])
    assert [(row["stance"], row["cue"]) for row in exported] == [("denied", "denied"), ("asserted", "said")]


def test_a_speaker_who_tells_what_another_said_cites_them() -> None:
    made = pages_of(_denied())
    quotes = lxml.html.fromstring(made["quotes/index.md"][made["quotes/index.md"].index("<table ") :])
    assert [row[0].text_content() for row in quotes.iter("tr")][1:] == ["Ann Lee", "Ann Lee, citing Bo Ray"]
    page = made["people/ann-lee.md"]
    assert 'citing <a href="../../people/bo-ray/"' in page


def test_the_export_of_quotations_has_cue_and_sentence() -> None:
    rows = json.loads(render(plan(_figures_and_quotes(), SETTINGS)[0], load_templates(ROOT))["data/quotes.json"])
    assert (rows[0]["cue"], rows[0]["sentence"]) == ("said that", "Ann Lee said that 120 people had fled.")


def _many(number: int) -> Sequence[Made]:
    articles = []
    for article in range(number // 10):
        lines = [
            f"{'A long word or two. '[:-2] * 8} Lee said it was number {article * 10 + nth} that {'mattered ' * 12}." for nth in range(10)
        ]
        quotes = [(I, line.split("said ")[1][:-1], "said", "Lee") for line in lines]
        articles.append(spoken(f"a{article}", " ".join(lines), *quotes, on=date(2024, 8, 1)))
    return articles


def test_thousands_of_quotations_stand_on_pages_of_a_readable_size() -> None:
    made = pages_of(indexed(_many(1200)))
    parts = {path: text for path, text in made.items() if path.startswith("quotes/by/")}
    assert len(parts) == 4 and MOST == 300
    assert max(map(len, parts.values())) < 450_000


def test_many_quotations_are_parted_by_year_and_a_full_year_by_month() -> None:
    days = [date(2023, 1, 5), date(2023, 6, 5), date(2024, 1, 5), date(2024, 1, 6), date(2024, 2, 5)]
    made = indexed(
        [spoken(f"a{n}", f"Lee said number {n} had come.", (I, f"number {n} had come", "said", "Lee"), on=on) for n, on in enumerate(days)]
    )
    pages, _ = quote_rows(made.quotes, 2)
    assert [path.removeprefix("quotes/by/") for path in pages] == ["2023.md", "2024-01.md", "2024-02.md"]


def test_sentences_that_an_article_repeats_are_not_written_twice() -> None:
    line = "[Ann Lee](p:ann-lee) opened the gates of the town. Nobody was hurt."
    index = indexed([annotated("one", line, publisher="One"), annotated("two", f"{line} [Lee](p:ann-lee) left.", publisher="Two")])
    page = pages_of(index)["people/ann-lee.md"]
    mentions = lxml.html.fromstring("<div>" + page[page.index("{: #mentions") :].split("\n", 1)[1] + "</div>")
    lines = [each.text_content() for each in mentions.iter("li")]
    assert lines == [
        "Ann Lee opened the gates of the town.",
        "Lee left.",
        "Repeats 1 sentence of One, 14 August 2024 word for word: Ann Lee",
    ]
    assert {each.get("href") for each in mentions.iter("a")} >= {
        "../../articles/one/#m-1",
        "../../articles/two/#m-1",
        "../../articles/two/#m-2",
    }
