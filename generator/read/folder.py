"""(io) Loads the seeds folder: which files are articles, which are sidecars, and which are neither."""

from __future__ import annotations

import difflib
import os
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.model import Source
from generator.problems import GeneratorError, Problem, Severity
from generator.read.jsonl import MOST_FILE

# Where these are changed, docs/adding-articles.md and generator/read/__init__.py (READERS) name them too.
ARTICLES = frozenset({".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".jsonl", ".ndjson", ".json"})
SIDECARS = frozenset({".yml", ".yaml"})
BRIEF = "brief.md"
_OURS = frozenset({"decisions.yml", "decisions.yaml", "decisions.schema.json", "sample.yml", BRIEF})


def load_sources(root: Path) -> tuple[tuple[Source, ...], tuple[Problem, ...]]:
    """Every article file below `root` with its sidecar, sorted by path, and a problem for each file that is neither.

    Left out: hidden files and folders, decisions and samples, `brief.md`, `README*`, and links that lead out of the folder.
    """
    if not root.is_dir():
        raise GeneratorError(f"There is no folder {root}. Create it and put articles into it, or name another one.")
    paths = sorted(_files(root), key=lambda path: path.relative_to(root).as_posix())
    sidecars = {path for path in paths if path.suffix.lower() in SIDECARS}
    articles = [path for path in paths if path.suffix.lower() in ARTICLES]
    own = _pair(articles, sidecars)
    sources: list[Source] = []
    problems: list[Problem] = []
    for path in paths:
        if path in sidecars:
            if path not in own.values():
                problems.append(_orphan(path, articles, root))
        elif path.suffix.lower() not in ARTICLES:
            problems.append(_unknown(path, root))
        else:
            try:
                sources.append(_load(path, own.get(path), root))
            except OSError as error:
                problems.append(_unreadable(path, error, root))
    return tuple(sources), tuple(problems)


def load_introductions(root: Path) -> tuple[Source, ...]:
    """The `brief.md` of the whole and of each folder below `root`, sorted by path: what the author says at the head of a brief."""
    found = [path for path in (root / BRIEF, *sorted(root.glob(f"*/{BRIEF}"))) if path.is_file() and not path.parent.name.startswith(".")]
    inside = root.resolve()
    return tuple(_load(path, None, root) for path in found if path.resolve().is_relative_to(inside))


def _files(root: Path) -> Iterator[Path]:
    """The files below `root`, links only where they stay inside."""
    inside = root.resolve()
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in names:
            path = Path(folder, name)
            lower = name.lower()
            ignored = name.startswith(".") or name.endswith("~") or lower in _OURS or lower.startswith("readme")
            if not ignored and path.is_file() and path.resolve().is_relative_to(inside):
                yield path


def _pair(articles: list[Path], sidecars: set[Path]) -> Mapping[Path, Path]:
    """Article -> sidecar: "flood.txt.yml" belongs to "flood.txt" alone, "flood.yml" to every "flood"."""
    found = {}
    for article in articles:
        names = [article.with_name(f"{stem}{suffix}") for stem in (article.name, article.stem) for suffix in (".yml", ".yaml")]
        match = next((name for name in names if name in sidecars), None)
        if match:
            found[article] = match
    return found


def _load(path: Path, sidecar: Path | None, root: Path) -> Source:
    size = path.stat().st_size
    with path.open("rb") as file:
        data = file.read(MOST_FILE + 1) if size > MOST_FILE else file.read()
    return Source(
        path=shown(path, root),
        data=data,
        sidecar=sidecar.read_bytes() if sidecar else None,
        sidecar_path=shown(sidecar, root) if sidecar else "",
    )


def shown(path: Path, root: Path) -> str:
    """The path below `root` with forward slashes, safe to print: controls, half characters and turns of direction are spelled out."""
    name = os.fsencode(path.relative_to(root).as_posix()).decode("utf-8", "backslashreplace")
    return "".join(char if unicodedata.category(char)[0] != "C" else f"\\u{ord(char):04x}" for char in name)


def _orphan(path: Path, articles: list[Path], root: Path) -> Problem:
    names = {article.stem: article.name for article in articles if article.parent == path.parent}
    near = difflib.get_close_matches(path.stem, names, n=1)
    return Problem(
        path=shown(path, root),
        line=0,
        code="orphan-sidecar",
        message="No article has this name, so the file was not used.",
        advice=f"Did you mean {_printable(near[0])}{path.suffix}?"
        if near
        else "A sidecar has the name of its article, with the ending .yml.",
        severity=Severity.WARNING if near else Severity.NOTE,
    )


def _printable(name: str) -> str:
    return "".join(char for char in name if char.isprintable())


def _unknown(path: Path, root: Path) -> Problem:
    return Problem(
        path=shown(path, root),
        line=0,
        code="unknown-format",
        message=f'Files of this kind ("{_printable(path.suffix) or "no ending"}") are not read.',
        advice="Save the article as .txt, .md, .html or .jsonl, or move the file elsewhere.",
    )


def _unreadable(path: Path, error: OSError, root: Path) -> Problem:
    return Problem(
        path=shown(path, root),
        line=0,
        code="unreadable",
        message=f"The file cannot be opened: {error.strerror or 'unknown reason'}.",
        advice="Check its permissions.",
        severity=Severity.ERROR,
    )
