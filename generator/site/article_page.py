"""Owns the page of one article: its text with every mention marked, what it holds at a glance, and how it is known."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import islice
from typing import Any

from generator.model import ArticleEntry, DateInterval, Figure, Kind, Mention, Page, QuoteRow, Ref, Rights, Role, Shown, Span, State
from generator.site import links, pieces, speech, wording
from generator.site.corpus import Corpus, shown_blocks
from generator.site.escape import Md, at_line_start, escape, html_text, visible
from generator.site.feed import article_description
from generator.site.marks import Mark, marked

# Below this a recogniser's finding is shown dashed, as a doubt. Recognisers calibrate their scores, so this is a share of errors.
DOUBT = 0.5
_CLASS = {Role.CAPTION: "caption", Role.CREDIT: "credit", Role.DATELINE: "dateline"}
_VERDICT = {
    "agree": "they agree",
    "differ": "they differ",
    "contradict": "they contradict each other",
    "corrected": "one corrects another",
    "parts": "one a part of another",
}
_STYLE = {kind: f"mk {sign}" for kind, sign in pieces.SIGN.items()}
_DOUBTFUL = {kind: f"{style} doubt" for kind, style in _STYLE.items()}
_NAME_OF = {Kind.PERSON: "a person", Kind.PLACE: "a place", Kind.ORGANISATION: "an organisation"}
_GLANCE = 8  # entries of a kind at a glance
_WORDS_SHOWN = 34  # characters of what somebody said, there
_SPELLINGS = 12  # spellings of an entry that are searched for beside those in the article; the commonest come first


def article_page(corpus: Corpus, entry: ArticleEntry) -> Page:
    """The page of an article; all text that the article's rights allow, nothing else of it."""
    article = entry.article
    path = links.article_path(article.id)
    h1, body = _text(corpus, entry, path)
    published = article.published
    before, after = _neighbours(corpus, entry)
    summary = _summary(corpus, entry)
    facts = [
        ("Source", escape(article.publisher.value), wording.known_by(article.publisher.how, article.publisher.why))
        if article.publisher
        else None,
        ("Published", escape(wording.day(published.value)), wording.known_by(published.how, published.why))
        if published
        else ("Published", escape("not known"), ""),
        ("By", escape(", ".join(article.authors.value)), wording.known_by(article.authors.how, article.authors.why))
        if article.authors and article.authors.value
        else None,
        ("Headline", escape("not the article's own"), article.title.why)
        if article.title and article.title.how.value == "inferred"
        else None,
        ("Original", links.outward_link(article.url.value, article.url.value), "") if article.url else None,
        ("File", escape(article.path), "") if article.path else None,
    ]
    return Page(
        path=path,
        template="article.md",
        data={
            "title": visible(article.headline),
            "schema": article_description(corpus, entry),
            "description": summary,
            "h1": h1,
            "summary": summary,
            "sought": pieces.sought(f"{visible(article.headline)} {summary}", ()),
            "facts": pieces.facts(fact for fact in facts if fact),
            "glance": _glance(corpus, entry, path),
            "body": body,
            "spellings": _spellings(corpus, entry),
            "kinds": sorted({pieces.SIGN[shown.ref.kind] for shown in entry.shown if shown.ref in corpus.published}),
            "facets": pieces.facets(_facets(corpus, entry)),
            "rights": {
                Rights.EXCERPT: "Only the sentences that hold a mention are shown.",
                Rights.METADATA: "The text of this article is not shown.",
            }.get(article.rights, ""),
            "copy_of": pieces.article_link(corpus, entry.copy_of, path) if entry.copy_of and entry.copy_of in corpus.articles else None,
            "compared": _compared(corpus, entry, path),
            "related": [
                (pieces.article_link(corpus, other, path), corpus.source_and_day(other), pieces.lead(corpus, other))
                for other in entry.related
                if other in corpus.articles
            ],
            "removed": _removed(entry),
            "cite": _citation(entry),
            "before": pieces.article_link(corpus, before, path) if before else None,
            "after": pieces.article_link(corpus, after, path) if after else None,
        },
    )


def _summary(corpus: Corpus, entry: ArticleEntry) -> str:
    counts = Counter(shown.ref.kind for shown in entry.shown)
    published = entry.article.published
    from_where = corpus.source_and_day(entry.article.id) + ("" if published else ", undated")
    names = [corpus.entries[each].entity.name for each in entry.entities if each in corpus.entries][:5]
    held = [wording.counted(counts[kind], kind.value) for kind in (Kind.FIGURE, Kind.QUOTE) if counts[kind]]
    parts = [f"mentions {', '.join(names)}" if names else "", " and ".join(held)]
    said = "; ".join(part for part in parts if part)
    return visible(f"Article, {from_where.removeprefix(', ')}" + (f": {said}." if said else "."))


def _removed(entry: ArticleEntry) -> Md | None:
    """What was left out, as one block of raw HTML: the page's lines, and bylines that say more than the authors do above the text.

    Nothing of an article whose text is not shown in full.
    """
    article = entry.article
    authors = article.authors.value if article.authors else ()
    blocks = [
        block
        for block in article.blocks
        if block.role is Role.BOILERPLATE or (block.role is Role.BYLINE and says_more(block.span.of(article.text), authors))
    ]
    if not blocks or article.rights is not Rights.FULL:
        return None
    lines = "".join(
        f"<li>{html_text(block.span.of(article.text).strip())}" + (f" <small>{html_text(block.why)}</small>" if block.why else "") + "</li>"
        for block in blocks
    )
    return Md(f'<details class="removed"><summary>Left out as not part of the article ({len(blocks)})</summary><ul>{lines}</ul></details>')


def says_more(byline: str, authors: Sequence[str]) -> bool:
    """Whether a byline holds more than the authors, as an office or an agency: "By Ana Roth, Crime Correspondent"."""
    rest = " ".join(byline.split())
    for author in authors:
        rest = rest.replace(author, " ")
    return any(word.casefold() not in ("by", "and") for word in re.findall(r"\w+", rest))


def _facets(corpus: Corpus, entry: ArticleEntry) -> list[tuple[str, str]]:
    """What the full-text search filters by."""
    found = [("kind", "Article"), ("source", corpus.source_of(entry.article.id) or "Not known")]
    if entry.article.published:
        found.append(("month", f"{entry.article.published.value:%Y-%m}"))
    names = {Kind.PERSON: "person", Kind.PLACE: "place", Kind.ORGANISATION: "organisation"}
    for entity_id in entry.entities:
        if entity_id in corpus.entries:
            entity = corpus.entries[entity_id].entity
            found.append((names[entity.kind], entity.name))
    return found


def _glance(corpus: Corpus, entry: ArticleEntry, path: str) -> list[tuple[str, Md]]:
    rows: list[tuple[str, Md]] = []
    for kind, label in ((Kind.PERSON, "Who"), (Kind.PLACE, "Where"), (Kind.ORGANISATION, "Organisations")):
        ids = [each for each in entry.entities if each in corpus.entries and corpus.entries[each].entity.kind is kind]
        if ids:
            more = Md(f" and {len(ids) - _GLANCE} more") if len(ids) > _GLANCE else Md("")
            rows.append((label, Md(", ").join(pieces.entity_links(corpus, ids[:_GLANCE], path)) + more))
    figures = [corpus.figures[shown.ref] for shown in entry.shown if shown.ref in corpus.figures and shown.ref in corpus.published]
    if figures:
        shown = (links.link(pieces.figure_label(corpus, row), f"{path}#f-{row.number}", path) for row in figures[:_GLANCE])
        rows.append(
            ("Figures", Md(" · ").join(shown) + (Md(f" · and {len(figures) - _GLANCE} more") if len(figures) > _GLANCE else Md("")))
        )
    dates: dict[str, Md] = {}
    for one in entry.shown:
        event = corpus.events.get(one.ref)
        if event is not None and one.ref in corpus.pages:
            dates.setdefault(event.value, links.link(wording.edtf(event.value), corpus.pages[one.ref], path))
    if dates:
        rows.append(("Dates", Md(" · ").join(list(dates.values())[:_GLANCE])))
    if decided := _decided_dates(corpus, entry, path):
        rows.append(("Dates decided by people", Md(" · ").join(decided)))
    if quoted := _quoted(corpus, entry, path):
        rows.append(("Quoted", Md(" · ").join(quoted[:_GLANCE])))
    return rows


def _decided_dates(corpus: Corpus, entry: ArticleEntry, path: str) -> list[Md]:
    """Each date that a person corrected or confirmed: its words, its day, who and why."""
    found = []
    for one in entry.shown:
        mention = corpus.mentions[one.ref]
        if one.ref.kind is Kind.DATE and mention.found_by == "decision" and one.ref in corpus.published:
            words = links.link(f"“{corpus.text_of(one.ref)}”", f"{path}#{one.anchor}", path)
            found.append(Md("%s is %s, %s") % (words, wording.edtf(mention.value.edtf) or "not resolved", mention.why))
    return found


def _quoted(corpus: Corpus, entry: ArticleEntry, path: str) -> list[Md]:
    """Each speaker with the first words in quotation marks, a link there; nobody whose speech is only reported."""
    held: dict[str, list[tuple[QuoteRow, Ref, str]]] = {}
    for one in entry.shown:
        row = corpus.quotes.get(one.ref)
        words = pieces.spoken_part(corpus, one.ref) if row is not None and one.ref in corpus.published else ""
        if row is not None and words:
            held.setdefault(row.speaker or row.speaker_text or "", []).append((row, one.ref, words))
    found = []
    for quotes in held.values():
        row, at, words = quotes[0]
        short = words if len(words) <= _WORDS_SHOWN else words[:_WORDS_SHOWN].rsplit(" ", 1)[0].rstrip(",;") + " …"
        more = Md(f" and {len(quotes) - 1} more") if len(quotes) > 1 else Md("")
        found.append(pieces.speaker(corpus, row, path) + Md(" ") + links.link(f"“{short}”", corpus.target(at), path) + more)
    return found


def _spellings(corpus: Corpus, entry: ArticleEntry) -> Md | None:
    """The spellings that the entries have elsewhere and not in this article, for the full-text search alone: one block of hidden HTML.

    Each stands under `also-ANCHOR`, where ANCHOR is the entry's first mention here: brief.js shows and opens that sentence in its place.
    """
    here: dict[str, tuple[str, set[str]]] = {}
    for shown in entry.shown:
        if shown.entity and shown.ref.kind in pieces.KIND_WORD and shown.entity in corpus.entries and shown.ref in corpus.published:
            here.setdefault(shown.entity, (shown.anchor, set()))[1].add(corpus.text_of(shown.ref).casefold())
    spans = []
    for entity_id, (anchor, written) in here.items():
        entity = corpus.entries[entity_id].entity
        others = dict.fromkeys(text for text in (entity.name, *(each.text for each in entity.variants)) if text.casefold() not in written)
        if others:
            spans.append(f'<span id="also-{anchor}">{html_text(" / ".join(list(others)[:_SPELLINGS]))}</span>')
    if not spans:
        return None
    return Md(f'<div hidden data-search-exclude data-pagefind-weight="0.5">{" ".join(spans)}</div>')


def _compared(corpus: Corpus, entry: ArticleEntry, path: str) -> list[tuple[Md, str]]:
    """The comparisons that figures of this article stand in with those of other articles."""
    ids: dict[str, None] = {}
    for shown in entry.shown:
        row = corpus.figures.get(shown.ref)
        if row is not None and row.comparison and row.comparison in corpus.comparison_pages:
            ids[row.comparison] = None
    here = {entry.article.id, entry.copy_of or entry.article.id}
    compared = [corpus.comparisons[each] for each in ids]
    shared = [each for each in compared if any(at.article not in here for at in each.members)]
    return [(links.link(each.title, corpus.comparison_pages[each.id], path), each.finding or each.why) for each in shared]


def _citation(entry: ArticleEntry) -> str:
    article = entry.article
    parts = [
        ", ".join(article.authors.value) if article.authors else "",
        f"“{article.headline}”",
        article.publisher.value if article.publisher else "",
        wording.day(article.published.value) if article.published else "undated",
        article.url.value if article.url else "",
    ]
    return visible(". ".join(part for part in parts if part) + ".")


def _text(corpus: Corpus, entry: ArticleEntry, path: str) -> tuple[Md, Md]:
    """The heading and the body. A title block becomes the heading with its marks; else the headline stands there bare."""
    article = entry.article
    mentions = {shown.ref: shown for shown in entry.shown if shown.ref in corpus.published}
    up = links.up(path)
    in_order = sorted(mentions.values(), key=lambda shown: shown.ref[2:])
    marks = [_mark(corpus, shown, up) for shown in in_order]
    h1: Md | None = None
    out: list[str] = []
    done: set[str] = set()
    passed = 0  # marks that end before the block at hand: blocks and marks are both in order of the text
    numbers = {block.span: number for number, block in enumerate(article.blocks, 1)}  # as the index counts: silent blocks too
    for block, spans in shown_blocks(entry):
        number = numbers[block.span]
        while passed < len(marks) and marks[passed].span.end <= block.span.start:
            passed += 1
        parts = [marked(article.text, span, _fresh(islice(marks, passed, None), span, done)) for span in spans]
        words = at_line_start(Md(" […] ").join(Md(part.strip()) for part in parts) if len(parts) > 1 else parts[0])
        if block.role is Role.TITLE and h1 is None:
            h1 = words
            continue
        if block.role is Role.SUBHEAD:
            permalink = f'<a class="headerlink" href="#s-{number}" title="Permanent link">&para;</a>'  # as the renderer gives to others
            out.append(f'<h3 class="subhead" data-search-exclude="" id="s-{number}">{words}{permalink}</h3>')
            continue
        style = f' class="{_CLASS[block.role]}"' if block.role in _CLASS else ""
        out.append(f'<p{style} id="p-{number}">{words}</p>')
    return h1 if h1 is not None else escape(article.headline), Md("\n".join(out))


def _fresh(marks: Iterable[Mark], span: Span, done: set[str]) -> list[Mark]:
    """The marks that touch the span; one whose anchor was written in an earlier block comes without it."""
    found = []
    for mark in marks:
        if mark.span.start >= span.end:
            break
        if mark.span.end <= span.start:
            continue
        if mark.ids and mark.ids[0] in done:
            mark = mark._replace(ids=())
        done.update(mark.ids)
        found.append(mark)
    return found


def _mark(corpus: Corpus, shown: Shown, up: str) -> Mark:
    """The mark of a mention. `up`: the way from the article's page to the root of the site."""
    at = shown.ref
    mention = corpus.mentions[at]
    doubtful = shown.doubtful or mention.score < DOUBT
    style = _DOUBTFUL[at.kind] if doubtful else _STYLE[at.kind]
    if at.kind in pieces.KIND_WORD:
        page = corpus.entry_pages.get(shown.entity or "")
        note = f"Doubtful – {_doubt(corpus, shown)}" if doubtful else ""  # else a name has a hover card alone
        return Mark(mention.span, style, (shown.anchor,), up + links.address(page) if page else None, note, preview=True)
    row = corpus.figures.get(at)
    target = pieces.row_target(corpus, at) if at.kind is Kind.FIGURE else corpus.pages.get(at)
    return Mark(
        mention.span,
        style,
        (shown.anchor, f"f-{row.number}") if row else (shown.anchor,),
        up + links.address(target) if target else None,
        _note(mention, corpus, at),
        wraps=at.kind is Kind.QUOTE,
    )


def _doubt(corpus: Corpus, shown: Shown) -> str:
    """What is doubtful about a mention, as a reader would ask it."""
    entry = corpus.entry(shown.entity)
    if entry is None or entry.entity.state is not State.DOUBTFUL:
        return f"perhaps not the name of {_NAME_OF[shown.ref.kind]}"
    words = " ".join(visible(corpus.text_of(shown.ref)).split())
    if entry.entity.place is not None:
        return "may be another place of this name"
    if shown.ref.kind is Kind.PLACE and not entry.entity.runners_up:
        return "not in the gazetteer, perhaps no place"
    return f"which {words}?"


def _neighbours(corpus: Corpus, entry: ArticleEntry) -> tuple[str | None, str | None]:
    """The articles on the same event that come before and after this one in time. Not those of the whole brief: an unrelated article that
    is added changes no page of another."""
    order = sorted((_when(corpus, each), each) for each in (entry.article.id, *entry.related) if each in corpus.articles)
    ids = [None, *(each for _, each in order), None]
    at = ids.index(entry.article.id)
    return ids[at - 1], ids[at + 1]


def _when(corpus: Corpus, article_id: str) -> date:
    published = corpus.articles[article_id].article.published
    return published.value if published else date.max


def _beside(corpus: Corpus, at: Ref) -> str:
    """In how many other articles a figure is compared, and whether they agree."""
    row = corpus.figures.get(at)
    compared = corpus.comparisons.get(row.comparison) if row and row.comparison else None
    others = {member.article for member in compared.members} - {at.article} if compared else set()
    if compared is None or not others:
        return ""
    return f"; compared with {wording.counted(len(others), 'other article')}, {_VERDICT.get(compared.relation, compared.relation)}"


def _note(mention: Mention[Any], corpus: Corpus, at: Ref) -> str:
    """A figure, date or quotation as read, for the mark's title."""
    value = mention.value
    if isinstance(value, Figure):
        return "Figure: " + wording.figure_words(value) + _beside(corpus, at)
    if isinstance(value, DateInterval):
        words = "Date: " + (wording.edtf(value.edtf) or "not resolved")
        return words + (f", {mention.why}" if mention.found_by == "decision" else "")
    row = corpus.quotes.get(at)
    speaker = corpus.entry(row.speaker) if row else None
    name = speaker.entity.name if speaker else (value.speaker_text or "")
    stance = f", {speech.STANCE_WORDS[value.stance]}" if value.stance in speech.STANCE_WORDS else ""
    return "Quotation" + (f": {name}" if name else "") + stance
