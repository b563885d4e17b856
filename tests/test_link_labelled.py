"""Who is who on twelve articles of our own, end to end with the embedded recogniser: floors under what `benchmarks.people` measures."""

from __future__ import annotations

from functools import cache

import pytest

from benchmarks.people import FOLDER, Score, link_labelled, read_labelled, score


@cache
def scored(folder: str) -> Score:
    articles, labels = read_labelled(FOLDER / folder)
    return score(link_labelled(articles, "embedded"), labels)


@pytest.mark.parametrize(("folder", "exact", "aligned", "misses"), [("dev", 0.95, 0.98, 0.96), ("held", 0.95, 0.90, 0.88)])
def test_names_and_linking_hold_their_floors(folder: str, exact: float, aligned: float, misses: float) -> None:
    found = scored(folder)
    assert found.exact >= exact
    assert found.aligned >= aligned
    assert found.misses >= misses


def test_the_two_folders_hold_six_articles_each() -> None:
    for folder in ("dev", "held"):
        articles, labels = read_labelled(FOLDER / folder)
        assert len(articles) == 6 and len(labels) > 90
        for label in labels:
            text = next(each.text for each in articles if each.id == label.article)
            assert label.span.of(text).strip() == label.span.of(text)
