"""Source -> Article: formats, blocks, cleaning, metadata. Files in, articles and problems out; `folder` alone touches the disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.model import Article, Role, Source, Span
from generator.problems import Problem, Severity
from generator.read.blocks import find_blocks, holds_title
from generator.read.drafts import Draft, Drafts, Part
from generator.read.html import read_html
from generator.read.jsonl import draft_from_record, read_json, read_jsonl
from generator.read.language import find_language
from generator.read.markdown import read_markdown
from generator.read.metadata import (
    declared,
    find_authors,
    find_published,
    find_publisher,
    find_rights,
    find_title,
    guess_published,
    impossible_days,
)
from generator.read.plain import read_plain
from generator.read.sidecar import read_sidecar
from generator.read.slugs import fingerprint, slug

__all__ = ["READERS", "READ_VERSION", "Reading", "article_from_record", "read", "read_record", "with_unique_ids"]

READ_VERSION = "3"  # changes when the same file would give another article

# How a file is read, by its ending in small letters.
READERS: Mapping[str, Callable[[Source], Drafts]] = {
    ".txt": read_plain,
    ".text": read_plain,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".json": read_json,
}
_MANY = frozenset({".jsonl", ".ndjson", ".json"})  # files of several articles


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The articles of a build, sorted by id, and what is wrong with their files, sorted by path and line."""

    articles: tuple[Article, ...]
    problems: tuple[Problem, ...]


def read(sources: Sequence[Source]) -> Reading:
    """Every article of the sources. Pure, the same for any order of sources; a bad file costs itself only. Never raises."""
    articles: list[Article] = []
    problems: list[Problem] = []
    for source in sorted(sources, key=lambda source: source.path):
        drafts = _drafts(source)
        problems += drafts.problems
        folder = source.path.rpartition("/")[0]
        for draft in drafts.drafts:
            key = _name(source.path) if draft.key == source.path else f"{folder} {draft.key}"
            reading = _finish(_titled(replace(draft, key=key)), path=source.path, brief=folder.split("/")[0])
            articles += reading.articles
            problems += reading.problems
    unique = with_unique_ids(articles)
    ordered = sorted(unique.articles, key=lambda article: article.id)
    return Reading(articles=tuple(ordered), problems=tuple(sorted({*problems, *unique.problems})))


def article_from_record(record: Mapping[str, object], *, path: str, line: int) -> Article | Problem:
    """The article of one JSON Lines record, its text exactly as given; a problem where it lacks "id" or "text".

    Its id is a slug of the record's: `with_unique_ids` tells two records apart that come to the same. A blank text gives an article
    without blocks. `read_record` reports what is wrong with the other fields as well.
    """
    reading = read_record(record, path=path, line=line)
    return reading.articles[0] if reading.articles else reading.problems[0]


def read_record(record: Mapping[str, object], *, path: str, line: int) -> Reading:
    """As `article_from_record`, with all its problems: no article and the reason, or one article and what of it was left out."""
    found = draft_from_record(record, path=path, line=line)
    if found.draft is None:
        return Reading(articles=(), problems=found.problems)
    reading = _finish(found.draft, path=path, brief="")
    return Reading(articles=reading.articles, problems=(*found.problems, *reading.problems))


def with_unique_ids(articles: Sequence[Article]) -> Reading:
    """The articles in the given order, each with an id of its own: the first keeps it, each later one gets digits of its own hash.

    The digits come from its file and text, so they stay when other articles come and go. Each clash is a problem.
    """
    taken: dict[str, Article] = {}
    problems = []
    for article in articles:
        name = article.id
        other = taken.get(name)
        copy = 0
        while name in taken:
            name = f"{article.id[:70].rstrip('-')}-{fingerprint(article.path, article.text, str(copy))}"
            copy += 1
        taken[name] = replace(article, id=name) if other else article
        if other:
            problems.append(_clash(article, other, name))
    return Reading(articles=tuple(taken.values()), problems=tuple(problems))


def _clash(article: Article, other: Article, name: str) -> Problem:
    where = f"{other.path}:{other.line}" if article.path == other.path else other.path
    return Problem(
        path=article.path,
        line=article.line,
        code="same-slug",
        message=f'The article has the same address, "{article.id}", as {where}; it stands under "{name}".',
        advice="Give one of them another file name or id, or remove it if they are the same.",
    )


def _drafts(source: Source) -> Drafts:
    """What the reader of the file's ending makes of it, its sidecar's fields before its own."""
    suffix = source.path[source.path.rfind(".") :].lower()
    reader = READERS.get(suffix)
    if reader is None:
        unknown = Problem(path=source.path, line=0, code="unknown-format", message=f'Files that end in "{suffix}" are not read.')
        return Drafts(problems=(unknown,))
    drafts = reader(source)
    if source.sidecar is None:
        return drafts
    sidecar = read_sidecar(source.sidecar, source.sidecar_path, shared=suffix in _MANY)
    told = tuple(replace(draft, declared=(sidecar.fields, *draft.declared)) for draft in drafts.drafts)
    return Drafts(drafts=told, problems=(*drafts.problems, *sidecar.problems))


def _titled(draft: Draft) -> Draft:
    """The draft with its declared title above its text, where the text does not hold it: what a headline says is searched too."""
    title = declared([(each, each.title) for each in draft.declared])
    if title is None or holds_title(draft.text, title.value, draft.parts):
        return draft
    ahead = len(title.value) + 2
    moved = tuple(replace(part, span=Span(part.span.start + ahead, part.span.end + ahead)) for part in draft.parts)
    parts = (Part(span=Span(0, len(title.value)), role=Role.TITLE), *moved) if moved else ()
    return replace(draft, text=f"{title.value}\n\n{draft.text}", parts=parts, ahead=2)


def _name(path: str) -> str:
    """The path without the file's ending."""
    head, dot, _ = path.rpartition(".")
    return head if dot and "/" not in path[len(head) :] else path


def _finish(draft: Draft, *, path: str, brief: str) -> Reading:
    """Find the blocks of a draft and everything that is known about it."""
    text, fields = draft.text, draft.declared
    title = declared([(each, each.title) for each in fields])
    url = declared([(each, each.url) for each in fields])
    authors = declared([(each, each.authors) for each in fields])
    blocks = find_blocks(text, title=title.value if title else None, authors=authors.value if authors else (), parts=draft.parts)
    article = Article(
        id=slug(draft.key),
        text=text,
        blocks=blocks,
        path=path,
        line=draft.line,
        brief=brief,
        title=find_title(text, blocks, fields),
        published=find_published(text, blocks, fields) or guess_published(draft.key, url.value if url else None),
        authors=find_authors(text, blocks, fields),
        publisher=find_publisher(text, blocks, fields),
        url=url,
        language=declared([(each, each.language) for each in fields]) or find_language(text),
        rights=find_rights(fields),
    )
    problems = (*impossible_days(text, blocks, path=path, line=draft.line - draft.ahead), *_foreign(article))
    return Reading(articles=(article,), problems=problems)


def _foreign(article: Article) -> Iterator[Problem]:
    if article.language and article.language.value != "en":
        yield Problem(
            path=article.path,
            line=article.line,
            code="not-annotated",
            message=f'The article is in another language than English ("{article.language.value}": {article.language.why}); '
            "it is listed, but not annotated.",
            advice="If it is English, say so in its sidecar: language: en.",
            severity=Severity.NOTE,
        )
