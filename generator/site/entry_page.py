"""Owns the page of one person, place or organisation: a summary, its names, what is said of it, every mention in its sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from generator.model import Candidate, Entry, FigureRow, Judgement, Kind, Page, QuoteKind, QuoteRow, Ref, RoleFact, Shown, State
from generator.site import links, pieces, speech, wording
from generator.site.charts import network
from generator.site.corpus import Corpus
from generator.site.escape import Md, escape, escape_inline, visible
from generator.site.ledger import verdict
from generator.site.maps import locator

MENTIONS_ON_A_PAGE = 300  # about 150 KB of HTML; the rest stands on pages of its own ("people/x/page-2/")
_TOGETHER = 24
_QUOTES = 40  # in own words, and as many that are reported
_FIGURES = 60
_OTHERS = 3  # figures of others that a figure stands beside; the comparison's page has all


def entry_pages(corpus: Corpus, entry: Entry, neighbours: tuple[str | None, str | None] = (None, None)) -> Iterator[Page]:
    """The entry's page, and further pages where it has very many mentions. `neighbours` are the ids before and after it in its index."""
    entity = entry.entity
    path = corpus.entry_pages[entity.id]
    name = visible(entity.name)
    chunks = [entry.shown[at : at + MENTIONS_ON_A_PAGE] for at in range(0, len(entry.shown), MENTIONS_ON_A_PAGE)] or [()]
    further = [f"{entity.id}/page-{number}.md" for number in range(2, len(chunks) + 1)]
    before, after = neighbours
    own, reported = _spoken(corpus, entry)
    about = summary(corpus, entry)
    yield Page(
        path=path,
        template="entry.md",
        data={
            "title": name,
            "description": about,
            "before": pieces.entity_link(corpus, before, path) if before else None,
            "after": pieces.entity_link(corpus, after, path) if after else None,
            "name": name,
            "summary": about,
            "sought": _sought(corpus, entry),
            "doubt": _doubt(entry),
            "variants": [(variant.text, variant.count) for variant in entity.variants],
            "roles": _roles(corpus, entity.roles, path),
            "place": pieces.facts((*row, "") for row in _place(entity.place, entry)) if entity.kind is Kind.PLACE else None,
            "locator": locator(entity.place, name, path) if entity.place else None,
            "why": entity.why,
            "decided": list(entity.decided),
            "doubts": [_judgement(corpus, doubt, entity.id, path) for doubt in entry.doubts],
            "figures": _figures_given(corpus, entry.figures, path),
            "more_figures": _more(len(entry.figures) - _FIGURES, "Figures", links.FIGURES, path),
            "figures_here": _figures(corpus, entry.figures_here, path),
            "quotes": _quotes(corpus, own, path),
            "reported": _quotes(corpus, reported, path),
            "more_quotes": _more(len(own) - _QUOTES, "Quotes", links.QUOTES, path),
            "more_reported": _more(len(reported) - _QUOTES, "Quotes", links.QUOTES, path),
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


def small_block(corpus: Corpus, entry: Entry, path: str) -> Mapping[str, object]:
    """What a page that small entries share shows of one: the same summary, doubts, place, words and sentences as a page of its own."""
    entity = entry.entity
    return {
        "name": visible(entity.name),
        "anchor": corpus.entry_pages[entity.id].partition("#")[2],
        "summary": summary(corpus, entry),
        "sought": _sought(corpus, entry),
        "doubt": _doubt(entry),
        "why": entity.why,
        "doubts": [_judgement(corpus, doubt, entity.id, path) for doubt in entry.doubts],
        "place": pieces.facts((*row, "") for row in _place(entity.place, entry)) if entity.kind is Kind.PLACE else None,
        "quotes": [found for found in (_quotes(corpus, rows, path) for rows in _spoken(corpus, entry)) if found],
        "mentions": _mentions(corpus, entry.shown, path),
    }


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


def _sought(corpus: Corpus, entry: Entry) -> Md:
    """Every spelling of the entry, and in plain letters, for the header search."""
    shown = f"{visible(entry.entity.name)} {summary(corpus, entry)}"
    return pieces.sought(shown, (variant.text for variant in entry.entity.variants))


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


def _figures_given(corpus: Corpus, refs: Sequence[Ref], path: str) -> Md | None:
    """The figures that a speaker gave, each in its sentence, beside what others say on the same matter: one block of HTML."""
    rows = [corpus.figures[at] for at in refs[:_FIGURES] if at in corpus.figures]
    if not rows:
        return None
    heads = ["Read as", "In its sentence", "Date", "Source"]
    compared = [_others(corpus, row, path) for row in rows]
    if any(compared):
        heads.append("Others on the same matter")
    lines: list[list[Md]] = []
    for row, others in zip(rows, compared, strict=True):
        at = row.shown.ref
        read = escape_inline(wording.figure_words(row.mention.value))
        where = corpus.pages.get(at)
        cells = [
            links.link(read, where, path) if where else read,
            pieces.sentence(corpus, row.shown, path),
            pieces.day_cell(row.published),
            pieces.mention_link(corpus, at, path, corpus.publishers_escaped[at.article]),
            *([others] if any(compared) else []),
        ]
        lines.append(cells)
    return Md(f'<div class="sortable">{pieces.table("Figures given", heads, lines)}</div>')


def _others(corpus: Corpus, row: FigureRow, path: str) -> Md:
    """The verdict of the figure's comparison, a link there, and some figures of others in it; "" where it stands in none."""
    comparison = corpus.comparisons.get(row.comparison or "")
    if comparison is None:
        return Md("")
    word = verdict(corpus, comparison)[0]
    copies = {copy for copy, _ in comparison.repeats}
    others = [
        corpus.figures[at]
        for at in comparison.members
        if at in corpus.figures and at not in copies and at != row.shown.ref and not _same_voice(corpus.figures[at], row)
    ]
    stamp = Md(f'<span class="relation {word}">') + escape_inline(word) + Md("</span> ")
    title = links.link(comparison.title, corpus.comparison_pages[comparison.id], path)
    beside = Md("; ").join(
        pieces.mention_link(corpus, each.shown.ref, path, wording.figure_value(each.mention.value)) + Md(" (%s)") % _voice(corpus, each)
        for each in others[:_OTHERS]
    )
    more = f" and {len(others) - _OTHERS} more" if len(others) > _OTHERS else ""
    return stamp + title + (Md("<br>") + beside + escape_inline(more) if others else Md(""))


def _same_voice(other: FigureRow, row: FigureRow) -> bool:
    return row.claimant is not None and other.claimant == row.claimant


def _voice(corpus: Corpus, row: FigureRow) -> str:
    """Who gives a figure, and where: "police, The Daily"."""
    entry = corpus.entry(row.claimant)
    name = entry.entity.name if entry else row.claimant_text
    return ", ".join(part for part in (name, corpus.publishers[row.shown.ref.article]) if part)


def _spoken(corpus: Corpus, entry: Entry) -> tuple[Sequence[QuoteRow], Sequence[QuoteRow]]:
    """What the entry said in its own words, wholly or partly, and what is only reported of it or what it denied, each once."""
    found = {corpus.quotes[at].reports[0]: corpus.quotes[at] for at in entry.quotes if at in corpus.quotes}
    rows = [row for row in found.values() if entry.entity.id in (row.speaker, *row.others)]
    own: list[QuoteRow] = []
    reported: list[QuoteRow] = []
    for row in rows:
        (own if speech.own_words(speech.quote_of(corpus, row.reports[0])) else reported).append(row)
    return own, reported


def _quotes(corpus: Corpus, rows: Sequence[QuoteRow], path: str) -> Md | None:
    """Quotations in their sentences, each with its day and sources: one block of HTML."""
    if not rows:
        return None
    return Md(f'<ul class="said-list">{"".join(_quote(corpus, row, path) for row in rows[:_QUOTES])}</ul>')


def _quote(corpus: Corpus, row: QuoteRow, path: str) -> Md:
    first = row.reports[0]
    cue = speech.cue(corpus, first)
    told = Md(" · ").join(
        part
        for part in (
            escape_inline(f"cue: {cue}") if cue and not speech.holds_cue(corpus, first) else Md(""),
            speech.cited(corpus, first, path),
            escape_inline(wording.day(row.on)) if row.on else Md(""),
            speech.sources(corpus, row, path),
        )
        if part
    )
    return Md(f"<li>{speech.said(corpus, first)} <small>{told}</small>{speech.variants(corpus, row, path)}</li>")


def _more(number: int, name: str, target: str, path: str) -> Md | None:
    return escape(f"And {number:,} more, among ") + Md(" ") + links.link(name, target, path) + Md(".") if number > 0 else None


def _mentions(corpus: Corpus, shown: Sequence[Shown], path: str) -> list[tuple[Md, Md, Md]]:
    """Sentences grouped by article; a sentence with several mentions stands once, at its first.

    A sentence that an article above has word for word is not written again: a line names that article, with a link to each place.
    """
    groups = []
    written: dict[str, str] = {}  # sentence -> the article where it stands above
    for article_id, group in groupby(shown, key=lambda one: one.ref.article):
        seen: set[int] = set()
        sentences = []
        repeats: dict[str, list[Md]] = {}
        for one in group:
            if one.sentence.start in seen:
                continue
            seen.add(one.sentence.start)
            words = corpus.flat_sentence(one).casefold()
            first = written.setdefault(words, article_id)
            if first != article_id and corpus.may_show(article_id):
                repeats.setdefault(first, []).append(
                    pieces.mention_link(corpus, one.ref, path, visible(corpus.text_of(one)).strip() or "mention")
                )
            else:
                sentences.append(pieces.sentence(corpus, one, path))
        sentences += [
            Md("Repeats %s of %s word for word: %s")
            % (wording.counted(len(held), "sentence"), pieces.label_link(corpus, first, path), Md(", ").join(held))
            for first, held in repeats.items()
        ]
        groups.append((corpus.headlines[article_id], escape(corpus.source_and_day(article_id)), pieces.bullets(sentences)))
    return groups
