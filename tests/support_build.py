"""Builds a brief in memory, as the command line does, for tests that look at the files."""

from collections.abc import Sequence
from pathlib import Path

from generator.build import Result, build
from generator.cache import Cache
from generator.decisions import parse_decisions
from generator.link import load_gazetteer
from generator.model import Annotated, Article, Source
from generator.read.folder import load_sources
from generator.site import SiteSettings, load_templates
from generator.workers import annotate_all

ROOT = Path(__file__).parent.parent
GOLDEN = ROOT / "tests" / "golden"
SETTINGS = SiteSettings(name="Golden", description="", url="", repository="", version="0.0.0")


def golden_sources() -> tuple[Source, ...]:
    sources, problems = load_sources(GOLDEN / "seeds")
    assert not problems
    return sources


def build_brief(sources: Sequence[Source], *, decisions: bytes = b"", jobs: int = 1, cache: Path | None = None) -> Result:
    """A build with the rules recogniser, whose answers do not depend on the processor's arithmetic."""
    parsed, problems = parse_decisions(decisions)

    def run(articles: Sequence[Article]) -> tuple[Annotated, ...]:
        return annotate_all(articles, recogniser="rules", jobs=jobs, cache=Cache(cache, "tests"))

    return build(
        sources,
        decisions=parsed,
        problems=problems,
        gazetteer=load_gazetteer(),
        annotate=run,
        settings=SETTINGS,
        templates=load_templates(ROOT),
        say=lambda _: None,
    )
