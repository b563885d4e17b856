"""Owns the page of one person, place or organisation: a summary, its names, what is said of it, every mention in its sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from generator.model import Candidate, Entry, Judgement, Kind, Page, Ref, RoleFact, Shown, State
from generator.site import links, pieces
from generator.site.charts import network
from generator.site.corpus import Corpus
from generator.site.escape import Md, escape, visible
from generator.site.maps import locator

MENTIONS_ON_A_PAGE = 300  # about 150 KB of HTML; the rest stands on pages of its own ("people/x/page-2/")
_TOGETHER = 24
_QUOTES = 40
_FIGURES = 60
_INDEX_OF = {
    Kind.PERSON: ("People", links.PEOPLE),
    Kind.PLACE: ("Places", links.PLACES),
    Kind.ORGANISATION: ("Organisations", links.ORGANISATIONS),
}


def entry_pages(corpus: Corpus, entry: Entry, neighbours: tuple[str | None, str | None] = (None, None)) -> Iterator[Page]:
    """The entry's page, and further pages where it has very many mentions. `neighbours` are the ids before and after it in its index."""
    entity = entry.entity
    path = links.entity_path(entity.id)
    name = visible(entity.name)
    chunks = [entry.shown[at : at + MENTIONS_ON_A_PAGE] for at in range(0, len(entry.shown), MENTIONS_ON_A_PAGE)] or [()]
    further = [f"{entity.id}/page-{number}.md" for number in range(2, len(chunks) + 1)]
    section, index_page = _INDEX_OF[entity.kind]
    before, after = neighbours
    yield Page(
        path=path,
        template="entry.md",
        data={
            "title": name,
            "description": summary(corpus, entry),
            "kind": pieces.KIND_WORD[entity.kind],
            "section": links.link(section, index_page, path),
            "before": pieces.entity_link(corpus, before, path) if before else None,
            "after": pieces.entity_link(corpus, after, path) if after else None,
            "name": name,
            "summary": summary(corpus, entry),
            "doubt": _doubt(entry),
            "variants": [(variant.text, variant.count) for variant in entity.variants],
            "roles": _roles(corpus, entity.roles, path),
            "place": pieces.facts((*row, "") for row in _place(entity.place, entry)) if entity.kind is Kind.PLACE else None,
            "locator": locator(entity.place, name, path) if entity.place else None,
            "why": entity.why,
            "decided": list(entity.decided),
            "doubts": [_judgement(corpus, doubt, entity.id, path) for doubt in entry.doubts],
            "figures": _figures(corpus, entry.figures, path),
            "figures_here": _figures(corpus, entry.figures_here, path),
            "quotes": _quotes(corpus, entry.quotes, path),
            "together": pieces.chips(corpus, ((each.entity, each.sentences) for each in entry.together[:_TOGETHER]), path),
            "network": network(corpus, entry, path) if entity.kind is Kind.PERSON else None,
            "inside": pieces.chips(
                corpus, ((each, len(corpus.entries[each].shown)) for each in entry.inside if each in corpus.entries), path
            ),
            "mentions": _mentions(corpus, chunks[0], path),
            "further": [links.link(f"page {number}", each, path) for number, each in enumerate(further, 2)],
            "facets": pieces.facets([("kind", pieces.KIND_WORD[entity.kind])]),
        },
    )
    for number, (chunk, each) in enumerate(zip(chunks[1:], further, strict=True), 2):
        yield Page(
            path=each,
            template="entry_more.md",
            data={
                "title": f"{name}, page {number}",
                "description": f"More mentions of {name}.",
                "back": links.link(name, path, each),
                "mentions": _mentions(corpus, chunk, each),
            },
        )


def summary(corpus: Corpus, entry: Entry) -> str:
    """Two lines: what it is, then how often and where it stands. Also the hover card and the record of the header search."""
    entity = entry.entity
    what = pieces.KIND_WORD[entity.kind]
    if entity.kind is Kind.PERSON and entity.roles:
        latest = entity.roles[-1]
        what = latest.text[:1].upper() + latest.text[1:]
    elif entity.place is not None:
        what = ", ".join(part for part in (entity.place.kind.capitalize(), *entity.place.above[:2]) if part)
    others = [variant.text for variant in entity.variants if variant.text != entity.name][:3]
    also = f" Also written {', '.join(others)}." if others else ""
    return visible(f"{what}. {pieces.coverage(entry)}.{also}")


def _doubt(entry: Entry) -> str:
    if entry.entity.state is State.DOUBTFUL:
        return "This entry is doubtful: it may hold more than one thing, or be something else."
    return "Confirmed by a person." if entry.entity.state is State.CONFIRMED else ""


def _roles(corpus: Corpus, roles: Sequence[RoleFact], path: str) -> list[Md]:
    """Each role once, in order of its first report, with a link to every article that gives it."""
    reports: dict[tuple[str, str | None], list[RoleFact]] = {}
    for role in roles:
        reports.setdefault((" ".join(role.text.casefold().split()), role.organisation), []).append(role)
    return [_role(corpus, same, path) for same in reports.values()]


def _role(corpus: Corpus, reports: Sequence[RoleFact], path: str) -> Md:
    role = reports[0]
    organisation = role.organisation if role.organisation in corpus.entries else None
    words = escape(role.text)
    # The role's own words often hold the organisation's name: then a second one would read twice.
    if organisation and corpus.entries[organisation].entity.name.casefold() not in role.text.casefold():
        words = words + Md(", ") + pieces.entity_link(corpus, organisation, path)
    first = {report.mention.article: report.mention for report in reversed(reports)}  # one link for each article, to its first mention
    order = dict.fromkeys(report.mention.article for report in reports)
    return words + Md(" — ") + Md(", ").join(pieces.source_link(corpus, first[article], path) for article in order)


def _place(place: Candidate | None, entry: Entry) -> list[tuple[str, Md]]:
    if place is None:
        return [("On the map", escape("not found in the gazetteer"))]
    rows = [("Kind", escape(place.kind))]
    if place.above:
        rows.append(("In", escape(", ".join(place.above))))
    if place.lat is not None and place.lon is not None:
        rows.append(("Coordinates", escape(f"{place.lat:.2f}, {place.lon:.2f}")))
    rows.append(("Gazetteer", escape(f"{place.name} ({place.gazetteer_id})" + (f": {place.why}" if place.why else ""))))
    if entry.entity.runners_up:
        others = (f"{other.name} ({', '.join((other.kind, *other.above[:1]))})" for other in entry.entity.runners_up)
        rows.append(("Could also be", escape("; ".join(others))))
    return rows


def _judgement(corpus: Corpus, doubt: Judgement, here: str, path: str) -> Md:
    other = doubt.right if doubt.left == here else doubt.left
    return Md("Perhaps the same as %s: %s") % (pieces.entity_link(corpus, other, path), doubt.why)


def _figures(corpus: Corpus, refs: Sequence[Ref], path: str) -> list[tuple[Md, Md]]:
    found = []
    for at in refs[:_FIGURES]:
        row = corpus.figures.get(at)
        if row is not None:
            where = pieces.row_target(corpus, at)
            label = pieces.figure_label(corpus, row)
            found.append((links.link(label, where, path) if where else escape(label), pieces.source_link(corpus, at, path)))
    return found


def _quotes(corpus: Corpus, refs: Sequence[Ref], path: str) -> list[tuple[Md, Md]]:
    rows = {corpus.quotes[at].reports[0]: corpus.quotes[at] for at in refs if at in corpus.quotes}
    return [
        (pieces.quote_words(corpus, row, at), Md(", ").join(pieces.source_link(corpus, report, path) for report in row.reports))
        for at, row in list(rows.items())[:_QUOTES]
    ]


def _mentions(corpus: Corpus, shown: Sequence[Shown], path: str) -> list[tuple[Md, Md, Md]]:
    """Sentences grouped by article; a sentence with several mentions stands once, at its first."""
    groups = []
    for article_id, group in groupby(shown, key=lambda one: one.ref.article):
        seen: set[int] = set()
        sentences = []
        for one in group:
            if one.sentence.start not in seen:
                seen.add(one.sentence.start)
                sentences.append(pieces.sentence(corpus, one, path))
        groups.append((corpus.headlines[article_id], escape(corpus.source_and_day(article_id)), pieces.bullets(sentences)))
    return groups
