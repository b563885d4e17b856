"""Quotations of an article, read from top to bottom: direct, mixed and indirect, each with its speaker and cue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator.annotate.quotes.cast import Cast, Speaker
from generator.annotate.quotes.clauses import (
    Report,
    after_tail,
    appositive,
    closer,
    closes,
    end_of_noun_clause,
    find_reports,
    is_inverted,
    last_word,
    words_before,
)
from generator.annotate.quotes.contents import content_after, has_verb
from generator.annotate.quotes.cues import Cue
from generator.annotate.quotes.layout import answers, block_quotations, find_interviewee
from generator.annotate.quotes.lexicon import context
from generator.annotate.quotes.marks import Marked, find_marked
from generator.annotate.quotes.stances import negation, stance_of
from generator.annotate.quotes.subjects import Subject, main_subject, person_at, prepositional, subject_after, subject_before
from generator.annotate.quotes.wholes import WHOLE_WORDS, count_words, is_title, is_whole, kind_of
from generator.annotate.quotes.words import Unit, read_unit
from generator.model import Article, Block, Kind, Mention, Name, Quote, QuoteKind, Role, Span, Stance
from generator.text import flat

QUOTES_VERSION = "4"

_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_LEAST = 4  # characters of a reported clause


@dataclass
class _Reader:
    article: Article
    cast: Cast
    block: int = 0
    last_block: int = -9  # where somebody spoke last
    pending: tuple[Speaker, Cue, int] | None = None  # "Rathbun stated:" at the end of a sentence, and the block of it
    open_ended: bool = False  # the paragraph before ends inside a quotation
    acting: tuple[Speaker, int] | None = None  # the person whom the last sentence of this paragraph was about, and its block
    interviewee: tuple[Speaker, int] | None = None  # who is announced, and where the announcement ends
    until: int = 0  # where somebody else is named after the announcement
    answers: Mapping[Span, Span] = field(default_factory=dict)  # paragraphs that begin with "A:", and the words behind it
    signed: Mapping[Span, Speaker] = field(default_factory=dict)  # block quotations with a name below
    found: list[Mention[Quote]] = field(default_factory=list)


def find_quotes(article: Article, sentences: Sequence[Span], names: Sequence[Mention[Name]]) -> tuple[Mention[Quote], ...]:
    """The quotations of the article, sorted by span, without overlap.

    A direct one is the marked words; a mixed one is the reported clause with its marked parts; an indirect one is the reported clause.
    `speaker` is the name whom the sentence, or the pronoun in it, means; a phrase where no name is known; None where nobody is.
    Marked words that no cue attributes are left out unless they are whole sentences or five words: scare quotes, titles, nicknames.
    """
    marked = find_marked(article)
    reader = _Reader(article, Cast(names=names, text=article.text, marks=[one.span for one in marked]))
    reader.interviewee = find_interviewee(article, names, marked)
    reader.until = reader.cast.next_other(*reader.interviewee) if reader.interviewee else 0
    reader.answers = answers(article) if reader.interviewee else {}
    reader.signed = block_quotations(article, names, marked)
    for number, unit in _units(article, sentences, names, marked):
        if reader.found and unit.span.start < reader.found[-1].span.end:  # the rest of a labelled paragraph
            continue
        if number != reader.block:
            reader.block = number
        block = article.blocks[number] if number >= 0 else None
        _read(reader, unit, block)
        main = main_subject(unit)
        actor = reader.cast.who(unit, main) if main else None
        if actor and actor.name and actor.name.kind is Kind.PERSON:
            reader.acting = (actor, number)
        if actor:
            reader.cast.topic = actor if main and unit.low[main.first] == "the" and _is_one(actor) else None
    return tuple(sorted(reader.found, key=lambda mention: mention.span))


def _is_one(actor: Speaker) -> bool:
    """Whether "the minister", "the former mayor" means one person by a role alone."""
    if actor.name is not None:
        return actor.words != actor.span
    words = actor.text.casefold().split()
    return bool(words) and words[-1] in context("human")


def _units(
    article: Article, sentences: Sequence[Span], names: Sequence[Mention[Name]], marked: Sequence[Marked]
) -> Iterator[tuple[int, Unit]]:
    """Sentences, joined where a quotation crosses their border, each with the number of its block (-1 without blocks)."""
    blocks = article.blocks
    block = name = mark = 0
    i = 0
    while i < len(sentences):
        span = sentences[i]
        while mark < len(marked) and marked[mark].span.end <= span.start:
            mark += 1
        until = mark
        i += 1
        while until < len(marked) and marked[until].span.start < span.end:
            while i < len(sentences) and sentences[i].start < marked[until].span.end:
                span = Span(span.start, sentences[i].end)
                i += 1
            until += 1
        while name < len(names) and names[name].span.end <= span.start:
            name += 1
        after = name
        while after < len(names) and names[after].span.start < span.end:
            after += 1
        while block + 1 < len(blocks) and blocks[block].span.end <= span.start:
            block += 1
        yield (block if blocks else -1), read_unit(article.text, span, names[name:after], marked[mark:until])


# ---------------------------------------------------------------- one sentence


def _read(reader: _Reader, unit: Unit, block: Block | None) -> None:
    heading = block is not None and block.role in (Role.TITLE, Role.SUBHEAD)
    covered: list[Span] = []
    if labelled := (_laid_out(reader, unit, block) or _label(reader, unit, block)):
        covered.append(labelled)
        _settle(reader, unit, covered, [], heading=heading)
        return
    reports = find_reports(unit)
    speakers: list[tuple[Cue, Speaker]] = []
    until = -1  # the token before which everything is reported already
    inside: list[int] = []  # reports that lie in the words of another
    begins = len(reader.found)
    done = -1
    for n, report in enumerate(reports):
        if n <= done:
            continue
        if (m := closer(unit, reports, n)) is not None:
            pending, count = reader.pending, len(reader.found)
            speaker, taken = _one(reader, unit, reports[m], reports[m + 1 :], speakers, covered, until, heading)
            if len(reader.found) > count and speaker is not None and taken is not None:
                inside.extend(range(n, m))
                speakers.append((reports[m].cue, speaker))
                until, done = max(until, taken), m
                continue
            reader.pending = pending
        if report.cue.first < until and not (report.at is not None and report.at >= until):
            inside.append(n)
            continue
        speaker, taken = _one(reader, unit, report, reports[n + 1 :], speakers, covered, until, heading)
        if speaker is not None:
            speakers.append((report.cue, speaker))
        if taken is not None:
            until = max(until, taken)
    spoken: list[tuple[Cue, Speaker]] = []
    for n in inside:
        _inner(reader, unit, reports[n], reports[n + 1 :], begins, spoken)
    _settle(reader, unit, covered, speakers, heading=heading, block=block)


def _inner(reader: _Reader, unit: Unit, report: Report, later: Sequence[Report], begins: int, speakers: list[tuple[Cue, Speaker]]) -> None:
    """Adds what a cue inside reported words reports to the quote that holds it; who speaks there has not spoken in the article."""
    at = unit.starts[report.cue.first]
    number = next((k for k in range(begins, len(reader.found)) if reader.found[k].span.start <= at < reader.found[k].span.end), None)
    if number is None or reader.found[number].value.kind is QuoteKind.DIRECT:
        return
    start = report.subject.start if report.subject else report.cue.head
    if report.cue.lemma in context("intention") or unit.word(start - 1) in ("if", "unless", "until", "once"):
        return  # "would stop if Moscow agreed", "Kyiv aimed to": nobody has spoken
    if report.subject is not None and report.subject.same and report.cue.form != "ing" and not speakers:
        return  # "said the talks had failed and urged them to": either may be meant
    cast = reader.cast
    saved = (cast.last, cast.last_at, reader.last_block, reader.pending)
    count = len(reader.found)
    speaker, _ = _one(reader, unit, report, later, speakers, [], -1, False)
    if speaker is not None:
        speakers.append((report.cue, speaker))
    if speaker is not None and not _speaks(unit, speaker):
        del reader.found[count:]
    added = reader.found[count:]
    del reader.found[count:]
    cast.last, cast.last_at, reader.last_block, reader.pending = saved
    outer = reader.found[number]
    for mention in added:
        span = Span(max(mention.span.start, outer.span.start), min(mention.span.end, outer.span.end))
        known = mention.value.speaker is not None and span.end - span.start >= _LEAST
        same = (
            mention.value.speaker == outer.value.speaker and mention.value.cue is not None and mention.value.cue.start <= outer.span.start
        )
        turned = outer.value.stance is Stance.DENIED and mention.value.speaker == outer.value.speaker  # "rejected the claim that"
        known = known and not same and not turned  # "refused to say if" is one report
        if not known or span == outer.span or any(span.overlaps(one.span) for one in outer.value.inner):
            continue
        words = flat(span.of(unit.text)) if mention.value.kind is not QuoteKind.DIRECT else mention.value.words
        held = replace(mention, span=span, value=replace(mention.value, words=words))
        outer = replace(outer, value=replace(outer.value, inner=(*outer.value.inner, held)))
    reader.found[number] = outer


def _one(
    reader: _Reader,
    unit: Unit,
    report: Report,
    later: Sequence[Report],
    speakers: Sequence[tuple[Cue, Speaker]],
    covered: list[Span],
    until: int,
    heading: bool,
) -> tuple[Speaker | None, int | None]:
    """Reads one cue: who speaks, and the token up to which its words reach (None: no words found)."""
    cue = report.cue
    if report.subject is not None and not report.subject.same and unit.word(report.subject.start - 1) in ("did", "does", "do"):
        return None, None  # a question: "did she want to attend?"
    if cue.form == "according":
        return _according(reader, unit, report, later, covered, until)
    if cue.form == "noun":
        return None, _noun(reader, unit, report, later, covered, heading=heading)
    if cue.passive:
        return _passive(reader, unit, report, later, covered)
    if is_inverted(unit, cue, covered):
        subject = subject_after(unit, cue)
        speaker = reader.cast.who(unit, subject) if subject else None
        if speaker is not None and subject is not None:
            words = words_before(unit, cue.head - 1, until, covered)
            if words and unit.word(subject.last + 1) == "," and not unit.marked and unit.word(subject.last + 2) in context("aux"):
                words = Span(words.start, unit.ends[last_word(unit, words)])  # "The gifts, said Mauer, are to be shown": all of it
                _add(reader, unit, words, speaker, cue, covered, "around the cue")
                return speaker, len(unit)
            if words:
                _add(reader, unit, words, speaker, cue, covered, "before the cue")
                return speaker, after_tail(unit, subject.last + 1)
    if cue.form == "ing" and cue.first == 0 and report.content is not None:
        main = main_subject(unit)  # `Citing "a measure", the airline announced`
        first_of_all = reader.cast.who(unit, main) if main and main.first > cue.last and unit.word(main.first - 1) == "," else None
        if main and first_of_all is not None and _speaks(unit, first_of_all):
            taken = _take(reader, unit, report.content, later, first_of_all, cue, covered, "after the cue", limit=main.first - 1)
            return first_of_all, taken
    speaker = _speaker(reader, unit, report, speakers)
    if heading and speaker is not None and not _speaks(unit, speaker):
        return None, None
    if speaker is None and report.subject and unit.word(report.subject.first) in ("i", "we", "you"):
        return None, None
    if report.content is not None and (speaker is None or (cue.weak and not _speaks(unit, speaker))):
        marks = not unit.outside(report.content)
        if speaker is not None and marks:
            pass
        elif (marks or unit.low[report.content] == "that") and not cue.infinitive:
            return None, _take(reader, unit, report.content, later, None, cue, covered, "after the cue")
        else:
            return None, None
    if speaker is None or (report.content is None and cue.weak and not _speaks(unit, speaker)):
        return None, None
    if report.content is None:
        return speaker, _closing(reader, unit, report, later, speaker, covered, until)
    return speaker, _take(reader, unit, report.content, later, speaker, cue, covered, "after the cue", to_comma=report.relative)


def _closing(
    reader: _Reader, unit: Unit, report: Report, later: Sequence[Report], speaker: Speaker, covered: list[Span], until: int
) -> int | None:
    """A cue behind its words (`..., X said on Tuesday.`) or before those of the next sentence; the token up to which it reaches."""
    cue = report.cue
    start = report.subject.start if report.subject and not report.subject.same else cue.head
    behind = closes(unit, cue)
    follows = (
        behind
        and start > 0
        and (cue.form != "ing" or not unit.outside(start - 1))
        and (unit.low[start - 1] in (",", "—", "–") or not unit.outside(start - 1))
    )
    if follows and (words := words_before(unit, start - 1, until, covered)):
        tail = after_tail(unit, cue.last + 1)
        if unit.word(tail) != "," and _no_statement(unit, unit.at(words.start), start - 1, cue):
            return None
        bare = start < 9 and not has_verb(unit, max(0, until), start, strict=True)  # "In private, several donors said, the mood is grim."
        if unit.word(tail) == "," and not unit.marked and (bare or unit.word(tail + 1) in context("aux")):
            words = Span(words.start, unit.ends[last_word(unit, words)])
            _add(reader, unit, words, speaker, cue, covered, "around the cue")
            return len(unit)
        _add(reader, unit, words, speaker, cue, covered, "before the cue")
        return tail
    if unit.word(start - 1) == "as" and unit.word(start - 2) == "," and unit.word(cue.last + 1) == "," and not unit.marked and until < 0:
        _add(reader, unit, unit.span_of(0, _last_letter(unit)), speaker, cue, covered, "around the cue")
        return len(unit)
    if behind and unit.word(start - 1) == "as" and start <= 2:
        comma = next((k for k in range(cue.last + 1, len(unit)) if unit.low[k] == "," and unit.outside(k)), None)
        if comma is not None and comma + 3 < len(unit):
            return _take(reader, unit, comma + 1, later, speaker, cue, covered, "after the cue")
    if start == 0 and behind and _asked_before(reader, unit):
        _answer_for(reader, unit, speaker, cue)
        return after_tail(unit, cue.last + 1)
    if unit.low[-1] in (":", ",") or (behind and len(unit) - cue.last <= 8):
        reader.pending = (speaker, cue, reader.block)
    return None


def _asked_before(reader: _Reader, unit: Unit) -> bool:
    """Whether words that end in "?" or "!" stand right before the sentence, with no speaker of their own: `"Is it safe?" Quill asked.`"""
    if not reader.found or unit.marked:
        return False
    last = reader.found[-1]
    between = unit.text[last.span.end : unit.span.start]
    asked = last.span.of(unit.text).rstrip(" \"'”’»")[-1:] in ("?", "!")
    return last.value.kind is QuoteKind.DIRECT and last.value.cue is None and asked and not between.strip() and "\n" not in between


def _answer_for(reader: _Reader, unit: Unit, speaker: Speaker, cue: Cue) -> None:
    """Gives the words before the sentence to the speaker whom it names."""
    last = reader.found[-1]
    value = replace(
        last.value,
        speaker=speaker.span,
        speaker_text=speaker.text,
        speaker_words=speaker.words if speaker.words != speaker.span else None,
        cue=_cue_span(unit, cue),
        others=speaker.others,
        stance=Stance.ASKED if cue.lemma == "ask" else Stance.ASSERTED,
    )
    reader.found[-1] = replace(
        last, value=value, score=0.9 if speaker.known else 0.7, why=f"before the cue: {value.cue.of(unit.text) if value.cue else ''}"
    )
    reader.cast.spoke(speaker, last.span.end)
    reader.last_block = reader.block


def _no_statement(unit: Unit, first: int, comma: int, cue: Cue) -> bool:
    """Whether the words before a cue only lead up to it: a role before its name, "Responding to the report", "Since the war began"."""
    if not unit.outside(first) or not unit.outside(comma - 1):
        return False
    if unit.word(first) in context("opener") and (
        unit.word(first).endswith("ing") or (cue.weak and unit.word(first) in context("boundary"))
    ):
        return True
    return unit.word(comma - 1) in context("people") and not has_verb(unit, first, comma, strict=True) and comma - first <= 6


def _last_letter(unit: Unit) -> int:
    return next((k for k in range(len(unit) - 1, -1, -1) if unit.low[k][0].isalnum()), len(unit) - 1)


def _speaker(reader: _Reader, unit: Unit, report: Report, speakers: Sequence[tuple[Cue, Speaker]]) -> Speaker | None:
    subject = report.subject
    if subject is not None and not subject.same:
        if (
            unit.low[subject.first] == "it"
            and subject.first == subject.last
            and unit.word(subject.first - 1) == ","
            and report.content is None
        ):
            main = main_subject(unit)  # "The Osaka-based company will pay, it said"
            if main is not None and main.last < subject.first and (whole := reader.cast.who(unit, main)) and _head_speaks(_words_of(whole)):
                return replace(whole, words=unit.span_of(subject.first, subject.last))
        return reader.cast.who(unit, subject)
    if subject is None:
        return None
    active = [speaker for cue, speaker in speakers if not cue.passive and cue.form != "according"]
    if active:
        return active[-1]
    main = main_subject(unit)
    return reader.cast.who(unit, main) if main and main.last < report.cue.head else None


def _words_of(speaker: Speaker) -> Sequence[str]:
    return speaker.text.casefold().split()


def _speaks(unit: Unit, speaker: Speaker) -> bool:
    """Whether the words are a name, a pronoun or a noun of those who speak, as a verb of other uses wants it."""
    if speaker.known:
        return True
    words = speaker.text.casefold().split()
    cut = next((i for i, word in enumerate(words) if i and word in context("preposition")), len(words))
    if cut < len(words) and words[cut - 1] not in ("one", "some", "many", "most", "both", "all", "half", "none", "number", "group"):
        words = words[:cut]  # "a grant to the museum" is no museum, "some of them" are
    if words and len(words) <= 3 and all(word[0].isupper() for word in speaker.text.split()):
        return True
    shares = any(word in context("share") for word in speaker.text.casefold().split())
    return bool(words) and (words[-1] in ("he", "she", "they", "we", "i", "who") or shares or _head_speaks(words))


def _head_speaks(words: Sequence[str]) -> bool:
    """Whether the head of a phrase, its last word but for "familiar" and the like, is one of those who speak."""
    known = [number for number, word in enumerate(words) if word in context("people") or word in context("paper")]
    behind = words[known[-1] + 1 :] if known else ()
    if behind and behind[0].endswith(("ing", "ed")):  # "a study documenting the spread"
        return True
    return bool(known) and all(word in context("behind") or not word[0].isalpha() for word in behind)


def _according(
    reader: _Reader, unit: Unit, report: Report, later: Sequence[Report], covered: list[Span], until: int
) -> tuple[Speaker | None, int | None]:
    cue = report.cue
    subject = subject_after(unit, cue)
    speaker = reader.cast.who(unit, subject) if subject else None
    if speaker is None or subject is None:
        return None, None
    if cue.lemma == "in the words of":
        opens = next((k for k in range(subject.last + 1, min(subject.last + 12, len(unit))) if not unit.outside(k)), None)
        if opens is not None:
            return speaker, _take(reader, unit, opens, later, speaker, cue, covered, "after the cue")
    aside = unit.word(cue.first - 1) == "," and unit.word(subject.last + 1) == "," and not unit.marked and until < 0
    if (
        aside and cue.first < 9 and not has_verb(unit, 0, cue.first - 1, strict=True)
    ):  # "Her own polling, according to X, showed her behind"
        _add(reader, unit, unit.span_of(0, _last_letter(unit)), speaker, cue, covered, "around the cue")
        return speaker, len(unit)
    if cue.first > max(2, until + 1) and (words := words_before(unit, cue.first - 1, until, covered)):
        _add(reader, unit, words, speaker, cue, covered, "before the cue")
        return speaker, len(unit) if unit.word(subject.last + 1) != "," else subject.last + 1
    k = subject.last + 1
    name = None
    if unit.word(k) == "," and appositive(unit, k + 1, speaker):
        close = next((m for m in range(k + 1, len(unit)) if unit.low[m] == "," and unit.outside(m)), None)
        if close is not None:
            name = next((unit.named(m) for m in range(k + 1, close) if unit.name[m] >= 0), None)
            if name is not None and speaker.name is None and name.kind is Kind.PERSON:
                speaker = replace(speaker, span=name.span, text=name.value.text, name=name)
            k = close
    following = unit.word(subject.last + 1)
    if following in context("preposition") or following in context("time") or following in context("published"):
        while k < len(unit) and unit.low[k] != "," and unit.outside(k):
            k += 1
    if k < len(unit) and unit.low[k] in (",", ":"):
        k += 1
    if k + 2 >= len(unit):
        return speaker, None
    return speaker, _take(reader, unit, k, later, speaker, cue, covered, "after the cue")


def _passive(
    reader: _Reader, unit: Unit, report: Report, later: Sequence[Report], covered: list[Span]
) -> tuple[Speaker | None, int | None]:
    """`was told by the mayor that`, `described as "a trap" by the mayor`; a passive without "by" names nobody and is left out."""
    cue = report.cue
    subject = subject_after(unit, cue)
    speaker = reader.cast.who(unit, subject) if subject else None
    if speaker is None or subject is None or not _speaks(unit, speaker):
        return None, None
    by = subject.first - 1
    if (by > cue.last + 1 and (cue.frames & {"as", "obj"}) and unit.low[cue.last + 1] in ("as", "a", "an", "the")) or not unit.outside(
        cue.last + 1
    ):
        span = unit.span_of(cue.last + 1, by - 1)
        _add(reader, unit, span, speaker, cue, covered, "a passive with its speaker behind by")
        return speaker, subject.last
    aside = unit.word(subject.last + 1) == ","  # "first reported by the Post, shows that"
    content = None if aside else content_after(unit, cue, subject.last + 1, len(unit))
    if content is None and unit.word(subject.last + 1) in ("of", "for", "as") and cue.frames & {"obj", "as"}:
        content = subject.last + 2 if subject.last + 3 < len(unit) else None
    if content is None:
        return speaker, None
    return speaker, _take(reader, unit, content, later, speaker, cue, covered, "a passive with its speaker behind by")


def _noun(reader: _Reader, unit: Unit, report: Report, later: Sequence[Report], covered: list[Span], *, heading: bool) -> int | None:
    cue = report.cue
    if report.content is None:
        return None
    speaker = _owner(reader, unit, cue)
    if speaker is None and ("bare" not in cue.frames or heading):
        return None
    return _take(reader, unit, report.content, later, speaker, cue, covered, "after a noun of speech", to_comma=True)


def _owner(reader: _Reader, unit: Unit, cue: Cue) -> Speaker | None:
    """Whose claim it is: `his claim`, `Moscow's repeated claims`, `claims by Moscow`, `Moscow has voiced concern`."""
    i = cue.first
    if unit.word(i + 1) in ("by", "from", "of", "among") and unit.word(i + 1) not in cue.frames:
        subject = subject_after(unit, replace(cue, last=i + 1))
        return reader.cast.who(unit, subject) if subject else None
    for k in range(i - 1, max(-1, i - 5), -1):
        word = unit.word(k)
        if not unit.outside(k) or word in (",", ";", ".", ":"):
            return None
        if word in ("his", "her", "their", "its"):
            pronoun = {"his": "he", "her": "she", "their": "they", "its": "it"}[word]
            return reader.cast.possessive(unit, k, pronoun)
        if word.endswith(("'s", "s'")) and k + 1 <= i:
            first = k
            while unit.name[first] >= 0 and unit.name[first - 1] == unit.name[first]:
                first -= 1
            while (first > 0 and unit.low[first - 1] in ("the", "a")) or (
                unit.name[first] < 0 and unit.low[first] not in ("the", "a") and first > k - 2 and first > 0
            ):
                first -= 1
            return reader.cast.owner(unit, first, k)
        if word in context("light") and unit.name[k] < 0:
            verb = Cue(first=k, last=k, head=k, form="ed", lemma=word, frames=frozenset())
            while verb.head > 0 and unit.outside(verb.head - 1) and unit.low[verb.head - 1] in context("aux"):
                verb = replace(verb, head=verb.head - 1)
            subject = subject_before(unit, verb)
            if subject is None:
                return None
            if subject.same:
                subject = main_subject(unit)
            speaker = reader.cast.who(unit, subject) if subject and subject.last < k else None
            return speaker if speaker is not None and _speaks(unit, speaker) else None  # "bank shares alleviating fears"
        if word in context("aux") or word in context("preposition"):
            return None
    return None


# ---------------------------------------------------------------- adding


def _take(
    reader: _Reader,
    unit: Unit,
    first: int,
    later: Sequence[Report],
    speaker: Speaker | None,
    cue: Cue,
    covered: list[Span],
    why: str,
    *,
    to_comma: bool = False,
    limit: int | None = None,
) -> int | None:
    """Adds the words from a token to the end of the sentence, or to where another cue's clause begins; the token after them."""
    end = len(unit) if limit is None else limit
    if first >= end:
        return None
    for report in later:
        if report.at is not None and first < report.at < end:
            end = report.at
            break
    grammatical = cue.frames & {"clause", "that", "tell"}
    if not grammatical:
        for stretch in unit.marked:  # `whom Quill has called “crooked,” fired back`
            if unit.starts[first] <= stretch.inner.start and stretch.inner.of(unit.text).endswith(","):
                end = min(end, unit.at(stretch.span.end - 1) + 1)
                break
        semicolon = next((k for k in range(first, end) if unit.low[k] == ";" and unit.outside(k)), end)
        end = min(end, semicolon)
    contrast = next((k for k in range(first + 1, end) if unit.low[k] == "but" and unit.outside(k)), None)
    if contrast is not None and not has_verb(unit, first, contrast, strict=True):
        end = contrast  # "called on him to go but stopped short of": the second verb is the speaker's own
    if to_comma:
        end = end_of_noun_clause(unit, first, end) if cue.form == "noun" else end
        comma = next((k for k in range(first, end) if unit.low[k] in (",", ";", "—", "–", ":") and unit.outside(k)), end)
        end = min(end, comma)
    if not unit.outside(first):
        stretch = unit.marked[unit.stretch[first]]
        if (
            is_whole(unit, stretch)
            or unit.at(stretch.span.end) >= end - 1
            or (count_words(unit, stretch) >= WHOLE_WORDS and cue.frames & {"clause", "tell", "that", "quote"})
        ):
            _add(reader, unit, stretch.span, speaker, cue, covered, why)
            return unit.at(stretch.span.end)
    last = end - 1
    while last > first and unit.outside(last) and not unit.low[last][0].isalnum() and unit.low[last] not in "%)]":
        last -= 1
    if last - first > 2 and not has_verb(unit, first, last + 1, strict=True) and unit.low[last] in _WEEKDAYS and unit.low[last - 1] == "on":
        last -= 2  # the day is when it was said: "demanded an apology on Friday"
    if last < first:
        return None
    start = unit.starts[first] if unit.outside(first) else unit.marked[unit.stretch[first]].span.start
    finish = unit.ends[last] if unit.outside(last) else unit.marked[unit.stretch[last]].span.end
    if finish - start < _LEAST and not unit.marked and cue.lemma != "count":  # "had counted 49"
        return None
    _add(reader, unit, Span(start, finish), speaker, cue, covered, why)
    return end


def _add(
    reader: _Reader,
    unit: Unit,
    span: Span,
    speaker: Speaker | None,
    cue: Cue | None,
    covered: list[Span],
    why: str,
    *,
    verbatim: bool = False,
) -> None:
    words = span.of(unit.text)
    span = Span(span.start + len(words) - len(words.lstrip()), span.start + len(words.rstrip()))
    if not any(char.isalnum() for char in words) or any(span.overlaps(one) for one in covered):
        return
    kind = QuoteKind.DIRECT if verbatim else kind_of(unit, span, cue)
    if kind is QuoteKind.DIRECT and speaker is not None and _names_itself(reader.cast, unit, span, speaker):
        speaker = replace(speaker, span=speaker.words, text=flat(speaker.words.of(unit.text)), name=None, others=())
    pronoun = speaker is not None and unit.text[speaker.words.start : speaker.words.end].casefold() in ("he", "she")
    if kind is not QuoteKind.DIRECT and pronoun and speaker is not None and _names_itself(reader.cast, unit, span, speaker):
        other = reader.cast.another(unit, unit.at(speaker.words.start), speaker)  # "It would help Lady Quill, she said"
        speaker = other or replace(speaker, span=speaker.words, text=flat(speaker.words.of(unit.text)), name=None, others=())
    stance = stance_of(unit, cue, kind, span)
    text = flat(span.of(reader.article.text))
    quote = Quote(
        kind=kind,
        words=text.strip(" \"'“”‘’«»„") if kind is QuoteKind.DIRECT else text,
        speaker=speaker.span if speaker else None,
        speaker_text=speaker.text if speaker else None,
        speaker_words=speaker.words if speaker and speaker.words != speaker.span else None,
        cue=_cue_span(unit, cue) if cue else None,
        others=speaker.others if speaker else (),
        stance=stance,
    )
    score = (0.9 if kind is QuoteKind.DIRECT else 0.8) if speaker and speaker.known else 0.7 if speaker else 0.5
    if cue is not None and (cue.weak or cue.form == "noun"):
        score -= 0.1
    cue_text = flat(_cue_span(unit, cue).of(unit.text)) if cue else ""
    reason = f"{why}: {cue_text}" if cue else why
    reader.found.append(Mention(span=span, kind=Kind.QUOTE, value=quote, found_by="quotes", score=round(score, 2), why=reason))
    covered.append(span)
    if speaker is not None:
        reader.cast.spoke(speaker, span.end)
        reader.last_block = reader.block


def _cue_span(unit: Unit, cue: Cue) -> Span:
    """The cue with what negates it: "never said", "would not"."""
    first = negation(unit, cue)
    return unit.span_of(min(cue.first, cue.first if first is None else first), cue.last)


def _names_itself(cast: Cast, unit: Unit, span: Span, speaker: Speaker) -> bool:
    """Whether words hold the name of the one whom only a pronoun, a role or the context gives as their speaker: somebody else then."""
    if speaker.name is None or speaker.name.kind is not Kind.PERSON or speaker.name.span.overlaps(speaker.words):
        return False
    family = speaker.name.value.text.split()[-1]
    return any(
        name.kind is Kind.PERSON
        and name.span.overlaps(span)
        and name.value.text.split()[-1] == family
        and not cast.apart(speaker.name, name)
        and not unit.text[max(0, name.span.start - 12) : name.span.start].casefold().endswith(("i am ", "i’m ", "i'm ", "name is "))
        for name in unit.names
    )


def _settle(
    reader: _Reader, unit: Unit, covered: list[Span], speakers: Sequence[tuple[Cue, Speaker]], *, heading: bool, block: Block | None = None
) -> None:
    """Adds the marked words of the sentence that no cue has taken: whole sentences, with the speaker whom the context gives."""
    pending, spoken = reader.pending, bool(covered)
    for stretch in unit.marked:
        if stretch.span.start < unit.span.start or any(stretch.span.overlaps(span) for span in covered):
            continue
        whole, count = is_whole(unit, stretch), count_words(unit, stretch)
        if heading or (not whole and (count < WHOLE_WORDS or is_title(unit, stretch))):
            continue
        speaker, cue = None, None
        if owner := _owner_of_words(reader, unit, stretch):
            speaker = owner
        elif led := _led_by_colon(unit, stretch, speakers):
            speaker = _before_colon(reader, unit, led)
        elif speakers:
            cue, speaker = next(((c, s) for c, s in reversed(speakers) if unit.starts[c.first] < stretch.span.start), speakers[-1])
        elif pending is not None and reader.block - pending[2] <= 1:
            speaker, cue = pending[0], None
        elif whole and reader.block != reader.last_block and reader.acting and reader.acting[1] == reader.block:
            speaker = reader.acting[0]
        elif (whole or count >= 2 * WHOLE_WORDS) and _goes_on(reader, unit, stretch):
            speaker = reader.cast.last
        elif whole and _fills(unit, stretch, block):
            speaker = _interviewed(reader, stretch.span.start)
        _add(reader, unit, stretch.span, speaker, cue, covered, "between quotation marks")
        spoken = True
    if spoken or (pending is not None and pending is reader.pending and reader.block - pending[2] > 1):
        reader.pending = None if reader.pending is pending else reader.pending
    if unit.marked:
        reader.open_ended = unit.marked[-1].open_ended


def _led_by_colon(unit: Unit, stretch: Marked, speakers: Sequence[tuple[Cue, Speaker]]) -> int | None:
    """The colon right before the marked words, where no cue stands before it: `Quill doubts it: "..."`."""
    colon = unit.at(stretch.span.start) - 1
    if unit.word(colon) != ":" or not unit.outside(colon) or colon < 2:
        return None
    return None if any(cue.first < colon for cue, _ in speakers) else colon


def _before_colon(reader: _Reader, unit: Unit, colon: int) -> Speaker | None:
    """The only person whom the words before the colon name, other than as an owner or behind a preposition, or the "he" that opens them."""
    first = next((k + 1 for k in range(colon - 1, -1, -1) if not unit.outside(k) or unit.low[k] in (";", ".")), 0)
    people: dict[Span, Mention[Name]] = {}
    for k in range(first, colon):
        name = person_at(unit, k)
        if name is not None and not (k + 1 < colon and unit.low[k].endswith("'s")) and not prepositional(unit, first, k):
            people[name.span] = name
    if len(people) == 1:
        (name,) = people.values()
        owned = unit.text[name.span.end : name.span.end + 2] in ("'s", "’s")
        return None if owned else Speaker(span=name.span, text=name.value.text, words=name.span, name=name)
    if not people and unit.word(first) in ("he", "she"):
        return reader.cast.who(unit, Subject(first=first, last=first, start=first))
    return None


def _owner_of_words(reader: _Reader, unit: Unit, stretch: Marked) -> Speaker | None:
    """Who is named beside the marked words without a verb: `"..." — Quill`, `"..." was her answer`, `Quill's advice: "..."`."""
    after = unit.at(stretch.span.end)
    if unit.word(after) in ("—", "–", "-", "--") and after + 1 < len(unit):
        rest = Subject(first=after + 1, last=len(unit) - 1, start=after + 1)
        stop = next((k for k in range(rest.first, len(unit)) if unit.low[k] == ","), len(unit))
        words = range(rest.first, stop)
        named = (
            len(words) <= 6
            and any(unit.name[k] >= 0 for k in words)
            and all(unit.name[k] >= 0 or unit.capital(k) for k in words if unit.low[k][0].isalpha())
        )
        if named:
            return reader.cast.who(unit, replace(rest, last=max(k for k in words if unit.low[k][0].isalpha())))
    if unit.word(after) in ("was", "is") and not any(unit.outside(k) for k in range(unit.at(stretch.span.start))):
        noun = next((k for k in range(after + 2, min(after + 6, len(unit))) if unit.low[k] in context("owned")), None)
    else:
        colon = unit.at(stretch.span.start) - 1
        noun = None
        if unit.word(colon) == ":" and colon < 10:
            noun = next((k for k in range(1, colon) if unit.low[k] in context("owned") and unit.outside(k)), None)
    if noun is None:
        return None
    return _owner(reader, unit, Cue(first=noun, last=noun, head=noun, form="noun", lemma=unit.low[noun], frames=frozenset(("that",))))


def _interviewed(reader: _Reader, at: int) -> Speaker | None:
    """The one whom the article announced, unless somebody else has spoken or been named since, other than in quotation marks."""
    if reader.interviewee is None:
        return None
    speaker, since = reader.interviewee
    last = reader.cast.last
    spoke = last is not None and reader.cast.last_at > since and last.text.split()[-1] != speaker.text.split()[-1]
    return None if spoke or not since <= at <= reader.until else speaker


def _fills(unit: Unit, stretch: Marked, block: Block | None) -> bool:
    """Whether marked words are the whole of their paragraph."""
    return block is not None and stretch.span.start == block.span.start and not unit.text[stretch.span.end : block.span.end].strip()


def _goes_on(reader: _Reader, unit: Unit, stretch: Marked) -> bool:
    """Whether words without a cue are by the one who spoke last: in the same paragraph, or at the beginning of the next."""
    if reader.block == reader.last_block:
        return True
    return stretch.span.start <= unit.span.start + 1 and reader.block - reader.last_block <= 1


def _laid_out(reader: _Reader, unit: Unit, block: Block | None) -> Span | None:
    """A block quotation with the name below it, or an answer of an interview: the whole paragraph is added, and its span returned."""
    if block is None or unit.span.start != block.span.start:
        return None
    speaker, why = reader.signed.get(block.span), "above the speaker's name"
    span = block.span
    if speaker is None and reader.interviewee is not None:
        answer = reader.answers.get(block.span)
        if answer is not None and answer.start > reader.interviewee[1]:
            speaker, span, why = reader.interviewee[0], answer, "an answer of the one interviewed"
    if speaker is None:
        return None
    _add(reader, unit, span, speaker, None, [], why, verbatim=True)
    return span


def _label(reader: _Reader, unit: Unit, block: Block | None) -> Span | None:
    """`NAME: words` at the beginning of a title or of a paragraph (a transcript); the words are added, and their span returned.

    In a title the label holds a name; in a paragraph it is a person's name, or words in capitals that label another paragraph too.
    """
    colon = next((k for k in range(1, min(8, len(unit))) if unit.low[k] == ":" and unit.outside(k)), None)
    if colon is None or colon + 2 >= len(unit) or block is None or unit.span.start != block.span.start:
        return None
    title = block.role in (Role.TITLE, Role.SUBHEAD)
    speaker = _labelled(reader, unit, colon, title=title)
    if speaker is None:
        return None
    first = colon + 1
    start = unit.starts[first] if unit.outside(first) else unit.marked[unit.stretch[first]].span.start
    end = (unit.span if title else block.span).of(unit.text).rstrip()
    span = Span(start, (unit.span if title else block.span).start + len(end))
    covered: list[Span] = []
    _add(reader, unit, span, speaker, None, covered, "after the speaker's name and a colon", verbatim=not title)
    return span


def _labelled(reader: _Reader, unit: Unit, colon: int, *, title: bool) -> Speaker | None:
    name = unit.named(colon - 1)
    words = unit.span_of(0, colon - 1)
    if title and name is not None and name.kind is Kind.PLACE:
        return None  # "Calloway: toll rises": where it is, not who says it
    if name is not None and name.span.end >= words.end and (title or name.kind is Kind.PERSON):
        if all(unit.name[k] >= 0 or unit.capital(k) or unit.low[k] in (".", "the", "of", "#") for k in range(colon)):
            return Speaker(span=name.span, text=name.value.text, words=name.span, name=name)
        return None
    label = words.of(unit.text)
    if title and colon <= 4 and unit.capital(0):
        family = unit.low[colon - 1]
        bearer = next((n for n in reader.cast.names if n.value.text.casefold().split()[-1] == family and n.kind is not Kind.PLACE), None)
        if bearer is not None and unit.capital(colon - 1):  # "Quill: the plan will fail", where the text names Mara Quill
            return Speaker(span=bearer.span, text=bearer.value.text, words=words, name=bearer)
        if family in context("labels"):
            return Speaker(span=words, text=flat(label), words=words)
    if title or not label.isupper() or len(label) < 3 or unit.text.count(f"\n{label}:") + unit.text.startswith(f"{label}:") < 2:
        return None
    return Speaker(span=words, text=label, words=words)
