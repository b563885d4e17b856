"""The order of the steps. Sources in, files and problems out; touches no disk."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.anchors import settle_articles
from generator.annotate.dates import infer_published
from generator.decisions import settle_metadata
from generator.index import index
from generator.link import Gazetteer, link
from generator.model import Annotated, Article, Decision, How, Index, Linked, Page, Source
from generator.problems import Problem, Severity
from generator.read import read
from generator.site import SiteSettings, Templates, plan, render
from generator.site.wording import counted

Annotate = Callable[[Sequence[Article]], tuple[Annotated, ...]]
Say = Callable[[str], None]
MorePages = Callable[[Index], Sequence[Page]]


def no_more(indexed: Index) -> Sequence[Page]:
    """A site with its own pages only."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a build makes: files by path below docs/, every problem, and the index that the pages show."""

    files: Mapping[str, bytes]
    problems: tuple[Problem, ...]
    index: Index


def build(
    sources: Sequence[Source],
    *,
    decisions: Sequence[Decision],
    problems: Sequence[Problem],
    gazetteer: Gazetteer,
    annotate: Annotate,
    settings: SiteSettings,
    templates: Templates,
    say: Say,
    introductions: Sequence[Source] = (),
    more_pages: MorePages = no_more,
) -> Result:
    """Read everything, join everything, then plan every page: pages refer to each other. `problems` are those known already.

    `introductions`: the author's own words, `brief.md` files. `more_pages`: what else is shown of the index, such as the queue of a
    review on a site that only its author sees.
    """
    indexed = study(sources, decisions=decisions, problems=problems, gazetteer=gazetteer, annotate=annotate, say=say)
    say("writing pages")
    pages, clashes = plan(indexed, settings, introductions)
    files = render((*pages, *more_pages(indexed)), templates)
    return Result(files=files, problems=tuple(sorted({*indexed.problems, *clashes})), index=indexed)


def study(
    sources: Sequence[Source],
    *,
    decisions: Sequence[Decision],
    problems: Sequence[Problem],
    gazetteer: Gazetteer,
    annotate: Annotate,
    say: Say,
) -> Index:
    """Everything up to the index: what `concord explain`, `review` and `sample` ask, without any page."""
    say(f"reading {counted(len(sources), 'file')}")
    reading = read(sources)
    decisions = settle_articles(reading.articles, decisions)
    articles, unsettled = settle_metadata(date_articles(reading.articles), decisions)
    found = (*problems, *reading.problems, *unsettled)
    dates = date_problems(articles, frozenset(one.path for one in found if one.code == "impossible-date"))
    linked = join(articles, decisions=decisions, gazetteer=gazetteer, annotate=annotate, say=say)
    say("comparing")
    return index(linked, decisions, (*found, *dates, *failures(linked.articles), *linked.problems))


def join(articles: Sequence[Article], *, decisions: Sequence[Decision], gazetteer: Gazetteer, annotate: Annotate, say: Say) -> Linked:
    """Articles -> mentions -> entities: the half that `concord annotate` shares with `concord build`."""
    say(f"finding names, figures, dates and quotes in {counted(len(articles), 'article')}")
    annotated = annotate(articles)
    say("joining")
    return link(annotated, gazetteer, decisions)


def date_articles(articles: Sequence[Article]) -> tuple[Article, ...]:
    """The articles with a date of publication inferred where none is declared or found."""
    inferred = infer_published(articles)
    return tuple(
        replace(article, published=inferred[article.id]) if article.published is None and article.id in inferred else article
        for article in articles
    )


def failures(articles: Sequence[Annotated]) -> tuple[Problem, ...]:
    """A problem for each article that we could not annotate because of a fault of ours."""
    return tuple(
        Problem(
            path=each.article.path,
            line=each.article.line,
            code="not-annotated",
            message=f"Concord failed on this article: {each.failed}. Its text is shown without highlights.",
            advice="This is a fault of Concord: please report it with the article.",
            severity=Severity.ERROR,
        )
        for each in articles
        if each.failed
    )


def date_problems(articles: Sequence[Article], told: frozenset[str]) -> tuple[Problem, ...]:
    """A warning for each article without a date, and a note for each whose date we worked out.

    `told`: the files of which an impossible date is reported already.
    """
    advice = "Give it in a sidecar: published: YYYY-MM-DD."
    problems = []
    for article in articles:
        day = article.published
        if day is None and article.path not in told:
            message = "The article has no date, so its weekdays and its place on the timeline are not known."
            problems.append(Problem(path=article.path, line=article.line, code="undated", message=message, advice=advice))
        elif day is not None and day.how is How.INFERRED:
            message = f"The article's date, {day.value}, was worked out: {day.why}."
            note = Problem(
                path=article.path,
                line=article.line,
                code="inferred-date",
                message=message,
                advice=f"If it is another: {advice[0].lower()}{advice[1:]}",
                severity=Severity.NOTE,
            )
            problems.append(note)
    return tuple(problems)
