"""(io) Where work is done: in this process, or in several. The order of results is the order of the items, always."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol, TypeVar

A = TypeVar("A")
B = TypeVar("B")


class Engine(Protocol):
    """`map` as in `concurrent.futures`: a cluster's own executor fits as it is."""

    def map(self, function: Callable[[A], B], items: Sequence[A], /) -> Iterator[B]: ...


class Here:
    """One item after the other, in this process."""

    def map(self, function: Callable[[A], B], items: Sequence[A], /) -> Iterator[B]:
        return map(function, items)


class Processes:
    """Items spread over a pool of processes."""

    def __init__(self, pool: ProcessPoolExecutor) -> None:
        self._pool = pool

    def map(self, function: Callable[[A], B], items: Sequence[A], /) -> Iterator[B]:
        return self._pool.map(function, items)


@contextmanager
def uncollected() -> Iterator[None]:
    """No search for reference cycles inside: a build makes millions of small objects, keeps them to its end and makes no cycles.

    The search costs a quarter of the generator's own CPU time at 1,000 articles. As it was before afterwards, whatever happens.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def cores() -> int:
    """Processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1)


def engine(jobs: int, items: int) -> AbstractContextManager[Engine]:
    """An engine for `items` pieces of work: processes pay only for more than a few pieces (each loads the model)."""
    workers = min(jobs or cores(), items)
    return _processes(workers) if workers > 1 else _here()


@contextmanager
def _here() -> Iterator[Engine]:
    yield Here()


@contextmanager
def _processes(workers: int) -> Iterator[Engine]:
    # "spawn": the same on every system, and no thread of the parent is copied half-way.
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield Processes(pool)
