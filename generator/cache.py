"""(io) Annotations of earlier builds, by hash of everything that they depend on. A damaged entry is the same as none."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

import msgspec

from generator.data import FOLDER as DATA
from generator.model import Annotated, Article

_ENCODER = msgspec.msgpack.Encoder(decimal_format="string")
_DECODER = msgspec.msgpack.Decoder(Annotated)
# Data that annotating does not read, or whose own version stands in a smaller file beside it.
_LARGE = frozenset({".onnx", ".npz", ".bin", ".gz", ".sqlite"})


def fingerprint(recogniser: str) -> str:
    """Changes with the code of the annotators, their data files and the choice of recogniser."""
    package = DATA.parent
    code = sorted([*package.glob("annotate/**/*.py"), package / "text.py", package / "model.py"])
    data = sorted(path for path in DATA.rglob("*") if path.is_file() and path.suffix not in _LARGE and "gazetteer" not in path.parts)
    digest = hashlib.sha256(recogniser.encode())
    for path in (*code, *data):
        digest.update(path.relative_to(package).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


class Cache:
    """`load` and `store` one article's annotations; `folder` None keeps nothing."""

    def __init__(self, folder: Path | None, fingerprint: str) -> None:
        self._folder = folder
        self._fingerprint = fingerprint.encode()

    def load(self, article: Article) -> Annotated | None:
        path = self._path(article)
        if path is None or not path.is_file():
            return None
        try:
            return _DECODER.decode(path.read_bytes())
        except (msgspec.MsgspecError, OSError, ValueError):
            return None

    def store(self, annotated: Annotated) -> None:
        path = self._path(annotated.article)
        if path is None:
            return
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent)
            with os.fdopen(handle, "wb") as stream:
                stream.write(_ENCODER.encode(annotated))
            Path(name).replace(path)
        except OSError:
            self._folder = None  # a brief that may not be written to is read without a cache

    def keep(self, articles: Iterable[Article], spare: int = 2000) -> None:
        """Drop entries of articles not among these once there are more than `spare` of them, so that the cache stays bounded."""
        if self._folder is None or not self._folder.is_dir():
            return
        wanted = {self._path(article) for article in articles}
        stale = [path for path in sorted(self._folder.glob("*/*")) if path not in wanted]
        if len(stale) > spare:
            for path in stale:
                path.unlink(missing_ok=True)

    def _path(self, article: Article) -> Path | None:
        if self._folder is None:
            return None
        key = hashlib.sha256(self._fingerprint + _ENCODER.encode(article)).hexdigest()
        return self._folder / key[:2] / key[2:]
