"""Pairwise precision and recall of the comparisons on the clusters of tests/comparisons, with everything found by Concord itself.

python -m benchmarks.comparisons [--recogniser rules] [--faults] [--blind dev]
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import click

from generator.annotate.names import choose_recogniser
from generator.annotate.pipeline import annotate
from generator.index import index
from generator.link import link as link_all
from generator.link import load_gazetteer
from generator.model import Index, Ref
from tests.support_index import Cluster, blind_clusters, clusters


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Pairs of figures: rightly together, wrongly together, wrongly apart. `found` of `figures` were found at all."""

    right: int
    wrong: int
    missed: int
    found: int
    figures: int
    faults: tuple[str, ...] = ()
    verdicts: tuple[int, int] = (0, 0)  # right, and how many matters have a verdict at all
    false_contradictions: int = 0  # comparisons said to contradict themselves where an editor sees none

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0


def score_by_hand(cases: Sequence[Cluster]) -> Score:
    """The comparisons alone: figures, places and dates as the cases give them."""
    return _total([_score(case, index(case.linked)) for case in cases])


def score_end_to_end(cases: Sequence[Cluster], recogniser: str) -> Score:
    """The comparisons of the bare texts, with names, figures and dates as the annotators find them."""
    finder, gazetteer = choose_recogniser(recogniser), load_gazetteer()
    made = []
    for case in cases:
        annotated = annotate([one.article for one in case.linked.articles], finder)
        made.append(_score(case, index(link_all(annotated, gazetteer))))
    return _total(made)


def _score(case: Cluster, made: Index) -> Score:
    texts = {one.article.id: one.article.text for one in case.linked.articles}

    def show(one: Ref) -> str:
        return f"{one.article}: {texts[one.article][one.start : one.end]}"

    found = {
        frozenset((_expected(left, case), _expected(right, case)))
        for comparison in made.comparisons
        for left, right in combinations(comparison.members, 2)
    }
    found = {pair for pair in found if len(pair) == 2} - _either(case)  # both found in one expected figure: no pair
    judged, verdicts, false = _verdicts(case, made)
    faults = [f"{'wrong ' if pair in found else 'missed'} {' ~ '.join(sorted(map(show, pair)))}" for pair in found ^ case.pairs]
    return Score(
        right=len(found & case.pairs),
        wrong=len(found - case.pairs),
        missed=len(case.pairs - found),
        found=len({_expected(row.shown.ref, case) for row in made.figures} & case.letters.keys()),
        figures=len(case.letters),
        faults=(*sorted(faults), *judged),
        verdicts=verdicts,
        false_contradictions=false,
    )


def _either(case: Cluster) -> frozenset[frozenset[Ref]]:
    """The pairs that are right together and right apart: one matter in two currencies."""
    alike = {letter: verdict.split()[1] for letter, verdict in case.verdicts.items() if verdict.startswith("currencies ")}
    pairs = (frozenset(pair) for pair in combinations(case.letters, 2))
    letters = ((pair, {case.letters[one] for one in pair}) for pair in pairs)
    return frozenset(pair for pair, both in letters if both in [{one, other} for one, other in alike.items()])


def _verdicts(case: Cluster, made: Index) -> tuple[list[str], tuple[int, int], int]:
    """The faults; how many verdicts are right, of how many; how many contradictions are none."""
    faults: list[str] = []
    right = false = 0
    given: dict[str, tuple[int, str]] = {}
    for one in made.comparisons:
        letters = Counter(case.letters.get(_expected(member, case), "-") for member in one.members)
        letter, count = letters.most_common(1)[0]
        verdict = {"differ": "grown" if "grown" in one.finding or "fallen" in one.finding or "changed" in one.finding else "bounds"}.get(
            one.relation, one.relation
        )
        if one.relation == "contradict" and case.verdicts and case.verdicts.get(letter) != "contradict":
            false += 1
            faults.append(f"false contradiction {one.title}: {one.finding}")
        if letter != "-":
            given[letter] = max(given.get(letter, (0, "")), (count, verdict))
    wanted = {letter: verdict for letter, verdict in case.verdicts.items() if not verdict.startswith("currencies")}
    for letter, verdict in wanted.items():
        found = given.get(letter, (0, "none"))[1]
        right += found == verdict
        if found != verdict:
            faults.append(f"verdict {case.name} {letter}: {found}, should be {verdict}")
    return faults, (right, len(wanted)), false


def _expected(found: Ref, case: Cluster) -> Ref:
    """The case's figure that the found one overlaps most; itself where there is none."""
    near = [one for one in case.letters if one.article == found.article and one.start < found.end and found.start < one.end]
    return max(near, key=lambda one: min(one.end, found.end) - max(one.start, found.start), default=found)


def _total(scores: Sequence[Score]) -> Score:
    return Score(
        right=sum(score.right for score in scores),
        wrong=sum(score.wrong for score in scores),
        missed=sum(score.missed for score in scores),
        found=sum(score.found for score in scores),
        figures=sum(score.figures for score in scores),
        faults=tuple(fault for score in scores for fault in score.faults),
        verdicts=(sum(score.verdicts[0] for score in scores), sum(score.verdicts[1] for score in scores)),
        false_contradictions=sum(score.false_contradictions for score in scores),
    )


@click.command()
@click.option("--recogniser", default="embedded", show_default=True, help="Which recogniser finds the names.")
@click.option("--faults", is_flag=True, help="Print each pair that is wrong or missed.")
@click.option("--blind", type=click.Choice(["dev", "more", "held"]), help="The events that were written without sight of the rules.")
def main(recogniser: str, faults: bool, blind: str | None) -> None:
    """Score the comparisons on the clusters of tests/comparisons."""
    cases = list(blind_clusters(blind) if blind else clusters())
    by_hand = [] if blind else [("figures given by hand", score_by_hand(cases))]
    for name, score in (*by_hand, (f"found by Concord, {recogniser}", score_end_to_end(cases, recogniser))):
        print(
            f"{name}: precision {score.precision:.3f} recall {score.recall:.3f} ({score.right} right, {score.wrong} wrong, {score.missed} "
            f"missed; {score.found} of {score.figures} figures found)"
        )
        if blind:
            print(f"verdicts: {score.verdicts[0]} of {score.verdicts[1]} right, {score.false_contradictions} false contradictions")
        if faults:
            print("\n".join(score.faults))


if __name__ == "__main__":
    main()
