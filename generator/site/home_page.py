"""Owns the home page and the pages of the briefs in sub-folders: what is reported, by whom, where it differs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from generator.model import Brief, Comparison, Entry, Event, Page, Precision, Role, Shown, Source
from generator.problems import Problem, Severity
from generator.site import links, pieces, wording
from generator.site.brief_text import Introduction, brief_name, introduction
from generator.site.corpus import Corpus
from generator.site.escape import Md, escape, plain_attribute, visible
from generator.site.feed import brief_description
from generator.site.ledger import gist
from generator.site.maps import places_map
from generator.site.settings import SiteSettings

_COMPARISONS, _MORE_COMPARISONS, _PEOPLE, _PLACES, _ORGANISATIONS, _EVENTS, _NEWEST = 4, 8, 8, 12, 12, 8, 8
_STORIES = 3  # told at the head of a brief that has no introduction of its author's
_SOURCES = 8  # named in the line of what was read; the page of sources has all
_COLUMNS = 12  # of the table of who reports what: articles, or sources where there are more articles
_ROWS = (6, 5, 4)  # its rows: people, places, comparisons

_ENDS = ".!?\"”’'"  # of a paragraph of prose; "Updated 23:48" is none
_MARKS = "\"“'‘"
_NAMED_BEFORE = frozenset("he she it they his her its their this that these those".split())
_VOTED = 4  # of the lines of the timeline: the days that most sources report; the others are spread over the story
_STATED = 0.9  # the least score of a date that is stated outright or by its weekday, not worked out through another date
_NEAR = 7  # days: a report as near to the event as this tells of it, a later one mentions it
_BEFORE = 31  # days before the first article where the story begins, as on the timeline's own page

_DAYS = frozenset({Precision.SECOND, Precision.DAYPART, Precision.DAY})


def brief_pages(
    corpus: Corpus, settings: SiteSettings, introductions: Sequence[Source] = ()
) -> tuple[tuple[Page, ...], tuple[Problem, ...]]:
    """The home page and one page for each named brief, each with its author's `brief.md`; the problems that those hold."""
    texts = {brief_name(source.path): source for source in introductions}
    problems = [_no_brief(texts[name]) for name in sorted(texts.keys() - {brief.name for brief in corpus.index.briefs})]
    pages = []
    for place, brief in enumerate(corpus.index.briefs):
        path = links.HOME if place == 0 else links.brief_path(brief_slug(brief))
        own, wrong = introduction(corpus, texts[brief.name], path) if brief.name in texts else (Introduction(), ())
        problems.extend(wrong)
        title = settings.name if place == 0 else brief.name.replace("-", " ").replace("_", " ").capitalize()
        pages.append(_page(corpus, brief, path, own.title or title, settings.description if place == 0 else "", own, top=place == 0))
    return tuple(pages), tuple(problems)


def _no_brief(source: Source) -> Problem:
    return Problem(
        path=source.path,
        line=0,
        code="no-brief",
        message="no article lies in this folder, so no page shows this text.",
        advice="Put it into the folder of its articles.",
        severity=Severity.NOTE,
    )


def brief_slug(brief: Brief) -> str:
    """A folder's name as an address: its letters and digits, the rest a hyphen."""
    return "-".join("".join(char if char.isascii() and char.isalnum() else " " for char in brief.name.casefold()).split()) or "brief"


def _page(corpus: Corpus, brief: Brief, path: str, title: str, description: str, own: Introduction, *, top: bool) -> Page:
    articles = [each for each in brief.articles if each in corpus.articles]
    sources = brief.sources
    comparisons = [corpus.comparisons[each] for each in brief.comparisons if each in corpus.comparisons]
    inside = frozenset(articles)
    return Page(
        path=path,
        template="home.md",
        data={
            "title": title,
            "description": description or visible(_coverage(brief, len(articles), len(sources))),
            "lead": description,
            "schema": brief_description(title, description),
            "introduction": own.parts,
            "stories": [] if own.parts else [_article(corpus, each, path) for each in _stories(corpus, articles)],
            "coverage": _coverage(brief, len(articles), len(sources)),
            "sources": sources[:_SOURCES],
            "more_sources": links.link(f"{len(sources) - _SOURCES} more", links.SOURCES, path) if len(sources) > _SOURCES else None,
            "counts": _counts(corpus, path) if top else [],
            "comparisons": [gist(corpus, each, path) for each in comparisons[:_COMPARISONS]],
            "more_comparisons": [
                links.link(each.title, corpus.comparison_pages[each.id], path)
                for each in comparisons[_COMPARISONS : _COMPARISONS + _MORE_COMPARISONS]
            ],
            "people": [_person(corpus, entry, path) for entry in _chosen(corpus, brief.people, _PEOPLE)],
            "places": [
                (pieces.entity_link(corpus, entry.entity.id, path), len(entry.articles)) for entry in _chosen(corpus, brief.places, _PLACES)
            ],
            "organisations": [
                (pieces.entity_link(corpus, entry.entity.id, path), len(entry.articles))
                for entry in _chosen(corpus, brief.organisations, _ORGANISATIONS)
            ],
            "map": places_map(corpus, path, None if top else brief.places),
            "events": _events(corpus, path, inside),
            "matrix": _matrix(corpus, brief, articles, comparisons, path),
            "newest": [_article(corpus, each, path) for each in _newest_first(corpus, articles)[:_NEWEST]],
            "briefs": [
                (links.link(each.name, links.brief_path(brief_slug(each)), path), len(each.articles)) for each in corpus.index.briefs[1:]
            ]
            if top
            else [],
            "pages": {
                name: links.link(label, target, path)
                for name, label, target in (
                    ("figures", "All figures and comparisons", links.FIGURES),
                    ("people", "All people", links.PEOPLE),
                    ("places", "All places", links.PLACES),
                    ("organisations", "All organisations", links.ORGANISATIONS),
                    ("timeline", "The whole timeline", links.TIMELINE),
                    ("articles", "All articles", links.ARTICLES),
                    ("search", "Search every sentence", links.SEARCH),
                    ("about", "How this was made", links.ABOUT),
                )
            },
        },
    )


def _newest_first(corpus: Corpus, articles: Sequence[str]) -> Sequence[str]:
    """The articles with the newest before; those without a date come last, for nothing says that they are new."""
    newest = articles[::-1]
    return sorted(newest, key=lambda each: corpus.articles[each].article.published is None)


def _coverage(brief: Brief, articles: int, sources: int) -> str:
    words = wording.counted(articles, "article")
    if sources:
        words += f" from {wording.counted(sources, 'known source')}"
    return f"{words}, {wording.period(brief.first, brief.last)}" if brief.first else words


def _stories(corpus: Corpus, articles: Sequence[str]) -> list[str]:
    """The articles that stand for the main stories: each the one that most others are related to, of those that no story has yet.

    A copy stands for nothing. An article that nothing is related to is a story only where there is no other.
    """
    near: dict[str, set[str]] = {each: set() for each in articles if not corpus.articles[each].copy_of}
    for each in near:
        for other in corpus.articles[each].related:
            if other in near:
                near[each].add(other)
                near[other].add(each)
    free = dict.fromkeys(near)
    found: list[str] = []
    while free and len(found) < _STORIES:
        most = {each: len(near[each] & free.keys()) for each in free}
        best = max(most, key=lambda each: (most[each], bool(pieces.lead(corpus, each)), -len(corpus.articles[each].article.headline), each))
        if found and not most[best]:
            break
        found.append(best)
        for each in (best, *near[best]):
            free.pop(each, None)
    return found


def _counts(corpus: Corpus, path: str) -> list[tuple[Md, int]]:
    index = corpus.index
    sizes = (
        ("People", links.PEOPLE, index.people),
        ("Places", links.PLACES, index.places),
        ("Organisations", links.ORGANISATIONS, index.organisations),
        ("Figures", links.FIGURES, index.figures),
        ("Quotes", links.QUOTES, index.quotes),
        ("Dated sentences", links.TIMELINE, index.events),
    )
    return [(links.link(label, target, path), len(rows)) for label, target, rows in sizes]


def _chosen(corpus: Corpus, ids: Sequence[str], most: int) -> list[Entry]:
    return [corpus.entries[each] for each in ids if each in corpus.entries][:most]


def _person(corpus: Corpus, entry: Entry, path: str) -> Mapping[str, object]:
    roles = entry.entity.roles
    return {
        "name": pieces.entity_link(corpus, entry.entity.id, path),
        "role": roles[-1].text if roles else "",
        "coverage": wording.counted(len(entry.articles), "article"),
    }


def _article(corpus: Corpus, article_id: str, path: str) -> Mapping[str, object]:
    return {
        "headline": pieces.article_link(corpus, article_id, path),
        "source": corpus.source_and_day(article_id),
        "lead": pieces.lead(corpus, article_id),
    }


def _events(corpus: Corpus, path: str, inside: frozenset[str]) -> list[tuple[str, Md, Md]]:
    """The days that most sources report, then days spread over the story, each with its best dated sentence; in order of time.

    No sentence stands twice. Where there are fewer days than lines, the second best sentences follow.
    """
    held = [
        event for event in corpus.index.events if any(shown.ref.article in inside for shown in event.shown) and _says_more(event.shown[0])
    ]
    ranked = sorted(held, key=lambda event: (-_telling(corpus, event), -event.start.toordinal(), event.shown[0].ref))
    days: dict[tuple[date, date], list[Event]] = {}
    for event in ranked:
        days.setdefault((event.start, event.end), []).append(event)
    told: set[str] = set()
    best: list[Event] = []
    order = _order_of_days(corpus, days, inside)
    for nth in range(_EVENTS):
        for day in order:
            if len(best) == _EVENTS:
                break
            fresh = next((event for event in days[day] if _words(corpus, event) not in told), None) if nth < len(days[day]) else None
            if fresh is not None:
                best.append(fresh)
                told.add(_words(corpus, fresh))
    return [
        (wording.edtf(event.value), pieces.sentence(corpus, event.shown[0], path), pieces.source_link(corpus, event.shown[0].ref, path))
        for event in sorted(best, key=lambda event: (event.start, event.end, event.shown[0].ref))
    ]


def _words(corpus: Corpus, event: Event) -> str:
    return corpus.text_of(event.shown[0], event.shown[0].sentence).casefold()


Day = tuple[date, date]  # half-open; longer than a day where the words name a week, a month, a year


def _order_of_days(corpus: Corpus, days: Mapping[Day, Sequence[Event]], inside: frozenset[str]) -> list[Day]:
    """Which days come first: those that most sources report, then the best of each stretch of the story, then the others.

    A longer interval comes after every day, and what lies before the story after what lies in it.
    """
    published = [known.value for each in inside if (known := corpus.articles[each].article.published)]
    opens = min(published).toordinal() - _BEFORE if published else 0
    votes = {day: _votes(corpus, held, inside) for day, held in days.items()}

    def rank(day: Day) -> tuple[object, ...]:
        best = days[day][0]
        return (day[1] - day[0]).days != 1, day[0].toordinal() < opens, tuple(-each for each in votes[day]), -_telling(corpus, best), -day[0].toordinal(), day[1]

    order = sorted(days, key=rank)
    first = order[:_VOTED]
    story = sorted(day for day in order[_VOTED:] if not any(rank(day)[:2]))
    parts = _EVENTS - _VOTED
    stretches = [story[at * len(story) // parts : (at + 1) * len(story) // parts] for at in range(parts)]
    spread = [min(stretch, key=rank) for stretch in stretches if stretch]
    return list(dict.fromkeys((*first, *spread, *order)))


def _votes(corpus: Corpus, held: Sequence[Event], inside: frozenset[str]) -> tuple[int, int]:
    """How many sources state a day outright, and how many articles, each by its weight.

    1 for the day of the report and for one that lies ahead, 2 for one of the days before, 4 for one that is recalled weeks later.
    """
    articles: dict[str, int] = {}
    sources: set[str] = set()
    for event in held:
        for shown in event.shown:
            article = shown.ref.article
            if article in inside and _score(corpus, shown) >= _STATED:
                weight = _weight(_days_after(corpus, event, article))
                articles[article] = max(weight, articles.get(article, 0))
                sources.add(corpus.source_of(article) or article)
    return len(sources), sum(articles.values())


def _score(corpus: Corpus, shown: Shown) -> float:
    mention = corpus.mentions.get(shown.ref)
    return mention.score if mention else 1.0


def _days_after(corpus: Corpus, event: Event, article: str) -> int:
    """Days from an event to the publication of an article that tells of it; below 0 where it lies ahead; `_NEAR` where that is not known."""
    published = corpus.articles[article].article.published
    return (published.value - event.start).days if published else _NEAR


def _weight(days: int) -> int:
    return 4 if days > _NEAR else 2 if days > 0 else 1


def _telling(corpus: Corpus, event: Event) -> int:
    """How much a dated sentence tells a newcomer: several articles have it; it states its day; it opens a report of those days."""
    first = event.shown[0]
    article = corpus.articles[first.ref.article].article
    days = _days_after(corpus, event, first.ref.article)
    lead = next((block.span for block in article.blocks if block.role is Role.PARAGRAPH and article.text[block.span.end - 1] in _ENDS), None)
    opens = lead is not None and first.sentence.start <= lead.start < first.sentence.end
    return (
        4 * (len(event.shown) - 1)
        + 3 * (_score(corpus, first) >= _STATED)
        + (not event.relative)
        + 2 * (event.precision in _DAYS)
        + 2 * (0 <= days <= _NEAR)
        + (3 + (0 <= days <= 1) if opens else int(days > 0))
        + bool(event.entities)
        - 2 * _leans(corpus.text_of(first, first.sentence))
    )


def _leans(sentence: str) -> bool:
    """Whether a sentence says little when it stands alone: it opens with a quotation, or with a word for somebody named before."""
    return sentence[:1] in _MARKS or sentence.split(" ", 1)[0].lower() in _NAMED_BEFORE


def _says_more(shown: Shown) -> bool:
    """Whether the sentence holds more than the date: a dateline alone tells no event."""
    return shown.sentence.end - shown.sentence.start > shown.ref.end - shown.ref.start + 12


def _matrix(
    corpus: Corpus, brief: Brief, articles: Sequence[str], comparisons: Sequence[Comparison], path: str
) -> Mapping[str, object] | None:
    """Who reports what: the main people, places and comparisons against the articles; against the sources where articles are many.

    None where there is only one column: there is nothing to compare.
    """
    people, places, figures = _ROWS
    ids = [entry.entity.id for entry in (*_chosen(corpus, brief.people, people), *_chosen(corpus, brief.places, places))]
    by_source = len(articles) > _COLUMNS and len({name for each in articles if (name := corpus.source_of(each))}) > 1
    columns = _source_columns(corpus, articles) if by_source else [(each,) for each in _fullest(corpus, articles, ids)]
    if len(columns) < 2 or not ids:
        return None
    rows = []
    for each in ids:
        held = Counter(shown.ref.article for shown in corpus.entries[each].shown)
        count = len if by_source else sum
        counts = [count([held[article] for article in column if held[article]]) for column in columns]
        rows.append((pieces.entity_link(corpus, each, path), [f"{each:,}" if each else "" for each in counts]))
    for comparison in comparisons[:figures]:
        members = [corpus.figures[at] for at in comparison.members if at in corpus.figures]
        # The first figure of an article stands, one in digits before "thousands".
        given: dict[str, str] = {}
        for row in sorted(members, key=lambda row: row.mention.value.vague):
            given.setdefault(row.shown.ref.article, wording.figure_value(row.mention.value))
        cells = [[given[article] for article in column if article in given] for column in columns]
        title = links.link(comparison.title, corpus.comparison_pages[comparison.id], path)
        rows.append((title, [(f"{len(cell):,}" if by_source else cell[0]) if cell else "" for cell in cells]))
    heads = [_source_head(corpus, column, path) if by_source else _article_head(corpus, column[0], path) for column in columns]
    what = "In how many articles of each source" if by_source else "How often in each article, and which figure it gives"
    left = f" Of {len(articles):,} articles, the {len(columns)} that name most." if not by_source and len(columns) < len(articles) else ""
    return {"heads": heads, "rows": rows, "says": f"{what}; an empty field: nothing.{left}"}


def _fullest(corpus: Corpus, articles: Sequence[str], ids: Sequence[str]) -> list[str]:
    """The articles that name most of the entries, as many as there is room for, in order of date. All where they fit."""
    if len(articles) <= _COLUMNS:
        return list(articles)
    named = Counter(article for each in ids for article in corpus.entries[each].articles)
    ranked = sorted(range(len(articles)), key=lambda at: (-named[articles[at]], -at))
    return [articles[at] for at in sorted(ranked[:_COLUMNS])]


def _source_columns(corpus: Corpus, articles: Sequence[str]) -> list[tuple[str, ...]]:
    """The articles of the sources that have most, a tuple for each; those of an unknown publisher are no source."""
    held: dict[str, list[str]] = {}
    for each in articles:
        if name := corpus.source_of(each):
            held.setdefault(name, []).append(each)
    ranked = sorted(held.items(), key=lambda item: (-len(item[1]), item[0].casefold()))
    return [tuple(found) for _, found in ranked[:_COLUMNS]]


def _source_head(corpus: Corpus, column: Sequence[str], path: str) -> Md:
    return _upright(links.link(corpus.source_of(column[0]), links.SOURCES, path), f"{len(column):,}")


def _article_head(corpus: Corpus, article_id: str, path: str) -> Md:
    published = corpus.articles[article_id].article.published
    name = links.link(corpus.publishers[article_id], links.article_path(article_id), path, f'title="{_head(corpus, article_id)}"')
    return _upright(name, f"{published.value.day} {wording.MONTHS[published.value.month - 1][:3]}" if published else "")


def _upright(name: Md, small: str) -> Md:
    """The head of a narrow column, which the style sheet turns upright."""
    return Md('<span class="upright">') + name + Md(" ") + escape(small) + Md("</span>")


def _head(corpus: Corpus, article_id: str) -> str:
    return plain_attribute(corpus.articles[article_id].article.headline)
