"""Owns what people decided about entries: merge, split, rename, reject, retype, locate and role, applied over every rule.

Decisions name entries as they would be without any decision, or by a name; so the order of the file does not matter, and applying
them twice is applying them once. `figure`, `compare` and `metadata` are applied elsewhere.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from generator.link.gazetteer import Gazetteer
from generator.link.groups import Group
from generator.link.keys import fold, slug
from generator.link.places import candidate
from generator.model import Anchor, Annotated, Candidate, Decision, Kind, Ref, RoleFact, ref
from generator.problems import Problem, Severity

FILE = "decisions.yml"
_OURS = frozenset(("merge", "split", "rename", "reject", "retype", "locate", "role"))


@dataclass(slots=True)
class Settled:
    """Groups after the decisions. `different`: pairs of entity ids that a person keeps apart; `roles`: by identity of the group."""

    groups: list[Group]
    problems: tuple[Problem, ...] = ()
    different: frozenset[frozenset[str]] = frozenset()
    roles: Mapping[int, list[RoleFact]] = field(default_factory=dict)


def apply_decisions(
    articles: Sequence[Annotated], ids: Mapping[str, Group], decisions: Sequence[Decision], gazetteer: Gazetteer
) -> Settled:
    """The groups with every decision applied: splits and rejections first, then merges, names, points and roles."""
    ours = [decision for decision in decisions if decision.what in _OURS]
    if not ours:
        return Settled(list(ids.values()))
    work = _Work(articles, ids, gazetteer)
    checked = work.without_contradictions(ours)
    for what in ("reject", "split", "merge", "rename", "locate", "role", "retype"):
        for decision in sorted((each for each in checked if each.what == what), key=lambda each: each.line):
            work.apply(decision)
    return Settled(
        [group for group in work.groups if group.refs],
        tuple(sorted(set(work.problems))),
        frozenset(work.different),
        work.roles,
    )


def retyped(articles: Sequence[Annotated], ids: Mapping[str, Group], decisions: Sequence[Decision]) -> list[Annotated]:
    """The articles with the kinds of names changed as `retype` decisions say; linking then starts again from them."""
    work = _Work(articles, ids, None)
    kinds: dict[Ref, Kind] = {}
    for decision in sorted((each for each in decisions if each.what == "retype"), key=lambda each: each.line):
        kind = _kind(decision.to)
        if kind:
            kinds.update(dict.fromkeys(work.mentions(decision), kind))
    return [
        replace(each, names=tuple(replace(mention, kind=kinds.get(ref(each.article, mention), mention.kind)) for mention in each.names))
        for each in articles
    ]


def _kind(word: str | None) -> Kind | None:
    names = {
        "person": Kind.PERSON,
        "people": Kind.PERSON,
        "place": Kind.PLACE,
        "places": Kind.PLACE,
        "organisation": Kind.ORGANISATION,
        "organisations": Kind.ORGANISATION,
        "organization": Kind.ORGANISATION,
    }
    return names.get((word or "").strip().lower())


def signed(decision: Decision, what: str) -> str:
    """The sentence that the entry shows on a decision that changed it."""
    return f"{what}: {decision.who}, {decision.when.isoformat()}: {decision.why}"


class _Work:
    """The groups while decisions change them. State: the groups, what was found wrong, who is kept apart."""

    def __init__(self, articles: Sequence[Annotated], ids: Mapping[str, Group], gazetteer: Gazetteer | None) -> None:
        self.articles = {each.article.id: each for each in articles}
        self.ids = dict(ids)
        self.groups = list(ids.values())
        self.gazetteer = gazetteer
        self.problems: list[Problem] = []
        self.different: set[frozenset[str]] = set()
        self.roles: defaultdict[int, list[RoleFact]] = defaultdict(list)
        self._into: dict[int, Group] = {}
        self._named: dict[str, list[str]] = defaultdict(list)
        for identity, group in ids.items():
            for text in {group.name, *group.texts}:
                self._named[fold(text)].append(identity)

    # ---- finding what a decision means

    def entry(self, name: str, decision: Decision) -> Group | None:
        """The group of an entry id or a name; a problem where there is none, or more than one of that name."""
        if name in self.ids:
            return self._now(self.ids[name])
        found = sorted(set(self._named.get(fold(name), ())))
        exact = [identity for identity in found if self.ids[identity].name == name]
        groups = {id(self._now(self.ids[identity])): self._now(self.ids[identity]) for identity in (exact or found)}
        if len(groups) == 1:
            return next(iter(groups.values()))
        if groups:
            self._problem(
                decision, "ambiguous", f"`{name}` is the name of {len(groups)} entries.", f"Write one of: {', '.join(found[:5])}."
            )
            return None
        near = get_close_matches(name, list(self.ids), n=1) or get_close_matches(fold(name), list(self._named), n=1)
        hint = (
            f"Did you mean `{near[0]}`?" if near else "The address of an entry is the last part of its page's, such as people/ada-lovelace."
        )
        self._problem(decision, "no-such-entry", f"`{decision.what}` names `{name}`, which is no entry.", hint)
        return None

    def _now(self, group: Group) -> Group:
        while id(group) in self._into:
            group = self._into[id(group)]
        return group

    def mentions(self, decision: Decision) -> set[Ref]:
        """The mentions that a decision is about: those that its anchors point at, else all of its entries."""
        if decision.anchors:
            return {address for anchor in decision.anchors for address in self._anchored(anchor, decision)}
        groups = [self.entry(name, decision) for name in decision.names]
        return {address for group in groups if group for address in group.refs}

    def _anchored(self, anchor: Anchor, decision: Decision) -> Iterator[Ref]:
        each = self.articles.get(anchor.article)
        if each is None:
            self._problem(
                decision,
                "no-such-article",
                f"no article has the id `{anchor.article}`.",
                "The id is the last part of the article page's address.",
            )
            return
        found = [
            mention
            for mention in each.names
            if any(start < mention.span.end and mention.span.start < end for start, end in places(each.article.text, anchor))
        ]
        if not found:
            message = f"the words `{anchor.exact}` are not a name in {anchor.article}, or stand elsewhere now."
            self._problem(decision, "not-anchored", message, "Copy the words and some around them from the article's page again.")
        yield from (ref(each.article, mention) for mention in found)

    def _problem(self, decision: Decision, code: str, message: str, advice: str) -> None:
        self.problems.append(Problem(path=FILE, line=decision.line, code=code, message=message, advice=advice, severity=Severity.ERROR))

    # ---- contradictions

    def without_contradictions(self, decisions: Sequence[Decision]) -> list[Decision]:
        """The decisions less those that are doubled (one stays) or contradict each other (none is applied)."""
        kept: list[Decision] = []
        seen: dict[tuple[object, ...], Decision] = {}
        for decision in sorted(decisions, key=lambda each: each.line):
            said = (decision.what, frozenset(decision.names), decision.to, decision.anchors, tuple(sorted(decision.values.items())))
            if said in seen:
                self._problem(decision, "doubled", f"says the same as line {seen[said].line}.", "Delete one of the two.")
                continue
            seen[said] = decision
            kept.append(decision)
        wrong: set[int] = set()
        for place, one in enumerate(kept):
            for two in self._rivals(one, kept[place + 1 :]):
                wrong.update((one.line, two.line))
                self._problem(
                    two, "contradiction", f"`{two.what}` contradicts line {one.line}.", "Delete one of the two; neither was applied."
                )
                self._problem(
                    one, "contradiction", f"`{one.what}` contradicts line {two.line}.", "Delete one of the two; neither was applied."
                )
        return [decision for decision in kept if decision.line not in wrong]

    def _rivals(self, one: Decision, others: Sequence[Decision]) -> Iterator[Decision]:
        if one.what not in ("merge", "split", "rename", "retype", "locate"):
            return
        names = {fold(name) for name in one.names}
        for two in others:
            theirs = {fold(name) for name in two.names}
            if {one.what, two.what} == {"merge", "split"} and len(names) > 1 and len(theirs) > 1 and len(names & theirs) > 1:
                yield two
            alike = one.what == two.what != "merge" and names & theirs and not (one.anchors or two.anchors)
            if alike and one.what != "split" and (one.to != two.to or dict(one.values) != dict(two.values)):
                yield two

    # ---- applying

    def apply(self, decision: Decision) -> None:
        match decision.what:
            case "reject":
                self._reject(decision)
            case "split":
                self._split(decision)
            case "merge":
                self._merge(decision)
            case "rename":
                self._rename(decision)
            case "locate":
                self._locate(decision)
            case "role":
                self._role(decision)
            case _:
                self._retype(decision)

    def _reject(self, decision: Decision) -> None:
        gone = self.mentions(decision)
        for group in self.groups:
            if gone & set(group.refs):
                self._take(group, gone)
                if group.refs:
                    group.decided.append(signed(decision, "some mentions rejected"))

    def _take(self, group: Group, gone: set[Ref]) -> Counter[str]:
        """Remove mentions from a group; returns their texts."""
        taken = Counter(self._text(address) for address in group.refs if address in gone)
        group.refs = [address for address in group.refs if address not in gone]
        group.texts = Counter({text: count for text, count in (group.texts - taken).items() if count > 0})
        return taken

    def _text(self, address: Ref) -> str:
        each = self.articles[address.article]
        return next((mention.value.text for mention in each.names if ref(each.article, mention) == address), "")

    def _split(self, decision: Decision) -> None:
        if decision.anchors:
            gone = self.mentions(decision)
            for group in [each for each in self.groups if gone & set(each.refs)]:
                self._part(group, gone & set(group.refs), decision, decision.to)
            return
        groups = [(name, self.entry(name, decision)) for name in decision.names]
        known = [(name, group) for name, group in groups if group]
        if len(known) < 2:
            if len(known) == len(groups):
                self._problem(
                    decision,
                    "nothing-to-split",
                    "`split` needs the mentions to take out, or the two names to keep apart.",
                    "Add `mentions:`.",
                )
            return
        for name, group in known[1:]:
            if group is known[0][1]:
                own = {address for address in group.refs if fold(self._text(address)) == fold(name)}
                if own and len(own) < len(group.refs):
                    self._part(group, own, decision, None)
        for place, (_, one) in enumerate(known):
            for _, two in known[place + 1 :]:
                self.different.add(frozenset((self._id(one), self._id(two))))
                for group in {id(one): one, id(two): two}.values():
                    group.decided.append(signed(decision, "kept apart"))

    def _id(self, group: Group) -> str:
        return next((identity for identity, each in self.ids.items() if each is group), group.key)

    def _part(self, group: Group, gone: set[Ref], decision: Decision, name: str | None) -> None:
        if len(gone) == len(group.refs):
            group.decided.append(signed(decision, "kept apart"))
            return
        texts = self._take(group, gone)
        shown = name or min(texts, key=lambda text: (-texts[text], text))
        address = shown if slug(shown) != group.slug else f"{shown} {len(gone)} {min(gone).article}"
        made = Group(
            kind=group.kind,
            key=f"{group.key} split {decision.line}",
            slug=slug(address),
            name=shown,
            refs=sorted(gone),
            texts=texts,
            why="a person parted it",
        )
        made.decided.append(signed(decision, f"parted from {group.name}"))
        group.decided.append(signed(decision, f"{shown} parted from it"))
        self.groups.append(made)
        self._named[fold(shown)].append(f"+{len(self.groups)}")
        self.ids[f"+{len(self.groups)}"] = made

    def _merge(self, decision: Decision) -> None:
        found = [self.entry(name, decision) for name in decision.names]
        groups = list({id(group): group for group in found if group}.values())
        if any(group is None for group in found):
            return
        if len({group.kind for group in groups}) > 1:
            self._problem(decision, "mixed-kinds", "`merge` names entries of different kinds.", "Give one of them a `retype` first.")
            return
        wanted = next((group for group in groups if decision.to and fold(decision.to) in (fold(group.name), fold(group.slug))), groups[0])
        if decision.to and decision.to in self.ids:
            wanted = self._now(self.ids[decision.to])
        for group in groups:
            if group is not wanted:
                wanted.refs += group.refs
                wanted.texts += group.texts
                wanted.decided += group.decided
                group.refs = []
                self._into[id(group)] = wanted
        if decision.to and decision.to not in self.ids:
            wanted.name = decision.to
        wanted.decided.append(signed(decision, f"merged from {' and '.join(decision.names)}"))

    def _rename(self, decision: Decision) -> None:
        for name in decision.names:
            if (group := self.entry(name, decision)) and decision.to:
                group.decided.append(signed(decision, f"renamed from {group.name}"))
                group.name = decision.to

    def _locate(self, decision: Decision) -> None:
        gone = self.mentions(decision) if decision.anchors else set()
        for name in decision.names:
            group = self.entry(name, decision)
            if group is None:
                continue
            if group.kind is not Kind.PLACE:
                self._problem(decision, "not-a-place", f"`{name}` is not a place.", "Give it a `retype: place` first.")
                continue
            point = self._point(decision, group)
            if point is None:
                continue
            if gone and len(gone & set(group.refs)) < len(group.refs):
                self._part(group, gone & set(group.refs), decision, None)
                group = self.groups[-1]
            group.candidate, group.runners_up = point, ()
            group.why = f"a person placed it: {decision.why}"
            group.decided.append(signed(decision, f"placed at {point.name}"))

    def _point(self, decision: Decision, group: Group) -> Candidate | None:
        """What `locate` says: an id of the gazetteer, a name in it ("Paris, Texas"), `none`, or lat and lon."""
        if "lat" in decision.values and "lon" in decision.values:
            try:
                lat, lon = float(decision.values["lat"]), float(decision.values["lon"])
            except ValueError:
                lat = lon = 999.0
            if abs(lat) <= 90 and abs(lon) <= 180:
                old = group.candidate or Candidate(gazetteer_id="", name=group.name, kind="place", country=None, lat=None, lon=None)
                return replace(old, name=decision.to or group.name, lat=lat, lon=lon, score=1.0, why=decision.why)
            self._problem(decision, "bad-point", "`lat` or `lon` is not a number of degrees.", "Write lat: 50.45 and lon: 30.52.")
            return None
        wanted = (decision.to or "").strip()
        if self.gazetteer is None or not wanted:
            self._problem(
                decision, "no-point", "`locate` says neither `to` nor `lat` and `lon`.", "Write to: geonames:703448, or lat and lon."
            )
            return None
        place = self.gazetteer.by_id(wanted)
        if place is None:
            head, _, holder = wanted.partition(",")
            options = [each.place for each in self.gazetteer.named(head)]
            inside = [each for each in options if not holder or any(fold(up.name) == fold(holder) for up in self.gazetteer.above(each))]
            place = inside[0] if inside else None
        if place is None:
            self._problem(
                decision, "no-such-place", f"the gazetteer has no `{wanted}`.", "Write an id such as geonames:703448, or lat and lon."
            )
            return None
        return candidate(place, self.gazetteer, 1.0, decision.why)

    def _role(self, decision: Decision) -> None:
        for name in decision.names:
            group = self.entry(name, decision)
            if group and decision.to:
                mention = min(
                    (self.mentions(decision) & set(group.refs)) if decision.anchors else group.refs,
                    default=group.refs[0] if group.refs else None,
                )
                if mention is not None:
                    published = self.articles[mention.article].article.published
                    on = published.value if published and decision.anchors else None
                    self.roles[id(group)].append(RoleFact(text=decision.to, organisation=None, on=on, mention=mention))
                    group.decided.append(signed(decision, f"role: {decision.to}"))

    def _retype(self, decision: Decision) -> None:
        """The kinds were changed before linking; here the entries learn why, and a decision without effect is reported."""
        kind = _kind(decision.to)
        if kind is None:
            self._problem(decision, "bad-kind", f"`retype` to `{decision.to}`.", "Write person, place or organisation.")
            return
        wanted = {fold(name.split("/", 1)[-1].replace("-", " ")) for name in decision.names}
        touched = self.mentions(decision) if decision.anchors else set()
        groups = [
            group
            for group in self.groups
            if group.kind is kind and (touched & set(group.refs) or any(fold(text) in wanted for text in (group.name, *group.texts)))
        ]
        for group in groups:
            group.decided.append(signed(decision, f"said to be a {kind.value}"))
        if not groups and not decision.anchors:
            self._problem(
                decision,
                "no-such-entry",
                f"`retype` names {', '.join(decision.names)}, which is no entry.",
                "Write the name as the articles print it.",
            )


def places(text: str, anchor: Anchor) -> list[tuple[int, int]]:
    """Where an anchor's words stand: those with the right words around them, else all; white space counts as one space."""

    def pattern(words: str) -> str:
        return r"\s+".join(re.escape(word) for word in words.split())

    if not anchor.exact.strip():
        return []
    before = rf"(?:{pattern(anchor.prefix)})\s*" if anchor.prefix.strip() else ""
    after = rf"\s*(?:{pattern(anchor.suffix)})" if anchor.suffix.strip() else ""
    exact = [match.span("x") for match in re.finditer(f"{before}(?P<x>{pattern(anchor.exact)}){after}", text)]
    return exact or [match.span() for match in re.finditer(pattern(anchor.exact), text)]
