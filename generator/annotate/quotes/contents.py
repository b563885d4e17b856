"""What is reported: the words after a cue (or before it) that it says somebody said, as tokens of the sentence."""

from __future__ import annotations

from generator.annotate.quotes.cues import Cue
from generator.annotate.quotes.lexicon import context, verbs
from generator.annotate.quotes.words import Unit

_WH = frozenset("whether how why what if where when who".split())
_DETERMINERS = frozenset("the a an his her their its our my this that these those some any all both each another more".split())
_ARTICLES = frozenset("a an the his her their its one two three four five six ten".split())
_PRONOUNS = frozenset("he she it they we i you there this that these those who".split())
_ADDRESSEES = frozenset(
    "him her them us me you it reporters journalists lawmakers supporters voters parliament congress everyone people".split()
)
_PREPOSITIONS = frozenset("for of about on against with at over in by toward to".split())
_SPAN_WORDS = frozenset("the a recent past last several many few some two three four five six ten couple of".split())
_REACH = 12  # tokens between a verb and its "that" or its quotation: "told the paper in an interview on Monday that"
_CLAUSE_REACH = 24  # tokens within which a clause without "that" shows its verb


def content_after(unit: Unit, cue: Cue, first: int, end: int) -> int | None:
    """The first token of what the cue reports, from `first` on and before `end`; None where nothing of its frame follows."""
    if first >= end:
        return None
    frames = cue.frames
    if cue.form == "noun":
        return _after_noun(unit, cue, first, end)
    relative = _relative(unit, cue, first, end)
    reports = bool(frames & {"clause", "that", "tell", "quote"})
    if (cue.lemma == "refuse" and "refuse" in frames) or cue.lemma == "count":
        return first
    k = _past_adverbs(unit, first, end)
    if reports:
        found = _that(unit, first, end, cue) if relative is None else _that_behind(unit, relative, end)
        if found is None:
            found = _marks(unit, first, end, told="tell" in frames)
        if found is not None:
            return found
    if k >= end:
        return None
    word = unit.low[k]
    if word == "to" and "to" in frames:
        return k + 1 if k + 1 < end else None
    if word == "not" and unit.word(k + 1) == "to" and "to" in frames and unit.word(k + 2) != "be":
        return k if k + 2 < end else None
    if word in frames & _PREPOSITIONS and word != "to":
        return k + 1 if k + 1 < end else None
    if word == "not" and list(unit.low[k + 1 : k + 4]) in (["to", "be", "named"], ["to", "be", "identified"]):
        return None
    if frames & {"toward", "tell"} and (found := _told(unit, cue, k, end)) is not None:
        return found
    if "clause" in frames:
        if word == ":":
            return k + 1 if k + 1 < end else None
        found = _bare_clause(unit, cue, k, end)
        if found is not None and relative is not None and (word in context("preposition") or not _verb_beside(unit, k, relative, end)):
            found = None
        if found is not None:
            return found
    if "as" in frames and any(unit.low[m] == "as" and unit.outside(m) for m in range(k, min(k + 14, end))):
        return k
    if cue.lemma in ("call", "dub", "term", "label", "brand") and _names_only(unit, k, end):
        return None
    if "obj" in frames and _object(unit, k, cue) and (not unit.outside(k) or _words_in_clause(unit, k, end) > 1 or _one_word(unit, k, cue)):
        return k
    return None


def _past_adverbs(unit: Unit, k: int, end: int) -> int:
    """Past the adverbs and the time that may follow a verb: "said again on Tuesday"."""
    adverbs, times = context("adverb"), context("time")
    while k < end and unit.outside(k):
        word = unit.low[k]
        if word in ("late", "early", "last", "this", "next", "on", "in") and unit.word(k + 1) in times and unit.word(k + 1) != "may":
            k += 2
        elif (
            (word in adverbs and word not in ("all", "both", "each", "once"))
            or (word.endswith("ly") and len(word) > 4 and not unit.capital(k))
            or (word in times and unit.capital(k) and unit.name[k] < 0)
        ):
            k += 1
        elif unit.word(k + 2) in ("later", "earlier", "ago") and (word.isdigit() or word in _ARTICLES):  # "an hour later"
            k += 3
        elif word in ("for", "in", "over") and (after := _past_span(unit, k, end)) is not None:
            k = after
        elif word == "," and k + 1 < end and unit.low[k + 1] in ("however", "too", "though", "again", "meanwhile"):
            k += 3
        else:
            break
    return k


def _past_span(unit: Unit, k: int, end: int) -> int | None:
    """Past "for weeks", "in recent days", "over the last two years"; None for another phrase."""
    m = k + 1
    while m < min(k + 5, end) and (unit.low[m].isdigit() or unit.low[m] in _SPAN_WORDS):
        m += 1
    return m + 1 if m < end and unit.low[m] in ("hours", "days", "weeks", "months", "years", "decades") else None


def _that(unit: Unit, first: int, end: int, cue: Cue) -> int | None:
    """The "that" (or "how", "whether") that opens the reported clause, with at most somebody told and a time or place before it."""
    aux, boundary = context("aux"), context("boundary")
    commas = 0
    for m in range(first, min(first + _REACH, end)):
        if not unit.outside(m):
            if _work(unit, m):
                continue
            return None
        word = unit.low[m]
        if unit.name[m] >= 0:
            continue
        if word == "that" and (unit.word(m + 1) in (".", ";") or (unit.word(m + 1) == "," and unit.word(m + 2).endswith("ing"))):
            return None  # "disputed that, arguing"
        if word == "that" or (
            word in _WH
            and not (cue.weak and word in ("what", "who", "when", "where"))
            and m <= first + 3
            and unit.word(m - 1) not in ("of", "the")
        ):
            return m if m + 2 < end else None
        if m > first and _other_verb(word):
            return None
        if word == ",":
            commas += 1
            if (m != first and commas == 1) or commas > 2:
                return None
        elif (
            (word in aux and word != "having" and not (word == "may" and unit.capital(m)))
            or word in boundary
            or (word in (":", ";", ".", "to") and not (word == "to" and _person_follows(unit, m)))
        ):
            return None
    return None


def _relative(unit: Unit, cue: Cue, first: int, end: int) -> int | None:
    """The "that" of a clause about a thing: `in a call that lasted four minutes`, `announced a plan that critics hate`; else None.

    Such a "that" stands behind a noun, and its verb follows at once, or the noun is the object of the cue.
    """
    for m in range(first + 1, min(first + _REACH, end)):
        if not unit.outside(m) or unit.low[m] in (",", ":", ";", "."):
            return None
        if unit.low[m] != "that" or unit.name[m] >= 0:
            continue
        before = unit.low[m - 1]
        told = "tell" in cue.frames or "toward" in cue.frames
        noun = before.isalpha() and before not in _PRONOUNS | _ADDRESSEES | context("time") | context("adverb") | context("preposition")
        if not noun or unit.name[m - 1] >= 0 or before.endswith("ly") or (told and before in context("people")):
            return None
        object_of = (
            not told
            and (unit.low[first] in _ARTICLES or unit.low[first].isdigit())
            and not any(unit.low[n] in context("preposition") for n in range(first, m))
        )
        following = unit.word(m + 1)
        at_once = (following in context("aux") and following != "having") or (following.endswith("ed") and len(following) > 4)
        return m if object_of or (at_once and not told) else None
    return None


def _that_behind(unit: Unit, relative: int, end: int) -> int | None:
    """The "that" of the reported clause behind a clause about a thing: `in a letter that was leaked that the dam was safe`."""
    for m in range(relative + 2, min(relative + _REACH, end)):
        if not unit.outside(m) or unit.low[m] in (",", ";", "."):
            return None
        if unit.low[m] == "that" and unit.name[m] < 0:
            return m if m + 2 < end else None
    return None


def _verb_beside(unit: Unit, k: int, relative: int, end: int) -> bool:
    """Whether a clause from `k` has a verb besides that of its clause with "that"."""
    m = relative + 1
    while m < end and (unit.low[m] in context("aux") or unit.low[m].endswith("ed")):
        m += 1
    return has_verb(unit, k, relative, strict=True) or any(unit.low[n] in context("aux") for n in range(m, end) if unit.outside(n))


def _work(unit: Unit, m: int) -> bool:
    """Whether token m stands in the marked title of a work: `told “Face the Nation” that`."""
    words = unit.marked[unit.stretch[m]].inner.of(unit.text).split()
    return bool(words) and words[-1][-1].isalnum() and all(word[0].isupper() for word in words if len(word) > 3)


def _other_verb(word: str) -> bool:
    """Whether the word is a form of a reporting verb that is no noun as well: what follows it is its own."""
    if word in context("homograph"):
        return False
    return any(verb.kind in ("ed", "past", "s", "ing") and not verb.rest for verb in verbs().get(word, ()))


def _person_follows(unit: Unit, m: int) -> bool:
    return m + 1 < len(unit) and (
        unit.name[m + 1] >= 0
        or unit.low[m + 1] in _ADDRESSEES
        or unit.low[m + 1] in context("people")
        or unit.low[m + 1] in ("the", "a", "an", "his", "her", "their", "its", "both", "all", "some", "several", "two", "three", "other")
    )


def _marks(unit: Unit, first: int, end: int, *, told: bool) -> int | None:
    """The opening mark of a quotation that is all that is reported: `said: "...`, `told AFP on Monday, "...`, `said in a letter "...`."""
    for m in range(first, min(first + _REACH, end)):
        if not unit.outside(m):
            if m == first or unit.low[m - 1] in (",", ":", "-", "–", "—"):
                return m
            opener = unit.low[first]
            led = opener in context("preposition") or opener in context("time") or opener == "to" or told or opener == ","
            return m if led and _starts_sentence(unit, m) else None
        word = unit.low[m]
        if m > first and unit.name[m] < 0 and _other_verb(word):
            return None
        if unit.name[m] < 0 and (word in context("aux") or word in (";", ".") or (word in ("and", "but", "because") and m > first)):
            return None
    return None


def _starts_sentence(unit: Unit, m: int) -> bool:
    inner = unit.marked[unit.stretch[m]].inner
    return unit.text[inner.start : inner.start + 1].isupper() or inner.end - inner.start > 40


def _told(unit: Unit, cue: Cue, k: int, end: int) -> int | None:
    """Past the one who is told: `told them to leave`, `told the paper it was over`, `urged Moscow to stop`."""
    toward = "toward" in cue.frames or cue.lemma == "tell"
    for m in range(k + 1, min(k + 12, end)):
        if not unit.outside(m):
            return None
        if unit.low[m] == "to" and toward and unit.name[m] < 0:
            return m + 1 if cue.lemma == "tell" else k
        if unit.low[m] in (",", ";", ":", "that"):
            break
        if cue.lemma in ("tell", "assure", "remind", "inform", "warn") and "tell" in cue.frames:
            after_addressee = unit.name[m] < 0 or unit.name[m] != unit.name[m - 1]
            if after_addressee and unit.low[m] in ("of", "about") and unit.low[m - 1] not in _DETERMINERS:
                return m + 1
            starts = (
                (unit.low[m] in context("clause") and unit.low[m] not in context("preposition"))
                or unit.low[m] in _PRONOUNS
                or (unit.name[m] >= 0 and unit.capital(m))
            )
            if (
                after_addressee
                and starts
                and (unit.low[m - 1] not in _DETERMINERS or (m - 1 == k and unit.low[k] == "her"))
                and unit.low[m - 1] not in context("preposition")
                and has_verb(unit, m, end, strict=True)
            ):
                return m
    return None


def _bare_clause(unit: Unit, cue: Cue, k: int, end: int) -> int | None:
    """A clause without "that", directly after the verb or after `in a statement`."""
    word = unit.low[k]
    if word in ("in", "on", "at", "during", "to", "after", "from", "via", "through", "with", "by") and unit.outside(k):
        for m in range(k + 2, min(k + 10, end)):
            if not unit.outside(m) or unit.low[m] in (",", ";", ":", ".", "who", "which"):
                break
            if unit.low[m] in ("he", "she", "it", "they", "there", "we") and has_verb(unit, m, end, strict=True):
                return m
        if word not in ("in", "on", "at", "after", "by") or not _fronted(unit, k, end):
            return None
        return k
    if unit.outside(k) and unit.name[k] < 0 and word in context("noclause"):
        return None
    if word == "up" and unit.word(k + 1) == "to" and unit.word(k + 2)[:1].isdigit() and has_verb(unit, k, end, strict=True):
        return k
    if not unit.outside(k):
        return k
    if word in context("aux") or word in ("itself", "himself", "herself", "themselves"):
        return None
    if not (
        word in context("clause")
        or unit.name[k] >= 0
        or unit.capital(k)
        or word[0].isdigit()
        or word.endswith(("s", "ing"))
        or has_verb(unit, k, min(end, k + (3 if cue.weak else 8)), strict=True)
    ):
        return None
    if not cue.weak and word in ("he", "she", "they", "it") and unit.word(k + 1).isalpha() and k + 1 < end:
        return k  # "said she lied"
    until = next((m for m in range(k, end) if unit.low[m] == "," and unit.outside(m)), end) if cue.weak else end
    return k if has_verb(unit, k, until, strict=cue.weak) else None


def _fronted(unit: Unit, k: int, end: int) -> bool:
    """Whether a clause opens with its time or place: `estimated by 2050, ... would`, `said in many towns people had ...`."""
    comma = next((m for m in range(k + 1, min(k + 10, end)) if unit.low[m] == "," and unit.outside(m)), None)
    if comma is not None and unit.word(comma + 1).endswith("ing"):
        return False
    return comma is not None and unit.word(comma + 1) not in context("boundary") and has_verb(unit, comma + 1, end, strict=True)


def has_verb(unit: Unit, k: int, end: int, *, strict: bool) -> bool:
    """Whether a finite verb shows up: an auxiliary, a form in -ed, or (not `strict`) a form of a known verb, or four words at all."""
    aux = context("aux")
    for m in range(k, min(k + _CLAUSE_REACH, end)):
        if unit.name[m] >= 0:
            continue
        word = unit.low[m]
        if word in aux or word.endswith("n't"):
            return True
        if m > k and word.endswith("ed") and len(word) > 4 and unit.word(m - 1) not in _DETERMINERS:
            return True
        if m > k and word in verbs() and any(verb.kind in ("s", "past", "ed") for verb in verbs()[word]):
            return True
    return not strict and end - k >= 4


def _words_in_clause(unit: Unit, k: int, end: int) -> int:
    """How many words follow up to the next mark; "reported cases" says too little to be anybody's words."""
    m = k
    while m < end and (unit.low[m] not in (",", ";", ".", "and", "but") or _in_number(unit, m)):
        m += 1
    return m - k


def _in_number(unit: Unit, m: int) -> bool:
    """Whether token m is the comma or stop of a number: "13,800"."""
    return unit.low[m] in (",", ".") and unit.word(m - 1).isdigit() and unit.word(m + 1).isdigit() and unit.ends[m] == unit.starts[m + 1]


def _object(unit: Unit, k: int, cue: Cue) -> bool:
    """Whether an object of the verb begins in token k."""
    if not unit.outside(k):
        return True
    word = unit.low[k]
    if not (word[0].isalnum() or word in "$£€"):
        return False
    if word in ("that", "this", "it") and k + 1 < len(unit) and not unit.outside(k + 1):  # "called that “horrifying”"
        return True
    if (
        word in ("out", "up", "down", "off", "away", "back")
        or word in context("boundary")
        or (word in context("aux") and word not in ("having", "being"))
        or word in context("preposition")
        or (word in ("to", "as", "it") and cue.weak)
    ):
        return False
    return not (unit.name[k] < 0 and word in context("time"))


def _one_word(unit: Unit, k: int, cue: Cue) -> bool:
    """Whether a single word says enough to be an object: "denied wrongdoing", "declared victory", "endorsed nobody"."""
    if unit.name[k] >= 0:
        return not cue.weak or cue.lemma in ("back", "support", "oppose", "favor", "favour")
    return not cue.weak and len(unit.low[k]) > 3 and unit.low[k] not in _PRONOUNS and unit.low[k] not in context("adverb")


def _names_only(unit: Unit, k: int, end: int) -> bool:
    """Whether what follows is a name that something bears, and nothing of what was thought of it: `a group called the Sea Org`."""
    if not unit.outside(k):
        inner = unit.marked[unit.stretch[k]].inner.of(unit.text)
        return all(word[0].isupper() for word in inner.split() if len(word) > 3)
    m = k
    while m < end and (unit.name[m] >= 0 or unit.low[m] in ("the", "a") or unit.capital(m)):
        m += 1
    return m >= end or unit.low[m] in (",", ".", ";", "(", "in", "on", "and", "which", "that", "who", "to", "for")


def _after_noun(unit: Unit, cue: Cue, first: int, end: int) -> int | None:
    """Past the lead of a noun: `claims THAT`, `calls from both sides FOR`."""
    for m in range(first, min(first + 10, end)):
        if unit.low[m] in cue.frames and unit.outside(m) and unit.name[m] < 0:
            return m + 1 if m + 2 < end else None
    return None
