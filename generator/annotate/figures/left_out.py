"""Finds what a figure counts where the words behind it do not say: the subject of its sentence, or the figure before it."""

from __future__ import annotations

from collections.abc import Sequence

from generator.annotate.figures.drafts import Draft
from generator.annotate.figures.knowledge import CLASSES, EVENT_FORMS
from generator.annotate.figures.nouns import Counted, find_after_of, is_plural
from generator.annotate.figures.tokens import MARK, NUMBER, WORD, Token

_NUMBER_NOUNS, _NUMBER_VERBS = CLASSES["number-noun"], CLASSES["number-verb"]
_NOMINAL = CLASSES["nominal"]  # adjectives that stand for people: "the number of dead"
_REACHES = CLASSES["number-reached"]  # verbs right before the number that they lead to: "the number reached 40"
_LINKS = frozenset({"to", "at", "from", "by"})
_BREAKS = frozenset('.;:?!()[]—“”"')
_AT_ONCE = 4
_FARTHEST = 22  # tokens between the noun and its number
_AROUND = 4  # tokens between a verb and its object: "bringing the total number of"
_AUXILIARY = frozenset("has have had also then later will could would".split())
_THEM = frozenset({"them", "those", "these", "whom", "which"})
_SAID = 6  # tokens back to who says so
_THERE_WERE = (["there", "had", "been"], ["said", "there", "were"], ["says", "there", "were"], ["that", "there", "were"])
_BACK = 7  # tokens back to the noun that "them" stands for, where no figure has it
_ENDS = frozenset(".,;:?!)")


def find_subject(tokens: Sequence[Token], draft: Draft) -> Counted | None:
    """The noun in front that a number counts: "the number of miners rose to 11", "seats rose from 9 to 10", "a population of 318"."""
    return _of_population(tokens, draft) or _of_number(tokens, draft) or _of_rise(tokens, draft)


def _alone(k: int) -> Counted:
    return Counted(k, k + 1, k, k + 1)


def _of_population(tokens: Sequence[Token], draft: Draft) -> Counted | None:
    k = draft.first - 1
    return _alone(k - 1) if k > 0 and tokens[k].low == "of" and tokens[k - 1].low in CLASSES["collective"] else None


def _of_rise(tokens: Sequence[Token], draft: Draft) -> Counted | None:
    if draft.event is not None and any(token.kind == NUMBER for token in tokens[draft.event.end : draft.first - 3]):
        return None  # "applicants rose to 900 and the fee to 20"
    if draft.first > 1 and tokens[draft.first - 1].low == "at" and tokens[draft.first - 2].low in CLASSES["stands-at"]:
        k = draft.first - 3  # "deaths stood at 7"
    elif draft.event is None or draft.event.lemma not in ("rise", "fall") or draft.event.first >= draft.first:
        return None
    else:
        k = draft.event.first - 1
    while k >= 0 and tokens[k].low in _AUXILIARY:
        k -= 1
    return _alone(k) if k >= 0 and (is_plural(tokens[k]) or tokens[k].low in CLASSES["collective"]) else None


def _of_number(tokens: Sequence[Token], draft: Draft) -> Counted | None:
    """ "the number of people at the vigil was put at 1,200", "the toll was corrected from 16 to 15"."""
    k = draft.first - 1
    if k < 1:
        return None
    if tokens[k].low == "to" and k > 1 and tokens[k - 1].kind == NUMBER and tokens[k - 2].low == "from":
        k -= 2  # both ends of "from 16 to 15"
    reached = tokens[k].low in _REACHES
    if tokens[k].low not in _LINKS and not reached:
        return None
    for n in range(k - 1, max(k - _FARTHEST, -1), -1):
        token = tokens[n]
        if token.kind == NUMBER or (token.kind == MARK and token.text in _BREAKS):
            return None
        if token.low in _NUMBER_NOUNS:
            led = reached or any(one.low in _NUMBER_VERBS or _moves(one) for one in (*tokens[n + 1 : k], *tokens[max(n - _AROUND, 0) : n]))
            led = led or (tokens[k].low == "at" and k - n < _AT_ONCE)  # "the toll, now at 9"
            return _named(tokens, n) if led else None
    return None


def _moves(token: Token) -> bool:
    return token.kind == WORD and EVENT_FORMS.get(token.low) in ("rise", "fall")


def _named(tokens: Sequence[Token], n: int) -> Counted | None:
    """What a noun of number is of: "the number of ..."; a toll stands for itself."""
    if n + 1 < len(tokens) and tokens[n + 1].low == "of":
        k = n + 2
        while k < len(tokens) and tokens[k].low in CLASSES["determiner"]:
            k += 1
        if k < len(tokens) and tokens[k].low in _NOMINAL and not (k + 1 < len(tokens) and is_plural(tokens[k + 1])):
            return _alone(k)
        found = find_after_of(tokens, n + 1, plural=True)
        toll = tokens[n].low in CLASSES["collective"]  # "the toll of the Vaalkrans disaster" is no number of Vaalkrans
        if found is not None and (not toll or tokens[found.head].low in CLASSES["person"]):
            return found
    return _alone(n) if tokens[n].low in CLASSES["collective"] else None


def stands_for_another(tokens: Sequence[Token], draft: Draft) -> str:
    """Whether a number without a noun is of what the figure before it counts: "here" where that one must stand in this sentence, "near"
    or "them" where the sentence before will do, "person" where it must be of people, "" where it does not."""
    first, end = draft.first, draft.end
    before = [token.low for token in tokens[max(first - 3, 0) : first]]
    behind = [token.low for token in tokens[end : end + 2]]
    if behind[:1] == ["of"] and behind[1:] and behind[1] in _THEM:
        return "them"  # "214 of them were brought up"
    if before[-2:] == ["of", "whom"]:
        return "person"
    if before[-2:] in (["down", "from"], ["up", "from"]) or before[-1:] == ["not"] or before[-2:] in (["not", "at"], ["not", "by"]):
        return "here"
    if before[-1:] == ["of"] and before[-2:-1] and before[-2] in CLASSES["speaks"]:
        return "near"  # "the police spoke of 4,500"
    ends = end >= len(tokens) or tokens[end].text in _ENDS
    told = any(token.low in CLASSES["says"] for token in tokens[max(first - _SAID, 0) : first])
    if ends and told and before in _THERE_WERE:
        return "near"  # "60 stewards were on duty. The union said there had been 38."
    if ends and told and before[-2:] in (["it", "holds"], ["it", "held"], ["they", "hold"]):
        return "here"  # "318 people are in custody; the prosecutor says it holds 290"
    if before[-1:] and before[-1] in CLASSES["counts-out"] and (ends or behind[:1] in (["and"], ["but"], ["while"])):
        return "here"  # "organisers claimed 15,000, the police counted 4,500"
    return ""


def same_before(tokens: Sequence[Token], draft: Draft, other: Draft) -> bool:
    """Whether a number without a noun stands in the same words as the figure before it: "by 1,187 votes according to the court and by
    1,204 according to her party"."""
    k, n = draft.first - 1, other.first - 1
    alike = n >= 0 and k > 1 and tokens[k].low == tokens[n].low and tokens[k].low in ("by", "at", "with")
    return alike and tokens[k - 1].low in ("and", "or", "but") and tokens[draft.end : draft.end + 1] != [] and _says(tokens[draft.end])


def _says(token: Token) -> bool:
    return token.low in ("according", "as", "in") or token.text in _ENDS


def noun_before(tokens: Sequence[Token], draft: Draft) -> Counted | None:
    """The plural that "them" stands for where no figure names it: "We pay the teachers, all 11,400 of them"."""
    for k in range(draft.first - 1, max(draft.first - _BACK, -1), -1):
        if tokens[k].kind == MARK and tokens[k].text in _BREAKS:
            return None
        if is_plural(tokens[k]):
            return _alone(k)
    return None
