"""The made-up corpus of the benchmarks."""

from __future__ import annotations

from pathlib import Path

from benchmarks.corpus import make_corpus, write_corpus


def test_a_larger_corpus_begins_with_the_smaller() -> None:
    assert list(make_corpus(60))[:20] == list(make_corpus(20))


def test_articles_are_about_600_words() -> None:
    lengths = [len(made.text.split()) for made in make_corpus(60)]
    assert 560 <= sum(lengths) / len(lengths) <= 660


def test_the_same_seed_writes_the_same_files(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_corpus(tmp_path / name, 12, seed=3)
    first, second = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "two"))
    assert first == second
    assert len(first) == 12
