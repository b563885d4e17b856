"""Owns the page of speakers: who gives how many quotations and figures, in how many articles; those without an entry too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.model import Kind, Page, QuoteKind, Ref
from generator.site import links, pieces, speech, wording
from generator.site.corpus import Corpus
from generator.site.escape import Md, escape, escape_inline
from generator.site.lists import Table, split, table_pages

_REPORTS = 6  # links of a speaker without an entry; the others stand among the quotations and figures
_WHAT = {Kind.PERSON: "person", Kind.ORGANISATION: "organisation", Kind.PLACE: "place"}
# Words that tell a speaker within their article alone: those of two articles are not one speaker.
_NOBODY = frozenset("he she it they we you i who some others many several both all one another these those this that".split())
_SOURCE = {"official": "official source", "unnamed": "unnamed source"}


@dataclass(slots=True)
class _Speaker:
    """What one speaker is reported to have said. `entity` is None for words that stand for no entry ("police"): then `name` is all."""

    name: str
    entity: str | None
    what: str
    own: int = 0  # quotations, direct or mixed
    reported: int = 0
    figures: int = 0
    at: list[Ref] = field(default_factory=list)

    @property
    def total(self) -> int:
        return self.own + self.reported + self.figures

    def articles(self) -> int:
        return len({at.article for at in self.at})


def speakers_pages(corpus: Corpus, most: int) -> Iterator[Page]:
    columns = ["Speaker", "What", "In own words", "Reported", "Figures", "Articles", "Said in"]

    def row(each: _Speaker, path: str) -> list[Md]:
        counts = (each.own, each.reported, each.figures, each.articles())
        return [_name(corpus, each, path), escape(each.what), *(escape(f"{count:,}") for count in counts), _said_in(corpus, each, path)]

    found = speakers(corpus)
    table = Table(
        page=links.SPEAKERS,
        title="Speakers",
        description="Who gives how many quotations and figures",
        lead=_lead(corpus, found),
        columns=columns,
        numbers=[column in ("In own words", "Reported", "Figures", "Articles") for column in columns],
        data="quotes",
        row=row,
        pick=("What",),
    )
    yield from table_pages(split(found, links.SPEAKERS, lambda each: links.letter_key(each.name), most), table, {"map": None})


def speakers(corpus: Corpus) -> Sequence[_Speaker]:
    """Everybody who is quoted or gives a figure, who says most first. Words that name no entry are one speaker whatever their case."""
    found: dict[str, _Speaker] = {}

    def held(ids: Sequence[str | None], text: str | None) -> Sequence[_Speaker]:
        entries = [corpus.entries[each].entity for each in ids if each and each in corpus.entries]
        if entries:
            return [found.setdefault(each.id, _Speaker(each.name, each.id, _WHAT[each.kind])) for each in entries]
        bare = _bare(text or "")
        return [found.setdefault(f"“{bare.casefold()}”", _Speaker(bare, None, "no entry"))] if bare else []

    for row in corpus.index.quotes:
        direct = speech.own_words(speech.quote_of(corpus, row.reports[0]))
        for who in held((row.speaker, *row.others), row.speaker_text):
            who.own, who.reported = who.own + direct, who.reported + (not direct)
            who.at.extend(row.reports)
    claimants = _claimants(corpus)
    for figure in corpus.index.figures:
        for who in held(claimants.get(figure.shown.ref, ()), figure.claimant_text):
            who.figures += 1
            who.at.append(figure.shown.ref)
            if who.entity is None:
                who.what = _SOURCE.get(figure.mention.value.claimant_kind or "", who.what)
    return sorted(found.values(), key=lambda each: (-each.total, links.sort_key(each.name)))


def _claimants(corpus: Corpus) -> Mapping[Ref, Sequence[str]]:
    """Figure -> the entries that give it; several may say it together."""
    found: dict[Ref, list[str]] = {}
    for entry in corpus.entries.values():
        for at in entry.figures:
            found.setdefault(at, []).append(entry.entity.id)
    return found


def _bare(text: str) -> str:
    """The words for a speaker without their article; "" for a pronoun."""
    words = " ".join(text.split())
    bare = words[4:] if words[:4].casefold() == "the " else words
    return "" if bare.casefold() in _NOBODY else bare


def _name(corpus: Corpus, each: _Speaker, path: str) -> Md:
    return pieces.entity_link(corpus, each.entity, path) if each.entity else escape_inline(each.name)


def _said_in(corpus: Corpus, each: _Speaker, path: str) -> Md:
    """For an entry, the parts of its page; for others, the places in the articles."""
    if each.entity:
        page, shared, _ = corpus.entry_pages[each.entity].partition("#")
        if shared:
            return pieces.entity_link(corpus, each.entity, path)
        parts = (("quotes", "own words", each.own), ("reported", "reported", each.reported), ("figures", "figures", each.figures))
        return Md(", ").join(links.link(words, f"{page}#{anchor}", path) for anchor, words, count in parts if count)
    first: Mapping[str, Ref] = {at.article: at for at in reversed(each.at)}
    shown = [pieces.source_link(corpus, first[article], path) for article in dict.fromkeys(at.article for at in each.at)]
    more = escape_inline(f" and {len(shown) - _REPORTS} more articles") if len(shown) > _REPORTS else Md("")
    return Md(", ").join(shown[:_REPORTS]) + more


def _lead(corpus: Corpus, found: Sequence[_Speaker]) -> Md:
    nobody = sum(1 for row in corpus.index.figures if not (corpus.entry(row.claimant) or _bare(row.claimant_text or "")))
    words = f"{wording.counted(len(found), 'speaker')}: who gives how many quotations and figures, in how many articles, the most first. "
    if nobody:
        words += f"Of {wording.counted(len(corpus.index.figures), 'figure')} {nobody:,} have no speaker: the articles state them. "
    unnamed = sum(1 for row in corpus.index.quotes if not (corpus.entry(row.speaker) or _bare(row.speaker_text or "")))
    if unnamed:
        words += f"For {wording.counted(unnamed, 'quotation')} no speaker is named. "
    quotes, figures = (links.link(name, page, links.SPEAKERS) for name, page in (("quotation", links.QUOTES), ("figure", links.FIGURES)))
    return escape(words) + Md(" Every %s, every %s.") % (quotes, figures)
