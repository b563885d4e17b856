"""(io) The only writer of docs/: writes what changed, each file whole or not at all, and removes only what it wrote before."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.problems import GeneratorError, Problem, Severity

MANIFEST = ".concord-manifest.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteResult:
    """How many files were written, were as they should be, were removed; a problem for each page that a person's own file displaces."""

    written: int
    unchanged: int
    pruned: int
    problems: tuple[Problem, ...] = ()


def write(files: Mapping[str, bytes], docs: Path) -> WriteResult:
    """Bring docs/ to `files`. A file that the manifest does not list is somebody's own: it is never overwritten and never removed."""
    docs.mkdir(parents=True, exist_ok=True)
    ours = frozenset(read_manifest(docs))
    own = sorted(path for path, content in files.items() if path not in ours and _is_own(_path(docs, path), content))
    kept = {path: content for path, content in files.items() if path not in own}
    # The manifest first, with both the old and the new paths: a run that is cut off can still be tidied by the next.
    _write_manifest(docs, ours | kept.keys())
    written = 0
    for path, content in sorted(kept.items()):
        target = _path(docs, path)
        if target.is_file() and target.stat().st_size == len(content) and target.read_bytes() == content:
            continue
        _replace(target, content)
        written += 1
    pruned = prune(docs, ours - files.keys())
    _write_manifest(docs, kept.keys())
    problems = tuple(
        Problem(
            path=f"docs/{path}",
            line=0,
            code="own-page",
            message="a page of your own stands where a generated one would.",
            advice="It is left as it is. Rename it to get the generated page.",
            severity=Severity.WARNING,
        )
        for path in own
    )
    return WriteResult(written=written, unchanged=len(kept) - written, pruned=pruned, problems=problems)


def own_pages(docs: Path) -> Mapping[str, bytes]:
    """The files of docs/ that a person wrote, which another folder of pages needs too: path -> content."""
    ours = frozenset(read_manifest(docs)) | {MANIFEST}
    found = {path.relative_to(docs).as_posix(): path for path in sorted(docs.rglob("*")) if path.is_file()}
    return {name: path.read_bytes() for name, path in found.items() if name not in ours}


def clean(docs: Path) -> int:
    """Remove everything that the manifest lists, and the manifest. The number of files removed."""
    removed = prune(docs, read_manifest(docs))
    (docs / MANIFEST).unlink(missing_ok=True)
    return removed


def prune(docs: Path, paths: Iterable[str]) -> int:
    """Remove these files of ours, and the folders that become empty."""
    removed = 0
    folders: set[Path] = set()
    for path in sorted(paths):
        target = _path(docs, path)
        if target.is_file() or target.is_symlink():
            target.unlink()
            removed += 1
            folders.update(parent for parent in target.parents if docs in parent.parents)
    for folder in sorted(folders, key=lambda each: len(each.parts), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()
    return removed


def read_manifest(docs: Path) -> tuple[str, ...]:
    """The paths that were written last time; none where there is no manifest. GeneratorError where it is broken: guessing could delete."""
    path = docs / MANIFEST
    if not path.is_file():
        return ()
    advice = "Remove that file and the generated folders in docs/, then build again."
    try:
        listed = json.loads(path.read_text(encoding="utf-8"))["files"]
    except (ValueError, KeyError, TypeError) as error:
        raise GeneratorError(f"{path}: not a manifest ({error}). {advice}") from error
    if not isinstance(listed, list) or not all(isinstance(each, str) and _is_inside(each) for each in listed):
        raise GeneratorError(f"{path}: it lists paths outside docs/. {advice}")
    return tuple(listed)


def _write_manifest(docs: Path, paths: Iterable[str]) -> None:
    listed = {"about": "Files that Concord wrote here; it removes no other.", "files": sorted(paths)}
    content = (json.dumps(listed, indent=0, ensure_ascii=False) + "\n").encode()
    path = docs / MANIFEST
    if not path.is_file() or path.read_bytes() != content:
        _replace(path, content)


def _is_own(target: Path, content: bytes) -> bool:
    return target.exists() and not (target.is_file() and target.read_bytes() == content)


def _is_inside(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return bool(parts) and not path.startswith("/") and ".." not in parts and "\\" not in path and ":" not in path


def _path(docs: Path, path: str) -> Path:
    if not _is_inside(path):
        raise GeneratorError(f"{path!r} is outside docs/.")
    return docs / path


def _replace(target: Path, content: bytes) -> None:
    """Write beside the target, then rename over it: a reader sees the old file or the new one, whole."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".concord-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
