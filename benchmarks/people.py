"""Scores who is who on our own twelve articles: `python -m benchmarks.people [dev held] [--recogniser embedded] [--errors]`.

Each folder of tests/labelled/people is one corpus. Names: F1 of mentions with their kind, exact ends and any overlap. Linking: B-cubed
over the mentions that were found, and over all labelled mentions, where one that was missed is alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from generator.annotate.names import choose_recogniser
from generator.annotate.pipeline import annotate
from generator.build import date_articles, join
from generator.link import load_gazetteer
from generator.model import Article, Kind, Linked, Span, ref
from generator.read import article_from_record

FOLDER = Path(__file__).parent.parent / "tests" / "labelled" / "people"
KINDS: Mapping[str, Kind] = {"p": Kind.PERSON, "l": Kind.PLACE, "o": Kind.ORGANISATION}
_MARK = re.compile(r"\[\[(?P<kind>[plo]) (?P<name>[^\]]+?) => (?P<label>[\w-]+)\]\]")


@dataclass(frozen=True, slots=True)
class Label:
    """A labelled mention: where, of what kind, and the label of its entry."""

    article: str
    span: Span
    kind: Kind
    label: str


@dataclass(frozen=True, slots=True)
class Score:
    """Shares, 0 to 1: mentions exact and overlapping, B-cubed of those found and of all; `errors` in words."""

    exact: float
    overlap: Mapping[Kind, float]
    aligned: float
    misses: float
    errors: Sequence[str]


def read_labelled(folder: Path) -> tuple[list[Article], list[Label]]:
    """The articles of a folder and their labels; raises ValueError for a file without date and title."""
    articles, labels = [], []
    for path in sorted(folder.glob("*.md")):
        day, title, body = path.read_text(encoding="utf-8").split("\n", 2)
        plain, end = "", 0
        for match in _MARK.finditer(marked := f"{title}\n{body}"):
            plain += marked[end : match.start()]
            labels.append(Label(path.stem, Span(len(plain), len(plain) + len(match["name"])), KINDS[match["kind"]], match["label"]))
            plain += match["name"]
            end = match.end()
        plain += marked[end:]
        record = {"id": path.stem, "text": plain, "title": title, "published": date.fromisoformat(day).isoformat()}
        found = article_from_record(record, path=path.name, line=1)
        if not isinstance(found, Article):
            raise ValueError(f"{path}: {found}")
        articles.append(found)
    return articles, labels


def link_labelled(articles: Sequence[Article], recogniser: str) -> Linked:
    """The articles through the whole of annotating and linking."""
    chosen = choose_recogniser(recogniser)
    return join(
        date_articles(articles),
        decisions=(),
        gazetteer=load_gazetteer(),
        annotate=lambda given: annotate(given, chosen),
        say=lambda _: None,
    )


def score(linked: Linked, labels: Sequence[Label]) -> Score:
    """Compares what was found with the labels. Names in a headline are not labelled and not counted."""
    text = {each.article.id: each.article.text for each in linked.articles}
    found: dict[tuple[str, Span], tuple[Kind, str | None]] = {}
    for each in linked.articles:
        first = text[each.article.id].index("\n")
        for mention in each.names:
            if mention.span.start > first:
                found[each.article.id, mention.span] = mention.kind, linked.entity_of.get(ref(each.article, mention))
    exact = {(label.article, label.span, label.kind) for label in labels}
    said = {(article, span, kind) for (article, span), (kind, _) in found.items()}
    right: dict[Label, str | None] = {}
    taken: set[tuple[str, Span]] = set()
    for label in labels:
        for (article, span), (kind, identity) in found.items():
            if article == label.article and kind is label.kind and span.overlaps(label.span) and (article, span) not in taken:
                right[label] = identity
                taken.add((article, span))
                break
    overlap = {}
    for kind in KINDS.values():
        wanted = sum(label.kind is kind for label in labels)
        given = sum(each is kind for each, _ in found.values())
        both = sum(label.kind is kind for label in right)
        overlap[kind] = 2 * both / (wanted + given)
    errors = [f"{label.article}: missed {label.kind} {label.span.of(text[label.article])}" for label in labels if label not in right]
    errors += [
        f"{article}: not labelled {kind} {span.of(text[article])}"
        for (article, span), (kind, _) in found.items()
        if (article, span) not in taken
    ]
    errors += _wrong_links(right, text)
    return Score(
        2 * len(exact & said) / (len(exact) + len(said)),
        overlap,
        _b_cubed(list(right), right),
        _b_cubed(labels, right),
        errors,
    )


def _b_cubed(labels: Sequence[Label], entity: Mapping[Label, str | None]) -> float:
    """F1 of B-cubed: a label without an entity is an entry of its own."""
    ours: defaultdict[object, set[Label]] = defaultdict(set)
    gold: defaultdict[str, set[Label]] = defaultdict(set)
    for label in labels:
        ours[entity.get(label) or label].add(label)
        gold[f"{label.kind} {label.label}"].add(label)
    precision = recall = 0.0
    for label in labels:
        one, two = ours[entity.get(label) or label], gold[f"{label.kind} {label.label}"]
        precision += len(one & two) / len(one)
        recall += len(one & two) / len(two)
    precision, recall = precision / len(labels), recall / len(labels)
    return 2 * precision * recall / (precision + recall)


def _wrong_links(right: Mapping[Label, str | None], text: Mapping[str, str]) -> Iterator[str]:
    entities: defaultdict[str, dict[str, str]] = defaultdict(dict)
    labels: defaultdict[str, set[str]] = defaultdict(set)
    for label, identity in right.items():
        named = f"{label.kind} {label.label}"
        entities[named].setdefault(str(identity), f"{label.article} {label.span.of(text[label.article])}")
        labels[str(identity)].add(named)
    for named, many in sorted(entities.items()):
        if len(many) > 1:
            yield f"parted: {named}: {'; '.join(f'{identity} ({where})' for identity, where in many.items())}"
    for identity, several in sorted(labels.items()):
        if len(several) > 1:
            yield f"joined: {identity}: {', '.join(sorted(several))}"


@click.command()
@click.argument("folders", nargs=-1)
@click.option("--recogniser", default="embedded", show_default=True)
@click.option("--errors/--no-errors", default=False, help="List what is wrong; for dev only, held articles are for measuring.")
def main(folders: Sequence[str], recogniser: str, errors: bool) -> None:
    """Score names and linking on our own labelled articles."""
    click.echo("| folder | mentions | exact F1 | people | places | organisations | linking, found | linking, all |")
    click.echo("|---|---:|---:|---:|---:|---:|---:|---:|")
    for folder in folders or ("dev", "held"):
        articles, labels = read_labelled(FOLDER / folder)
        result = score(link_labelled(articles, recogniser), labels)
        cells = [result.exact, *(result.overlap[kind] for kind in KINDS.values()), result.aligned, result.misses]
        click.echo(f"| {folder} | {len(labels)} | {' | '.join(f'{cell:.3f}' for cell in cells)} |")
        for line in result.errors if errors else ():
            click.echo(f"    {line}", err=True)


if __name__ == "__main__":
    main()
