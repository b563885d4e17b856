"""What a person is called before or after the name: "Interior Minister", "military sciences director at the institute"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.annotate.name_contexts import word_classes
from generator.annotate.name_lists import NameLists
from generator.annotate.name_words import TIMES, Words, is_capital
from generator.data import words as listed
from generator.model import Span
from generator.text import flat

LONGEST_ROLE = 120  # characters; a longer apposition is a story, not a role

_PREPOSITIONS = frozenset(
    "of at for in with from to on by who that which whose and under since until during where as near based said through via".split()
)
_CLOSERS = frozenset({",", ";", ".", ")", "—", "–", ":", "?", "!", "”", '"'})
_LEADERS = frozenset("a an the his her their its our my also currently formerly".split())
_NAMING = frozenset({"as", "named", "called", "nicknamed", "dubbed", "himself", "herself", "themselves"})
_NAMED = re.compile(
    r"\b(?:[Aa]n?|[Tt]he|[Oo]ne|[Aa]nother)\s+(?P<role>(?:[\w’'-]+\s+){0,3}?(?P<noun>[\w-]+))"
    r"(?:,?\s+(?:who|that|which)\b[^.;]{0,200}?|\s+from\s[^.;]{0,40}?|,)?"
    r"\s+(?:(?:has |had |was |is )?(?:identified|described|introduced|identifying|calling|called)"
    r"(?:\s+(?:himself|herself|themselves))?(?:\s+only)?(?:\s+as)?"
    r"|named|nicknamed|dubbed|known(?:\s+only)?\s+as|(?:gave|giving)\s+(?:his|her|their)\s+name(?:\s+only)?\s+as)\s+[“\"'‘]?$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A role as written, and where it stands."""

    text: str
    span: Span


def find_role(text: str, words: Words, first: int, last: int, lists: NameLists) -> Role | None:
    """The role of the person named by `words[first:last]`, as the sentence has it: before the name, after it, or "who named himself"."""
    before, after = _before(words, first, last, lists), None
    if before is None or _says_little(words, *before):
        if (left := _left_office(words, last, lists)) is not None and (role := _role(text, _span(words, *left))):
            return _former(role)
        after = _after(words, last, lists)
    for stretch in (after, None if before and _is_doctor(words, *before) else before):
        if stretch is not None and (role := _role(text, _span(words, *stretch))):
            ended = stretch is before and _has_ended(text, words, stretch[0], last, role)
            return _former(role) if ended else role
    if before is not None or after is not None:
        return None
    if words.text(first - 1) in _NAMING:
        match = _NAMED.search(text, max(words.span.start, words.starts[first] - 320), words.starts[first])
        if match and lists.is_role_noun(match["noun"]):
            return _role(text, Span(*match.span("role")))
    return None


def _span(words: Words, start: int, end: int) -> Span:
    return Span(words.starts[start], words.end(end - 1))


def _is_doctor(words: Words, start: int, end: int) -> bool:
    """ "Dr" is a title, and no role."""
    return all(words.texts[place].rstrip(".") in ("Dr", "Drs") or words.texts[place] == "." for place in range(start, end))


def _says_little(words: Words, start: int, end: int) -> bool:
    """ "Dr", and the bare "their head": what stands behind the name says more, if it says anything."""
    if _is_doctor(words, start, end) or (end - start == 1 and words.texts[start] in word_classes()["kin"] | _RELATIVE):
        return True
    return end - start == 1 and words.texts[start] in _VAGUE and words.text(start - 1).casefold() in _WHOSE


_VAGUE = frozenset({"head", "leader", "chief", "boss", "colleague"})
_RELATIVE = frozenset("successor predecessor counterpart rival opponent grandson granddaughter grandfather grandmother".split())
_WHOSE = frozenset({"their", "its", "his", "her"})


def _role(text: str, span: Span) -> Role | None:
    time = _HOW_LONG.search(text, span.start, span.end)
    span = Span(span.start, time.start()) if time else span
    loose = _LOOSE_END.search(text, span.start, span.end)
    span = Span(span.start, loose.start()) if loose else span
    polite = _POLITE.match(text, span.start, span.end)
    span = Span(polite.end(), span.end) if polite else span
    said = flat(span.of(text))
    # Whose wife or brother it is stands elsewhere: alone, such a word says nothing.
    return Role(text=said, span=span) if 2 <= len(said) <= LONGEST_ROLE and said not in word_classes()["kin"] | _RELATIVE else None


_POLITE = re.compile(r"(?:(?:Mr|Mrs|Ms|Madam|Lady)\.?|now)\s+(?=\w)")  # "Mr Justice", ", now prime minister"
_MADE = frozenset("appointed named elected".split())
_HOW_LONG = re.compile(
    r",?\s+(?:for\s+(?:the\s+(?:past|last)\s+)?[\w-]+\s+(?:years?|months?|decades?)|since\s+\w*\s*\d{4})(?!\w).*$", re.DOTALL
)
_LOOSE_END = re.compile(r"(?:\s*\([^)]*$)?(?:[\s,]+(?:of|at|for|in|with|from|and|the|Dr\.?))*[\s,]*$")


# ---------------------------------------------------------------- roles that ended

_WENT = r"(?:resigned|retired|quit|(?:stepped|stood)\s+(?:down|aside))"
_SENT_AWAY = r"(?:was|were|been)\s+(?:sacked|fired|dismissed|removed|ousted)"
_ENDED = re.compile(
    rf",?\s+(?:who\s+)?(?:(?:has|had|have)\s+)?(?:since\s+|later\s+)?{_WENT}\b(?!\s+(?:from|to|as|himself|herself|hurt|injured)\b)"
)
_ENDED_AS = re.compile(
    rf",?\s+(?:who\s+)?(?:(?:has|had|have)\s+)?(?:since\s+|later\s+)?(?:{_WENT}|{_SENT_AWAY})\s+as\s+(?:(?:the|its|his|her|their)\s+)?"
)
_END_OF = re.compile(
    r"\b(?:led\s+to|after|since|following|followed|accepted|announced|caused|brought(?:\s+about)?)\s+the\s+"
    r"(?:resignation|dismissal|sacking|ousting|departure|retirement)s?\s+(?:\w+\s+)?of\s+(?:the\s+|its\s+)?$"
)
_FOR_LIFE = frozenset(  # nobody is a former general for having left the staff
    "general colonel major captain lieutenant sergeant corporal private admiral brigadier marshal commander commodore father sister "
    "reverend lord lady sir dame baron baroness king queen prince princess professor rabbi imam".split()
)
_PAST = frozenset("former ex then outgoing retired late ex- one-time onetime sometime".split())
_NO_MORE = frozenset("on in at after before because over amid when last this yesterday following to and but rather until by".split())


def _former(role: Role) -> Role:
    """The role with "former", which the text says with other words: `span` stays that of the role."""
    return role if role.text.split()[0].casefold() in _PAST else Role(text=f"former {role.text}", span=role.span)


def _has_ended(text: str, words: Words, start: int, last: int, role: Role) -> bool:
    """ "Superintendent NAME retired in February", "led to the resignation of defence minister NAME"; not ranks and titles for life."""
    if role.text.split()[-1].casefold() in _FOR_LIFE:
        return False
    return bool(_ENDED.match(text, words.end(last - 1), words.span.end) or _END_OF.search(text, words.span.start, words.starts[start]))


def _left_office(words: Words, last: int, lists: NameLists) -> tuple[int, int] | None:
    """ "NAME, who stepped down as defence minister in April", "NAME resigned as chairman of the club on Tuesday"."""
    start = last + (words.text(last) == ",")
    start += words.text(start) == "who"
    tail = " ".join(words.texts[start : start + _LONGEST_LEAVING])
    match = _ENDED_AS.match(f" {tail}")
    if match is None:
        return None
    start += len(match.group().split())
    head = start
    while head < len(words) and words.texts[head] not in _CLOSERS and words.texts[head] not in _PREPOSITIONS | _NO_MORE:
        head += 1
    if not 0 < head - start <= _MOST_BEFORE_HEAD or not _is_head(words.texts[head - 1], lists):
        return None
    end = head
    while words.text(end) == "of" or (end > head and end < len(words) and words.texts[end] not in _CLOSERS | _NO_MORE | _VERBS):
        end += 1
    return (start, end) if end - start < _LONGEST_AFTER else (start, head)


_LONGEST_LEAVING = 9  # words up to the role that was left


# ---------------------------------------------------------------- before the name


def _before(words: Words, first: int, last_of_name: int, lists: NameLists) -> tuple[int, int] | None:
    """ "US President", "former Foreign Secretary", "Secretary of State", "spokesman"; not beyond a possessive."""
    end = first
    while end > 0 and lists.is_honorific(words.texts[end - 1]):
        end -= 1
    if end > 2 and words.texts[end - 1] == ",":
        return _before_comma(words, end, last_of_name, lists)
    if end == 0:
        return None
    last = words.texts[end - 1]
    start = _of_phrase(words, end, lists) if not last.islower() or last in listed("role_modifiers.txt") else None
    if start is None and _is_head(words.texts[end - 1], lists):
        start = end - 1
    return None if start is None else (_extended(words, start, lists), end)


def _is_head(word: str, lists: NameLists) -> bool:
    """Whether the word says what somebody is; "major" and "general" say so with a capital only."""
    if word in ("major", "general", "private"):
        return False
    return lists.is_role_noun(word) or (lists.is_title(word) and not lists.is_honorific(word))


def _before_comma(words: Words, first: int, last: int, lists: NameLists) -> tuple[int, int] | None:
    """ "Norway's Prime Minister, NAME", "the head of the agency, NAME": a role there names the person only after "'s" or "the", or as the
    first words of a sentence. In "a lawyer for the colonel, NAME" nobody is said to be a colonel.
    """
    comma = first - 1
    for place in range(comma - 1, max(-1, comma - _LONGEST_BEFORE), -1):
        word = words.texts[place]
        following = words.texts[place + 1]
        if _is_head(word, lists) and (place == comma - 1 or following in _BELONGS or (following == "to" and word in _SENT)):
            start = _extended(words, place, lists)
            if start == place and word in word_classes()["kin"] | _RELATIVE:
                return None if words.text(place - 1).casefold() not in _DEFINITE else (place, comma)
            wide = _to_article(words, start)
            before = words.text(wide - 1).casefold()
            if before not in _DEFINITE:
                opens = wide == 0 and following in _BELONGS  # "Counsel for the families, NAME, said"
                first_of_all = wide == 1 and before in ("a", "an") and words.text(last) == "," and words.text(last + 1) not in ("and", "or")
                return (wide, comma) if opens or first_of_all else None
            if words.texts[wide] in _DEFINITE:
                return None
            of = wide - 2
            if of > 0 and words.texts[of] in _BELONGS and before not in ("'s", "’s") and _is_head(words.texts[of - 1], lists):
                if words.texts[of] != "for":  # "the wife of the president, NAME": either
                    return None
                return _extended(words, of - 1, lists), comma
            return wide, comma
        if not word[0].isalpha() and word not in ("'s", "’s", "'", "’"):
            return None
    return None


def _to_article(words: Words, start: int) -> int:
    """Over two small words at most that stand between "the" or "'s" and a role: "the club's match-day safety officer"."""
    for wide in range(start, max(0, start - _SMALL_WORDS) - 1, -1):
        if words.text(wide - 1).casefold() in _DEFINITE | _INDEFINITE:
            return wide
        word = words.text(wide - 1)
        if not word.replace("-", "").isalpha() or not word.islower() or word in _PREPOSITIONS | _VERBS | _LEADERS | _JOINING:
            break
    return start


_SMALL_WORDS = 2
_INDEFINITE = frozenset({"a", "an"})
_JOINING = frozenset({"and", "or", "but", "not", "as", "than"})
_SENT = frozenset("ambassador envoy adviser advisor representative delegate emissary".split())
_LONGEST_BEFORE = 10  # words between a role and the comma before the name
_BELONGS = frozenset({"of", "for", "at", "in"})
_DEFINITE = frozenset({"'s", "’s", "the", "its", "their", "his", "her"})


def _of_phrase(words: Words, end: int, lists: NameLists) -> int | None:
    """Where "Secretary of State" or "Chancellor of the Exchequer", that ends before `end`, begins."""
    small = words.texts[end - 1].islower()
    for place in range(end - 2, max(0, end - 7), -1):
        word = words.texts[place]
        if word == "of":
            head = words.texts[place - 1]
            if small:  # "the minister of mines"
                return place - 1 if _is_head(head, lists) and (place == 1 or words.texts[place - 2].casefold() in _DEFINITE) else None
            return place - 1 if (lists.is_title(head) or lists.is_role_noun(head)) and is_capital(head) else None
        if not (is_capital(word) or word in ("the", "and", "'", "’", "'s", "’s") or (small and word in listed("role_modifiers.txt"))):
            return None
    return None


def _extended(words: Words, start: int, lists: NameLists) -> int:
    """Over the words that belong to a role, to the left: its modifiers, names with capitals, "and" between two roles."""
    while start > 0:
        if _belongs(words, start - 1, lists):
            start -= 1
        elif words.texts[start - 1] == "and" and start > 1 and _are_alike(words, start - 2, start, lists):
            start -= 2
        else:
            break
    return start


def _are_alike(words: Words, left: int, right: int, lists: NameLists) -> bool:
    """Whether "and" stands between two roles or two modifiers of one: "founder and chairman", "water and sanitation minister"."""
    if all(_is_head(words.texts[place], lists) for place in (left, right)):
        return True
    return all(words.texts[place].casefold() in listed("role_modifiers.txt") for place in (left, right))


def _belongs(words: Words, place: int, lists: NameLists) -> bool:
    """ "former", "State Department", "Russian"; the first word of a sentence only if it is known, for there every word has a capital."""
    word = words.texts[place]
    small = word.casefold()
    if small in listed("role_modifiers.txt") or lists.is_title_part(word) or lists.is_demonym(word):
        return True
    if not is_capital(word) or word in TIMES or small in _PREPOSITIONS or small in _LEADERS:
        return False
    first_two = " ".join(words.texts[:2])
    return place > 0 or bool(lists.place(word) or lists.place(first_two)) or word in lists.organisations or word.isupper()


# ---------------------------------------------------------------- after the name


def _after(words: Words, last: int, lists: NameLists) -> tuple[int, int] | None:
    """ ", 34, a teacher in Leeds," gives "teacher in Leeds"; the noun before the first preposition must be a role."""
    start = last + 1
    if words.text(last) != ",":
        return None
    if re.fullmatch(r"\d{1,3}", words.text(start)) and words.text(start + 1) == ",":
        start += 2
    if words.text(start) == "who" and words.text(start + 1) in ("is", "was"):
        start += 2
    elif words.text(start) == "who" and words.text(start + 1) in ("has", "had") and words.text(start + 2) == "been":
        start += 3
    if words.text(start) in _MADE and words.text(start - 1) in ("was", "is", "been"):
        start += 1
    while words.text(start).casefold() in _LEADERS:
        start += 1
    head = start
    while head < len(words) and words.texts[head] not in _CLOSERS and words.texts[head] not in _PREPOSITIONS:
        if words.texts[head] in ("'s", "’s") and not is_capital(words.texts[start]):
            start = head + 1  # "the group's founder"
        head += 1
    if not 0 < head - start <= _MOST_BEFORE_HEAD or not _is_head(words.texts[head - 1], lists):
        return None
    if any(word in _VERBS for word in words.texts[start:head]):
        return None  # ", Anna became a teacher"
    end = head
    while end < len(words) and end - start < _LONGEST_AFTER and words.texts[end] not in _CLOSERS and words.texts[end] not in _VERBS:
        end += 1
    return (start, end) if words.text(end) in _CLOSERS or words.text(end) in _VERBS else None


_MOST_BEFORE_HEAD = 8  # words of an apposition up to its noun
_LONGEST_AFTER = 18  # words of an apposition
_VERBS = frozenset("who which that said says told is was are were has had have will would can could became becomes".split())
