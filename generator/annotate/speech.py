"""Who says what in a sentence: the reporting verb, the words that name the speaker, and the clause that is reported."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from generator.data import lines
from generator.model import Kind, Mention, Name, Span

_PRONOUN = re.compile(r"(?:he|she|they|it|who|i|we)\Z", re.I)
# Words between the subject and its verb that change neither: "has also since said".
_BETWEEN = re.compile(
    r"(?:\s+|,)(?:has|have|had|is|was|are|were|will|would|also|later|then|earlier|previously|repeatedly|again|just|once|now|further|"
    r"recently|reportedly|separately|jointly|publicly|immediately|not|never|since|already|still|even|only|\w+ly|being|been)\Z",
    re.I,
)
_NOUN_PHRASE = re.compile(
    r"(?:(?:the|a|an|another|one|some|many|several|both|his|her|their|its|these|those|most|two|three|four)\s+)?"
    r"(?:[\w’'-]+\s+(?:of\s+(?:the\s+)?)?){0,4}[\w’'-]+\Z",
    re.I,
)
# A verb form right after one of these is a noun or an adjective ("the claims", "his said").
_NOMINAL_BEFORE = re.compile(r"\b(?:the|a|an|this|that|these|those|its|of|such|no|any|by|for|with|into|new|’s|'s)\s+\Z", re.I)
_TIME = re.compile(
    r"\s+(?:(?:late|early)\s+)?(?:on\s+)?(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|yesterday|today|earlier|later)"
    r"(?:\s+(?:morning|afternoon|evening|night|(?:in|at|that)\s+\w+))?",
    re.I,
)
_CLAUSE_START = re.compile(
    r"\s*(?:the|a|an|this|that|these|those|there|it|he|she|they|we|i|you|his|her|their|its|our|no|all|some|many|most|more|both|"
    r"several|any|each|every|another|around|about|at\s+least|if|when|while|as|because|what|how|why|whether|where|who|nobody|"
    r"everyone|nothing|people|officials|[A-Z0-9“\"‘$£€][\w’'.-]*|\w+ing|\w+s)\s",
)
_NO_CLAUSE = re.compile(r"\s*(?:in|of|to|by|for|with|from|at|on|so|and|but|or|during|about|as\s+much)\b|\s*[.,;:)?!]|\s*\Z", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A reporting verb (or "according to"): where it stands and its frame, as in data/reporting_verbs.txt."""

    span: Span
    frame: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """The words that name who speaks. `name` is the mention of a name that they hold; a pronoun has its antecedent's."""

    span: Span
    text: str
    name: Mention[Name] | None = None


@cache
def _frames() -> Mapping[str, str]:
    """Form in lower case -> frame."""
    frames: dict[str, str] = {}
    for line in lines("reporting_verbs.txt"):
        forms, frame = (part.strip() for part in line.split("|"))
        words = forms.split()
        if " " in forms and words[1] in ("out", "for", "on", "of", "up"):
            frames.update({f"{words[i]} {words[i + 1]}": frame for i in range(0, len(words), 2)})
        else:
            frames.update(dict.fromkeys(words, frame))
    return frames


@cache
def _cue_pattern() -> re.Pattern[str]:
    forms = sorted(_frames(), key=lambda form: (-len(form), form))
    return re.compile(r"\b(?:according to|" + "|".join(form.replace(" ", r"\s+") for form in forms) + r")\b", re.I)


def find_cues(text: str, sentence: Span, quoted: Sequence[Span]) -> Iterator[Cue]:
    """The reporting verbs of a sentence that stand outside quotation marks."""
    for match in _cue_pattern().finditer(text, sentence.start, sentence.end):
        span = Span(match.start(), match.end())
        if any(stretch.start <= span.start < stretch.end for stretch in quoted):
            continue
        form = " ".join(match.group().casefold().split())
        if form == "according to":
            yield Cue(span=span, frame="according")
        elif not match.group()[0].isupper() and not _NOMINAL_BEFORE.search(text, max(sentence.start, span.start - 12), span.start):
            yield Cue(span=span, frame=_frames()[form])


def find_subject(text: str, sentence: Span, cue: Cue, names: Sequence[Mention[Name]]) -> Speaker | None:
    """Who speaks, in the words before the cue of the same sentence: `Gen. Syrskyi, the commander, said`."""
    end = cue.span.start
    while True:
        trimmed = end
        while trimmed > sentence.start and text[trimmed - 1].isspace():
            trimmed -= 1
        between = _BETWEEN.search(text, max(sentence.start, trimmed - 24), trimmed)
        if not between:
            break
        end = between.start()
    end = trimmed
    if end > sentence.start and text[end - 1] == ",":  # an apposition or a time: the name stands before it
        earlier = [name for name in names if sentence.start <= name.span.start and name.span.end <= end - 1]
        near = [name for name in earlier if text[name.span.end : name.span.end + 1] == "," and end - name.span.end < 160]
        return _named(text, near[-1] if near else None)
    return _ending_at(text, sentence, end, names)


def find_inverted(text: str, cue: Cue, limit: int, names: Sequence[Mention[Name]]) -> Speaker | None:
    """Who speaks, in the words after the cue: `"...," said Mr Vale`, `according to the ministry`."""
    match = re.compile(r"\s+((?:the|a|an|his|her|their|its)\s+)?((?:[\w’'.&-]+\s*,?\s*){1,9})").match(text, cue.span.end, limit)
    if not match:
        return None
    inside = [name for name in names if match.start() <= name.span.start < min(limit, match.start(2) + 70)]
    comma = text.find(",", match.start(), limit)
    if inside and (comma < 0 or inside[0].span.start < comma):
        return _named(text, inside[0])
    phrase = re.compile(r"\s+((?:the|a|an|his|her|their|its)\s+)?[\w’'-]+(?:\s+[\w’'-]+){0,4}").match(text, cue.span.end, limit)
    if not phrase:
        return None
    span = Span(cue.span.end + len(phrase.group()) - len(phrase.group().lstrip()), phrase.end())
    return Speaker(span=span, text=" ".join(span.of(text).split()))


def _named(text: str, mention: Mention[Name] | None) -> Speaker | None:
    return Speaker(span=mention.span, text=mention.value.text, name=mention) if mention else None


def _ending_at(text: str, sentence: Span, end: int, names: Sequence[Mention[Name]]) -> Speaker | None:
    ending = [name for name in names if name.span.end == end and name.span.start >= sentence.start]
    if ending:
        return _named(text, ending[-1])
    match = _NOUN_PHRASE.search(text, max(sentence.start, end - 70), end)
    if not match or not match.group().strip():
        return None
    start = match.start()
    last = text[max(start, text.rfind(" ", start, end) + 1) : end]
    if _PRONOUN.match(last):
        return Speaker(span=Span(end - len(last), end), text=last)
    inside = [name for name in names if start <= name.span.start and name.span.end < end]
    if inside and inside[-1].kind is not Kind.PERSON and not text[inside[-1].span.end :].startswith(("'", "’")):
        return Speaker(span=Span(start, end), text=" ".join(text[start:end].split()))
    return Speaker(span=Span(start, end), text=" ".join(text[start:end].split()))


def find_clause(text: str, sentence: Span, cue: Cue) -> Span | None:
    """The reported words after the cue, to the end of the sentence; None where no clause follows."""
    start, end = cue.span.end, sentence.end
    if time := _TIME.match(text, start, end):
        start = time.end()
    that = re.compile(r"(?:[\w’'.-]*\s+){0,8}?that\s").match(text, start, end) if cue.frame in ("say", "that", "tell") else None
    if that and "," not in that.group():
        return _trimmed(text, that.end() - 5, end)
    if cue.frame in ("say", "that") and text[start : start + 1] == ":":
        return _trimmed(text, start + 1, end)
    if cue.frame == "say" and not _NO_CLAUSE.match(text, start, end) and _CLAUSE_START.match(text, start, end):
        return _trimmed(text, start, end)
    if cue.frame == "tell":
        told = re.compile(r"\s+(?:(?:the|a|his|her|their)\s+)?[\w’'-]+(?:\s+[A-Z][\w’'-]+)*\s").match(text, start, end)
        if told and not _NO_CLAUSE.match(text, told.end() - 1, end) and _CLAUSE_START.match(text, told.end(), end):
            return _trimmed(text, told.end(), end)
    if cue.frame == "to" and (to := re.compile(r"\s+to\s").match(text, start, end)):
        return _trimmed(text, to.start(), end)
    if cue.frame == "of":
        return _trimmed(text, start, end)
    return None


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and (text[start].isspace() or text[start] in ",:"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ".,;"):
        end -= 1
    return Span(start, end) if end - start >= 8 else None
