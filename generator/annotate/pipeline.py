"""Article -> mentions: names, figures, dates, quotes. The order of the steps is here; each step is a module."""

from __future__ import annotations

from collections.abc import Sequence

from generator.annotate.claimants import find_claimants
from generator.annotate.dates import find_dates, infer_published
from generator.annotate.figures import find_figures
from generator.annotate.names import Recogniser, choose_recogniser
from generator.annotate.quotes import find_quotes
from generator.model import Annotated, Article, Mention, Name
from generator.text import sentences

__all__ = ["annotate", "choose_recogniser", "infer_published"]


def annotate(articles: Sequence[Article], recogniser: Recogniser) -> tuple[Annotated, ...]:
    """Everything found in each article, in the order given. What is found in one does not depend on the others.

    An article in another language than English is returned with its sentences only.
    """
    english = [article for article in articles if speaks_english(article)]
    names = dict(zip((article.id for article in english), recogniser.find(english), strict=True))
    return tuple(_annotate_one(article, names.get(article.id)) for article in articles)


def speaks_english(article: Article) -> bool:
    """Whether we annotate it: declared or detected English, or undetermined."""
    return article.language is None or article.language.value.split("-")[0] in ("en", "und")


def _annotate_one(article: Article, names: Sequence[Mention[Name]] | None) -> Annotated:
    stretches = sentences(article.text, [block for block in article.blocks if block.annotated])
    if names is None:
        return Annotated(article=article, sentences=stretches)
    times = find_dates(article, stretches)
    dates = tuple(mention for mention in times if not mention.value.aside)
    taken = sorted([mention.span for mention in dates] + [mention.span for mention in names])
    figures = find_figures(article, stretches, taken)
    sums = [figure.span for figure in figures if figure.value.dimension == "money"]
    names = [name for name in names if not any(one.holds(name.span) for one in sums)]  # "R35m" looks like a name
    quotes = find_quotes(article, stretches, names)
    return Annotated(
        article=article,
        sentences=stretches,
        names=tuple(names),
        figures=find_claimants(article, stretches, names, quotes, figures),
        dates=dates,
        asides=tuple(mention for mention in times if mention.value.aside),
        quotes=quotes,
    )
