"""The cues of a sentence: reporting verbs that act as verbs, "according to", and nouns such as "his promise to"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.annotate.quotes.lexicon import Noun, Verb, context, nouns, verbs
from generator.annotate.quotes.words import Unit

_CLOSING = frozenset("”\"’'»")
_DETERMINERS = frozenset("the a an this that these those its his her their our my your no any such each every some another of".split())
_SUBJECT_PRONOUNS = frozenset("he she it they we i you who which that".split())
_PLURAL_PRONOUNS = frozenset("they we i you who".split())
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
        if word in known and word not in _PREPOSITIONS_IN_ING:
            cue = next((made for verb in known[word] if (made := _verb(unit, i, verb))), None)
            if cue:
                yield cue
                continue
        if word in named:
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
    if unit.capital(i) and not (i == 0 and verb.kind == "ing"):
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
    return Cue(first=i, last=last, head=head, form=verb.kind, lemma=verb.lemma, frames=verb.frames, passive=passive, infinitive=infinitive)


def _group(unit: Unit, i: int) -> tuple[int, list[str]]:
    """The first token of the verb group that ends in token i, and its auxiliaries, the last one first."""
    aux, adverbs = context("aux"), context("adverb")
    auxiliaries: list[str] = []
    head = i
    while unit.outside(head - 1) and unit.name[head - 1] < 0:
        word = unit.low[head - 1]
        if word in aux or word.endswith("n't"):
            auxiliaries.append(word)
        elif not (word in adverbs or (word.endswith("ly") and len(word) > 4 and not unit.capital(head - 1))):
            break
        head -= 1
    return head, auxiliaries


def _reduced(unit: Unit, i: int, last: int, verb: Verb) -> bool:
    following = unit.word(last + 1)
    return following == "by" or (following in _PASSIVE_BEFORE.get(verb.lemma, ()) and not _follows_subject(unit, i))


def _follows_subject(unit: Unit, i: int) -> bool:
    """Whether a name or a pronoun stands right before, so that "Putin told ..." is no passive."""
    return unit.word(i - 1) in ("he", "she", "they", "we", "i") and unit.word(i) != "told"


def _is_verb(unit: Unit, i: int, verb: Verb, head: int, auxiliaries: list[str], infinitive: bool) -> bool:
    before = unit.word(head - 1)
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
        if unit.name[head - 1] >= 0 and head > 0:
            return unit.low[i] not in context("homograph") and _plural_behind(unit, head - 1)
        plural = before.endswith("s") or before in ("people", "police", "others", "many", "some", "most", "both", "women", "men")
        return plural and unit.name[head - 1] < 0 and (unit.low[i] not in context("homograph") or _object_follows(unit, i + 1))
    if verb.kind == "s" and unit.low[i] in context("homograph"):
        if before in _SUBJECT_PRONOUNS or (unit.name[head - 1] >= 0 and head > 0):
            return True
        return before in context("people") and not before.endswith("s") and _object_follows(unit, i + 1)
    if verb.kind == "ing":
        return i == 0 or before in (",", "and", "but", "or") or before in _PREPOSITIONS_BEFORE_ING or _could_end_subject(unit, head - 1)
    return not (verb.kind == "ed" and "obj" in verb.frames | {"obj"} and _adjective(unit, i, head))


def _plural_behind(unit: Unit, k: int) -> bool:
    """Whether the name at k ends a phrase whose head is a plural: "analysts at Crown Bank expect"."""
    reach = range(k - 1, max(-1, k - 9), -1)
    return any(unit.low[m] in context("people") and unit.low[m].endswith("s") and unit.low[m + 1] in context("preposition") for m in reach)


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
        or word in ("that", "to", "for")
        or unit.capital(i)
        or unit.low[i : i + 1] == ['"']
        or (not unit.outside(i) and i < len(unit))
    )


def _noun(unit: Unit, i: int, noun: Noun) -> Cue | None:
    following = unit.word(i + 1)
    last = i
    if unit.word(i - 1) == "no":  # "there is no doubt that"
        return None
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
