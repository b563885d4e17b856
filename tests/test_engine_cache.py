"""The engine keeps order whatever the workers; the cache gives back what was stored, or nothing."""

import gc
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from generator.annotate import pipeline
from generator.annotate.dates import find_dates
from generator.cache import Cache, fingerprint
from generator.engine import engine, uncollected
from generator.model import Annotated, Article, Block, DateInterval, Figure, How, Kind, Known, Mention, Role, Source, Span
from tests.support_build import build_brief


def article(text: str = "Three boats sank.") -> Article:
    published = Known(value=date(2024, 5, 1), how=How.DECLARED, why="the first line says so")
    return Article(id="boats", text=text, blocks=(Block(span=Span(0, len(text)), role=Role.PARAGRAPH),), published=published)


def annotated(text: str = "Three boats sank.") -> Annotated:
    three = Figure(low=Decimal("3"), high=Decimal("3.50"), counted="boats", counted_head="boats")
    mention = Mention(span=Span(0, 11), kind=Kind.FIGURE, value=three, found_by="number-word", score=0.9)
    return Annotated(article=article(text), sentences=(Span(0, 17),), figures=(mention,))


def test_processes_give_results_in_the_order_of_the_items() -> None:
    with engine(2, 20) as workers:
        assert list(workers.map(str, list(range(20)))) == [str(number) for number in range(20)]


def test_the_cache_gives_back_exactly_what_was_stored(tmp_path: Path) -> None:
    cache = Cache(tmp_path, "one")
    assert cache.load(article()) is None
    cache.store(annotated())
    assert cache.load(article()) == annotated()


def test_another_text_or_other_annotators_miss(tmp_path: Path) -> None:
    Cache(tmp_path, "one").store(annotated())
    assert Cache(tmp_path, "one").load(article("Four boats sank.")) is None
    assert Cache(tmp_path, "two").load(article()) is None


def test_a_damaged_entry_is_no_entry(tmp_path: Path) -> None:
    cache = Cache(tmp_path, "one")
    cache.store(annotated())
    (stored,) = (path for path in tmp_path.rglob("*") if path.is_file())
    stored.write_bytes(b"\x93\x01")
    assert cache.load(article()) is None


def test_the_cache_stays_bounded(tmp_path: Path) -> None:
    cache = Cache(tmp_path, "one")
    for number in range(5):
        cache.store(annotated(f"{number} boats sank."))
    cache.keep([article("4 boats sank.")], spare=3)
    assert cache.load(article("4 boats sank.")) is not None
    assert sum(path.is_file() for path in tmp_path.rglob("*")) == 1


def test_the_fingerprint_changes_with_the_recogniser() -> None:
    assert fingerprint("rules") != fingerprint("embedded")
    assert fingerprint("rules") == fingerprint("rules")


def test_a_build_does_not_search_for_cycles_and_leaves_the_collector_as_it_was() -> None:
    assert gc.isenabled()
    with pytest.raises(ValueError, match="broken"), uncollected():
        assert not gc.isenabled()
        raise ValueError("broken")
    assert gc.isenabled()


def test_an_article_on_which_we_fail_costs_itself_only(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def failing(article: Article, stretches: Sequence[Span]) -> tuple[Mention[DateInterval], ...]:
        if "poison" in article.text:
            raise ValueError("no such month")
        return find_dates(article, stretches)

    monkeypatch.setattr(pipeline, "find_dates", failing)
    sources = [
        Source(path="good.txt", data=b"Flood in Hull\n\nHULL, 3 June 2025 - Mayor Ann Lee said on Monday that 12 people fled."),
        Source(path="poison.txt", data=b"A word of poison\n\nHULL, 3 June 2025 - Mayor Ann Lee said on Monday that 13 people fled."),
    ]
    result = build_brief(sources, cache=tmp_path)
    (problem,) = result.problems
    assert (problem.path, problem.code) == ("poison.txt", "not-annotated")
    assert "no such month" in problem.message and "report" in problem.advice
    assert {row.shown.ref.article for row in result.index.figures} == {"good"}
    assert b"word of poison" in result.files["articles/poison.md"]
    monkeypatch.undo()
    assert not build_brief(sources, cache=tmp_path).problems, "a failure is not kept in the cache"
