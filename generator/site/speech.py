"""Owns how a quotation is shown: in its sentence, what was said standing out, with its cue; and how other reports word it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from generator.model import Quote, QuoteKind, QuoteRow, Ref, Span
from generator.site import links, pieces, wording
from generator.site.corpus import Corpus
from generator.site.escape import Md, escape_inline

KIND_WORDS = {QuoteKind.DIRECT: "quoted", QuoteKind.MIXED: "partly quoted", QuoteKind.INDIRECT: "reported speech"}
_WORDS = re.compile(r"\w+(?:[’']\w+)*")
_MARKED = re.compile('[“„«"][^“”„«»"]+[”“»"]|‘[^‘’]+(?:’\\w[^‘’]*)*’')  # words between marks, within a reported clause
_LONGEST = 900  # characters of the words themselves; their article has the rest
_AROUND = 200  # characters kept on either side of the words, where their sentence is very long
_VARIANTS = 6  # of one quotation; more have their links alone


def quote_of(corpus: Corpus, at: Ref) -> Quote:
    value = corpus.mentions[at].value
    assert isinstance(value, Quote)
    return value


def cue(corpus: Corpus, at: Ref) -> str:
    """The words that report: "said", "according to"; "" where the article has none, or its text must not be shown."""
    span = quote_of(corpus, at).cue
    return " ".join(corpus.text_of(at, span).split()) if span and corpus.may_show(at.article) else ""


def _window(text: str, sentence: Span, at: Span) -> Span:
    """The sentence, widened to hold `at`; where it is very long, what stands around `at`, cut between words."""
    start, end = min(sentence.start, at.start), max(sentence.end, at.end)
    if end - start <= pieces.LONGEST_SENTENCE:
        return Span(start, end)
    if start < at.start - _AROUND:
        start = at.start - _AROUND
        start = next((each + 1 for each in range(start, at.start) if text[each].isspace()), start)
    if end > at.end + _AROUND:
        end = at.end + _AROUND
        end = next((each for each in range(end - 1, at.end, -1) if text[each].isspace()), end)
    return Span(start, end)


def holds_cue(corpus: Corpus, at: Ref) -> bool:
    """Whether the cue stands in what `said` shows of the quotation."""
    span = quote_of(corpus, at).cue
    shown = corpus.shown[at]
    text = corpus.articles[at.article].article.text
    return span is not None and _window(text, shown.sentence, Span(at.start, at.end)).holds(span)


def said(corpus: Corpus, at: Ref) -> Md:
    """The sentence of a quotation as inline HTML: words in quotation marks, or the reported part in `em`, and the cue in `strong`.

    What was said is told from the rest by its marks or its slant, the cue by its weight: none needs colour.
    """
    if not corpus.may_show(at.article):
        return escape_inline("(not shown)")
    text = corpus.articles[at.article].article.text
    shown = corpus.shown[at]
    whole, quote = shown.sentence, quote_of(corpus, at)
    span = _window(text, whole, Span(at.start, at.end))
    before, after = "… " if span.start > whole.start else "", " …" if span.end < whole.end else ""
    outside = [
        _with_cue(text, Span(span.start, at.start), quote.cue),
        _with_cue(text, Span(at.end, span.end), quote.cue),
    ]
    kept = _shortened(text, Span(at.start, at.end))
    words = _spoken(corpus, at, kept) if quote.kind is QuoteKind.DIRECT else _reported(text, kept, quote)
    left_out = " […]" if kept.end < at.end else ""
    return Md(
        f'<span class="speech">{before}{outside[0].lstrip()}<span class="said">{words}</span>{left_out}{outside[1].rstrip()}{after}</span>'
    )


def _shortened(text: str, span: Span) -> Span:
    """The first part of very long words, cut between two of them: a page holds hundreds of quotations."""
    if span.end - span.start <= _LONGEST:
        return span
    end = span.start + _LONGEST
    return Span(span.start, next((each for each in range(end, span.start, -1) if text[each].isspace()), end))


def _spoken(corpus: Corpus, at: Ref, kept: Span) -> Md:
    """Direct words in our quotation marks, with the comma that leads on."""
    if kept.end < at.end:
        words = pieces.bare_words(corpus, at)[: kept.end - kept.start].rsplit(" ", 1)[0]
        return escape_inline(f"“{words}”")
    comma = "," if corpus.text_of(at).rstrip(" \n\"'”’»").endswith(",") else ""
    return escape_inline(f"“{pieces.bare_words(corpus, at)}{comma}”")


def _reported(text: str, span: Span, quote: Quote) -> Md:
    """The reported clause slanted; what stands between marks in it is upright, as are words that are all quoted."""
    parts = []
    start = span.start
    marked = _MARKED.finditer(text, span.start, span.end) if quote.kind is QuoteKind.MIXED else ()
    for match in marked:
        parts += [(Span(start, match.start()), True), (Span(match.start(), match.end()), False)]
        start = match.end()
    parts.append((Span(start, span.end), True))
    shown = ((_with_cue(text, part, quote.cue), slanted) for part, slanted in parts if part.end > part.start)
    return Md("").join(Md(f"<em>{words}</em>") if slanted and words.strip() else words for words, slanted in shown)


def _with_cue(text: str, span: Span, found: Span | None) -> Md:
    if found is None or not span.holds(found):
        return escape_inline(span.of(text))
    parts = (Span(span.start, found.start), found, Span(found.end, span.end))
    before, words, after = (escape_inline(part.of(text)) for part in parts)
    return Md(f"{before}<strong>{words}</strong>{after}")


def sources(corpus: Corpus, row: QuoteRow, page: str) -> Md:
    """Every article that reports the words, each a link to its place in the text; with its day where that is not the row's."""
    found = []
    for at in row.reports:
        published = corpus.articles[at.article].article.published
        same = row.on is not None and published is not None and published.value == row.on
        day = f" <small>{wording.day(published.value)}</small>" if published and not same else ""
        found.append(links.link(corpus.publishers[at.article], corpus.target(at), page) + Md(day))
    return Md(", ").join(found)


def variants(corpus: Corpus, row: QuoteRow, page: str) -> Md:
    """The other wordings of the same quotation, what differs from the first marked; "" where all reports have the same words."""
    first = row.reports[0]
    if not corpus.may_show(first.article):
        return Md("")
    known = {_keys(pieces.bare_words(corpus, first))}
    lines: list[Md] = []
    for at in row.reports[1:]:
        words = pieces.bare_words(corpus, at) if corpus.may_show(at.article) else ""
        if words and (key := _keys(words)) not in known and len(lines) < _VARIANTS:
            known.add(key)
            lines.append(Md(f"{pieces.source_link(corpus, at, page)}: {_differing(pieces.bare_words(corpus, first), words)}"))
    if not lines:
        return Md("")
    return Md('<small class="variants">Worded otherwise in %s</small>') % Md("; ").join(lines)


def _keys(words: str) -> tuple[str, ...]:
    return tuple(word.replace("’", "'") for word in _WORDS.findall(words.casefold()))


def _differing(first: str, other: str) -> Md:
    """`other` with the words that `first` has not in bold; what it leaves out is “[…]”."""
    return Md("“%s”") % Md(" ").join(_changes(first.split(), other.split()))


def _changes(left: Sequence[str], right: Sequence[str]) -> Iterator[Md]:
    matcher = SequenceMatcher(None, [_keys(word) for word in left], [_keys(word) for word in right], autojunk=False)
    for what, start, end, from_, to in matcher.get_opcodes():
        words = escape_inline(" ".join(right[from_:to]))
        if what == "equal":
            yield words
        elif what == "delete":
            if any(_keys(word) for word in left[start:end]):
                yield Md("[…]")
        else:
            yield Md(f"<strong>{words}</strong>")
