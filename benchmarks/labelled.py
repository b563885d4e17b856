"""(io) The articles of `tests/labelled/dates` as records that the scorers read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "tests" / "labelled" / "dates"
LABEL = re.compile(r"\{(?P<set>set )?(?P<value>[^|{}]+)\|(?P<words>[^{}]+)\}")

Json = dict[str, object]


def labelled_dates(half: str) -> Iterator[Json]:
    """One record for each article of a half, `dev` or `held`: `text`, `published` and `spans` with offsets in code points."""
    for path in sorted((FOLDER / half).glob("*.md")):
        head, _, marked = path.read_text(encoding="utf-8").partition("\n\n")
        yield {"id": path.stem, "published": head.removeprefix("published: ").strip(), **_spans(marked.removeprefix("# "))}


def _spans(marked: str) -> Json:
    text, spans, read = "", [], 0
    for label in LABEL.finditer(marked):
        text += marked[read : label.start()]
        value = label["value"]
        kind = "set" if label["set"] else "duration" if value.startswith("P") and not value.endswith("_REF") else "date"
        spans.append({"start": len(text), "end": len(text) + len(label["words"]), "type": kind, "value": value})
        text += label["words"]
        read = label.end()
    return {"text": text + marked[read:], "spans": spans}
