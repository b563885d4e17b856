"""Scores what we find on the labelled articles, with the shared scorers, and writes the table that the site shows.

    python -m benchmarks.quality --shared ../shared [--only names,figures] [--recogniser embedded] [--no-write]

Each set is annotated as one corpus through the whole of `concord annotate`. Sets on which the model was trained are marked.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

import click

from benchmarks.labelled import labelled_dates
from benchmarks.marked import gold as read_marked
from generator import __version__
from generator.annotate.names import choose_recogniser
from generator.annotate.pipeline import annotate
from generator.build import date_articles, join
from generator.link import load_gazetteer
from generator.model import Article
from generator.read import article_from_record
from generator.records import encode, records

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "quality.md"
SCORES = ROOT / "generator" / "data" / "scores.txt"

Json = dict[str, object]
Docs = Sequence[Mapping[str, object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a table: the set, what is measured, ours, the peer's, what we ask of ourselves (all in 0..1)."""

    set: str
    measure: str
    ours: float
    peer: str = ""
    asked: float | None = None
    goal: float | None = None
    mean: float | None = None  # calibration only: what the scores promise


# ---------------------------------------------------------------- annotating


class Corpus:
    """The labelled sets of `shared`, annotated once each."""

    def __init__(self, shared: Path, recogniser: str, work: Path) -> None:
        self.shared = shared
        self._work = work
        self._gazetteer = load_gazetteer()
        self._recogniser = choose_recogniser(recogniser)
        self._done: dict[str, Path] = {}

    def gold(self, name: str) -> Path:
        """The labelled set: one of `shared`, or a folder of ours of articles with their quotations or dates marked."""
        own = ROOT / "tests" / "labelled" / name
        if not own.is_dir():
            return self.shared / "gold" / f"{name}.dev.jsonl"
        target = self._work / f"{name.replace('/', '-')}.gold.jsonl"
        if not target.exists():
            if name.startswith("dates/"):
                articles: Iterable[Mapping[str, object]] = labelled_dates(own.name)
            else:
                articles = [read_marked(path.stem, path.read_text(encoding="utf-8")) for path in sorted(own.glob("*.md"))]
            target.write_bytes(b"".join(encode(dict(article)) for article in articles))
        return target

    def annotated(self, name: str, source: Path | None = None) -> Path:
        """The file of mentions for a set, in the form that the scorers read; `source`: articles that are no labelled set."""
        if name not in self._done:
            started = time.process_time()
            documents = [json.loads(line) for line in (source or self.gold(name)).read_text(encoding="utf-8").splitlines()]
            target = self._work / f"{name.replace('/', '-')}.out.jsonl"
            adapt = _for_scorers if source is None else _as_written
            target.write_bytes(b"".join(self._lines(documents, adapt)))
            words = sum(len(document["text"].split()) for document in documents)
            click.echo(f"  annotated {name}: {words:,} words in {time.process_time() - started:.1f} CPU s", err=True)
            self._done[name] = target
        return self._done[name]

    def _lines(self, documents: Docs, adapt: Callable[[Json], Json]) -> Iterator[bytes]:
        articles: list[Article] = []
        for number, document in enumerate(documents):
            record = {key: document[key] for key in ("id", "text", "title", "published") if document.get(key)}
            if isinstance(record.get("published"), str):
                record["published"] = str(record["published"])[:10]
            found = article_from_record(record, path="gold", line=number + 1)
            if not isinstance(found, Article):
                raise click.ClickException(f"{found}")
            articles.append(found)
        linked = join(
            date_articles(articles),
            decisions=(),
            gazetteer=self._gazetteer,
            annotate=lambda given: annotate(given, self._recogniser),
            say=lambda _: None,
        )
        for document, record in zip(documents, records(linked), strict=True):
            yield encode({"id": document["id"], "mentions": [adapt(mention) for mention in record["mentions"]]})  # type: ignore[attr-defined]

    def score(self, tool: str, name: str, *options: str) -> Json:
        """What a scorer prints for a set with --json."""
        command = [sys.executable, str(self.shared / "tools" / tool), str(self.gold(name)), str(self.annotated(name)), "--json"]
        return dict(json.loads(subprocess.run([*command, *options], check=True, capture_output=True, text=True).stdout))


def _as_written(mention: Json) -> Json:
    return mention


def _for_scorers(mention: Json) -> Json:
    """The scorer of quotes wants the speaker as [start, end] and a speaker's text beside it; the rest is as we write it."""
    speaker = mention.get("speaker")
    if isinstance(speaker, dict):
        return mention | {"speaker": [speaker["start"], speaker["end"]], "speaker_text": speaker["name"]}
    return mention


# ---------------------------------------------------------------- the tables

# F1 of index entries. Peers: compromise 14 and spaCy en_core_web_sm, whole sets. Then asked, goal.
NAMES: Mapping[str, Mapping[str, tuple[str, float | None, float | None]]] = {
    "gum_news": {"person": (".63 / .81", 0.88, 0.92), "place": (".68 / .74", 0.82, 0.87), "organisation": (".39 / .51", 0.62, 0.70)},
    "uner_pud": {"person": (".61 / .70", 0.88, 0.93), "place": (".58 / .71", 0.84, 0.89), "organisation": (".34 / .46", 0.62, 0.70)},
    "meantime": {"person": (".74 / .79", 0.85, 0.90), "place": (".66 / .73", 0.80, 0.86), "organisation": (".39 / .70", 0.75, 0.82)},
    "geovirus": {"place": (".76 / .86", 0.90, 0.93)},
    "gum_interview": {"person": ("", None, None), "place": ("", None, None), "organisation": ("", None, None)},
    "wikigold": {"person": ("", None, None), "place": ("", None, None), "organisation": ("", None, None)},
    "uner_ewt": {"person": ("", None, None), "place": ("", None, None), "organisation": ("", None, None)},
    "re3d": {"person": ("", None, None), "place": ("", None, None), "organisation": ("", None, None)},
}
TRAINED_ON = frozenset({"wikigold", "uner_ewt", "re3d"})


def names(corpus: Corpus) -> Iterator[Row]:
    for name, kinds in NAMES.items():
        modes = corpus.score("score_spans.py", name)["modes"]
        for kind, (peer, asked, goal) in kinds.items():
            found = modes["index"].get(kind)  # type: ignore[index]
            if found:
                label = f"{name} (trained on)" if name in TRAINED_ON else name
                yield Row(set=label, measure=f"{kind}, index F1", ours=found["f1"], peer=peer, asked=asked, goal=goal)


def linking(corpus: Corpus) -> Iterator[Row]:
    chains = corpus.score("score_chains.py", "meantime")
    for part, asked in (("aligned", 0.85), ("misses", 0.72)):
        yield Row(set="meantime", measure=f"who is who, B-cubed F1, {part}", ours=_chain(chains, part), peer="", asked=asked)
    places = corpus.score("score_places.py", "geovirus")
    yield Row(set="geovirus", measure="located within 161 km", ours=_share(places, "acc"), peer=".87 to .94 (Mordecai 3)", asked=0.93)
    yield Row(set="geovirus", measure="the same, of all places", ours=_share(places, "acc_all"), peer=".61 (Edinburgh)", asked=0.80)


def _chain(scores: Json, part: str) -> float:
    found = scores["types"]["all"]["scores"][part]["b3"]  # type: ignore[index]
    return float(found["f1"])


def _share(scores: Json, key: str) -> float:
    return float(scores[key])  # type: ignore[arg-type]


FIGURES: Mapping[str, Sequence[tuple[str, str, float | None, float | None]]] = {
    "gum-news": (("value", ".73", 0.85, 0.92), ("value_unit", ".56", 0.80, 0.88), ("value_unit_counted", ".45", 0.72, 0.82)),
    "pud-figures": (("value", ".79", 0.88, 0.93), ("value_unit", ".66", 0.84, 0.90), ("value_unit_counted", ".54", 0.76, 0.85)),
    "re3d-figures": (("value", ".56", 0.62, 0.70),),
    "ms-numbers": (("value", ".82", 0.80, 0.90),),
    "quantulum-tests": (("value", "1.00 (its own)", 0.85, 0.95),),
    "measeval": (("value", ".61", None, None),),
    "duckling-figures": (("value", ".64", None, None),),
}


def figures(corpus: Corpus) -> Iterator[Row]:
    for name, measures in FIGURES.items():
        scores = corpus.score("score_figures.py", name)
        for measure, peer, asked, goal in measures:
            ours = scores[measure]["F1"] / 100  # type: ignore[index]
            yield Row(set=name, measure=measure.replace("_", " + ") + " F1", ours=ours, peer=peer, asked=asked, goal=goal)
        if name == "re3d-figures":
            ours = scores["detection"]["R"] / 100  # type: ignore[index]
            yield Row(set=name, measure="recall", ours=ours, peer=".97", asked=0.97)
        if scores.get("counted_accuracy") is not None and name in ("gum-news", "pud-figures"):
            yield Row(set=name, measure="counted head right", ours=float(scores["counted_accuracy"]) / 100, peer=".62", asked=0.85)  # type: ignore[arg-type]


DATES: Mapping[str, Sequence[tuple[str, str, float | None, float | None]]] = {
    "gum-news": (("value_F1", ".75", 0.80, 0.88), ("calendar", ".83", 0.86, 0.92)),
    "wikiwars": (("value_F1", ".83", 0.80, 0.88),),
    "ms-dates": (("value_F1", ".46", None, None),),
    "dates/dev": (("value_F1", "", None, None), ("calendar", "", None, None)),
    "dates/held": (("value_F1", "", None, 0.84), ("calendar", "", None, None)),
}


def dates(corpus: Corpus) -> Iterator[Row]:
    for name, measures in DATES.items():
        scores = corpus.score("score_dates.py", name)
        for measure, peer, asked, goal in measures:
            found = scores[measure]
            ours = (found["F1"] if isinstance(found, dict) else float(found)) / 100  # type: ignore[arg-type]
            yield Row(set=OUR_OWN.get(name, name), measure=measure.replace("_", " "), ours=ours, peer=peer, asked=asked, goal=goal)


# any overlap, direct, characters, speaker right: peer, asked, goal.
QUOTES: Mapping[str, Sequence[tuple[str, str, float | None, float | None]]] = {
    "gum-news": (("any", ".53", 0.68, 0.80), ("direct", ".67", 0.85, 0.93), ("chars", ".52", None, None), ("speaker", ".49", 0.85, 0.90)),
    "quotes_political/dev": (("any", "", None, None), ("direct", "", None, None), ("chars", "", None, None), ("speaker", "", None, None)),
    "quotes_political/held": (("any", "", None, None), ("direct", "", None, None), ("chars", "", None, None), ("speaker", "", None, None)),
}
OUR_OWN = {
    "quotes_political/dev": "our political news, read",
    "quotes_political/held": "our political news, held back",
    "dates/dev": "our wire news, read",
    "dates/held": "our wire news, held back",
}


def quotes(corpus: Corpus) -> Iterator[Row]:
    for name, measures in QUOTES.items():
        scores = corpus.score("score_quotes.py", name)
        for measure, peer, asked, goal in measures:
            found: Json = scores[measure]  # type: ignore[assignment]
            ours = found["accuracy"] if measure == "speaker" else found["F1"]
            label = "speaker right" if measure == "speaker" else f"{measure} F1"
            yield Row(set=OUR_OWN.get(name, name), measure=label, ours=float(ours or 0) / 100, peer=peer, asked=asked, goal=goal)  # type: ignore[arg-type]


def seeds(corpus: Corpus) -> Iterator[Row]:
    tool = corpus.shared / "tools" / "check_seeds.py"
    arguments = ["--expected", str(corpus.shared / "seeds" / "expected.yml"), "--seeds", str(corpus.shared / "seeds")]
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "in.jsonl"
        subprocess.run([sys.executable, str(tool), *arguments, "--make-input", str(source)], check=True)
        found = corpus.annotated("seeds", source)
    output = subprocess.run(
        [sys.executable, str(tool), *arguments, "--system", str(found), "--json"], capture_output=True, text=True, check=True
    )
    scores = json.loads(output.stdout)
    for kind, asked in (("people", 0.9), ("organisations", None), ("places", 0.9), ("figures", 0.9), ("dates", 0.8), ("quotes", 0.8)):
        for measure in ("recall", "precision"):
            yield Row(set="two real articles", measure=f"{kind}, {measure}", ours=scores[kind][measure], peer="", asked=asked)
    yield Row(set="two real articles", measure="quotes, speaker right", ours=scores["quotes"]["speaker"], peer="", asked=0.8)


CALIBRATED_ON = ("gum_news", "uner_pud", "meantime")
BANDS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.01)


def calibration(corpus: Corpus) -> Iterator[Row]:
    """Of the names with a score in each band, the share that overlaps a labelled name of the same kind.

    What the labels leave open is left out: spans marked optional, and names inside a longer one.
    """
    scored = sorted(pair for name in CALIBRATED_ON for pair in _right_or_not(corpus, name))
    for low, high in pairwise(BANDS):
        band = [(score, right) for score, right in scored if low <= score < high]
        if band:
            mean = sum(score for score, _ in band) / len(band)
            right = sum(right for _, right in band) / len(band)
            yield Row(set=" + ".join(CALIBRATED_ON), measure=f"scored {low:.2f} to {min(high, 1):.2f}: {len(band)}", ours=right, mean=mean)


def _right_or_not(corpus: Corpus, name: str) -> Iterator[tuple[float, bool]]:
    labelled = [json.loads(line) for line in corpus.gold(name).read_text(encoding="utf-8").splitlines()]
    found = [json.loads(line) for line in corpus.annotated(name).read_text(encoding="utf-8").splitlines()]
    for document, ours in zip(labelled, found, strict=True):
        for mention in ours["mentions"]:
            if mention["type"] not in ("person", "place", "organisation"):
                continue
            touched = [span for span in document["spans"] if span["start"] < mention["end"] and mention["start"] < span["end"]]
            asked = [span for span in touched if not (span.get("optional") or span.get("nested"))]
            if any(span["type"] == mention["type"] for span in asked):
                yield mention["score"], True
            elif asked or not touched:
                yield mention["score"], False


PARTS: Mapping[str, tuple[str, Callable[[Corpus], Iterator[Row]]]] = {
    "seeds": ("Two real articles, against a careful reader", seeds),
    "names": ("People, places, organisations (peers: compromise / spaCy sm)", names),
    "calibration": ("Are the scores honest? Names with such a score that overlap a labelled name of their kind", calibration),
    "linking": ("Who is who, where is where", linking),
    "figures": ("Figures (peer: the best that runs)", figures),
    "dates": ("Dates (peer: HeidelTime; Recognizers-Text for ms-dates)", dates),
    "quotes": ("Quotations (peer: regular expressions)", quotes),
}


def table(rows: Sequence[Row]) -> str:
    """A Markdown table; that of the calibration compares with what the scores promise."""

    def share(value: float | None) -> str:
        return "" if value is None else f"{value:.3f}"

    if any(row.mean is not None for row in rows):
        heads = ["| sets | names | mean score | right |", "|---|---|---:|---:|"]
        return "\n".join([*heads, *(f"| {row.set} | {row.measure} | {share(row.mean)} | {share(row.ours)} |" for row in rows)])

    lines = ["| set | measure | Concord | peer | asked for | goal |", "|---|---|---:|---|---:|---:|"]
    for row in rows:
        met = "" if row.asked is None else (" ✓" if row.ours >= row.asked else " ✗")
        lines.append(f"| {row.set} | {row.measure} | {share(row.ours)}{met} | {row.peer} | {share(row.asked)} | {share(row.goal)} |")
    return "\n".join(lines)


@click.command()
@click.option(
    "--shared", type=click.Path(path_type=Path), default=ROOT.parent / "shared", help="Folder of the labelled articles and scorers."
)
@click.option("--only", default=",".join(PARTS), help="Parts, separated by commas.")
@click.option("--recogniser", default="embedded", show_default=True)
@click.option("--write/--no-write", default=True, help="Whether docs/quality.md is written (only when every part is scored).")
def main(shared: Path, only: str, recogniser: str, write: bool) -> None:
    """Score the annotators on labelled articles."""
    if not (shared / "gold").is_dir():
        raise click.ClickException(f"{shared}/gold is not there: the labelled articles are not part of the project. Give --shared.")
    chosen = [part for part in PARTS if part in only.split(",")]
    sections: list[str] = []
    scored: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        corpus = Corpus(shared, recogniser, Path(folder))
        for part in chosen:
            title, measure = PARTS[part]
            rows = list(measure(corpus))
            section = f"## {title}\n\n{table(rows)}\n"
            click.echo(section)
            scored += rows
            sections.append(section)
    if write and len(chosen) == len(PARTS) and recogniser == "embedded":
        PAGE.write_text(HEAD.format(version=__version__, day=date.today().isoformat()) + "\n".join(sections), encoding="utf-8")
        SCORES.write_text(shown(scored), encoding="utf-8")
        click.echo(f"wrote {PAGE.relative_to(ROOT)} and {SCORES.relative_to(ROOT)}", err=True)


# What every site shows of these scores (on about/ and accuracy/): what, in whose articles, which measure; and the row that holds it.
NEWS, WIRE, MIXED = "Wikinews articles (GUM)", "business wires (MeanTime)", "sentences of news and encyclopaedias (PUD)"
SHOWN = (
    ("People", NEWS, "F1", "gum_news", "person, index F1"),
    ("People", WIRE, "F1", "meantime", "person, index F1"),
    ("People", MIXED, "F1", "uner_pud", "person, index F1"),
    ("Places", NEWS, "F1", "gum_news", "place, index F1"),
    ("Places", WIRE, "F1", "meantime", "place, index F1"),
    ("Places", MIXED, "F1", "uner_pud", "place, index F1"),
    ("Organisations", NEWS, "F1", "gum_news", "organisation, index F1"),
    ("Organisations", WIRE, "F1", "meantime", "organisation, index F1"),
    ("Organisations", MIXED, "F1", "uner_pud", "organisation, index F1"),
    ("Who is who", WIRE, "F1", "meantime", "who is who, B-cubed F1, misses"),
    ("Places on the map, within 161 km", "articles on epidemics (GeoVirus)", "share", "geovirus", "the same, of all places"),
    ("Figures: number, unit, what is counted", NEWS, "F1", "gum-news", "value + unit + counted F1"),
    ("Figures: number, unit, what is counted", MIXED, "F1", "pud-figures", "value + unit + counted F1"),
    ("Dates: the day, month or year", NEWS, "F1", "gum-news", "calendar"),
    ("Quotations", NEWS, "F1", "gum-news", "any F1"),
    ("Speakers of found quotations", NEWS, "share", "gum-news", "speaker right"),
)


def shown(rows: Sequence[Row]) -> str:
    """The content of scores.txt. KeyError where a row of SHOWN is no longer measured."""
    value = {(row.set, row.measure): row.ours for row in rows}
    head = "".join(f"{line}\n" for line in SCORES.read_text(encoding="utf-8").splitlines() if line.startswith("#"))
    return head + "".join(f"{what}\t{where}\t{measure}\t{value[of, name]:.2f}\n" for what, where, measure, of, name in SHOWN)


HEAD = """---
title: Quality
description: How well Concord finds people, places, organisations, figures, dates and quotations, measured on labelled articles.
search:
  exclude: true
---

# Quality

Measured with `make quality` on {day}, Concord {version}, on the development halves of labelled articles that anyone can look
at. F1 is the balance of precision (of what we found, how much is right) and recall (of what is there, how much we found); 1 is
perfect. ✓ and ✗ say whether we reach what we ask of ourselves. Documents are few: a difference of less than .04 on one set is
noise. Our rules were written after reading errors on these very articles, so expect somewhat less on others; the model itself learned
from other texts, but for the sets marked so. "Our wire news" and "our political news" are articles of our own, labelled before the rules
were looked at. The half that is held back is only measured: what Concord misses there is not read while rules change.

"""

if __name__ == "__main__":
    main()
