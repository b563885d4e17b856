"""Owns `brief.md`: an author's own words at the head of a brief, with links to entries and with figures and comparisons set in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from generator.model import Comparison, Entry, FigureRow, Source
from generator.problems import Problem
from generator.site import links, pieces
from generator.site.corpus import Corpus
from generator.site.escape import Md, at_line_start, escape_inline, html_text, visible
from generator.site.ledger import comparison_block

_MARK = re.compile(r"\[\[([^\[\]\n]+)\]\]")
_KEY = re.compile(r"\s*(figure|comparison)\s*:\s*(.*)", re.I | re.S)
_LIST = re.compile(r"[-*]\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduction:
    """What stands at the head of a brief's page. A part is a stretch of Markdown, or a comparison as a table (`block`)."""

    title: str = ""  # the author's own, from a first line "# ..."
    parts: Sequence[Mapping[str, object]] = ()


def brief_name(path: str) -> str:
    """The brief that a file belongs to: "flood/brief.md" -> "flood"; "" is the whole."""
    return path.rsplit("/", 1)[0] if "/" in path else ""


def introduction(corpus: Corpus, source: Source, page: str) -> tuple[Introduction, tuple[Problem, ...]]:
    """The introduction as `page` shows it, and a problem with its line for each mark that matches nothing or more than one thing.

    Plain text: a blank line ends a paragraph, "## " opens a subhead, "- " a list; everything else is shown to the letter. `[[Name]]`
    links an entry by its name, any of its spellings or its address (`[[people/jane-doe|the mayor]]` shows other words);
    `[[figure: 14,500 people]]` sets a figure in with its source, by its words (`[[figure: 14,500 @ ARTICLE]]` where several say so);
    `[[comparison: TITLE]]` sets one in: as a table where it has a line of its own, else as a link. What matches nothing is shown as text.
    """
    finder = _Finder(corpus, source.path, page)
    title = ""
    parts: list[Mapping[str, object]] = []
    lines: list[tuple[int, str]] = []
    text = source.data.decode("utf-8-sig", "replace")
    for number, line in enumerate([*text.splitlines(), ""], 1):
        alone = _MARK.fullmatch(line.strip())
        compared = finder.alone(alone.group(1), number) if alone else None
        if line.startswith("# ") and not title and not parts and not lines:
            title = visible(line[2:]).strip()
        elif compared or line.startswith("## ") or not line.strip():
            parts.extend(_paragraph(finder, lines))
            lines = []
            if compared:
                parts.append({"text": None, "block": comparison_block(corpus, compared, page)})
            elif line.strip():
                words = at_line_start(finder.inline(line[3:].strip(), number))
                parts.append({"text": Md(f'## {words} {{: #brief-text-{number} data-search-exclude="" }}'), "block": None})
        else:
            lines.append((number, line))
    return Introduction(title=title, parts=tuple(parts)), tuple(finder.problems)


def _paragraph(finder: _Finder, lines: Sequence[tuple[int, str]]) -> Iterable[Mapping[str, object]]:
    """A paragraph or a list of the lines between two blank ones."""
    if not lines:
        return
    if all(_LIST.match(line) for _, line in lines):
        items = [at_line_start(finder.inline(_LIST.sub("", line, count=1), number)) for number, line in lines]
        yield {"text": pieces.bullets(items), "block": None}
    else:
        yield {"text": at_line_start(Md(" ").join(finder.inline(line.strip(), number) for number, line in lines)), "block": None}


class _Finder:
    """Finds what marks name, and keeps the problems that it meets."""

    def __init__(self, corpus: Corpus, path: str, page: str) -> None:
        self._corpus, self._path, self._page = corpus, path, page
        self.problems: list[Problem] = []
        self._entries: dict[str, list[Entry]] = {}
        for entry in corpus.entries.values():
            entity = entry.entity
            for name in {_key(each) for each in (entity.id, entity.name, *(variant.text for variant in entity.variants))}:
                self._entries.setdefault(name, []).append(entry)
        # An entry's own name goes before a spelling that another one has now and then.
        for entry in corpus.entries.values():
            own = _key(entry.entity.name)
            self._entries[own] = [each for each in self._entries[own] if _key(each.entity.name) == own]
        self._figures: dict[str, list[FigureRow]] = {}
        for row in corpus.index.figures:
            label = pieces.figure_label(corpus, row)
            for words in {_key(corpus.text_of(row.shown)), _key(label), _key(label.replace(" · ", " "))}:
                self._figures.setdefault(words, []).append(row)

    def inline(self, text: str, line: int) -> Md:
        """A stretch of text with its marks replaced."""
        out, at = [], 0
        for mark in _MARK.finditer(text):
            out += [escape_inline(text[at : mark.start()]), self._mark(mark.group(1), line)]
            at = mark.end()
        return Md("").join([*out, escape_inline(text[at:])])

    def alone(self, words: str, line: int) -> Comparison | None:
        """The comparison that a line of its own names; None where the mark is of another kind or matches nothing."""
        key = _KEY.fullmatch(words)
        if key is None or key.group(1).lower() != "comparison":
            return None
        wanted = _key(key.group(2))
        return next((each for each in self._corpus.index.comparisons if wanted in (_key(each.id), _key(each.title))), None)

    def _mark(self, words: str, line: int) -> Md:
        key = _KEY.fullmatch(words)
        if key is None:
            return self._entry(words, line)
        return (self._figure if key.group(1).lower() == "figure" else self._comparison)(key.group(2).strip(), line)

    def _entry(self, words: str, line: int) -> Md:
        name, _, shown = words.partition("|")
        found = self._entries.get(_key(name), [])
        if len(found) != 1:
            self._miss(
                line,
                name,
                "entry",
                [each.entity.id for each in found],
                [each.entity.name for each in self._corpus.entries.values()],
            )
            return escape_inline(shown.strip() or name.strip())
        entity = found[0].entity
        words = shown.strip() or (entity.name if name.strip() == entity.id else name.strip())
        return links.link(words, self._corpus.entry_pages[entity.id], self._page, 'data-preview=""')

    def _figure(self, words: str, line: int) -> Md:
        wanted, _, article = words.partition("@")
        found = [row for row in self._figures.get(_key(wanted), []) if not article.strip() or row.shown.ref.article == article.strip()]
        if not found or len({(row.mention.value.low, row.mention.value.high, row.mention.value.counted_head) for row in found}) > 1:
            articles = [f"{wanted.strip()} @ {row.shown.ref.article}" for row in found]
            self._miss(line, words, "figure", articles, [pieces.figure_label(self._corpus, row) for row in self._corpus.index.figures])
            return escape_inline(wanted.strip())
        row = found[0]  # figures come in order of date: the first report of it
        label = html_text(pieces.article_label(self._corpus, row.shown.ref.article))
        said = links.link(wanted.strip(), self._corpus.target(row.shown.ref), self._page)
        return Md(f'<strong>{said}</strong> <small class="how">({label})</small>')

    def _comparison(self, words: str, line: int) -> Md:
        found = self.alone(f"comparison: {words}", line)
        if found is None:
            self._miss(line, words, "comparison", [], [each.title for each in self._corpus.index.comparisons])
            return escape_inline(words)
        return links.link(found.title, self._corpus.comparison_pages[found.id], self._page)

    def _miss(self, line: int, words: str, kind: str, several: Sequence[str], all_names: Iterable[str]) -> None:
        name = visible(words).strip()
        if several:
            code, message = f"many-{kind}", f"more than one {kind} is meant by “{name}”."
            advice = "Write one of: " + ", ".join(f"[[{'figure: ' if kind == 'figure' else ''}{each}]]" for each in several[:4]) + "."
        else:
            near = get_close_matches(name, sorted(set(all_names)), n=1, cutoff=0.5)
            code, message = f"no-{kind}", f"no {kind} is called “{name}”."
            advice = f"Did you mean “{visible(near[0])}”?" if near else "Its words must stand as the site shows them."
        self.problems.append(Problem(path=self._path, line=line, code=code, message=message, advice=advice))


def _key(words: str) -> str:
    return " ".join(visible(words).casefold().split())
