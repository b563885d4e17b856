"""The cues of a sentence: reporting verbs that act as verbs, "according to", and nouns such as "his promise to"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.annotate.quotes.lexicon import Noun, Verb, context, nouns, verbs
from generator.annotate.quotes.words import Unit
from generator.model import Kind

_DETERMINERS = frozenset("the a an this that these those its his her their our my your no any such each every some another of".split())
_SUBJECT_PRONOUNS = frozenset("he she it they we i you who which that".split())
_PLURAL_PRONOUNS = frozenset("they we i you who".split())
_PLURALS = frozenset("people police others many some most both women men percent thirds majority half few none all".split())
_OPEN_PHRASE = frozenset(
    "like such close familiar loyal opposed who surveyed polled interviewed briefed involved opposing supporting".split()
)
_OBJECT_PRONOUNS = frozenset("him her them us me".split())
_PREPOSITIONS_BEFORE_ING = frozenset("by after before while when without in of for from since on at".split())
_PREPOSITIONS_IN_ING = frozenset("regarding considering concerning".split())
# Told, urged, accused: a form without its object is a passive ("59,000 told to leave", "the man accused of theft").
_PASSIVE_BEFORE: dict[str, frozenset[str]] = {
    "tell": frozenset(("to", "that", "by")),
    "urge": frozenset(("to",)),
    "order": frozenset(("to",)),
    "instruct": frozenset(("to",)),
    "accuse": frozenset(("of",)),
    "blame": frozenset(("for",)),
    "criticise": frozenset(("for",)),
    "criticize": frozenset(("for",)),
    "condemn": frozenset(("for",)),
    "describe": frozenset(("as",)),
    "regard": frozenset(("as",)),
    "view": frozenset(("as",)),
    "see": frozenset(("as",)),
    "dismiss": frozenset(("as",)),
    "expect": frozenset(("to",)),
    "ask": frozenset(("whether", "if", "what", "why", "how", "when", "who", "where", "about", "to", "by")),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A cue from token `first` to `last`; `head` is where its verb group begins ("has also said": "has"). `form`: a verb's kind, or
    "according", "noun". `passive`: the speaker stands behind "by". `before`: the token before the verb group, -1 at the beginning."""

    first: int
    last: int
    head: int
    form: str
    lemma: str
    frames: frozenset[str]
    passive: bool = False
    infinitive: bool = False

    @property
    def before(self) -> int:
        return self.head - 1

    @property
    def weak(self) -> bool:
        return "weak" in self.frames


def find_cues(unit: Unit) -> Iterator[Cue]:
    """The cues outside quotation marks, in order."""
    known, named = verbs(), nouns()
    for i, word in enumerate(unit.low):
        if unit.stretch[i] >= 0 or unit.name[i] >= 0:
            continue
        if word in context("countverb") and (cue := _count(unit, i)):
            yield cue
            continue
        if word in context("paperverb") and (cue := _paper(unit, i)):
            yield cue
            continue
        if word in known and word not in _PREPOSITIONS_IN_ING and not _refuses(unit, i):
            cue = next((made for verb in known[word] if (made := _verb(unit, i, verb))), None)
            if cue:
                yield cue
                continue
        if _refuses(unit, i):
            head, _ = _group(unit, i)
            yield Cue(first=i - 1, last=i - 1, head=head, form="base", lemma="refuse", frames=frozenset(("refuse", "weak")))
        elif word in named:
            if made := _noun(unit, i, named[word]):
                yield made
        elif word == "according" and unit.word(i + 1) == "to":
            yield Cue(first=i, last=i + 1, head=i, form="according", lemma="according", frames=frozenset(("according",)))
        elif word == "words" and unit.word(i + 1) == "of" and unit.word(i - 2) == "in":
            yield Cue(first=i - 2, last=i + 1, head=i - 2, form="according", lemma="in the words of", frames=frozenset(("according",)))


def _verb(unit: Unit, i: int, verb: Verb) -> Cue | None:
    last = i + len(verb.rest)
    if verb.rest and tuple(unit.low[i + 1 : last + 1]) != verb.rest:
        return None
    if unit.capital(i) and not (i == 0 and (verb.kind == "ing" or (verb.kind == "ed" and unit.word(last + 1) == "by"))):
        return None
    head, auxiliaries = _group(unit, i)
    be = bool(auxiliaries) and auxiliaries[0] in context("passive")
    passive = verb.kind in ("ed", "participle") and (be or _reduced(unit, i, last, verb))
    infinitive = unit.word(head - 1) == "to" and verb.kind == "base"
    if verb.kind == "adjective" and not any(word in context("passive") for word in auxiliaries):
        return None
    if verb.kind == "participle" and not auxiliaries and not passive:
        return None
    if not _is_verb(unit, i, verb, head, auxiliaries, infinitive):
        return None
    if verb.lemma in ("express", "voice") and any(unit.low[m] in nouns() for m in range(i + 1, min(i + 5, len(unit))) if unit.outside(m)):
        return None  # "expressed concern that": the noun leads
    return Cue(first=i, last=last, head=head, form=verb.kind, lemma=verb.lemma, frames=verb.frames, passive=passive, infinitive=infinitive)


def _paper(unit: Unit, i: int) -> Cue | None:
    """The verb of something read, with any object: `the poll had her up by nine`, `the survey of voters puts Quill ahead`."""
    head, auxiliaries = _group(unit, i)
    following = unit.word(i + 1)
    starts = unit.capital(i + 1) or following in context("clause") or following == "that" or following in _OBJECT_PRONOUNS
    if head < 1 or not starts or any(word in context("passive") for word in auxiliaries):
        return None
    k = _past_aside(unit, head - 1)
    if unit.word(k) not in context("paper"):
        for k in range(head - 1, max(-1, head - 12), -1):
            word = unit.low[k]
            if not unit.outside(k) or word in (",", ";", ":", "—", "–", ".") or word in context("aux") or word in context("boundary"):
                return None
            opens = unit.word(k + 1) in context("preposition") or unit.word(k + 1) in context("published")
            if word in context("paper") and unit.name[k] < 0 and opens:
                break
        else:
            return None
    if unit.name[k] >= 0 and unit.ends[k] < unit.names[unit.name[k]].span.end:
        return None
    frames = frozenset(("clause", "obj", "paper"))
    return Cue(first=i, last=i, head=head, form="ed", lemma="find", frames=frames)


def _count(unit: Unit, i: int) -> Cue | None:
    """The verb of somebody who gives a number: `the opposition put the number of dead at 61`, `a reporter counted about 300`."""
    head, auxiliaries = _group(unit, i)
    before = unit.word(head - 1)
    if head < 1 or any(word in context("passive") for word in auxiliaries) or before in context("preposition") or before in _DETERMINERS:
        return None
    if before in ("to", ",", "and", "or", "by"):
        return None
    if unit.low[i].startswith("put"):
        at = next((k for k in range(i + 2, min(i + 14, len(unit) - 1)) if unit.low[k] == "at" and unit.outside(k)), None)
        stops = at is None or any(unit.low[k] in (",", ";", ".", ":") or not unit.outside(k) for k in range(i + 1, at))
        if at is None or stops or not _number(unit, at + 1):
            return None
    elif not _number(unit, i + 1):
        return None
    return Cue(first=i, last=i, head=head, form="ed", lemma="count", frames=frozenset(("obj", "weak")))


def _number(unit: Unit, k: int) -> bool:
    """Whether a number begins in token k, after at most three words such as "about", "more than", "at least"."""
    for m in range(k, min(k + 4, len(unit))):
        word = unit.low[m]
        if word[0].isdigit() or word[0] in "$£€":
            return True
        if word not in context("around-number"):
            return False
    return False


def _refuses(unit: Unit, i: int) -> bool:
    """Whether "would not", "wouldn't" or "did not" stands right before: `she would not discuss it` refuses."""
    if unit.low[i] not in context("refused"):
        return False
    if unit.word(i - 1) == "not":
        return unit.word(i - 2) in ("would", "did", "will")
    return unit.word(i - 1) in ("wouldn't", "won't", "didn't")


def _group(unit: Unit, i: int) -> tuple[int, list[str]]:
    """The first token of the verb group that ends in token i, and its auxiliaries, the last one first."""
    aux, adverbs = context("aux"), context("adverb")
    auxiliaries: list[str] = []
    head = i
    while unit.outside(head - 1) and unit.name[head - 1] < 0:
        word = unit.low[head - 1]
        if word == "last" and unit.word(head - 2) in aux and unit.outside(head - 2):  # "had last spoken of"
            head -= 1
            continue
        if word == "longer" and unit.word(head - 2) == "no":
            head -= 2
            continue
        if word in aux or word.endswith("n't"):
            auxiliaries.append(word)
        elif not (word in adverbs or (word.endswith("ly") and len(word) > 4 and not unit.capital(head - 1))):
            break
        elif word in ("both", "all", "each", "all", "first") and (
            head < 2 or not unit.outside(head - 2) or not unit.low[head - 2][0].isalnum()
        ):
            break  # "Both said": the subject
        head -= 1
    return head, auxiliaries


def _reduced(unit: Unit, i: int, last: int, verb: Verb) -> bool:
    following = unit.word(last + 2 if unit.word(last + 1).endswith("ly") else last + 1)
    if verb.lemma == "ask" and following != "by" and not (i == 0 or unit.word(i - 1) in (",", "when", "if")):
        return False
    return following == "by" or (following in _PASSIVE_BEFORE.get(verb.lemma, ()) and not _follows_subject(unit, i))


def _follows_subject(unit: Unit, i: int) -> bool:
    """Whether a name or a pronoun stands right before, so that "Putin told ..." is no passive."""
    return unit.word(i - 1) in ("he", "she", "they", "we", "i") and unit.word(i) != "told"


def _is_verb(unit: Unit, i: int, verb: Verb, head: int, auxiliaries: list[str], infinitive: bool) -> bool:
    before = unit.word(head - 1)
    if before in ("than", "as") and verb.kind in ("ed", "participle", "past") and not auxiliaries:  # "higher than forecast"
        return False
    if auxiliaries or infinitive:
        return not (verb.kind == "base" and auxiliaries and auxiliaries[0] in context("passive"))
    if before in _DETERMINERS and before not in ("that", "this", "some", "each", "another", "any"):
        return False
    if before.endswith(("'s", "s'")) or (
        unit.name[head - 1] >= 0 and unit.text[unit.ends[head - 1] - 2 : unit.ends[head - 1]] == "’s" if head else False
    ):
        return False
    if verb.kind == "base":
        if before in _PLURAL_PRONOUNS or (before in ("and", "or") and unit.low[i] not in context("homograph")):
            return True
        aside = unit.word(i + 1) in (",", ".") and any(unit.low[m] == "," for m in range(max(0, head - 6), head))  # ", scholars note,"
        if unit.low[i] in context("homograph") and not aside and not _object_follows(unit, i + 1):
            return False
        return _plural_ends(unit, head - 1) or _plural_behind(unit, _past_aside(unit, head - 1))
    if verb.kind == "s" and unit.low[i] in context("homograph"):
        if before in _SUBJECT_PRONOUNS or (unit.name[head - 1] >= 0 and head > 0):
            return True
        if before in ("and", "but"):
            return unit.word(i + 1) in ("that", "to", "he", "she", "it", "they")
        if before == "," or before.isdigit():
            return unit.word(i + 1) in ("that", "to", "on", "for") and _past_aside(unit, head - 1) < head - 1
        ends = unit.word(i + 1) in (".", ",", "")
        return before in context("people") and not before.endswith("s") and (ends or _object_follows(unit, i + 1))
    if verb.kind == "ing":
        return (
            i == 0
            or not unit.outside(head - 1)
            or before in (",", "and", "but", "or")
            or before in _PREPOSITIONS_BEFORE_ING
            or _could_end_subject(unit, head - 1)
        )
    return not (verb.kind == "ed" and "obj" in verb.frames | {"obj"} and _adjective(unit, i, head))


def _plural_ends(unit: Unit, k: int) -> bool:
    """Whether the token right before a verb is a plural: "unions want", "Republicans say", "some believe"."""
    word = unit.word(k)
    if word in _PLURALS or (word in context("share") and unit.outside(k)):
        return True
    if k < 0 or not word.endswith("s") or not unit.outside(k):
        return False
    name = unit.named(k)
    return name is None or word in context("people") or (name.kind is Kind.ORGANISATION and name.span.end == unit.ends[k])


def _plural_behind(unit: Unit, k: int) -> bool:
    """Whether token k ends a phrase whose head is a plural: "analysts at Crown Bank expect", "six in ten think"."""
    after = unit.word(k + 1)
    if _plural_ends(unit, k) and after == ",":
        return True
    for m in range(k - 1, max(-1, k - 11), -1):
        word = unit.low[m]
        if (
            not unit.outside(m)
            or word in (",", ";", ":", "—", "–", ".")
            or (word in context("aux") and unit.low[m - 1] not in ("who", "that"))
        ):
            return False
        plural = word in _PLURALS or (word.endswith("s") and word in context("people")) or (word.isdigit() and m < k)
        if plural and (unit.low[m + 1] in context("preposition") or unit.low[m + 1] in _OPEN_PHRASE):
            return True
    return False


def _past_aside(unit: Unit, k: int) -> int:
    """The token before an aside that ends in the comma at k: "unions, meanwhile, want", "Yoder, 70, plans"; else k."""
    if unit.word(k) != ",":
        return k
    for m in range(k - 1, max(0, k - 16), -1):
        if not unit.outside(m) or unit.low[m] in (";", ":", "."):
            return k
        if unit.low[m] == ",":
            return m - 1
    return k


def _could_end_subject(unit: Unit, i: int) -> bool:
    return unit.name[i] >= 0 or unit.word(i) in context("people")


def _adjective(unit: Unit, i: int, head: int) -> bool:
    """The participle of "two planned attacks", "for alleged crimes"."""
    return unit.word(head - 1) in context("preposition") or unit.word(head - 1).isdigit()


def _object_follows(unit: Unit, i: int) -> bool:
    """Whether what follows looks like the object or the clause of a verb rather than the rest of a noun phrase."""
    word = unit.word(i)
    return (
        word in context("clause")
        or word in ("that", "to", "for", "up", "over", "fewer", "less", "least")
        or unit.capital(i)
        or unit.low[i : i + 1] == ['"']
        or (not unit.outside(i) and i < len(unit))
    )


def _noun(unit: Unit, i: int, noun: Noun) -> Cue | None:
    following = unit.word(i + 1)
    last = i
    if unit.word(i - 1) == "no":  # "there is no doubt that"
        return None
    if unit.low[i] == "report" and following == "of" and _number(unit, i + 2):  # "its report of 410 pages"
        return None
    if unit.word(i - 1) == "in" and following in ("of", "to", "for", "with"):  # "in view of", "in support of"
        return None
    if following in ("is", "was") and unit.word(i + 2) == "that" and "that" in noun.leads:
        return Cue(first=i, last=i + 1, head=i, form="noun", lemma=unit.low[i], frames=noun.leads)
    if following in ("by", "from", "of", "among", "that", "in") and following not in noun.leads:
        return _noun_with_owner(unit, i, noun)
    if following not in noun.leads:
        return None
    return Cue(first=i, last=last, head=i, form="noun", lemma=unit.low[i], frames=_noun_frames(noun))


def _noun_with_owner(unit: Unit, i: int, noun: Noun) -> Cue | None:
    """`calls from both parties for an inquiry`: the lead stands within the next eight words."""
    for k in range(i + 3, min(i + 10, len(unit))):
        if not unit.outside(k) or unit.low[k] in (",", ";", "."):
            return None
        if unit.low[k] in noun.leads:
            return Cue(first=i, last=i, head=i, form="noun", lemma=unit.low[i], frames=_noun_frames(noun))
    return None


def _noun_frames(noun: Noun) -> frozenset[str]:
    return noun.leads | ({"bare"} if noun.bare else set())
