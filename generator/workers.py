"""(io) Annotates a corpus: what the cache knows is taken from there, the rest is spread over processes in chunks."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from pathlib import Path

from generator.annotate.names import Recogniser, choose_recogniser
from generator.annotate.pipeline import annotate
from generator.cache import Cache
from generator.engine import engine
from generator.model import Annotated, Article

_CHUNK_CHARACTERS = 200_000  # about a minute's reading for one process at the slowest; progress is told after each
_SMALL = 4  # chunks; with fewer, starting processes costs more than it gains

Progress = Callable[[int, int], None]


def annotate_all(
    articles: Sequence[Article], *, recogniser: str, jobs: int, cache: Cache, progress: Progress = lambda done, of: None
) -> tuple[Annotated, ...]:
    """Annotations in the order of `articles`; the same whatever `jobs` and the state of the cache. `progress` gets (done, of)."""
    known = {article.id: found for article in articles if (found := cache.load(article)) is not None}
    missing = [article for article in articles if article.id not in known]
    if missing:
        chunks = _chunks(missing)
        done = 0
        with engine(jobs if len(chunks) >= _SMALL else 1, len(chunks)) as workers:
            for chunk in workers.map(partial(annotate_chunk, recogniser=recogniser), chunks):
                for annotated in chunk:
                    if not annotated.failed:
                        cache.store(annotated)
                    known[annotated.article.id] = annotated
                done += len(chunk)
                progress(done, len(missing))
    cache.keep(articles)
    return tuple(known[article.id] for article in articles)


def annotate_chunk(articles: Sequence[Article], recogniser: str) -> tuple[Annotated, ...]:
    """What a worker process does; the recogniser is loaded once for each process.

    An article on which we fail costs itself only: it comes back with nothing found and `failed`.
    """
    finder = _recogniser(recogniser)
    try:
        return annotate(articles, finder)
    except Exception:  # whatever it is, the other articles must not pay for it
        return tuple(_annotate_alone(article, finder) for article in articles)


def _annotate_alone(article: Article, finder: Recogniser) -> Annotated:
    try:
        return annotate([article], finder)[0]
    except Exception as error:  # a bug of ours: told with its place, so that it can be reported
        at = traceback.extract_tb(error.__traceback__)[-1]
        return Annotated(article=article, failed=f"{type(error).__name__}: {error} ({Path(at.filename).name}:{at.lineno})")


@lru_cache(maxsize=2)
def _recogniser(setting: str) -> Recogniser:
    return choose_recogniser(setting)


def _chunks(articles: Sequence[Article]) -> list[tuple[Article, ...]]:
    """Consecutive articles of about the same number of characters."""
    chunks: list[tuple[Article, ...]] = []
    current: list[Article] = []
    size = 0
    for article in articles:
        current.append(article)
        size += len(article.text)
        if size >= _CHUNK_CHARACTERS:
            chunks.append(tuple(current))
            current, size = [], 0
    return [*chunks, tuple(current)] if current else chunks
