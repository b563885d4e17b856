"""Owns which entries share a page: of very many, those of few mentions in one article, by the first letters of their address."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from generator.model import Entry, Index, Kind, Page
from generator.site import links, pieces
from generator.site.corpus import Corpus
from generator.site.entry_page import small_block

_FEW = 2  # mentions, all in one article: a page of its own would hold no more than the article does
_ON_A_PAGE = 200  # about 200 KB
_LETTERS = 2
_TITLE = {Kind.PERSON: "People", Kind.PLACE: "Places", Kind.ORGANISATION: "Organisations"}


def entry_paths(index: Index, own_pages: int) -> Mapping[str, str]:
    """The page of each entry, with its anchor where it shares one.

    At most `own_pages` entries have a page each. Of more, those of few mentions share "FOLDER/few/AB.md", by the first letters of their
    address: whether one of them does depends on its own mentions, so that an unrelated article moves it only when that number is passed.
    """
    entries = (*index.people, *index.places, *index.organisations)
    paths = {entry.entity.id: links.entity_path(entry.entity.id) for entry in entries}
    if len(entries) <= own_pages:
        return paths
    held: dict[str, list[str]] = defaultdict(list)
    for entry in sorted(entries, key=lambda entry: entry.entity.id):
        if _is_small(entry):
            folder, slug = entry.entity.id.split("/", 1)
            held[f"{folder}/few/{slug[:_LETTERS].strip('-_.')}"].append(entry.entity.id)
    for page, ids in held.items():
        for at, identity in enumerate(ids):
            part = at // _ON_A_PAGE
            paths[identity] = f"{page}{f'-{part + 1}' if part else ''}.md#{identity.split('/', 1)[1]}"
    return paths


def _is_small(entry: Entry) -> bool:
    """Whether the entry has nothing that needs a page: few mentions of one article, no figures, nothing inside, nobody's decision."""
    more = entry.figures or entry.figures_here or entry.inside or entry.entity.decided
    return len(entry.articles) == 1 and len(entry.shown) <= _FEW and not more


def shared_pages(corpus: Corpus) -> Iterator[Page]:
    """The pages that small entries share; none where every entry has its own."""
    held: dict[str, list[Entry]] = defaultdict(list)
    for identity, target in corpus.entry_pages.items():
        page, mark, _ = target.partition("#")
        if mark:
            held[page].append(corpus.entries[identity])
    for path, entries in sorted(held.items()):
        yield _shared(corpus, path, sorted(entries, key=lambda entry: links.sort_key(entry.entity.name)))


def _shared(corpus: Corpus, path: str, entries: Sequence[Entry]) -> Page:
    kind = entries[0].entity.kind
    letters = path.rsplit("/", 1)[-1].removesuffix(".md")
    title = f"{_TITLE[kind]} of few mentions: {letters[:1].upper()}{letters[1:]}"
    return Page(
        path=path,
        template="entries.md",
        data={
            "title": title,
            "description": f"{title}: each is named in one article only",
            "entries": [small_block(corpus, entry, path) for entry in entries],
            "facets": pieces.facets([("kind", pieces.KIND_WORD[kind])]),
        },
    )
