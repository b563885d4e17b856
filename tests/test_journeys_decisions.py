"""A person corrects a brief, from the page to the file to the rebuilt page; and what decisions hold against, for ever."""

import random
import time
from collections.abc import Sequence

import pytest

from generator.build import Result
from generator.decisions import parse_decisions
from generator.model import Entry, Source, State
from generator.problems import Severity
from tests.support_build import build_brief

SIGNED = "  who: A. Reader\n  when: 2025-07-01\n  why: I read all four\n"
HARBOUR = """Harbour strike enters third week

HALLBERG, 3 June 2025 - Marta Zielinska, head of the dockers' union, said on Tuesday that 450 workers had walked out.

"We will not give in," Zielinska said.

The port of Rotterdam has taken 12 ships, Mayor Torvald Brandsma said.
"""
TALKS = """Talks over harbour strike fail

HALLBERG, 5 June 2025 - Talks broke down on Thursday. Martha Zielinsky, head of the dockers' union, said that 600 workers had walked out.

Mayor Torvald Brandsma called for calm. "Nobody wins," Brandsma told reporters.
"""
CUP = """Town club wins the cup

HALLBERG, 8 June 2025 - Torvald Brandsma scored two goals as the club beat Odense FC on Sunday in front of 9,000 spectators.

Brandsma, who is 19, said he was happy. In Springfield the fans sang all night.
"""
LATER = """Cup hero signs for Odense FC

HALLBERG, 20 July 2025 - The striker Torvald Brandsma has left the town club for Odense FC, the club said on Friday.

"I am happy," Brandsma told reporters in Springfield.
"""


def sources(**texts: str) -> list[Source]:
    return [Source(path=f"{name}.txt", data=text.encode()) for name, text in texts.items()]


FOUR = sources(harbour=HARBOUR, talks=TALKS, cup=CUP)


def built(decisions: str = "", given: Sequence[Source] = FOUR) -> Result:
    return build_brief(given, decisions=decisions.encode())


def entry(result: Result, name: str) -> Entry:
    found = [each for each in (*result.index.people, *result.index.places, *result.index.organisations) if each.entity.name == name]
    assert len(found) == 1, [each.entity.id for each in found]
    return found[0]


def people(result: Result) -> dict[str, set[str]]:
    """Entry id -> the articles that it stands in."""
    return {each.entity.id: set(each.articles) for each in result.index.people}


def page(result: Result, path: str) -> str:
    return result.files[path].decode()


def test_two_spellings_become_one_person() -> None:
    assert {"people/marta-zielinska", "people/martha-zielinsky"} <= set(people(built()))
    result = built(f"- merge: [Marta Zielinska, Martha Zielinsky]\n  to: Marta Zielinska\n{SIGNED}")
    assert not result.problems
    merged = entry(result, "Marta Zielinska")
    assert set(merged.articles) == {"harbour", "talks"} and merged.entity.state is State.CONFIRMED
    assert "people/martha-zielinsky.md" not in result.files
    written = page(result, "people/marta-zielinska.md")
    assert "Martha Zielinsky" in written and "A. Reader" in written and "I read all four" in written


PART = """- split: Torvald Brandsma
  to: Torvald Brandsma, the striker
  mentions:
    - {article: cup, exact: Torvald Brandsma, suffix: scored two goals}
    - {article: cup, exact: Brandsma, suffix: ", who is 19"}
"""


def test_two_namesakes_are_parted_and_later_articles_find_the_right_one() -> None:
    before = built()
    assert people(before)["people/torvald-brandsma"] == {"harbour", "talks", "cup"}, "the rules join them: that is the error to correct"
    result = built(PART + SIGNED)
    assert not result.problems
    assert people(result)["people/torvald-brandsma"] == {"harbour", "talks"}
    striker = entry(result, "Torvald Brandsma, the striker")
    assert set(striker.articles) == {"cup"} and "A. Reader" in page(result, f"{striker.entity.id}.md")

    later = built(PART + SIGNED, [*FOUR, *sources(later=LATER)])
    assert not later.problems
    assert people(later)["people/torvald-brandsma"] == {"harbour", "talks"}, "what was parted draws nothing to the wrong side"
    assert not any(
        {judgement.left, judgement.right} == {"people/torvald-brandsma", entry(later, "Torvald Brandsma, the striker").entity.id}
        for judgement in later.index.judgements
    )


def test_a_place_is_moved_on_the_map() -> None:
    assert entry(built(), "Springfield").entity.state is State.DOUBTFUL
    result = built(f"- locate: Springfield\n  to: Springfield, Oregon\n{SIGNED}")
    assert not result.problems
    place = entry(result, "Springfield").entity
    assert place.state is State.CONFIRMED and place.place and place.place.lat and 43 < place.place.lat < 45
    assert "A. Reader" in page(result, f"{place.id}.md")


def test_a_figure_is_retracted_corrected_and_confirmed() -> None:
    assert any(row.mention.value.low == 12 for row in built().index.figures)
    result = built(
        f"- figure: retract\n  mentions: {{article: harbour, exact: 12 ships}}\n{SIGNED}"
        f"- figure: correct\n  mentions: {{article: talks, exact: 600 workers}}\n  low: 500\n  high: 600\n{SIGNED}"
        f"- figure: confirm\n  mentions: {{article: cup, exact: '9,000'}}\n{SIGNED}"
    )
    assert not result.problems
    figures = {int(row.mention.value.high or 0): row.mention for row in result.index.figures}
    assert 12 not in figures
    assert figures[600].value.low == 500 and "corrected by A. Reader" in figures[600].why
    assert "confirmed by A. Reader" in figures[9000].why


VOTE = """Dockers vote on the deal

HALLBERG, 20 June 2025 - The union was given until July 4 two years in a row to vote, the port said on Friday.

In 1998 crates were counted, and nobody knows what May brings. The next round begins on July 9.
"""


def dated(result: Result) -> dict[str, str]:
    """The words of each date of the article -> its value as the page prints it."""
    (one,) = [each for each in result.index.articles if each.article.id == "vote"]
    return {mention.span.of(one.article.text): mention.value.edtf for mention in one.annotated.dates}


def test_a_date_is_corrected_retracted_confirmed_and_added() -> None:
    given = sources(vote=VOTE)
    before = built(given=given)
    assert dated(before)["July 4"] == "2025-07-04" and "2025-07-09" in {event.value for event in before.index.events}
    result = built(
        f"- date: correct\n  to: 2024-07-04\n  mentions: {{article: vote, exact: July 4}}\n{SIGNED}"
        f"- date: retract\n  mentions: {{article: vote, exact: '1998'}}\n{SIGNED}"
        f"- date: confirm\n  mentions: {{article: vote, exact: July 9}}\n{SIGNED}"
        f"- date: correct\n  to: 2026-05\n  mentions: {{article: vote, exact: what May brings}}\n{SIGNED}",
        given,
    )
    assert not result.problems
    assert dated(result)["July 4"] == "2024-07-04" and dated(result)["what May brings"] == "2026-05" and "1998" not in dated(result)
    assert {"2024-07-04", "2026-05", "2025-07-09"} <= {event.value for event in result.index.events}
    written = page(result, "articles/vote.md")
    assert "4 July 2024, corrected by A. Reader on 2025-07-01" in written and "confirmed by A. Reader" in written
    (line,) = [line for line in written.splitlines() if "Dates decided by people" in line]
    assert "July 4" in line and "I read all four" in line
    assert "Date retracted" in page(result, "corrections.md" if "corrections.md" in result.files else "corrections/index.md")


def test_a_day_that_no_calendar_has_is_told_and_a_person_can_say_which_is_meant() -> None:
    given = sources(vote=VOTE.replace("July 9", "June 31"))
    before = built(given=given)
    assert dated(before)["June 31"] == "" and [one.code for one in before.problems] == ["no-such-day"]
    result = built(f"- date: correct\n  to: 2025-07-01\n  mentions: {{article: vote, exact: June 31}}\n{SIGNED}", given)
    assert dated(result)["June 31"] == "2025-07-01" and not result.problems


def test_a_corrected_date_holds_against_an_edit_of_its_article_and_of_two_the_later() -> None:
    said = f"- date: correct\n  to: 2024-07-04\n  mentions: {{article: vote, exact: July 4}}\n{SIGNED}"
    edited = sources(vote=VOTE.replace("was given until", "was, once more, given until"))
    assert dated(built(said, edited))["July 4"] == "2024-07-04"
    later = said.replace("2024-07-04", "2023-07-04").replace("when: 2025-07-01", "when: 2025-07-02")
    for decisions in (said + later, later + said):
        result = built(decisions, sources(vote=VOTE))
        assert dated(result)["July 4"] == "2023-07-04" and [one.code for one in result.problems] == ["decision-contradiction"]


def test_figures_are_put_side_by_side_and_taken_apart() -> None:
    mentions = "  mentions:\n    - {article: harbour, exact: 450 workers}\n    - {article: talks, exact: 600 workers}\n"
    together = built(f"- compare: together\n  title: Dockers on strike\n{mentions}{SIGNED}")
    assert not together.problems
    (comparison,) = [each for each in together.index.comparisons if each.by == "A. Reader"]
    assert comparison.title == "Dockers on strike" and len(comparison.members) == 2
    apart = built(f"- compare: apart\n{mentions}{SIGNED}")
    assert not apart.problems and not any(len({m.article for m in each.members}) == 2 for each in apart.index.comparisons)


def test_a_name_is_changed_rejected_retyped_and_given_a_role() -> None:
    result = built(
        f"- rename: Rotterdam\n  to: Port of Rotterdam\n{SIGNED}"
        f"- reject: Springfield\n{SIGNED}"
        f"- retype: Odense FC\n  to: organisation\n{SIGNED}"
        f"- role: Marta Zielinska\n  to: union leader\n{SIGNED}"
    )
    assert not result.problems
    assert "Port of Rotterdam" in page(result, "places/rotterdam.md")
    assert not any("springfield" in path for path in result.files), "a rejected name has no page, in no article"
    assert "places/springfield" not in page(result, "articles/cup.md")
    assert entry(result, "Odense FC").entity.kind.value == "organisation"
    assert "union leader" in page(result, "people/marta-zielinska.md").casefold()


def test_a_role_is_taken_away() -> None:
    before = entry(built(), "Marta Zielinska")
    assert "head of the dockers' union" in {fact.text for fact in before.entity.roles}
    result = built(f"- role: Marta Zielinska\n  not: head of the dockers' union\n{SIGNED}")
    assert not result.problems
    after = entry(result, "Marta Zielinska")
    assert after.entity.roles == () and after.entity.state is State.CONFIRMED
    assert "not head of the dockers" in page(result, "people/marta-zielinska.md")
    (wrong,) = built(f"- role: Marta Zielinska\n  not: Mayor\n{SIGNED}").problems
    assert wrong.code == "no-such-role" and "head of the dockers' union" in wrong.advice


MOVED = [Source(path=f"strike/{each.path}", data=each.data) for each in FOUR]


@pytest.mark.parametrize("name", ["harbour", "harbour.txt", "strike/harbour.txt", "Harbour", "strike-harbour"])
def test_a_decision_finds_its_article_after_it_was_moved_into_a_folder(name: str) -> None:
    text = (
        f"- figure: retract\n  mentions: {{article: {name}, exact: 12 ships}}\n{SIGNED}"
        f"- reject: Rotterdam\n  mentions: {{article: {name}, exact: Rotterdam}}\n{SIGNED}"
        f"- date: retract\n  mentions: {{article: {name}, exact: Tuesday}}\n{SIGNED}"
        f"- metadata: {name}\n  publisher: The Tide\n{SIGNED}"
    )
    assert [problem for problem in built(text, MOVED).problems if problem.severity is not Severity.NOTE] == []


def test_an_article_that_two_briefs_have_is_asked_for() -> None:
    twice = [*MOVED, Source(path="cup/harbour.txt", data=LATER.encode())]
    text = (
        f"- figure: retract\n  mentions: {{article: harbour, exact: 12 ships}}\n{SIGNED}"
        f"- reject: Rotterdam\n  mentions: {{article: harbour, exact: Rotterdam}}\n{SIGNED}"
        f"- date: retract\n  mentions: {{article: harbour, exact: Tuesday}}\n{SIGNED}"
        f"- metadata: harbour\n  publisher: The Tide\n{SIGNED}"
    )
    told = [f"{problem.message} {problem.advice}" for problem in built(text, twice).problems if problem.path.endswith("decisions.yml")]
    assert len(told) == 4
    assert all("`cup-harbour` or `strike-harbour`" in each for each in told)


def test_metadata_is_decided_and_shown_with_who_decided() -> None:
    result = built(f"- metadata: cup\n  published: 2025-06-09\n  publisher: The Hallberg Post\n{SIGNED}")
    assert not result.problems
    assert "9 June 2025" in page(result, "articles/cup.md") and "decided by A. Reader" in page(result, "articles/cup.md")


ALL = [
    f"- merge: [Marta Zielinska, Martha Zielinsky]\n{SIGNED}",
    f"- rename: Marta Zielinska\n  to: Marta Zielińska\n{SIGNED}",
    PART + SIGNED,
    f"- locate: Springfield\n  to: Springfield, Oregon\n{SIGNED}",
    f"- reject: Rotterdam\n{SIGNED}",
    f"- role: Torvald Brandsma\n  to: mayor of the town\n{SIGNED}",
    f"- figure: retract\n  mentions: {{article: harbour, exact: 12 ships}}\n{SIGNED}",
    f"- date: correct\n  to: 2025-06-07\n  mentions: {{article: cup, exact: Sunday}}\n{SIGNED}",
    f"- metadata: cup\n  title: The cup\n{SIGNED}",
]


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_the_file_says_nothing(seed: int) -> None:
    mixed = ALL.copy()
    random.Random(seed).shuffle(mixed)
    one, two = built("".join(ALL)), built("".join(mixed))
    assert not one.problems and not two.problems
    assert one.files == two.files


def test_a_decision_said_twice_is_applied_once_and_told() -> None:
    once, twice = built("".join(ALL)), built("".join(ALL) + ALL[0])
    assert [(problem.code, problem.line) for problem in twice.problems] == [("doubled", "".join(ALL).count("\n") + 1)]
    assert {path: content for path, content in once.files.items() if not path.startswith(("report/", "about/"))} == {
        path: content for path, content in twice.files.items() if not path.startswith(("report/", "about/"))
    }


@pytest.mark.parametrize(
    ("decisions", "code"),
    [
        (f"- merge: [Marta Zielinska, Nobody Atall]\n{SIGNED}", "no-such-entry"),
        (f"- rename: Marta Zielinski\n  to: M\n{SIGNED}", "no-such-entry"),
        (f"- reject: people/nobody\n{SIGNED}", "no-such-entry"),
        (f"- retype: Nobody Atall\n  to: place\n{SIGNED}", "no-such-entry"),
        (f"- retype: Torvald Brandsma\n  to: dog\n{SIGNED}", "bad-kind"),
        (f"- role: Nobody Atall\n  to: mayor\n{SIGNED}", "no-such-entry"),
        (f"- locate: Springfield\n  to: Nowhere at all\n{SIGNED}", "no-such-place"),
        (f"- locate: Torvald Brandsma\n  to: London\n{SIGNED}", "not-a-place"),
        (f"- split: Torvald Brandsma\n  mentions: {{article: cup, exact: Tim Brandsma}}\n{SIGNED}", "not-anchored"),
        (f"- split: Torvald Brandsma\n  mentions: {{article: nowhere, exact: Torvald Brandsma}}\n{SIGNED}", "no-such-article"),
        (f"- split: Torvald Brandsma\n  mentions: {{article: harbour, exact: Marta Zielinska}}\n{SIGNED}", "not-anchored"),
        (f"- figure: retract\n  mentions: {{article: cup, exact: sang all night}}\n{SIGNED}", "decision-no-match"),
        (f"- date: retract\n  mentions: {{article: cup, exact: sang all night}}\n{SIGNED}", "decision-no-match"),
        (f"- date: correct\n  to: 2025-06-31\n  mentions: {{article: cup, exact: Sunday}}\n{SIGNED}", "decision-bad-value"),
        (f"- date: correct\n  to: 2025-06-08\n  mentions: {{article: cup, exact: gone}}\n{SIGNED}", "decision-no-match"),
        (f"- date: correct\n  mentions: {{article: cup, exact: Sunday}}\n{SIGNED}", "incomplete"),
        (f"- date: 2025-06-08\n  mentions: {{article: cup, exact: Sunday}}\n{SIGNED}", "bad-word"),
        (
            "- compare: apart\n  mentions:\n    - {article: cup, exact: '9,000'}\n    - {article: cup, exact: gone}\n" + SIGNED,
            "decision-no-match",
        ),
        (f"- metadata: cups\n  title: x\n{SIGNED}", "no-such-article"),
        (f"- rename: Torvald Brandsma\n  to: A\n{SIGNED}- rename: people/torvald-brandsma\n  to: B\n{SIGNED}", "contradiction"),
        (
            f"- merge: [Marta Zielinska, Martha Zielinsky]\n{SIGNED}- split: [Martha Zielinsky, Marta Zielinska]\n{SIGNED}",
            "contradiction",
        ),
        (
            "- merge: [Marta Zielinska, Martha Zielinsky]\n"
            + SIGNED
            + "- merge: [Martha Zielinsky, Torvald Brandsma]\n"
            + SIGNED
            + "- split: [Marta Zielinska, Torvald Brandsma]\n"
            + SIGNED,
            "contradiction",
        ),
        (
            "- compare: together\n  mentions:\n    - {article: harbour, exact: 450 workers}\n    - {article: talks, exact: 600 workers}\n"
            + SIGNED
            + "- compare: together\n  mentions:\n    - {article: talks, exact: 600 workers}\n    - {article: cup, exact: '9,000'}\n"
            + SIGNED
            + "- compare: apart\n  mentions:\n    - {article: harbour, exact: 450 workers}\n    - {article: cup, exact: '9,000'}\n"
            + SIGNED,
            "decision-contradiction",
        ),
        (
            f"- metadata: cup\n  title: A\n{SIGNED}- metadata: cup\n  title: B\n{SIGNED}",
            "contradiction",
        ),
        (
            f"- figure: retract\n  mentions: {{article: cup, exact: '9,000'}}\n{SIGNED}"
            f"- figure: correct\n  mentions: {{article: cup, exact: '9,000'}}\n  low: 1\n{SIGNED}",
            "decision-contradiction",
        ),
    ],
)
def test_what_matches_nothing_or_contradicts_is_told_with_its_line(decisions: str, code: str) -> None:
    result = built(decisions)
    assert code in {problem.code for problem in result.problems}, [str(problem) for problem in result.problems]
    told = [problem for problem in result.problems if problem.code == code]
    assert all(problem.line >= 1 and problem.advice and problem.path == "decisions.yml" for problem in told)


def test_a_decision_outlives_an_edit_of_its_article() -> None:
    edited = CUP.replace("8 June 2025 - Torvald", "8 June 2025 - Local hero Torvald").replace(", who is 19,", ", who turned 19,")
    result = built(PART + SIGNED, sources(harbour=HARBOUR, talks=TALKS, cup=edited))
    assert not result.problems and people(result)["people/torvald-brandsma"] == {"harbour", "talks"}


def test_a_broken_file_loses_nothing_but_what_is_broken() -> None:
    half = ALL[0] + "- rename: [Tom\n  who: A. Reader\n" + ALL[3]
    decisions, problems = parse_decisions(half.encode())
    assert [decision.what for decision in decisions] == ["merge", "locate"]
    assert [(problem.code, problem.path) for problem in problems] == [("broken-yaml", "decisions.yml")]
    conflict = ALL[0] + "<<<<<<< mine\n" + ALL[1] + "=======\n" + ALL[4] + ">>>>>>> theirs\n" + ALL[3]
    decisions, problems = parse_decisions(conflict.encode())
    assert [decision.what for decision in decisions] == ["merge", "locate"]
    assert [(problem.code, problem.line) for problem in problems] == [("conflict", 5)]
    within = ALL[0].replace("  who: A. Reader\n", "<<<<<<< mine\n  who: A. Reader\n=======\n  who: B. Reader\n>>>>>>> theirs\n") + ALL[3]
    decisions, problems = parse_decisions(within.encode())
    assert [decision.what for decision in decisions] == ["locate"] and [problem.code for problem in problems] == ["conflict"]


def test_ten_thousand_decisions_cost_less_than_a_second() -> None:
    """Reading them, and applying them to a corpus that most of them do not fit. Twice the time is allowed on a busy machine."""
    text = "".join(
        f"- rename: Nobody {number}\n  to: Someone {number}\n{SIGNED}"
        if number % 2
        else f"- split: [Ann {number}, Anna {number}]\n{SIGNED}"
        for number in range(10_000)
    )
    start = time.process_time()
    decisions, problems = parse_decisions(text.encode())
    taken = time.process_time() - start
    assert len(decisions) == 10_000 and not problems
    assert taken < 2
