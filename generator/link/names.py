"""Owns the comparison of two people's names: same, different or unsure, as a sum of features with a sentence each. No context."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA, JaroWinkler

from generator.data import lines, rows, words
from generator.link.keys import fold
from generator.model import Verdict

SAME_FROM = 0.86  # of a name's score; below, the two stay apart
UNSURE_FROM = 0.72

# What a pair of words of two names is worth.
_EQUAL, _SPELLED, _VARIANT, _LOOSE, _SLIP, _OF_TWO, _INITIAL, _CLASH = 1.0, 0.97, 0.92, 0.88, 0.82, 0.7, 0.6, 0.0
_EITHER = frozenset("sam chris alex pat sandy sasha terry jess jo nika ronnie kris xander".split())  # short for names of men and of women


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in folded words. `given` may be empty ("Ruzhyk"), `family` never; `generation` is "jr", "ii" or ""."""

    given: tuple[str, ...]
    family: tuple[str, ...]
    generation: str
    titles: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, ...]:
        """All its words in order: two mentions with one key say the same."""
        return (*self.given, *self.family, *((self.generation,) if self.generation else ()))

    @property
    def full(self) -> bool:
        return bool(self.given)

    @property
    def last(self) -> str:
        return self.family[-1]


@dataclass(frozen=True, slots=True)
class Feature:
    weight: float
    why: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """How alike two names are, 0 to 1, and why."""

    score: float
    features: tuple[Feature, ...]

    @property
    def verdict(self) -> Verdict:
        return Verdict.SAME if self.score >= SAME_FROM else Verdict.UNSURE if self.score >= UNSURE_FROM else Verdict.DIFFERENT

    @property
    def why(self) -> str:
        return "; ".join(feature.why for feature in self.features if feature.why)


# ---------------------------------------------------------------- reading

_SUFFIXES: Mapping[str, str] = {row[0]: row[1].strip("-") for row in rows("name_suffixes.txt")}
_SHORT_TITLES = frozenset(
    "mr mrs ms miss mx dr prof gen lt col maj capt sgt cpl pvt adm cmdr brig rev fr sen rep gov hon pres "
    "sir dame lady lord mme mlle sheikh sheik pm vp".split()
)
_TITLES = frozenset(fold(title) for name in ("titles.txt", "honorifics.txt") for title in words(name)) | _SHORT_TITLES
# Titles that are names of many people, too: dropped only where two further words follow.
_ALSO_NAMES = frozenset(
    "major king prince judge bishop pope count marshal earl duke sergeant baron lord dean chief head chair private father sister don "
    "saint".split()
)
_PARTICLES = words("name_particles.txt")


@lru_cache(maxsize=200_000)
def read_name(text: str) -> PersonName:
    """A name as written -> its parts. "Mr. Zelenskyy" has no given name; "Smith, John" is turned round; never raises."""
    surname, comma, rest = text.partition(",")
    if comma and rest.strip() and len(surname.split()) <= 2 and fold(rest) not in _SUFFIXES:
        text = f"{rest} {surname}"
    parts = [part for part in fold(re.sub(r"[(\[\"“”].*?[)\]\"“”]", " ", text)).split(" ") if part] or [
        fold(text) or text.strip().lower() or "?"
    ]
    titles: list[str] = []
    while len(parts) > 1 and parts[0] in _TITLES and (parts[0] not in _ALSO_NAMES or len(parts) > 2):
        titles.append(parts.pop(0))
    generation = ""
    while len(parts) > 1 and parts[-1] in _SUFFIXES:
        generation = _SUFFIXES[parts.pop()] or generation
    start = len(parts) - 1
    while start > 1 and parts[start - 1] in _PARTICLES:
        start -= 1
    if _only_particles(parts[:start], text):  # "al-Assad", "bin Salman", "Von der Leyen"
        start = 0
    return PersonName(tuple(parts[:start]), tuple(parts[start:]), generation, tuple(titles))


def _only_particles(parts: list[str], text: str) -> bool:
    """Whether what stands before the last word belongs to the family name. "Al Gore", "Ben Bernanke" and "Van Jones" have given names."""
    if not parts or not all(part in _PARTICLES for part in parts):
        return False
    return len(parts) > 1 or parts[0] in _NEVER_GIVEN or text.lstrip()[:1].islower() or f"{parts[0]}-" in text.lower()


_NEVER_GIVEN = frozenset("von bin ibn bint de di da du del della le la dos abu abou".split())


# ---------------------------------------------------------------- words

_RULES = tuple((re.compile(left.strip()), right.strip()) for left, right in (line.rsplit("|", 1) for line in lines("transliteration.txt")))
_LOOSE_VOWELS = str.maketrans("eo", "au")
_GROUPS: dict[str, frozenset[int]] = {}
for _number, _line in enumerate(lines("given_name_groups.txt")):
    for _word in _line.split():
        _GROUPS[_word] = _GROUPS.get(_word, frozenset()) | {_number}
_GROUP_INITIALS = tuple(frozenset(word[0] for word in line.split()) for line in lines("given_name_groups.txt"))
COMMON_GIVEN = frozenset(word for line in lines("common_given_names.txt") for word in line.split())
_SEX: Mapping[str, str] = {word: line[0] for line in lines("given_name_sexes.txt") for word in line.split()[1:]}
COMMON_FAMILY = frozenset(word for line in lines("common_family_names.txt") for word in line.split())


@lru_cache(maxsize=100_000)
def skeleton(word: str) -> str:
    """The word with the letters in which transliterations differ made one: zelenskyy, zelenskiy and zelensky are "zelenski"."""
    for pattern, replacement in _RULES:
        word = pattern.sub(replacement, word)
    return word


@lru_cache(maxsize=100_000)
def loose(word: str) -> str:
    """The skeleton with a/e and o/u made one, as Arabic and Persian names need: usama and osama, hussein and husain."""
    return skeleton(word).translate(_LOOSE_VOWELS)


def consonants(text: str) -> str:
    """The sounds of a name without its vowels, particles and parting: Hodeidah and Al Hudaydah are "hdd"; "" for fewer than three."""
    words_ = [skeleton(word) for word in without_particles(text).split()]
    made = "".join(word[0] + _VOWELS.sub("", word[1:]) for word in words_ if word)
    return made if len(made) > 2 else ""


def without_particles(text: str) -> str:
    """The folded words without articles and particles: "Al Hudaydah" is "hudaydah"."""
    return " ".join(word for word in fold(text).split() if word not in _PARTICLES)


_VOWELS = re.compile("[aeiou]")


@lru_cache(maxsize=100_000)
def given_groups(word: str) -> frozenset[int]:
    """The numbers of the groups of given names that the word belongs to, by itself or as another spelling of a longer member."""
    return _GROUPS.get(word) or (_by_sound().get(skeleton(word), frozenset()) if len(word) > 5 else frozenset())


@lru_cache(maxsize=1)
def _by_sound() -> Mapping[str, frozenset[int]]:
    found: dict[str, frozenset[int]] = {}
    for word, groups in _GROUPS.items():
        if len(sound := skeleton(word)) > 4:
            found[sound] = found.get(sound, frozenset()) | groups
    return found


@lru_cache(maxsize=200_000)
def compare_family(left: str, right: str) -> tuple[float, str]:
    """How alike two words of a family name are."""
    if left == right:
        return _EQUAL, ""
    if skeleton(left) == skeleton(right) and len(skeleton(left)) > 2:
        return _SPELLED, f"{left} and {right} are spellings of one name"
    if _gendered(left, right):
        return 0.3, f"{left} and {right} are the names of a man and a woman"
    if given_groups(left) & given_groups(right) and min(len(left), len(right)) > 5 and left[-1] == right[-1]:
        return _VARIANT, f"{left} and {right} are forms of one name"
    if min(len(left), len(right)) > 5 and left[0] in "hg" and eastern(left) == eastern(right):
        return _SPELLED, f"{left} and {right} are the Ukrainian and the Russian form of one name"
    known = left in COMMON_FAMILY or right in COMMON_FAMILY  # Miller and Millar, Anderson and Andersen: names of their own
    if len(left) > 4 and len(right) > 4 and loose(left) == loose(right) and (not known or given_groups(left) & given_groups(right)):
        return _LOOSE, f"{left} and {right} sound alike"
    if min(len(left), len(right)) >= 7 and not known and OSA.distance(left, right) == 1 and left[0] == right[0] and left[-1] == right[-1]:
        return _SLIP, f"{left} and {right} differ by one letter"
    return _CLASH, ""


def eastern(word: str) -> str:
    """The word with the letters made one that Ukrainian and Russian differ in: Hryhorenko and Grigorenko."""
    return skeleton(word).replace("h", "g")


def _gendered(left: str, right: str) -> bool:
    """Ivanov and Ivanova: two people."""
    short, long = sorted((left, right), key=len)
    return (long == f"{short}a" and short.endswith(("v", "n"))) or (
        short[:-1] == long[: len(short) - 1] and long.endswith("aya") and short.endswith(("y", "i"))
    )


@lru_cache(maxsize=200_000)
def compare_given(left: str, right: str) -> tuple[float, str]:
    """How alike two given names are; a single letter is an initial."""
    if left == right:
        return _EQUAL, ""
    if len(left) == 1 or len(right) == 1:
        short, long = sorted((left, right), key=len)
        return (_INITIAL, f"{short} may stand for {long}") if short in initials_of(long) else (_CLASH, "")
    if given_groups(left) & given_groups(right):
        if left in _EITHER or right in _EITHER:
            return _OF_TWO, f"{left} and {right} may be forms of one name"
        return _VARIANT, f"{left} and {right} are forms of one name"
    if skeleton(left) == skeleton(right) and len(skeleton(left)) > 2:
        return _SPELLED, f"{left} and {right} are spellings of one name"
    known = left in COMMON_GIVEN or right in COMMON_GIVEN  # Michael and Mitchell: names of their own
    if min(len(left), len(right)) > 4 and not known and loose(left) == loose(right):
        return _LOOSE, f"{left} and {right} sound alike"
    if min(len(left), len(right)) >= 6 and not known and left[0] + left[-1] == right[0] + right[-1] and OSA.distance(left, right) == 1:
        return _SLIP, f"{left} and {right} differ by one letter"
    return _CLASH, ""


@lru_cache(maxsize=50_000)
def initials_of(word: str) -> frozenset[str]:
    """The letters that may stand for a given name, those of its other forms too: "V" for Volodymyr, "W" or "B" for Bill."""
    return frozenset({word[0]}) | frozenset(initial for group in given_groups(word) for initial in _GROUP_INITIALS[group])


# ---------------------------------------------------------------- names


@lru_cache(maxsize=200_000)
def compare_names(left: PersonName, right: PersonName) -> Comparison:
    """Two names without context. A family name alone never makes a pair SAME: that needs an article."""
    if left.key == right.key:
        return Comparison(1.0 if left.full else 0.8, (Feature(1.0, "the same words" if left.full else "one family name, no given name"),))
    if left.generation != right.generation and left.generation and right.generation:
        return Comparison(0.0, (Feature(0.0, f"{left.generation} and {right.generation} are two people"),))
    best = max((_aligned(left, right), *_turned(left, right), _joined(left, right)), key=lambda each: each.score)
    if left.generation != right.generation and best.score >= UNSURE_FROM:
        return Comparison(min(best.score, 0.8), (*best.features, Feature(-0.1, f"only one is {left.generation or right.generation}")))
    return best


def _core(name: PersonName) -> tuple[str, ...]:
    return tuple(word for word in (*name.given, *name.family) if word not in _PARTICLES) or name.family


def _aligned(left: PersonName, right: PersonName) -> Comparison:
    family = _family(left, right)
    features = [Feature(family[0] / 2, family[1] or "one family name")]
    if family[0] == _CLASH:
        return _double_family(left, right)
    if not left.full or not right.full:
        return Comparison(0.75 * family[0], (*features, Feature(0.25, "one of them has no given name")))
    given = [word for word in left.given if word not in _PARTICLES] or list(left.given)
    other = [word for word in right.given if word not in _PARTICLES] or list(right.given)
    first = compare_given(given[0], other[0])
    score, whys = first[0], [first[1]]
    if first[0] == _CLASH and (middle := _middle_called(given, other)):
        score, whys = 0.8, [middle]
    elif len(given) > 1 and len(other) > 1:
        inner = [compare_given(one, two) for one, two in zip(given[1:], other[1:], strict=False)]
        worst = min(value for value, _ in inner)
        if worst == _CLASH and not _same_middles(given[1:], other[1:]):
            return Comparison(0.4, (*features, Feature(-0.5, f"{' '.join(given)} and {' '.join(other)} are different given names")))
        if first[0] == _INITIAL and all(value >= _INITIAL for value, _ in inner):
            score, whys = 0.8, ["all initials agree"]
    elif len(given) != len(other):
        score -= 0.06
        whys.append("one leaves a given name out")
    if score == _CLASH:
        return Comparison(0.3, (*features, Feature(-0.5, f"{given[0]} and {other[0]} are different given names")))
    total = 0.5 * family[0] + 0.5 * score
    if first[0] <= _LOOSE and family[0] <= _LOOSE:
        total -= 0.06
    return Comparison(round(total, 4), (*features, *(Feature(score / 2, why) for why in whys if why)))


def _family(left: PersonName, right: PersonName) -> tuple[float, str]:
    """The family names without their particles, hyphens ("Smith-Jones") already parted into words."""
    one = [word for word in left.family if word not in _PARTICLES] or list(left.family)
    two = [word for word in right.family if word not in _PARTICLES] or list(right.family)
    return compare_family(one[-1], two[-1])


def _same_middles(left: list[str], right: list[str]) -> bool:
    """Whether each word of the shorter list stands somewhere in the longer: "Juan Carlos Maria" and "Juan Maria"."""
    short, long = sorted((left, right), key=len)
    return all(len(one) > 1 and any(compare_given(one, two)[0] >= _INITIAL for two in long) for one in short)


def _middle_called(left: list[str], right: list[str]) -> str:
    """Somebody known by a second given name: "Addison Mitchell" and "Mitchell"."""
    for short, long in ((left, right), (right, left)):
        if (
            len(short) == 1
            and len(long) > 1
            and len(short[0]) > 2
            and (short[0] == long[1] or (short[0] in long[2:] and short[0] in COMMON_FAMILY))
        ):
            return f"{short[0]} is the second given name"
    return ""


def _double_family(left: PersonName, right: PersonName) -> Comparison:
    """Two family names, of which one paper prints one: "Pedro Sánchez" and "Pedro Sánchez Pérez-Castejón"."""
    one, two = sorted((_core(left), _core(right)), key=len)
    if len(two) - len(one) == 2 and len(one) > 1 and two[0] in _DEVOUT and one == two[1:-1]:
        return Comparison(0.87, (Feature(0.87, f"{two[0].title()} and the second of two family names are left out"),))
    if (
        len(one) >= 2
        and len(two) > len(one)
        and one[0] == two[0]
        and one[-1] in two[1:-1]
        and len(one[-1]) > 1
        and one[-1] not in COMMON_GIVEN
    ):
        return Comparison(0.87, (Feature(0.87, f"{one[-1]} is the first of two family names"),))
    return Comparison(0.1, (Feature(0.0, "different family names"),))


# Given names that stand before the one that somebody is called by: "María Dolores".
_DEVOUT = frozenset("maria jose juan ana luis francisco jesus".split())


def _turned(left: PersonName, right: PersonName) -> Iterator[Comparison]:
    """Family name first, as Chinese, Korean, Hungarian and Vietnamese names stand: "Kim Jong-un", "Jong-un Kim"."""
    one, two = _core(left), _core(right)
    if len(one) > 1 and len(one) == len(two):
        for turned in (one[1:] + one[:1], one[-1:] + one[:-1]):
            if all(compare_family(a, b)[0] >= _SPELLED for a, b in zip(turned, two, strict=True)):
                yield Comparison(0.93, (Feature(0.93, "the same names in another order"),))


def _joined(left: PersonName, right: PersonName) -> Comparison:
    """Written apart or together: "Jong Un" and "Jong-un", "Abdel Fattah" and "Abdelfattah", "Mac Donald"."""
    one, two = _core(left), _core(right)
    if len(one) > 1 and len(two) > 1:
        if "".join(one) == "".join(two) or "".join(left.key) == "".join(right.key):
            return Comparison(0.97, (Feature(0.97, "the same letters, parted differently"),))
        if len(one) != len(two) and skeleton("".join(one)) == skeleton("".join(two)):
            return Comparison(0.93, (Feature(0.93, "the same sounds, parted differently"),))
        if (
            len(one) != len(two)
            and one[-1] == two[-1]
            and JaroWinkler.similarity("".join(one), "".join(two)) > 0.97
            and loose("".join(one)) == loose("".join(two))
        ):
            return Comparison(0.9, (Feature(0.9, "nearly the same sounds, parted differently"),))
    return Comparison(0.0, ())


def sex_of(name: PersonName) -> str:
    """ "f" or "m" where a title or the given name says so, else ""; only ever used to tell two bearers of one name apart."""
    if titles := set(name.titles):
        if titles & _WOMEN:
            return "f"
        if titles & _MEN:
            return "m"
    return _SEX.get(name.given[0], "") if name.given else ""


_WOMEN = frozenset("mrs ms miss mme mlle madam madame frau lady dame queen princess duchess baroness countess senora sister".split())
_MEN = frozenset("mr sir lord king prince duke baron monsieur herr senor father".split())


def is_common(name: PersonName) -> bool:
    """Whether many people bear the name: both words are frequent, or only an initial or nothing stands for the given name.

    Such names need more than themselves to join, and their entries an address that no namesake can take. The family name may stand
    first: "Wang Wei".
    """
    if not name.full or len(name.given[0]) == 1 or len(name.last) == 1:
        return True
    if len(name.given) + len(name.family) > 2:
        return False
    first, last = name.given[0], name.last
    return (first in COMMON_GIVEN and last in COMMON_FAMILY) or (first in COMMON_FAMILY and last in COMMON_GIVEN)
