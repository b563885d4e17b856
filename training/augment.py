"""Makes training text more varied: other names in real sentences, made-up sentences of the news trade, headlines."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Callable
from pathlib import Path

from generator.annotate.pieces import find_words

Sentence = tuple[list[str], list[str]]

_SLOT = re.compile(r"\{(\w+)\}")
_SMALL_WORDS = frozenset("a an and as at but by for from in of on or over the to up with".split())
# Shares, by number of runs. Chosen by eye, to be a spice and not the dish: see docs/recogniser.md for what was tried.
NEW_PERSON, NEW_PLACE, NEW_ORGANISATION = 0.30, 0.15, 0.22
CAPITALS, TITLE_CASE, NO_CASE = 0.04, 0.05, 0.01


class Maker:
    """Made-up names and sentences, drawn from `lexicon.toml` and a gazetteer with the generator given. Same seed, same text."""

    def __init__(self, gazetteer: dict[str, list[str]], chance: random.Random) -> None:
        self._lexicon = tomllib.loads((Path(__file__).parent / "lexicon.toml").read_text(encoding="utf-8"))
        self._chance = chance
        self._cities, self._countries = gazetteer["cities"], gazetteer["countries"]
        self._cultures = sorted(self._lexicon["given"])
        self._small: dict[str, list[str]] = {key: names.split("|") for key, names in self._lexicon["small"].items()}
        self._known: list[str] = self._lexicon["body"]["known"].split("|")
        self._slots: dict[str, Callable[[], tuple[str, str]]] = {
            "per": lambda: (self.person(), "PER"),
            "last": lambda: (self.family(), "PER"),
            "city": lambda: (self.city(), "LOC"),
            "CITY": lambda: (self.city().upper(), "LOC"),
            "CITY_SHORT": lambda: (self.city(), "LOC"),
            "country": lambda: (self.country(), "LOC"),
            "facility": lambda: (f"{self.city()} {self._pick('units')}", "LOC"),
            "agency": lambda: (self._pick("agencies"), "ORG"),
            "company": lambda: (self.company(), "ORG"),
            "companyname": lambda: ("the company" if chance.random() < 0.5 else "it", "O"),
            "known": lambda: (chance.choice(self._known), "ORG"),
            "org": lambda: (self.body(), "ORG"),
            "acr": lambda: (self.acronym(), "ORG"),
            "short": lambda: (chance.choice(("US", "UK", "U.S.", "UAE", "DRC")), "LOC"),
            "UN": lambda: (chance.choice(("UN", "U.N.", "NATO", "EU", "OSCE")), "ORG"),
            "single": lambda: (self._pick("single"), "PER"),
            "band": lambda: (self._one_of("bands") if chance.random() < 0.7 else self.body("sport"), "ORG"),
            "civil": lambda: (self.body("civil"), "ORG"),
            "press": lambda: (self.press(), "ORG"),
            "maker": lambda: (self._one_of("makers") if chance.random() < 0.7 else self.company(), "ORG"),
            "institution": lambda: (self._one_of("institutions") if chance.random() < 0.7 else self.body(), "ORG"),
            "INSTITUTION": lambda: (self._one_of("institutions").upper(), "ORG"),
            "thing": lambda: (self._pick("things"), "O"),
            "party": lambda: (self.body("politics"), "ORG"),
            "school": lambda: (self.body("learning"), "ORG"),
            "force": lambda: (self.body("force"), "ORG"),
            "sport": lambda: (self.body("sport"), "ORG"),
            "title": lambda: (self._pick("titles"), "O"),
            "demonym": lambda: (self._pick("demonyms"), "O"),
            "plural": lambda: (self._pick("plural_demonyms"), "O"),
            "day": lambda: (self._pick("days"), "O"),
            "month": lambda: (self._pick("months"), "O"),
            "age": lambda: (self._pick("ages"), "O"),
            "num": lambda: (self._pick("numbers"), "O"),
            "unit": lambda: (self._pick("units"), "LOC"),
        }

    def _pick(self, key: str) -> str:
        return self._chance.choice(self._small[key])

    def _one_of(self, key: str) -> str:
        return str(self._chance.choice(self._lexicon["body"][key].split("|"))).removeprefix("The ")

    def press(self) -> str:
        return self._one_of("press_known") if self._chance.random() < 0.5 else self.body("press")

    def given(self, culture: str | None = None) -> str:
        return str(self._chance.choice(self._lexicon["given"][culture or self._chance.choice(self._cultures)].split()))

    def family(self, culture: str | None = None) -> str:
        names = self._lexicon["family"][culture or self._chance.choice(self._cultures)]
        for particle in ("da ", "von der ", "de ", "Le ", "Di "):  # particles belong to the family name that follows
            names = names.replace(particle, particle.replace(" ", "_"))
        return str(self._chance.choice(names.split())).replace("_", " ")

    def person(self) -> str:
        culture = self._chance.choice(self._cultures)
        given, family = self.given(culture), self.family(culture)
        draw = self._chance.random()
        if culture in ("chinese", "korean") and draw < 0.7:
            return f"{family} {given}"
        if draw < 0.08:
            return f"{given} {self._chance.choice('ABCDEFGHJKLMNPRSTW')}. {family}"
        if draw < 0.14:
            return f"{given} {self.given(culture)} {family}"
        if draw < 0.17:
            return f"{given} {family} {self._chance.choice(('Jr.', 'Sr.', 'III'))}"
        if draw < 0.20:
            return f"{given} {family}-{self.family(culture)}"
        return f"{given} {family}"

    def city(self) -> str:
        return self._cities[int(len(self._cities) * self._chance.random() ** 2.5)]

    def country(self) -> str:
        return self._chance.choice(self._countries).removeprefix("the ")

    def company(self) -> str:
        parts = self._lexicon["company"]
        draw = self._chance.random()

        def pick(key: str) -> str:
            return str(self._chance.choice(parts[key].split()))

        if draw < 0.20:
            return self._one_of("makers")
        if draw < 0.34:
            name = pick("invented")
        elif draw < 0.50:
            name = pick("words")
        elif draw < 0.62:
            name = f"{pick('heads')} {pick('fields')}"
        elif draw < 0.70:
            name = f"{pick('invented')} {pick('fields')}"
        elif draw < 0.76:
            name = f"{self.city()} {pick('fields')}"
        elif draw < 0.81:
            name = f"{self.family('english')} {pick('fields')}"
        elif draw < 0.86:
            name = f"{pick('heads')} & {self.family('english')}"
        elif draw < 0.90:
            name = self.syllables()
        elif draw < 0.95:
            name = f"{pick('heads')} {pick('words')} {pick('fields')}"
        else:
            name = self.acronym()
        return f"{name} {pick('forms')}" if self._chance.random() < 0.15 else name

    def syllables(self) -> str:
        """A name that nobody has seen: "Tovexa"."""
        parts = [self._chance.choice("bdfgklmnprstvz") + self._chance.choice("aeiou") for _ in range(self._chance.choice((1, 2)))]
        return "".join(parts).capitalize() + self._chance.choice("ra xis nta vo tek lia com ly ner x dyne soft oo".split())

    def acronym(self) -> str:
        return "".join(self._chance.choice("ABCDEFGHIKLMNOPRSTUW") for _ in range(self._chance.choice((2, 3, 3, 3, 4, 4, 5))))

    def body(self, kind: str | None = None) -> str:
        body = self._lexicon["body"]
        kind = kind or self._chance.choice(("public", "civil", "civil", "press", "force", "learning", "politics"))
        pattern = self._chance.choice(body[kind].split("|"))
        return str(pattern).format(
            topic=self._chance.choice(body["topics"].split()),
            people=self._chance.choice(body["people"].split()),
            number=self._chance.choice(body["number"].split()),
            place=self.city() if self._chance.random() < 0.7 else self.country(),
        )

    def sentence(self) -> Sentence:
        """A sentence after one of the patterns, with its labels."""
        words: list[str] = []
        tags: list[str] = []
        pattern = self._chance.choice(self._lexicon["patterns"]["list"])
        for number, part in enumerate(_SLOT.split(pattern)):
            if number % 2 == 0:
                _append(words, tags, part, "O")
            elif part == "orgacr":  # "Halden Research Institute (HRI)": the bracket is a name of its own
                name = self.body(self._chance.choice(("civil", "learning", "politics", "public")))
                _append(words, tags, name, "ORG")
                _append(words, tags, "(", "O")
                _append(words, tags, "".join(word[0] for word in name.split() if word[0].isupper()), "ORG")
                _append(words, tags, ")", "O")
            else:
                _append(words, tags, *self._slots[part]())
        return words, tags

    def renamed(self, sentences: list[Sentence]) -> list[Sentence]:
        """The sentences with some names replaced by others of the same type; the same name becomes the same everywhere."""
        new = {kind: self._chance.random() < share for kind, share in (("PER", NEW_PERSON), ("LOC", NEW_PLACE), ("ORG", NEW_ORGANISATION))}
        if not any(new.values()):
            return sentences
        table: dict[tuple[str, str], str] = {}
        return [self._renamed(words, tags, new, table) for words, tags in sentences]

    def _renamed(self, words: list[str], tags: list[str], new: dict[str, bool], table: dict[tuple[str, str], str]) -> Sentence:
        out_words: list[str] = []
        out_tags: list[str] = []
        for start, end, kind in spans_of(tags):
            if kind == "O" or not new[kind]:
                out_words += words[start:end]
                out_tags += tags[start:end]
                continue
            _append(out_words, out_tags, self._other(words[start:end], kind, table), kind)
        return out_words, out_tags

    def _other(self, name: list[str], kind: str, table: dict[tuple[str, str], str]) -> str:
        old = " ".join(name)
        if kind == "PER":
            if ("PER", name[-1]) not in table:
                table["PER", name[-1]] = self.family()
            family = table["PER", name[-1]]
            if len(name) == 1:
                return family
            if ("PER", name[0]) not in table:
                table["PER", name[0]] = self.given()
            return f"{table['PER', name[0]]} {family}"
        # Long names of organisations carry what they are in their words: those stay.
        keep = len(name) > 3 or (kind == "LOC" and len(name) > 1) or (kind == "ORG" and name[0].isupper() and len(name) == 3)
        if keep:
            return old
        if (kind, old) not in table:
            table[kind, old] = self.city() if kind == "LOC" else (self.acronym() if old.isupper() else self.company())
        return table[kind, old]

    def recased(self, sentences: list[Sentence]) -> list[Sentence]:
        """Sometimes the first sentence, or a short run, as a headline: in capitals, in Title Case, or without any capital."""
        draw = self._chance.random()
        if draw < CAPITALS:
            return [([word.upper() for word in words], tags) for words, tags in sentences]
        if draw < CAPITALS + TITLE_CASE:
            words, tags = sentences[0]
            if words and words[-1] == ".":
                words, tags = words[:-1], tags[:-1]
            titled = [
                word if word.casefold() in _SMALL_WORDS and number else word[:1].upper() + word[1:] for number, word in enumerate(words)
            ]
            return [(titled, tags), *sentences[1:]]
        if draw < CAPITALS + TITLE_CASE + NO_CASE:
            return [([word.lower() for word in words], tags) for words, tags in sentences]
        return sentences


def spans_of(tags: list[str]) -> list[tuple[int, int, str]]:
    """The tags as runs that cover everything: (start, end, kind), kind "O" outside names."""
    runs: list[tuple[int, int, str]] = []
    for number, tag in enumerate(tags):
        kind = "O" if tag == "O" else tag[2:]
        if runs and runs[-1][2] == kind and (kind == "O" or tag[0] == "I"):
            runs[-1] = (runs[-1][0], number + 1, kind)
        else:
            runs.append((number, number + 1, kind))
    return runs


def _append(words: list[str], tags: list[str], text: str, kind: str) -> None:
    for number, (start, end) in enumerate(find_words(text)):
        words.append(text[start:end])
        tags.append("O" if kind == "O" else ("I-" if number else "B-") + kind)
