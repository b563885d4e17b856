"""Owns how a quotation is shown: in its sentence, what was said standing out, with its cue; and how other reports word it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from generator.model import Kind, Quote, QuoteKind, QuoteRow, Ref, Span, Stance
from generator.site import pieces, wording
from generator.site.corpus import Corpus
from generator.site.escape import Md, escape_inline

KIND_WORDS = {QuoteKind.DIRECT: "quoted", QuoteKind.MIXED: "partly quoted", QuoteKind.INDIRECT: "reported speech"}
STANCE_WORDS = {Stance.DENIED: "denied", Stance.ASKED: "asked or left open", Stance.DEMANDED: "demanded"}
# Verbs by which one tells what another said, not what another wants or thinks.
_TOLD = frozenset(
    "said says say saying told tells telling wrote writes announced announces claimed claims reported reports warned warns".split()
)
_TOLD_TOO = frozenset(
    "stated states according confirmed confirms declared declares added adds testified alleged alleges argued argues".split()
)
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


def kind(corpus: Corpus, at: Ref) -> str:
    """The kind in words, with the stance where the words are not simply said: "reported speech, denied"."""
    quote = quote_of(corpus, at)
    return KIND_WORDS[quote.kind] + (f", {STANCE_WORDS[quote.stance]}" if quote.stance in STANCE_WORDS else "")


def own_words(quote: Quote) -> bool:
    """Whether the words, or a part of them, are the speaker's own and said: not reported speech, nor what the speaker denies."""
    return quote.kind is not QuoteKind.INDIRECT and quote.stance is not Stance.DENIED


def citing(corpus: Corpus, at: Ref) -> Sequence[str]:
    """The entries of those whose words the speaker tells in turn ("Quill said that Strand had told her"), the speaker left out."""
    found: dict[str, None] = {}
    for inner in quote_of(corpus, at).inner:
        words = _cue_words(corpus, at, inner.value)
        span = inner.value.speaker
        if span is None or inner.value.stance is not Stance.ASSERTED or not any(word in _TOLD | _TOLD_TOO for word in words):
            continue
        names = (corpus.shown.get(Ref(at.article, each, span.start, span.end)) for each in (Kind.PERSON, Kind.ORGANISATION, Kind.PLACE))
        entity = next((name.entity for name in names if name is not None and name.entity), None)
        if entity and entity in corpus.entries and entity != corpus.shown[at].entity:
            found[entity] = None
    return tuple(found)


def _cue_words(corpus: Corpus, at: Ref, quote: Quote) -> Sequence[str]:
    return quote.cue.of(corpus.articles[at.article].article.text).casefold().split() if quote.cue else ()


def cited(corpus: Corpus, at: Ref, page: str) -> Md:
    """ "citing Owen Strand" with a link; "" where the speaker tells nobody else's words."""
    entities = citing(corpus, at) if corpus.may_show(at.article) else ()
    return Md("citing ") + Md(", ").join(pieces.entity_links(corpus, entities, page)) if entities else Md("")


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
    found = corpus.said.get(at)
    if found is None:
        found = corpus.said[at] = _said(corpus, at) if corpus.may_show(at.article) else escape_inline("(not shown)")
    return found


def _said(corpus: Corpus, at: Ref) -> Md:
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
        found.append(Md(f"{pieces.mention_link(corpus, at, page, corpus.publishers_escaped[at.article])}{day}"))
    return Md(", ").join(found)


def variants(corpus: Corpus, row: QuoteRow, page: str) -> Md:
    """The other wordings of the same quotation, what differs from the first marked; "" where all reports have the same words."""
    first = row.reports[0]
    found = corpus.wordings.get(first)
    if found is None:
        found = corpus.wordings[first] = _wordings(corpus, row)
    if not found:
        return Md("")
    lines = "; ".join(f"{pieces.source_link(corpus, at, page)}: {words}" for at, words in found)
    return Md(f'<small class="variants">Worded otherwise in {lines}</small>')


def _wordings(corpus: Corpus, row: QuoteRow) -> Sequence[tuple[Ref, Md]]:
    """The reports that word a quotation otherwise than those before, each with its words."""
    first = row.reports[0]
    if len(row.reports) == 1 or not corpus.may_show(first.article):
        return ()
    own = pieces.bare_words(corpus, first)
    known = {_keys(own)}
    found: list[tuple[Ref, Md]] = []
    for at in row.reports[1:]:
        words = pieces.bare_words(corpus, at) if corpus.may_show(at.article) else ""
        if words and len(found) < _VARIANTS and (key := _keys(words)) not in known:
            known.add(key)
            found.append((at, _differing(own, words)))
    return found


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
