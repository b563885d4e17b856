"""The whole way of the data, in memory: the golden site, and the same bytes whatever the order, the workers and the cache."""

import os
from pathlib import Path

import pytest

from generator import workers
from generator.model import Source
from tests.support_build import GOLDEN, build_brief, golden_sources

PAGES = GOLDEN / "docs"
KEPT = ("articles/", "people/", "figures/index.md", "index.md", "report/")  # what the golden copy holds; the rest follows from it


def test_the_golden_site_is_as_reviewed() -> None:
    """After a wanted change: CONCORD_GOLDEN=write python -m pytest tests/test_build.py, then read the difference."""
    files = {path: content for path, content in build_brief(golden_sources()).files.items() if path.startswith(KEPT)}
    if os.environ.get("CONCORD_GOLDEN") == "write":
        for old in sorted(PAGES.rglob("*.md")):
            old.unlink()
        for path, content in files.items():
            (PAGES / path).parent.mkdir(parents=True, exist_ok=True)
            (PAGES / path).write_bytes(content)
    expected = {path.relative_to(PAGES).as_posix(): path.read_bytes() for path in PAGES.rglob("*.md")}
    assert sorted(files) == sorted(expected)
    for path, content in files.items():
        assert content.decode() == expected[path].decode(), path


def test_the_order_of_files_does_not_matter() -> None:
    sources = golden_sources()
    assert build_brief(sources).files == build_brief(sources[::-1]).files


def test_two_workers_and_a_warm_cache_give_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_CHUNK_CHARACTERS", 1)
    monkeypatch.setattr(workers, "_SMALL", 2)
    sources = golden_sources()
    plain = build_brief(sources).files
    assert build_brief(sources, jobs=2, cache=tmp_path).files == plain
    assert build_brief(sources, jobs=1, cache=tmp_path).files == plain


def test_an_unrelated_article_changes_no_address() -> None:
    sources = golden_sources()
    other = Source(path="bees.txt", data=b"date 2026-03-20 Bees return to Oslo\n\nBiologist Ana Roth counted 40 hives in Oslo on Friday.\n")
    before, after = build_brief(sources).files, build_brief([*sources, other]).files
    entries = {path for path in before if path.split("/")[0] in ("articles", "people", "places", "organisations")}
    assert entries <= set(after)
    texts = {path for path in entries if path.startswith("articles/") and path != "articles/index.md"}
    assert len(texts) == 3 and [path for path in texts if before[path] != after[path]] == []


def test_the_date_in_the_first_line_is_the_files_and_no_paragraph() -> None:
    sources = [
        Source(path="bees.txt", data=b"date 2026-03-20 Bees return to Oslo\n\nBiologist Ana Roth counted 40 hives in Oslo on Friday.\n")
    ]
    files = {path: content.decode() for path, content in build_brief(sources).files.items()}
    assert ">2026-03-20<" not in files["articles/bees.md"] and "20 March 2026" in files["articles/bees.md"]
    assert "counted" in files["timeline/index.md"] and "2026-03-20]" not in files["timeline/index.md"]


def test_an_article_without_a_date_is_a_warning_and_a_date_worked_out_a_note() -> None:
    text = b"Biologist Ana Roth counted 40 hives in Oslo.\n\nShe was surprised by the number, she said.\n"
    named = Source(path="2026-03-20-bees.txt", data=text.replace(b"40", b"50"))
    problems = build_brief([Source(path="bees.txt", data=text), named]).problems
    assert [(one.path, one.code, one.severity.value) for one in problems] == [
        ("2026-03-20-bees.txt", "inferred-date", "note"),
        ("bees.txt", "undated", "warning"),
    ]
    assert "published: YYYY-MM-DD" in problems[1].advice


def test_bad_input_costs_itself_only() -> None:
    bad = [
        Source(path="empty.txt", data=b""),
        Source(path="binary.txt", data=bytes(range(256)) * 8),
        Source(path="latin.txt", data="Caf\xe9 owners in Li\xe8ge met the mayor. It was r\xe9sum\xe9d on Friday.".encode("latin-1")),
        Source(path="front.md", data=b"---\ntitle: [unclosed\n---\n\nText of the article stands here.\n"),
        Source(path="day.md", data=b"---\ntitle: A day\ndate: 2026-02-31\n---\n\nText of the article stands here.\n"),
        Source(path="lines.jsonl", data=b'{"id": "a", "text": "One boat sank off Hull."}\n{"id": broken\n'),
        Source(path="harbour strike.txt", data=b"Two files with one slug.\n"),
        Source(path="harbour-strike.html", data=b"<p>Two files with one slug, again.</p>"),
    ]
    result = build_brief([*golden_sources(), *bad])
    told = {problem.path for problem in result.problems}
    assert {"empty.txt", "binary.txt", "latin.txt", "front.md", "day.md", "lines.jsonl"} <= told
    assert any(problem.path == "lines.jsonl" and problem.line == 2 for problem in result.problems)
    assert {"articles/wire-7.md", "articles/kelby-talks.md", "articles/harbour-strike.md"} <= set(result.files)
    assert all(problem.message and problem.code for problem in result.problems)
    report = result.files["report/index.md"].decode()
    assert "empty" in report


def test_a_decision_holds_on_every_page() -> None:
    decisions = b"- rename: Marta Ilves\n  to: Marta Ilvese\n  who: A. Reader\n  when: 2026-03-13\n  why: her own spelling\n"
    result = build_brief(golden_sources(), decisions=decisions)
    assert not [problem for problem in result.problems if problem.path == "decisions.yml"]
    page = next(content.decode() for path, content in result.files.items() if path.startswith("people/marta-ilves"))
    assert "A. Reader" in page
