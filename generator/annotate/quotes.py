"""Quotations: direct, mixed and indirect, each with its speaker and cue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.annotate.quote_marks import Marked, find_marked
from generator.annotate.speech import Cue, Speaker, find_clause, find_cues, find_inverted, find_subject
from generator.model import Article, Kind, Mention, Name, Quote, QuoteKind, Role, Span
from generator.text import flat

_DIRECT_WORDS = 6  # a marked stretch of fewer words is a fragment, unless it is a sentence of its own


@dataclass
class _Reader:
    """What is known while an article is read from top to bottom."""

    article: Article
    names: Sequence[Mention[Name]]
    last: Speaker | None = None  # who spoke last, for "he added" and quotations without a cue
    found: list[Mention[Quote]] = field(default_factory=list)


def find_quotes(article: Article, sentences: Sequence[Span], names: Sequence[Mention[Name]]) -> tuple[Mention[Quote], ...]:
    """The quotations of the article, sorted by span; marked words in titles and subheads only when a cue stands beside them."""
    reader = _Reader(article, list(names))
    marked = find_marked(article)
    headings = [block.span for block in article.blocks if block.role in (Role.TITLE, Role.SUBHEAD)]
    for sentence in sentences:
        if any(heading.holds(sentence) for heading in headings):
            continue
        _read_sentence(reader, sentence, [stretch for stretch in marked if stretch.span.overlaps(sentence)])
    return tuple(sorted(_merged(reader.found), key=lambda mention: mention.span))


def _read_sentence(reader: _Reader, sentence: Span, marked: Sequence[Marked]) -> None:
    text = reader.article.text
    quoted = [stretch.inner for stretch in marked]
    cues = [(cue, _speaker(reader, sentence, cue, quoted)) for cue in find_cues(text, sentence, quoted)]
    covered: list[Span] = []
    for stretch in marked:
        if stretch.span.start < sentence.start:
            covered.append(stretch.span)
            continue
        kind = _kind(text, stretch, sentence)
        cue, speaker = _nearest(text, cues, stretch, sentence)
        if kind is QuoteKind.MIXED and cue is None:
            continue
        if speaker is None and kind is QuoteKind.DIRECT and cue is None:
            speaker = reader.last
        _add(reader, stretch.span, kind, speaker, cue, f"between quotation marks{', ' + cue.frame if cue else ''}")
        covered.append(stretch.span)
    for cue, speaker in cues:
        clause = _clause(text, sentence, cue)
        if clause and speaker and not any(clause.overlaps(span) for span in covered):
            _add(reader, clause, QuoteKind.INDIRECT, speaker, cue, f"clause after the cue, frame {cue.frame}")
            covered.append(clause)


def _clause(text: str, sentence: Span, cue: Cue) -> Span | None:
    if cue.frame == "according":
        if cue.span.start - sentence.start > 20:  # the words before it
            return Span(sentence.start, len(text[: cue.span.start].rstrip(" ,")))
        comma = text.find(",", cue.span.end, sentence.end)
        return Span(comma + 2, sentence.end) if 0 < comma < sentence.end - 10 else None
    return find_clause(text, sentence, cue)


def _speaker(reader: _Reader, sentence: Span, cue: Cue, quoted: Sequence[Span]) -> Speaker | None:
    text = reader.article.text
    inside = [name for name in reader.names if not any(span.holds(name.span) for span in quoted)]
    before = text[max(sentence.start, cue.span.start - 3) : cue.span.start].rstrip()
    after_quotation = before[-1:] in ("”", '"', "’", "'", ",")
    limit = next((span.start - 1 for span in quoted if span.start > cue.span.end), sentence.end)
    found = None
    if cue.frame == "according":
        found = find_inverted(text, cue, limit, inside)
    else:
        found = find_subject(text, sentence, cue, inside) if not after_quotation or before[-1:] == "," else None
        if found is None and after_quotation:
            found = find_inverted(text, cue, limit, inside)
    if found and found.name is None:
        found = _resolved(reader, found, sentence)
    return found


def _resolved(reader: _Reader, speaker: Speaker, sentence: Span) -> Speaker:
    """A pronoun stands for the person who spoke last, or for the last person named before this sentence's pronoun."""
    if speaker.text.casefold() not in ("he", "she", "who"):
        return speaker
    if speaker.text.casefold() == "who":
        near = [name for name in reader.names if name.span.end <= speaker.span.start and speaker.span.start - name.span.end < 4]
        return Speaker(span=near[-1].span, text=near[-1].value.text, name=near[-1]) if near else speaker
    people = [name for name in reader.names if name.kind is Kind.PERSON and name.span.end <= speaker.span.start]
    if reader.last and reader.last.name and (not people or people[-1].span.start < sentence.start - 600):
        return reader.last
    if not people:
        return speaker
    previous = [name for name in people if name.span.start < sentence.start]
    chosen = previous[-1] if previous else people[-1]
    if reader.last and reader.last.name and reader.last.name.kind is Kind.PERSON:
        chosen = reader.last.name if reader.last.name.span.start >= sentence.start - 600 else chosen
    return Speaker(span=chosen.span, text=chosen.value.text, name=chosen)


def _kind(text: str, stretch: Marked, sentence: Span) -> QuoteKind:
    words = stretch.inner.of(text).split()
    if not words:
        return QuoteKind.MIXED
    begins = words[0][0].isupper() and (stretch.span.start <= sentence.start + 1 or text[: stretch.span.start].rstrip()[-1:] in ",:")
    ends = words[-1][-1] in ".,!?…" or stretch.open_ended
    if begins and ends:
        return QuoteKind.DIRECT
    if words[0][0].isupper() and len(words) >= _DIRECT_WORDS:
        return QuoteKind.DIRECT
    return QuoteKind.MIXED


def _nearest(text: str, cues: Sequence[tuple[Cue, Speaker | None]], stretch: Marked, sentence: Span) -> tuple[Cue | None, Speaker | None]:
    """The cue that reports the marked words: the last one before them that has a speaker, else the first one after them."""
    before = [(cue, speaker) for cue, speaker in cues if cue.span.end <= stretch.span.start]
    after = [(cue, speaker) for cue, speaker in cues if cue.span.start >= stretch.span.end]
    if after and (not before or stretch.span.start <= sentence.start + 1):
        return after[0]
    spoken = [(cue, speaker) for cue, speaker in before if speaker]
    return (spoken or before or after or [(None, None)])[-1]


def _add(reader: _Reader, span: Span, kind: QuoteKind, speaker: Speaker | None, cue: Cue | None, why: str) -> None:
    quote = Quote(
        kind=kind,
        words=flat(span.of(reader.article.text).strip(" \"'“”‘’«»")),
        speaker=speaker.span if speaker else None,
        speaker_text=speaker.text if speaker else None,
        cue=cue.span if cue else None,
    )
    reader.found.append(Mention(span=span, kind=Kind.QUOTE, value=quote, found_by="quotes", score=0.9 if speaker else 0.6, why=why))
    if speaker and (speaker.name or kind is not QuoteKind.INDIRECT):
        reader.last = speaker


def _merged(found: Sequence[Mention[Quote]]) -> list[Mention[Quote]]:
    """Each stretch once; of two that start together the longer one."""
    kept: dict[int, Mention[Quote]] = {}
    for mention in found:
        other = kept.get(mention.span.start)
        if other is None or mention.span.end > other.span.end:
            kept[mention.span.start] = mention
    return list(kept.values())
