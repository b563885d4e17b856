"""Learns how often the model is right when it is so sure, and writes that into model.json (io).

    python -m training.calibrate --shared ../shared [--model generator/data/recogniser] [--check]

Half of the held-back articles make the table (isotonic regression: the best table that never falls), the other half checks it.
A mention is right when a gold span of its type covers the same words to more than a half; an acting country that a corpus calls
an organisation is right as a place, by our policy. Mentions on optional spans are not counted.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

from generator.annotate.consistency import agree
from generator.annotate.embedded import Embedded, calibrated
from generator.annotate.name_lists import name_lists
from training.evaluate import article_of, read_golds
from training.prepare import HELD_SHARE, digest

SETS = ("uner_pud", "gum_news", "gum_interview", "wikigold", "uner_ewt")
TRAINED_ON = ("wikigold", "uner_ewt")
BANDS = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98, 1.01)
SMALLEST = 25  # mentions in one row of the table

Outcome = tuple[float, bool]  # belief, right


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--shared", type=Path, default=Path("../shared"))
    options.add_argument("--model", type=Path, default=Path("generator/data/recogniser"))
    options.add_argument("--check", action="store_true", help="only print how well the scores of the table hold")
    chosen = options.parse_args()
    halves: tuple[list[Outcome], list[Outcome]] = ([], [])
    recogniser = Embedded(chosen.model)
    for name in SETS:
        for gold in read_golds(chosen.shared / "gold" / f"{name}.dev.jsonl"):
            if name in TRAINED_ON and digest(gold["id"]) % HELD_SHARE:
                continue  # the model has learned this one
            halves[digest(gold["id"]) // HELD_SHARE % 2].extend(outcomes(recogniser, gold))
    path = chosen.model / "model.json"
    description = json.loads(path.read_text(encoding="utf-8"))
    if not chosen.check:
        table = isotonic(halves[0])
        print_bands([(calibrated(belief, table), right) for belief, right in halves[1]], "table from one half, checked on the other")
        description["calibration"] = isotonic([*halves[0], *halves[1]])
        path.write_text(json.dumps(description, indent=1) + "\n", encoding="utf-8")
    table = description["calibration"]
    print_bands(
        [(calibrated(belief, table), right) for half in halves for belief, right in half], "table as it ships, on all held-back articles"
    )


def outcomes(recogniser: Embedded, gold: dict) -> Iterable[Outcome]:  # type: ignore[type-arg]  # JSON
    reading = recogniser.read(article_of(gold))
    asked = [span for span in gold["spans"] if span["type"] in ("person", "place", "organisation")]
    for agreed in agree(reading):
        start, end = reading.offsets[agreed.first][0], reading.offsets[agreed.last - 1][1]
        same = [s for s in asked if 2 * (min(end, s["end"]) - max(start, s["start"])) >= max(end, s["end"]) - min(start, s["start"])]
        if any(span.get("optional") or span.get("nested") for span in same):
            continue
        acting = name_lists().place(gold["text"][start:end]) in ("country", "capital")
        right = any(s["type"] == str(agreed.kind) or (acting and {s["type"], str(agreed.kind)} == {"place", "organisation"}) for s in same)
        yield agreed.belief, right


def isotonic(seen: Sequence[Outcome]) -> list[tuple[float, float]]:
    """Pool adjacent violators, over groups of at least `SMALLEST`: rows (mean belief, share right) that never fall."""
    groups: list[list[float]] = []  # sum of beliefs, number right, number
    for number, (belief, right) in enumerate(sorted(seen)):
        if number % SMALLEST == 0 and len(seen) - number >= SMALLEST:
            groups.append([0.0, 0.0, 0.0])
        for column, value in enumerate((belief, float(right), 1.0)):
            groups[-1][column] += value
        while number % SMALLEST == SMALLEST - 1 and len(groups) > 1 and _share(groups[-2]) >= _share(groups[-1]):
            last = groups.pop()
            groups[-1] = [a + b for a, b in zip(groups[-1], last, strict=True)]
    while len(groups) > 1 and _share(groups[-2]) >= _share(groups[-1]):
        last = groups.pop()
        groups[-1] = [a + b for a, b in zip(groups[-1], last, strict=True)]
    return [
        (0.0, 0.0),
        *((round(group[0] / group[2], 4), round(_share(group), 4)) for group in groups),
        (1.0, round(_share(groups[-1]), 4)),
    ]


def _share(group: Sequence[float]) -> float:
    # One more right and one more wrong than seen: thirty out of thirty is no certainty.
    return (group[1] + 1) / (group[2] + 2)


def print_bands(scored: Sequence[Outcome], title: str) -> None:
    print(f"\n{title}: {len(scored)} mentions\n| score | mentions | mean score | right |\n|---|---|---|---|")
    for low, high in pairwise(BANDS):
        band = [(score, right) for score, right in scored if low <= score < high]
        if band:
            mean, share = sum(score for score, _ in band) / len(band), sum(right for _, right in band) / len(band)
            print(f"| {low:.2f} to {min(high, 1.0):.2f} | {len(band)} | {mean:.3f} | {share:.3f} |")


if __name__ == "__main__":
    main()
