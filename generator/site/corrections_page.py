"""Owns the page of corrections: every decision of a person on this brief, the newest first, with who, when and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from generator.model import DECISIONS, Decision, Page
from generator.site import links, wording
from generator.site.corpus import Corpus
from generator.site.escape import Md

_LONGEST = 160  # characters of a quotation
# The verb of a decision -> what was done, for readers who do not know the file.
_DONE = {
    "merge": "One entry",
    "split": "Kept apart",
    "rename": "Renamed",
    "reject": "Not a name",
    "retype": "Kind",
    "locate": "Place",
    "role": "Role",
    "figure retract": "Figure retracted",
    "figure correct": "Figure corrected",
    "figure confirm": "Figure confirmed",
    "date retract": "Date retracted",
    "date correct": "Date corrected",
    "date confirm": "Date confirmed",
    "compare together": "Compared",
    "compare apart": "Not compared",
    "metadata": "About the article",
}
_ACTS = frozenset({"figure", "date", "compare"})  # their first name says what is done, not to whom


def corrections_pages(corpus: Corpus) -> Sequence[Page]:
    """The page as a list of one; none where nobody has decided anything."""
    decisions = corpus.index.decisions
    if not decisions:
        return []
    path = links.CORRECTIONS
    open_lines = {problem.line for problem in corpus.index.problems if problem.path == DECISIONS}
    ids = {entry.entity.name: identity for identity, entry in reversed(list(corpus.entries.items()))}  # of one name, the first entry
    ids.update((identity, identity) for identity in corpus.entries)
    newest = sorted(decisions, key=lambda decision: (-decision.when.toordinal(), decision.what, repr((decision.names, decision.anchors))))
    days = [
        (wording.day(day), [_row(corpus, ids, decision, path, decision.line in open_lines) for decision in held])
        for day, held in groupby(newest, key=lambda decision: decision.when)
    ]
    return [
        Page(
            path=path,
            template="corrections.md",
            data={
                "title": "Corrections",
                "description": "What people decided about this brief, by day",
                "lead": f"{wording.counted(len(decisions), 'decision')}, the newest first.",
                "days": days,
                "report": links.link("report", links.REPORT, path),
            },
        )
    ]


def _row(
    corpus: Corpus, ids: Mapping[str, str], decision: Decision, path: str, is_open: bool
) -> tuple[str, Md, str, str, bool]:
    """What was done, to what, by whom, why; whether the report has something to say of it. `ids`: of entries, by their names and ids."""
    act = f"{decision.what} {decision.names[0]}" if decision.what in _ACTS and decision.names else decision.what
    named = () if decision.what in _ACTS else decision.names
    about = Md(", ").join([_named(corpus, ids, decision.what, name, path) for name in named])
    where = Md("; ").join([_quoted(corpus, anchor.article, anchor.exact, path) for anchor in decision.anchors])
    values = ", ".join(f"{key} {value}" for key, value in sorted(decision.values.items()))
    outcome = Md(" → ") + (_named(corpus, ids, decision.what, decision.to, path) if named else Md.escape(decision.to)) if decision.to else Md("")
    said = (about + outcome, where) if about else (where + outcome,)
    what = Md(" ").join([part for part in (*said, Md("(%s)") % values if values else Md("")) if part])
    return _DONE.get(act, decision.what), what, decision.who, decision.why, is_open


def _named(corpus: Corpus, ids: Mapping[str, str], verb: str, name: str, path: str) -> Md:
    """The entry or article that a decision names, linked where it has a page under that name now."""
    if verb == "metadata":
        return links.link(corpus.headlines[name], links.article_path(name), path) if name in corpus.headlines else Md.escape(name)
    if name not in ids:
        return Md.escape(name)
    return links.link(corpus.entries[ids[name]].entity.name, corpus.entry_pages[ids[name]], path)


def _quoted(corpus: Corpus, article: str, exact: str, path: str) -> Md:
    """The words and their article; the article alone where its rights keep its text off the site."""
    if article not in corpus.headlines:
        return Md.escape(article)
    source = links.link(corpus.labels_escaped[article], links.article_path(article), path)
    if not corpus.may_show(article):
        return source
    words = exact if len(exact) <= _LONGEST else exact[:_LONGEST].rsplit(" ", 1)[0] + " …"
    return Md("“%s”, %s") % (words, source)
