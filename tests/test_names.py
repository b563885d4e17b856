"""Names by rules: the sentences of tests/cases/names*.md, and what must hold for any text and any recogniser."""

from __future__ import annotations

import importlib.util
import re
import time
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.annotate.around import refine
from generator.annotate.name_lists import name_lists
from generator.annotate.name_rules import Rules
from generator.annotate.names import Refined, choose_recogniser
from generator.model import Article, Block, Kind, Mention, Name, Role, Span, Use
from generator.problems import GeneratorError
from generator.text import sentences

_CASES = Path(__file__).parent / "cases"


def _article(text: str, *blocks: Block) -> Article:
    return Article(id="case", text=text, blocks=blocks)


def _find(text: str) -> tuple[Mention[Name], ...]:
    return choose_recogniser("rules").find([_article(text)])[0]


def _shown(mention: Mention[Name]) -> str:
    """One line for a name: its kind, its text and every field that is not empty."""
    value = mention.value
    use = "metonym" if value.use is Use.METONYM else None
    fields = {"role": value.role, "acronym": value.acronym, "use": use}
    return " ".join([f"{mention.kind} [{value.text}]", *(f"{name}={text}" for name, text in fields.items() if text)])


def _cases(name: str) -> Iterator[object]:
    """Title, dot, sentence, dot, expected lines, dot; lines that begin with # are for the reader."""
    lines = [line for line in (_CASES / name).read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    parts = ("\n".join(lines) + "\n").split("\n.\n")
    for title, sentence, expected in zip(parts[::3], parts[1::3], parts[2::3], strict=False):
        yield pytest.param(sentence, expected, id=title.strip().rstrip(":"))


def _said(mentions: Sequence[Mention[Name]]) -> str:
    return "\n".join(_shown(mention) for mention in mentions) or "none"


@pytest.mark.parametrize(("sentence", "expected"), list(_cases("names.md")))
def test_a_sentence_has_the_names_that_its_case_says(sentence: str, expected: str) -> None:
    assert _said(_find(sentence)) == expected


@pytest.mark.parametrize(("marked", "expected"), list(_cases("names_around.md")))
def test_what_a_recogniser_found_is_brought_into_our_form(marked: str, expected: str) -> None:
    text, mentions = _unmark(marked)
    assert _said(refine(_article(text), mentions, sentences(text))) == expected


def _unmark(marked: str) -> tuple[str, list[Mention[Name]]]:
    """ "⟦place:Oslo⟧ fell" -> "Oslo fell" and a mention of Oslo; marks may lie inside each other."""
    text, mentions = "", []
    open_marks: list[tuple[int, Kind]] = []
    for part in re.split(r"(⟦\w+:|⟧)", marked):
        if part.startswith("⟦"):
            open_marks.append((len(text), Kind(part[1:-1])))
        elif part == "⟧":
            start, kind = open_marks.pop()
            mentions.append(_mention(Span(start, len(text)), kind, text))
        else:
            text += part
    return text, mentions


def _mention(span: Span, kind: Kind, text: str) -> Mention[Name]:
    return Mention(span=span, kind=kind, value=Name(text=" ".join(span.of(text).split())), found_by="test", score=0.8)


# ---------------------------------------------------------------- the whole article


def test_a_form_has_one_kind_in_its_article() -> None:
    text = "Wednesday in Vinrevsk.\n\nPetra Vinrevsk, a doctor, lives there. Vinrevsk said she was tired. “No,” Vinrevsk added."
    kinds = {mention.kind for mention in _find(text) if mention.value.text == "Vinrevsk"}
    assert len(kinds) == 1


def test_a_company_lends_its_kind_to_its_short_name() -> None:
    names = {(mention.kind, mention.value.text) for mention in _find("Vestmark Holdings sold its ships. On Friday Vestmark shares fell.")}
    assert (Kind.ORGANISATION, "Vestmark") in names


@pytest.mark.parametrize(
    "headline",
    [
        "KOVALENKO VOWS TO REBUILD LVIV AFTER FLOOD",
        "Kovalenko Vows To Rebuild Bridge Near Lviv Town Hall",
        "Kovalenko vows to rebuild Lviv",
    ],
    ids=["capitals", "title case", "sentence"],
)
def test_a_headline_names_whom_the_article_names(headline: str) -> None:
    found = _find(f"{headline}\n\nMayor Andriy Kovalenko said the town of Lviv would recover.")
    inside = [(mention.kind, mention.value.text.title()) for mention in found if mention.span.end <= len(headline)]
    assert inside == [(Kind.PERSON, "Kovalenko"), (Kind.PLACE, "Lviv")]


def test_nothing_is_found_outside_annotated_blocks() -> None:
    text = "By Petra Holm\n\nPeople left Oslo."
    blocks = (Block(span=Span(0, 13), role=Role.BYLINE), Block(span=Span(15, 32), role=Role.PARAGRAPH))
    found = choose_recogniser("rules").find([_article(text, *blocks)])[0]
    assert [mention.value.text for mention in found] == ["Oslo"]


def test_only_silent_blocks_give_no_names() -> None:
    text = "Petra Holm, Oslo"
    found = choose_recogniser("rules").find([_article(text, Block(span=Span(0, 16), role=Role.BYLINE))])[0]
    assert found == ()


def test_articles_do_not_depend_on_each_other() -> None:
    recogniser = choose_recogniser("rules")
    one, two = _article("Petra Holm left."), _article("Holm is a town. The Holm bridge fell.")
    assert recogniser.find([one, two])[1] == recogniser.find([two])[0]


def test_every_name_says_who_found_it_and_why() -> None:
    for mention in _find("Defence Minister Oleh Marchuk told Reuters in Sumy that the Ukrainian Army had left."):
        assert mention.found_by == "rules"
        assert 0 < mention.score <= 1
        assert mention.why


# ---------------------------------------------------------------- any text

_PIECES = st.sampled_from(
    "Kyiv|the|said|Oleh Marchuk|Gen.|of|and|,|.|'s|’s|(|)|“|”|Ltd.|Bank|US|U.S.|Su-34|al-Masri|é|Ł|\u202e|\u200b|\x00|שלום|Київ|中文|12|-|"
    "—|\n|\n\n|34|"
    "Minister|who|identified himself as|McX|ß|İstanbul|A|I|😀|&|/".split("|")
)
_TEXTS = st.lists(_PIECES, max_size=60).map(" ".join) | st.text(max_size=80)


@settings(max_examples=150, deadline=None)
@given(_TEXTS)
def test_names_lie_in_the_text_in_order_and_apart(text: str) -> None:
    found = _find(text)
    for mention in found:
        assert 0 <= mention.span.start < mention.span.end <= len(text)
        assert mention.value.text == " ".join(mention.span.of(text).split())
        role = mention.value.role_span
        assert role is None or (role.of(text) and not role.overlaps(mention.span))
    assert all(first.span.end <= second.span.start for first, second in pairwise(found))


_MARKS = st.tuples(st.integers(0, 200), st.integers(1, 30), st.sampled_from([Kind.PERSON, Kind.PLACE, Kind.ORGANISATION]))


@settings(max_examples=100, deadline=None)
@given(
    _TEXTS,
    st.lists(st.tuples(st.integers(0, 200), st.integers(1, 30), st.sampled_from([Kind.PERSON, Kind.PLACE, Kind.ORGANISATION])), max_size=8),
)
def test_any_mentions_are_made_fit(text: str, marks: list[tuple[int, int, Kind]]) -> None:
    mentions = [_mention(Span(start, start + size), kind, text) for start, size, kind in marks if start + size <= len(text)]
    found = refine(_article(text), mentions, sentences(text))
    assert all(0 <= m.span.start < m.span.end <= len(text) for m in found)
    assert all(first.span.end <= second.span.start for first, second in pairwise(found))


@pytest.mark.parametrize(
    "text",
    [
        "Kyiv Marchuk " * 8_000,
        "kyiv marchuk " * 8_000,
        "a" * 100_000,
        "A" * 100_000,
        "(" * 100_000,
        "X, " * 33_000,
        "Bank of the " * 8_000,
        "\u202eشرق " * 20_000,
        "12 34. " * 15_000,
        "",
        "\x00\x01\x02",
    ],
    ids=["names", "small", "word", "capitals", "brackets", "list", "links", "right-to-left", "numbers", "empty", "controls"],
)
def test_a_sentence_of_a_hundred_thousand_characters_takes_bounded_time(text: str) -> None:
    start = time.process_time()
    _find(text)
    assert time.process_time() - start < 5


def test_rules_read_fifty_thousand_words_a_second() -> None:
    text = "Defence Minister Oleh Marchuk said on Friday that the troops had left the city and that aid would come from Norway soon. " * 500
    rules = Rules()
    rules.find([_article("Warm up in Oslo.")])
    start = time.process_time()
    rules.find([_article(text)])
    assert len(text.split()) / (time.process_time() - start) > 25_000  # half of what is promised, for a busy machine


# ---------------------------------------------------------------- lists and settings


def test_the_lists_know_what_the_news_names() -> None:
    lists = name_lists()
    assert lists.place("Kyiv") == "capital"
    assert lists.place("KYIV") == "capital"
    assert lists.place("Sumy") == "city"
    assert lists.is_demonym("Ukrainians")
    assert lists.is_demonym("Frenchmen")
    assert not lists.is_demonym("Ukraine")
    assert lists.is_given("Volodymyr")


@pytest.mark.parametrize("setting", ["", "spacy", "spacy:", "gliner:", "best", "rules:x"])
def test_an_unknown_setting_names_the_known_ones(setting: str) -> None:
    with pytest.raises(GeneratorError, match="embedded"):
        choose_recogniser(setting)


@pytest.mark.parametrize("package", ["spacy", "gliner"])
def test_a_missing_package_says_how_to_install_it(package: str) -> None:
    if importlib.util.find_spec(package):
        pytest.skip(f"{package} is installed here")
    with pytest.raises(GeneratorError, match=rf"pip install .*\[{package}\]"):
        choose_recogniser(f"{package}:some-model")


def test_a_recogniser_with_rules_around_it_has_a_version_of_its_own() -> None:
    rules = Rules()
    assert Refined(rules).name == "rules"
    assert Refined(rules).version.startswith(rules.version)
    assert Refined(rules).version != rules.version


def test_a_spacy_pipeline_finds_names(tmp_path: Path) -> None:
    spacy = pytest.importorskip("spacy", reason="spaCy is not installed")
    pipeline = spacy.blank("en")
    ruler = pipeline.add_pipe("entity_ruler")
    ruler.add_patterns(
        [{"label": "GPE", "pattern": "Sumy"}, {"label": "PERSON", "pattern": "Oleh Marchuk"}, {"label": "DATE", "pattern": "Friday"}]
    )
    pipeline.to_disk(tmp_path / "tiny")
    found = choose_recogniser(f"spacy:{tmp_path / 'tiny'}").find([_article("On Friday Defence Minister Oleh Marchuk left Sumy.")])[0]
    assert [_shown(mention) for mention in found] == ["person [Oleh Marchuk] role=Defence Minister", "place [Sumy]"]


def test_a_missing_spacy_pipeline_says_how_to_get_it() -> None:
    pytest.importorskip("spacy", reason="spaCy is not installed")
    with pytest.raises(GeneratorError, match="spacy download"):
        choose_recogniser("spacy:no_such_pipeline")


def test_a_place_before_a_dash_opens_the_story_even_where_the_recogniser_saw_nothing() -> None:
    block = [Block(span=Span(0, 7), role=Role.DATELINE), Block(span=Span(8, 29), role=Role.PARAGRAPH)]
    article = Article(id="a", text="CAIRO - Nobody spoke at all.", blocks=tuple(block))
    (found,) = refine(article, [], ())
    assert (found.value.text, found.kind, found.why) == ("CAIRO", Kind.PLACE, "where the story was written")
