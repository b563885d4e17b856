"""CPU seconds of our own work, of rendering its pages and of `mkdocs build` by itself, at several sizes; writes docs/speed.md.

    python -m benchmarks.bench [--sizes 10,100,1000] [--no-write]

Every figure is user + system time of this process and its children, so that other programs on the machine disturb little.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import click

from benchmarks.corpus import write_corpus
from generator import __version__
from generator.build import Result, build
from generator.cache import Cache, fingerprint
from generator.engine import uncollected
from generator.link import load_gazetteer
from generator.model import Annotated, Article
from generator.read.folder import load_sources
from generator.site import SiteSettings, load_templates, write
from generator.site.finish import build_site
from generator.site.start import begin
from generator.workers import annotate_all

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "speed.md"


def cpu() -> float:
    """User and system seconds of this process and of the children that have ended."""
    return sum(usage.ru_utime + usage.ru_stime for usage in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))


@dataclass
class Clock:
    """CPU seconds by step."""

    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        started = cpu()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + cpu() - started


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    articles: int
    words: int
    pages: int
    mentions: int
    entries: int
    recognition: float
    own_cold: float
    own_warm: float
    rendering: float
    mkdocs: float
    search: float
    megabytes: float


def measure(count: int, recogniser: str, folder: Path, say: Callable[[str], None]) -> Measured:
    """Build a made-up corpus of `count` articles twice (cold, warm), and render it once without and once with the search index."""
    brief = folder / str(count)
    seeds = brief / "seeds"
    write_corpus(seeds, count)
    begin(brief)
    words = sum(len(path.read_text(encoding="utf-8").split()) for path in seeds.rglob("*.txt"))
    cold, warm = Clock(), Clock()
    result = _own_work(brief, recogniser, cold)
    _own_work(brief, recogniser, warm)
    say(f"{count:,} articles: recognition {cold.seconds['recognition']:.1f} s, our own work {_rest(cold):.2f} s")
    with cold.step("rendering"):
        build_site(brief / "mkdocs.yml", brief / "docs", brief / "site", search=False, say=lambda _: None)
    with cold.step("both"):
        build_site(brief / "mkdocs.yml", brief / "docs", brief / "searchable", search=True, say=lambda _: None)
    with cold.step("mkdocs"):
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", "mkdocs.yml", "--site-dir", "plain"]
        subprocess.run(command, cwd=brief, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, capture_output=True, check=True)
    size = sum(path.stat().st_size for path in (brief / "site").rglob("*") if path.is_file())
    return Measured(
        articles=count,
        words=words,
        pages=sum(path.endswith(".md") for path in result.files),
        mentions=sum(len(entry.shown) for entry in result.index.articles),
        entries=len(result.index.people) + len(result.index.places) + len(result.index.organisations),
        recognition=cold.seconds["recognition"],
        own_cold=_rest(cold),
        own_warm=_rest(warm),
        rendering=cold.seconds["rendering"],
        mkdocs=cold.seconds["mkdocs"],
        search=max(0.0, cold.seconds["both"] - cold.seconds["rendering"]),
        megabytes=size / 1e6,
    )


def _rest(clock: Clock) -> float:
    return clock.seconds["everything"] - clock.seconds["recognition"]


@uncollected()
def _own_work(brief: Path, recogniser: str, clock: Clock) -> Result:
    cache = Cache(brief / ".cache", fingerprint(recogniser))

    def timed(articles: tuple[Article, ...]) -> tuple[Annotated, ...]:
        with clock.step("recognition"):
            return annotate_all(articles, recogniser=recogniser, jobs=1, cache=cache)

    with clock.step("everything"):
        sources, problems = load_sources(brief / "seeds")
        result = build(
            sources,
            decisions=(),
            problems=problems,
            gazetteer=load_gazetteer(),
            annotate=timed,  # type: ignore[arg-type]  # always called with a tuple
            settings=SiteSettings(name="Bench", description="", url="", repository="", version=__version__),
            templates=load_templates(brief),
            say=lambda _: None,
        )
        write(result.files, brief / "docs")
    return result


def table(rows: list[Measured]) -> str:
    head = (
        "| articles | words | mentions | entries | pages | recognition | our own work, cold | the same, warm | rendering | "
        "full-text search | `mkdocs build` by itself | site |\n|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|"
    )
    return "\n".join(
        [head]
        + [
            f"| {row.articles:,} | {row.words:,} | {row.mentions:,} | {row.entries:,} | {row.pages:,} | {row.recognition:.1f} s "
            f"| {row.own_cold:.2f} s | {row.own_warm:.2f} s | {row.rendering:.1f} s | {row.search:.1f} s | {row.mkdocs:.1f} s "
            f"| {row.megabytes:.0f} MB |"
            for row in rows
        ]
    )


@click.command()
@click.option("--sizes", default="10,100,1000", show_default=True, help="Numbers of articles.")
@click.option("--recogniser", default="embedded", show_default=True)
@click.option("--write/--no-write", "keep", default=True, help="Whether docs/speed.md is written.")
def main(sizes: str, recogniser: str, keep: bool) -> None:
    """Measure the CPU time of a build, step by step."""
    with tempfile.TemporaryDirectory() as folder:
        rows = [measure(int(size), recogniser, Path(folder), lambda line: click.echo(line, err=True)) for size in sizes.split(",")]
    click.echo(table(rows))
    if keep and recogniser == "embedded":
        PAGE.write_text(HEAD.format(version=__version__, day=date.today().isoformat(), table=table(rows)), encoding="utf-8")
        click.echo(f"wrote {PAGE.relative_to(ROOT)}", err=True)


HEAD = """---
title: Speed
description: CPU seconds of a build, step by step, at several sizes.
search:
  exclude: true
---

# Speed

Measured with `make bench` on {day}, Concord {version}: CPU seconds (all processes together) for made-up articles of about 600
words, in one run. Six articles at a time tell of one event, so that figures meet and are compared; an article has about 25 names, 12
figures, 11 dates and 13 quotations. Short news items from agencies are denser, with 35 to 50 names in 600 words.
*Recognition* is everything that reads an article's text for names, figures, dates and quotations; it happens once for
each article and is kept. *Our own work* is the rest: reading files, joining, comparing, writing pages. *Warm* is a second build with
nothing changed. *Rendering* is what `concord build` does next: MkDocs makes a site of the pages. Their long parts are blocks of HTML, which
it keeps away from the Markdown parser; *`mkdocs build` by itself* reads them too and makes the same site.

Before the long parts of pages were HTML, rendering cost 1.1 s at 10 articles, 5.2 s at 100 and 37.7 s at 1,000 on the same
machine (7.0 and 56.0 at 100 and 1,000 on a busier one). What is left is Material's templates, its search and the files themselves.

{table}
"""

if __name__ == "__main__":
    main()
