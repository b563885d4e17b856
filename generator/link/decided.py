"""Owns what people decided about entries: merge, split, rename, reject, retype, locate and role, applied over every rule.

Decisions name entries as they would be without any decision, or by a name, and are applied by verb, day and content; so the order of
the file does not matter, and applying them twice is applying them once. `figure`, `date`, `compare` and `metadata` are applied elsewhere.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz import process

from generator.anchors import find_anchor, like_id
from generator.link.gazetteer import Gazetteer
from generator.link.groups import Group
from generator.link.keys import fold, slug
from generator.link.places import candidate
from generator.model import DECISIONS, Anchor, Annotated, Candidate, Decision, Kind, Ref, RoleFact, ref
from generator.problems import Problem, Severity

_HINTS = 40  # of a file whose every name is wrong: each hint looks at every name
_OURS = frozenset(("merge", "split", "rename", "reject", "retype", "locate", "role"))


@dataclass(slots=True)
class Settled:
    """Groups after the decisions. `different`: pairs of mentions whose entries a person keeps apart; `roles`: by identity of the group."""

    groups: list[Group]
    problems: tuple[Problem, ...] = ()
    different: tuple[tuple[Ref, Ref], ...] = ()
    roles: Mapping[int, list[RoleFact]] = field(default_factory=dict)


def apply_decisions(
    articles: Sequence[Annotated],
    ids: Mapping[str, Group],
    decisions: Sequence[Decision],
    gazetteer: Gazetteer,
    now: Sequence[Group] | None = None,
) -> Settled:
    """The groups with every decision applied: splits and rejections first, then merges, names, points and roles.

    `ids`: the entries without any decision, which the decisions name. `now`: the same joined anew with what is kept apart.
    """
    ours = [decision for decision in decisions if decision.what in _OURS]
    if not ours:
        return Settled(list(ids.values()))
    work = _Work(articles, ids, gazetteer, now)
    checked = work.without_contradictions(ours)
    for what in ("reject", "split", "merge", "rename", "locate", "role", "retype"):
        for decision in sorted((each for each in checked if each.what == what), key=_content):
            work.apply(decision)
    return Settled([group for group in work.groups if group.refs], tuple(sorted(set(work.problems))), tuple(work.different), work.roles)


def kept_apart(
    articles: Sequence[Annotated], ids: Mapping[str, Group], decisions: Sequence[Decision]
) -> tuple[tuple[frozenset[Ref], frozenset[Ref]], ...]:
    """The sets of mentions that `split` decisions hold for different: joining starts again from them."""
    work = _Work(articles, ids, None)
    splits = work.without_contradictions([each for each in decisions if each.what in ("merge", "split")])
    return tuple(pair for decision in sorted(splits, key=_content) if decision.what == "split" for pair in work.sides(decision))


def _content(decision: Decision) -> tuple[object, ...]:
    """The order in which decisions of a verb are applied: by day, then by what they say; never by their place in the file."""
    return decision.when, decision.names, decision.to or "", decision.who, decision.why, repr(decision.anchors), repr(decision.values)


def retyped(
    articles: Sequence[Annotated], ids: Mapping[str, Group], decisions: Sequence[Decision]
) -> tuple[list[Annotated], tuple[Problem, ...]]:
    """The articles with the kinds of names changed as `retype` decisions say, and those that name no entry, or more than one.

    Linking then starts again from the articles, without the decisions of the problems.
    """
    work = _Work(articles, ids, None)
    kinds: dict[Ref, Kind] = {}
    for decision in sorted((each for each in decisions if each.what == "retype"), key=_content):
        kind = _kind(decision.to)
        if kind:
            kinds.update(dict.fromkeys(work.of_other_kinds(decision, kind), kind))
    changed = [
        replace(each, names=tuple(replace(mention, kind=kinds.get(ref(each.article, mention), mention.kind)) for mention in each.names))
        for each in articles
    ]
    return changed, tuple(work.problems)


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

    def __init__(
        self,
        articles: Sequence[Annotated],
        ids: Mapping[str, Group],
        gazetteer: Gazetteer | None,
        now: Sequence[Group] | None = None,
    ) -> None:
        self.articles = {each.article.id: each for each in articles}
        self.ids = dict(ids)
        self.groups = list(ids.values()) if now is None else list(now)
        self._home = {address: group for group in self.groups for address in group.refs}
        self.gazetteer = gazetteer
        self.problems: list[Problem] = []
        self.different: list[tuple[Ref, Ref]] = []
        self.roles: defaultdict[int, list[RoleFact]] = defaultdict(list)
        self._into: dict[int, Group] = {}
        self._hints = 0
        self._before = {identity: (group.name, tuple(group.refs)) for identity, group in ids.items()}
        self._identity = {address: identity for identity, (_, refs) in self._before.items() for address in refs}
        self._texts = {ref(each.article, mention): mention.value.text for each in articles for mention in each.names}
        self._role_of = {
            ref(each.article, mention): mention.value.role for each in articles for mention in each.names if mention.value.role
        }
        self._named: dict[str, list[str]] = defaultdict(list)
        for identity, group in ids.items():
            for text in {group.name, *group.texts}:
                self._named[fold(text)].append(identity)
        if now is not None:
            for group in ids.values():
                heirs = Counter(id(self._home[address]) for address in group.refs if address in self._home)
                held = {id(self._home[address]): self._home[address] for address in group.refs if address in self._home}
                if heirs:
                    self._into[id(group)] = held[max(heirs, key=lambda each: (heirs[each], min(held[each].refs) == min(group.refs)))]

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
        near = self._nearest(name)
        hint = f"Did you mean `{near}`?" if near else "The address of an entry is the last part of its page's, such as people/ada-lovelace."
        self._problem(decision, "no-such-entry", f"`{decision.what}` names `{name}`, which is no entry.", hint)
        return None

    def _nearest(self, name: str) -> str:
        """The name or address that is most like it; "" where none is at all, and once many had to be looked for."""
        self._hints += 1
        if self._hints > _HINTS:
            return ""
        known = list(self.ids) if "/" in name else [group.name for group in self.ids.values()]
        found = process.extractOne(name, known, score_cutoff=70)
        return str(found[0]) if found else ""

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

    def of_other_kinds(self, decision: Decision, kind: Kind) -> set[Ref]:
        """The mentions that a `retype` is about; of entries of one name, those that are of the wanted kind already do not count."""
        if decision.anchors:
            return self.mentions(decision)
        found: set[Ref] = set()
        for name in decision.names:
            same = [identity for identity in sorted(set(self._named.get(fold(name), ()))) if name not in self.ids]
            other = [identity for identity in same if self.ids[identity].kind is not kind]
            if same and not other:
                continue  # it is of that kind: the decision confirms it
            group = self.ids[other[0]] if len(other) == 1 else self.entry(name, decision)
            found.update(group.refs if group else ())
        return found

    def _anchored(self, anchor: Anchor, decision: Decision) -> Iterator[Ref]:
        each = self.articles.get(anchor.article)
        if each is None:
            self._problem(
                decision,
                "no-such-article",
                f"no article has the id `{anchor.article}`.",
                like_id(anchor.article, self.articles) or "The id is the last part of the article page's address.",
            )
            return
        places = find_anchor(each.article.text, anchor)
        found = [mention for mention in each.names if any(mention.span.overlaps(place) for place in places)]
        found = [mention for mention in found if any(place.holds(mention.span) or mention.span.holds(place) for place in places)] or found
        if not found:
            message = f"the words `{anchor.exact}` are not a name in {anchor.article}, or stand elsewhere now."
            self._problem(decision, "not-anchored", message, "Copy the words and some around them from the article's page again.")
        yield from (ref(each.article, mention) for mention in found)

    def _problem(self, decision: Decision, code: str, message: str, advice: str) -> None:
        self.problems.append(
            Problem(path=DECISIONS, line=decision.line, code=code, message=message, advice=advice, severity=Severity.ERROR)
        )

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
        for one, two in self._rivals(kept):
            for this, other in ((one, two), (two, one)):
                wrong.add(this.line)
                message = f"`{this.what}` contradicts line {other.line}."
                self._problem(this, "contradiction", message, "Delete one of the two; neither was applied.")
        return [decision for decision in kept if decision.line not in wrong]

    def _rivals(self, decisions: Sequence[Decision]) -> Iterator[tuple[Decision, Decision]]:
        """Pairs that cannot both hold: one entry with two names, kinds or points; names that are merged and kept apart."""
        said: dict[tuple[str, str], Decision] = {}
        for decision in decisions:
            if decision.what not in ("rename", "retype", "locate") or decision.anchors:
                continue
            for name in sorted({self._key(name) for name in decision.names}):
                before = said.setdefault((decision.what, name), decision)
                if (before.to, dict(before.values)) != (decision.to, dict(decision.values)):
                    yield before, decision
        joined: dict[str, str] = {}
        merge_of: dict[str, Decision] = {}

        def top(name: str) -> str:
            while joined.get(name, name) != name:
                name = joined[name]
            return name

        for decision in decisions:
            if decision.what == "merge":
                keys = [fold(name) for name in decision.names]
                for key in keys:
                    merge_of[key] = decision
                    joined[top(key)] = top(keys[0])
        for decision in decisions:
            if decision.what == "split" and not decision.anchors:
                tops = Counter(top(key) for key in {fold(name) for name in decision.names} if key in merge_of)
                clashing = [name for name in decision.names if fold(name) in merge_of and tops[top(fold(name))] > 1]
                if clashing:
                    yield merge_of[fold(clashing[0])], decision

    def _key(self, name: str) -> str:
        """One word for all the ways to name an entry."""
        found = {name} if name in self.ids else set(self._named.get(fold(name), ()))
        return next(iter(found)) if len(found) == 1 else fold(name)

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
        for group in self._groups_of(gone):
            self._take(group, gone)
            if group.refs:
                group.decided.append(signed(decision, "some mentions rejected"))

    def _groups_of(self, refs: set[Ref]) -> list[Group]:
        """The groups that hold any of the mentions, in order of the text."""
        found = {id(self._home[address]): self._home[address] for address in sorted(refs) if address in self._home}
        return [self._now(group) for group in found.values()]

    def _take(self, group: Group, gone: set[Ref]) -> Counter[str]:
        """Remove mentions from a group; returns their texts."""
        taken = Counter(self._texts[address] for address in group.refs if address in gone)
        group.refs = [address for address in group.refs if address not in gone]
        group.texts = Counter({text: count for text, count in (group.texts - taken).items() if count > 0})
        for address in gone:
            self._home.pop(address, None)
        return taken

    def sides(self, decision: Decision) -> list[tuple[frozenset[Ref], frozenset[Ref]]]:
        """Pairs of sets of mentions that a `split` holds for different, from the entries as they are without it: what stays, what goes.

        Mentions to take out say nothing of articles that were published after the decision: those join whom they are related to.
        """
        found: list[tuple[frozenset[Ref], frozenset[Ref]]] = []
        if decision.anchors:
            gone = frozenset(address for anchor in decision.anchors for address in self._anchored(anchor, decision))
            named = {identity for name in decision.names for identity in ([name] if name in self.ids else self._named.get(fold(name), ()))}
            for identity in sorted({self._identity[address] for address in gone if address in self._identity}):
                refs = self._before[identity][1]
                if named and identity not in named:
                    continue
                stay = frozenset(address for address in refs if address not in gone and not self._later(address, decision))
                found.append((stay, gone & frozenset(refs)))
            if gone and not found:
                hint = "Name the entry that holds these words now."
                self._problem(decision, "not-anchored", f"the mentions do not belong to {', '.join(decision.names)}.", hint)
            return found
        known = [(name, self.entry(name, decision)) for name in decision.names]
        if any(group is None for _, group in known):
            return []
        own = [self._own(name) for name, _ in known]
        for place, one in enumerate(own):
            found += [(one - two, two - one) if one - two else (one, two - one) for two in own[place + 1 :]]
        if not any(one and two for one, two in found):
            hint = "Add `mentions:` with the words of those to take out."
            self._problem(decision, "nothing-to-split", "the names do not stand for different mentions.", hint)
        return [(one, two) for one, two in found if one and two]

    def _later(self, address: Ref, decision: Decision) -> bool:
        published = self.articles[address.article].article.published
        return published is not None and published.value > decision.when

    def _own(self, name: str) -> frozenset[Ref]:
        """The mentions of an entry that are written as the name; all where it is given by its address, or none is."""
        identities = [name] if name in self.ids else sorted(set(self._named.get(fold(name), ())))
        refs = [address for identity in identities for address in self._before[identity][1] if identity in self._before]
        written = frozenset(address for address in refs if fold(self._texts.get(address, "")) == fold(name))
        return written or frozenset(refs)

    def _split(self, decision: Decision) -> None:
        for stay, gone in self.sides(decision):
            for group in self._groups_of(set(gone)):
                self._part(group, set(stay), set(gone) & set(group.refs), decision)
            for group in self._groups_of(set(stay)):
                group.decided.append(signed(decision, "kept apart"))
            if stay and gone:
                self.different.append((min(stay), min(gone)))

    def _part(self, group: Group, stay: set[Ref], gone: set[Ref], decision: Decision) -> None:
        """Take `gone` out of a group that also holds some of `stay`; a group that is apart already only learns of it."""
        if stay.isdisjoint(group.refs):
            group.decided.append(signed(decision, "kept apart"))
            group.name = decision.to or group.name
            if any(group.slug == other.slug for other in self._groups_of(stay)):  # the address stays with those who keep the entry
                group.slug = slug(_address(group.name, group.slug, gone))
            return
        texts = self._take(group, gone)
        shown = decision.to or min(texts, key=lambda text: (-texts[text], text))
        self._found(group, shown, gone, texts, decision)

    def _found(self, group: Group, shown: str, gone: set[Ref], texts: Counter[str], decision: Decision) -> Group:
        """A new entry of what was taken out of a group."""
        made = Group(
            kind=group.kind,
            key=f"{group.key} without {min(gone)}",
            slug=slug(_address(shown, group.slug, gone)),
            name=shown,
            refs=sorted(gone),
            texts=texts,
            why="a person parted it",
        )
        made.decided.append(signed(decision, f"parted from {group.name}"))
        self.groups.append(made)
        for address_ in gone:
            self._home[address_] = made
        self._named[fold(shown)].append(f"+{len(self.groups)}")
        self.ids[f"+{len(self.groups)}"] = made
        return made

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
            here = gone & set(group.refs)
            if decision.anchors and not here:
                hint = "Name the entry that holds these words now."
                self._problem(decision, "not-anchored", f"the mentions do not belong to `{name}`.", hint)
                continue
            if here and len(here) < len(group.refs):
                texts = self._take(group, here)
                group = self._found(group, min(texts, key=lambda text: (-texts[text], text)), here, texts, decision)
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
            if group and "not" in decision.values:
                self._no_role(decision, name, group)
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

    def _no_role(self, decision: Decision, name: str, group: Group) -> None:
        """Takes a role away that the articles seem to give: from all mentions of the entry, or from those that are given."""
        wrong = decision.values["not"]
        about = self.mentions(decision) if decision.anchors else set(group.refs)
        held = {address: self._role_of[address] for address in group.refs if address in self._role_of}
        gone = {address for address, role in held.items() if address in about and fold(role) == fold(wrong)}
        if not gone:
            listed = ", ".join(f"`{role}`" for role in sorted(set(held.values()))[:5])
            hint = f"Its roles are {listed}." if listed else "No article gives it a role."
            self._problem(decision, "no-such-role", f"`{name}` has no role `{wrong}`.", hint)
            return
        group.silent |= gone
        group.decided.append(signed(decision, f"not {wrong}"))

    def _retype(self, decision: Decision) -> None:
        """The kinds were changed before linking; here the entries learn why, and a decision without effect is reported."""
        kind = _kind(decision.to)
        if kind is None:
            self._problem(decision, "bad-kind", f"`retype` to `{decision.to}`.", "Write person, place or organisation.")
            return
        touched = self.mentions(decision) if decision.anchors else set()
        known = {fold(name.split("/", 1)[-1].replace("-", " ")) for name in decision.names}
        named = [self._now(self.ids[identity]) for name in sorted(known) for identity in self._named.get(name, ())]
        groups = list({id(group): group for group in [*self._groups_of(touched), *named] if group.kind is kind}.values())
        for group in groups:
            group.decided.append(signed(decision, f"said to be a {kind.value}"))
        if not groups and not decision.anchors:
            self._problem(
                decision,
                "no-such-entry",
                f"`retype` names {', '.join(decision.names)}, which is no entry.",
                "Write the name as the articles print it.",
            )


def _address(name: str, taken: str, refs: set[Ref]) -> str:
    """The words of an address of its own for mentions that are parted from the entry at `taken`."""
    return name if slug(name) != taken else f"{name} {min(refs).article}"
