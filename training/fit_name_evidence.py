"""Fits generator/data/name_evidence.txt, the weights of the rules for names, by logistic regression. (io)

Usage: `python training/fit_name_evidence.py TRAIN_FOLDER GOLD_FOLDER`: the openly licensed texts of the embedded recogniser
(docs/recogniser.md) and the development halves of Wikigold and UNER-EWT; none of the sets that the quality page reports on
for news is read. One row is a form in an article, with the features that the rules give it there; its label is the kind that
the annotators gave to exactly these words, or none. Deterministic; about two minutes on one core.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TypedDict

import numpy as np
from numpy.typing import NDArray

from generator.annotate.name_lists import name_lists
from generator.annotate.name_rules import KINDS, Case, Weights, find_cases, find_company, group_features, load_evidence, weigh
from generator.model import Article, Block, Kind, Role, Span

OUTPUT = Path(__file__).parent.parent / "generator" / "data" / "name_evidence.txt"
LEAST = 10  # rows that a feature must stand in
PENALTY = 2.0  # of squared distance from the prior weights, in rows
# What we hold before looking at any text (0 for the rest): labels made by machine call one titled person in ten a place.
PRIOR = {
    "rule=title": (4.0, 0.0, 0.0),
    "rule=legal form": (0.0, 0.0, 4.0),
    "rule=organisation of": (0.0, 0.0, 2.0),
    "rule=organisation head": (0.0, 0.0, 2.0),
    "rule=place kind": (0.0, 2.0, 0.0),
    "known organisation": (0.0, 0.0, 5.0),
    "place=country": (0.0, 3.0, 0.0),
    "place=capital": (0.0, 3.0, 0.0),
    "place=city": (0.0, 2.0, 0.0),
    "place=area": (0.0, 2.0, 0.0),
    "before=honorific": (3.0, 0.0, 0.0),
    "after=age": (3.0, 0.0, 0.0),
    "after=acronym": (0.0, 0.0, 3.0),
    "after=based": (0.0, 4.0, 0.0),
    "before=said": (2.0, 0.0, 0.0),
    "listed with place": (0.0, 1.0, 0.0),
    "last word of a person": (4.0, 0.0, 0.0),
    "numeral": (3.0, 0.0, 0.0),
    "rule=place start": (0.0, 2.0, 0.0),
}
_KIND = {"PER": Kind.PERSON, "LOC": Kind.PLACE, "ORG": Kind.ORGANISATION}
_NO_SPACE_BEFORE = frozenset(".,;:!?)]}%'’”") | {"'s", "’s", "n't", "'re", "'ve", "'ll", "'d", "'m"}

Labelled = tuple[Article, dict[Span, Kind]]
Floats = NDArray[np.float32]
Evidence = Mapping[str, Weights]


class Sentence(TypedDict):
    """A line of the training files."""

    source: str
    doc: str
    tokens: list[str]
    tags: list[str]


class Example(NamedTuple):
    """An article with the weight of its rows: its forms, where each stands, and the label of each place."""

    weight: float
    forms: Mapping[str, Sequence[int]]
    cases: Sequence[Case]
    labels: Sequence[int]


def articles(train: Path, gold: Path) -> Iterator[tuple[float, Labelled]]:
    """Labelled articles with the weight of each."""
    for name in ("wikigold", "uner_ewt"):
        for line in (gold / f"{name}.dev.jsonl").read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            kinds = {kind.value: kind for kind in KINDS}
            spans = {Span(s["start"], s["end"]): kinds[s["type"]] for s in record["spans"] if s["type"] in kinds}
            yield 4.0, (_article(record["text"]), spans)
    for name, weight, most in (("gum", 3.0, 10**9), ("gmb", 0.7, 16_000)):
        for number, sentences in enumerate(_documents(train / f"{name}.jsonl.gz")):
            if number >= most:
                break
            if not sentences[0]["doc"].startswith("GUM_news"):
                yield weight, _joined(sentences)


def _documents(path: Path) -> Iterator[list[Sentence]]:
    group: list[Sentence] = []
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            record = json.loads(line)
            if group and record["doc"] != group[0]["doc"]:
                yield group
                group = []
            group.append(record)
    if group:
        yield group


def _joined(sentences: Sequence[Sentence]) -> Labelled:
    """The text that the tokens came from, as near as can be, with the spans of the names; a sentence is a paragraph."""
    text, spans = "", {}
    for sentence in sentences:
        start, label = -1, ""
        quoted = inside = False  # within quotation marks; right after an opening one
        for token, tag in zip([*sentence["tokens"], ""], [*sentence["tags"], "O"], strict=True):
            if start >= 0 and not tag.startswith("I-"):
                spans[Span(start, len(text))] = _KIND.get(label, Kind.QUOTE)
                start = -1
            glued = token in _NO_SPACE_BEFORE or text.endswith(("(", "“", "[", "$")) or (token == '"' and quoted) or inside
            inside = token == '"' and not quoted
            quoted ^= token == '"'
            if text and not glued and not text.endswith("\n"):
                text += " "
            if tag.startswith("B-"):
                start, label = len(text), tag[2:]
            text += token
        text = text.rstrip() + "\n\n"
    return _article(text), spans


def _article(text: str) -> Article:
    blocks, start = [], 0
    for part in text.split("\n\n"):
        if part.strip():
            blocks.append(Block(span=Span(start, start + len(part)), role=Role.PARAGRAPH))
        start += len(part) + 2
    return Article(id="a", text=text, blocks=tuple(blocks))


def main() -> None:
    lists = name_lists()
    examples: list[Example] = []
    for weight, (article, spans) in articles(Path(sys.argv[1]), Path(sys.argv[2])):
        cases = find_cases(article, lists)
        groups: dict[str, list[int]] = defaultdict(list)
        for number, case in enumerate(cases):
            groups[case.text].append(number)
        labels = [_label(case, spans, silver=weight < 1) for case in cases]
        examples.append(Example(weight, groups, cases, labels))
    evidence = fit(examples, None)
    evidence = fit(examples, evidence)
    lines = [f"{name}\t" + "\t".join(f"{value:.2f}" for value in weights) for name, weights in sorted(evidence.items())]
    head = (
        "# What each feature of a possible name adds to the log odds of person, place and organisation against no name.\n"
        "# Fitted by training/fit_name_evidence.py; the features are those of name_cuts.py and name_contexts.py.\n"
        "# feature, person, place, organisation\n"
    )
    OUTPUT.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    load_evidence.cache_clear()


def _label(case: Case, spans: Mapping[Span, Kind], *, silver: bool) -> int:
    """0 for no name, else 1 + the number of its kind; -1 for a row that the labels of the text cannot judge.

    By our policy a title stands outside a person's name, and "Afghan Army" or "US State Department" is one organisation.
    Labels made by machine (`silver`) are not asked about organisations that our list knows (one in six is wrong there), nor
    about "Geneva-based", which is a place for us.
    """
    kind = spans.get(case.span)
    inner = {s: k for s, k in spans.items() if s.end == case.span.end}
    if kind is None or case.cut.rule == "title":
        titled = any(s.start <= case.span.start and k is Kind.PERSON for s, k in inner.items())
        kind = Kind.PERSON if titled else kind
    if kind is None and case.cut.rule == "organisation head":
        shorter = any(s.start > case.span.start and k is Kind.ORGANISATION for s, k in inner.items())
        kind = Kind.ORGANISATION if shorter else kind
    if kind is None and "demonym first" in case.own:
        return -1
    if silver and (("known organisation" in case.own and kind is not Kind.ORGANISATION) or "after=based" in case.beside):
        return -1
    return 1 + KINDS.index(kind) if kind in KINDS else 0


def fit(examples: Sequence[Example], before: Evidence | None) -> Evidence:
    """The weights; with `before`, those of an earlier fit, the kinds of the neighbours in lists are features, too."""
    rows: list[Counter[str]] = []
    targets: list[int] = []
    weights: list[float] = []
    for weight, groups, cases, labels in examples:
        company: Mapping[str, Counter[str]] = {}
        if before is not None:
            first = {text: weigh(group_features([cases[n] for n in numbers]), before) for text, numbers in groups.items()}
            company = find_company(cases, first)
        for text, numbers in groups.items():
            if all(labels[n] < 0 for n in numbers):
                continue
            rows.append(group_features([cases[n] for n in numbers], company.get(text, {})))
            targets.append(Counter(labels[n] for n in numbers if labels[n] >= 0).most_common(1)[0][0])
            weights.append(weight)
    seen = Counter(name for row in rows for name in row)
    names = sorted(name for name, count in seen.items() if count >= LEAST)
    column = {name: number for number, name in enumerate(names)}
    matrix = np.zeros((len(rows), len(names)), np.float32)
    for number, row in enumerate(rows):
        for name, count in row.items():
            if name in column:
                matrix[number, column[name]] = count
    target = np.eye(4, dtype=np.float32)[targets]
    share: Floats = np.array(weights, np.float32)[:, None]
    share /= share.mean()
    prior = np.array([PRIOR.get(name, (0.0, 0.0, 0.0)) for name in names], np.float32)
    found = _descend(matrix, target, share, prior)
    chances = _chances(matrix, found)
    print(f"{len(rows)} rows, {len(names)} features, right {np.mean(chances.argmax(1) == np.array(targets)):.4f}", Counter(targets))
    return {name: _three(found[column[name]]) for name in names}


def _three(values: Floats) -> Weights:
    person, place, organisation = (float(value) for value in values)
    return person, place, organisation


def _chances(matrix: Floats, weights: Floats) -> Floats:
    totals = np.concatenate([np.zeros((len(matrix), 1), np.float32), matrix @ weights], axis=1)
    totals -= totals.max(axis=1, keepdims=True)
    powers = np.exp(totals)
    chances: Floats = powers / powers.sum(axis=1, keepdims=True)
    return chances


def _descend(matrix: Floats, target: Floats, weight: Floats, prior: Floats, *, steps: int = 400, rate: float = 0.1) -> Floats:
    """Adam over all rows at once."""
    weights = prior.copy()
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, steps + 1):
        error = (_chances(matrix, weights) - target)[:, 1:] * weight
        slope = matrix.T @ error / len(matrix) + PENALTY * (weights - prior) / len(matrix)
        mean = 0.9 * mean + 0.1 * slope
        square = 0.999 * square + 0.001 * slope * slope
        pace = rate * (1 - step / (steps + 1))
        weights -= pace * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return weights


if __name__ == "__main__":
    main()
