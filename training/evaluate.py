"""Runs the embedded recogniser alone over labelled articles and scores it (io).

    python -m training.evaluate --shared ../shared [--model generator/data/recogniser] [--sets uner_pud,meantime]

`make quality` measures the whole pipeline; this measures the model with its document rules, before any rule around it.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from generator.annotate.embedded import Embedded
from generator.model import Article, Block, Role, Span

SETS = ("gum_news", "uner_pud", "meantime", "geovirus", "gum_interview", "re3d", "wikigold", "uner_ewt")
TRAINED_ON = frozenset({"wikigold", "uner_ewt"})


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--shared", type=Path, default=Path("../shared"))
    options.add_argument("--model", type=Path, default=Path("generator/data/recogniser"))
    options.add_argument("--sets", default=",".join(SETS))
    options.add_argument("--mode", default="index")
    chosen = options.parse_args()
    recogniser = Embedded(chosen.model)
    print("| set | person | place | organisation | all | words a CPU second |\n|---|---|---|---|---|---|")
    for name in chosen.sets.split(","):
        golds = read_golds(chosen.shared / "gold" / f"{name}.dev.jsonl")
        started = time.process_time()
        found = recogniser.find([article_of(gold) for gold in golds])
        spent = time.process_time() - started
        words = sum(len(gold["text"].split()) for gold in golds)
        result = score(chosen.shared, name, golds, found)[chosen.mode]
        cells = " | ".join(_cell(result.get(kind)) for kind in ("person", "place", "organisation", "all"))
        print(f"| {name}{' (trained on)' if name in TRAINED_ON else ''} | {cells} | {words / spent:.0f} |", flush=True)


def _cell(measured: dict[str, float] | None) -> str:
    return f"{measured['f1']:.3f} ({measured['p']:.2f}/{measured['r']:.2f})" if measured else "-"


def read_golds(path: Path) -> list[dict]:  # type: ignore[type-arg]  # JSON
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def article_of(gold: dict) -> Article:  # type: ignore[type-arg]  # JSON
    """The gold text with a block for each line that is not blank."""
    text, blocks, at = gold["text"], [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(span=Span(at, at + len(line)), role=Role.PARAGRAPH))
        at += len(line) + 1
    return Article(id=gold["id"], text=text, blocks=tuple(blocks))


def score(shared: Path, name: str, golds: list[dict], found: object) -> dict:  # type: ignore[type-arg]  # JSON
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.jsonl"
        with out.open("w", encoding="utf-8") as lines:
            for gold, mentions in zip(golds, found, strict=True):  # type: ignore[call-overload]  # sequences
                rows = [{"start": m.span.start, "end": m.span.end, "type": str(m.kind)} for m in mentions]
                lines.write(json.dumps({"id": gold["id"], "mentions": rows}) + "\n")
        tool = shared / "tools" / "score_spans.py"
        asked = [sys.executable, str(tool), str(shared / "gold" / f"{name}.dev.jsonl"), str(out), "--json"]
        return dict(json.loads(subprocess.run(asked, check=True, capture_output=True, text=True).stdout)["modes"])


if __name__ == "__main__":
    main()
