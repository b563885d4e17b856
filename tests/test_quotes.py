"""Quotations: cases in tests/cases/quotes.md, labelled sample articles, and what holds for any text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.annotate.names import choose_recogniser
from generator.annotate.quotes import find_quotes
from generator.model import Article, Block, Mention, Name, Quote, Role, Span
from generator.read import article_from_record
from generator.text import flat, sentences

CASES = Path(__file__).parent / "cases" / "quotes.md"
LABELLED = Path(__file__).parent / "labelled" / "quotes"
RULES = choose_recogniser("rules")


# ---------------------------------------------------------------- labelled articles


@dataclass(frozen=True)
class Label:
    kind: str
    speaker: str
    span: Span


def labelled(marked: str) -> tuple[str, list[Label]]:
    """The text of a labelled article and its labels: `{i|Mara Quill|the words}` is an indirect quote, d direct, m mixed."""
    text, labels, end = "", [], 0
    marked = marked.removeprefix("# ")
    for match in re.finditer(r"\{([dim])\|([^|]*)\|([^}]*)\}", marked):
        text += marked[end : match.start()]
        kind = {"d": "direct", "m": "mixed", "i": "indirect"}[match[1]]
        labels.append(Label(kind, match[2], Span(len(text), len(text) + len(match[3]))))
        text += match[3]
        end = match.end()
    return text + marked[end:], labels


def read(text: str) -> Article:
    record = {"id": "a", "text": text, "title": text.split("\n")[0]}
    found = article_from_record(record, path="labelled", line=1)
    assert isinstance(found, Article)
    return found


def quotes_of(article: Article) -> Sequence[Mention[Quote]]:
    names: Sequence[Mention[Name]] = RULES.find([article])[0]
    return find_quotes(article, sentences(article.text, [block for block in article.blocks if block.annotated]), names)


def letters(text: str, span: Span) -> set[int]:
    return {i for i in range(span.start, span.end) if text[i].isalnum()}


def last_word(name: str) -> str:
    words = re.findall(r"[\w&’'-]+", name)
    return words[-1].casefold() if words else ""


def score(folder: Path) -> dict[str, float]:
    """Found (any overlap of a tenth), characters, direct spans (four fifths shared), and the speaker of what is found."""
    counts = dict.fromkeys(("gold", "found", "ours", "right", "letters", "common", "own", "direct", "ours_direct", "same", "spoken", "who"), 0)
    for path in sorted(folder.glob("*.md")):
        text, labels = labelled(path.read_text(encoding="utf-8"))
        ours = quotes_of(read(text))
        gold_letters = [letters(text, label.span) for label in labels]
        our_letters = [letters(text, mention.span) for mention in ours]
        counts["gold"] += len(labels)
        counts["ours"] += len(ours)
        counts["right"] += sum(any(one & two for two in gold_letters) for one in our_letters)
        counts["letters"] += len(set().union(*gold_letters))
        counts["own"] += len(set().union(*our_letters))
        counts["common"] += len(set().union(*gold_letters) & set().union(*our_letters))
        counts["ours_direct"] += sum(mention.value.kind == "direct" for mention in ours)
        for label, own in zip(labels, gold_letters, strict=True):
            shared = [(len(own & other) / len(own | other), mention) for other, mention in zip(our_letters, ours, strict=True) if own & other]
            counts["direct"] += label.kind == "direct"
            if not shared:
                continue
            share, best = max(shared, key=lambda pair: pair[0])
            counts["found"] += 1
            counts["same"] += label.kind == "direct" == best.value.kind and share >= 0.8
            if label.speaker != "-":
                counts["spoken"] += 1
                counts["who"] += last_word(best.value.speaker_text or "") == last_word(label.speaker)
    return {
        "any": _f1(counts["right"], counts["ours"], counts["found"], counts["gold"]),
        "letters": _f1(counts["common"], counts["own"], counts["common"], counts["letters"]),
        "direct": _f1(counts["same"], counts["ours_direct"], counts["same"], counts["direct"]),
        "speaker": counts["who"] / counts["spoken"],
    }


def _f1(right: int, ours: int, found: int, gold: int) -> float:
    precision, recall = right / ours, found / gold
    return 2 * precision * recall / (precision + recall)


def test_the_labelled_articles_are_read_as_labelled() -> None:
    """Twenty-one articles of our own; the rules were made with them in sight, so this guards and does not measure."""
    found = score(LABELLED)
    assert found["any"] > 0.95 and found["letters"] > 0.95 and found["direct"] > 0.95 and found["speaker"] > 0.95, found
