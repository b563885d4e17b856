"""decisions.yml: what is read, and what each kind of mistake is told."""

from datetime import date

import pytest

from generator.decisions import parse_decisions, settle_metadata
from generator.model import Article, Block, How, Role, Span
from generator.problems import Severity

SIGNED = "  who: A. Reader\n  when: 2024-08-20\n  why: the second sentence says so\n"


def test_a_decision_keeps_its_verb_its_names_and_its_signature() -> None:
    (decision,), problems = parse_decisions(f"# ours\n- merge: [Ann Lee, A. Lee]\n  to: Ann Lee\n{SIGNED}".encode())
    assert not problems
    assert (decision.what, decision.names, decision.to) == ("merge", ("Ann Lee", "A. Lee"), "Ann Lee")
    assert (decision.who, decision.when, decision.line) == ("A. Reader", date(2024, 8, 20), 2)


def test_a_mention_is_anchored_by_a_quotation() -> None:
    text = f"- figure: retract\n  mentions:\n    - {{article: flood, exact: 12 people, prefix: 'said '}}\n{SIGNED}"
    (decision,), problems = parse_decisions(text.encode())
    assert not problems
    assert decision.anchors[0].exact == "12 people" and decision.anchors[0].prefix == "said "


@pytest.mark.parametrize(
    ("text", "line", "code", "told"),
    [
        ("- merge: [a, b]\n\twho: x\n", 2, "broken-yaml", "Replace the tab"),
        ("<<<<<<< HEAD\n- merge: [a, b]\n=======\n>>>>>>> other\n", 1, "conflict", "delete the markers"),
        (f"- murge: [a, b]\n{SIGNED}", 1, "no-verb", "Did you mean `merge`?"),
        (f"- merge: [a, b]\n  merge: [c, d]\n{SIGNED}", 2, "duplicate-key", "Keep one"),
        (f"- merge: [a, b]\n  too: a\n{SIGNED}", 2, "unknown-key", "Did you mean `to`?"),
        ("- merge: [a, b]\n  who: me\n", 1, "unsigned", "lacks when and why"),
        ("- merge: [a, b]\n  who: me\n  when: 2024-02-31\n  why: same\n", 3, "bad-date", "2024-08-20"),
        (f"- figure: remove\n{SIGNED}", 1, "bad-word", "correct or retract"),
        (f"- figure: retract\n  mentions: [12 people]\n{SIGNED}", 2, "bad-mention", "article: ID"),
        ("merge: [a, b]\n", 1, "not-a-list", "- merge:"),
        ("- just words\n", 1, "not-a-decision", "Verbs:"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_its_repair(text: str, line: int, code: str, told: str) -> None:
    decisions, problems = parse_decisions(text.encode())
    assert not decisions
    assert [(problem.line, problem.code, problem.severity) for problem in problems] == [(line, code, Severity.ERROR)]
    assert told in str(problems[0])


def test_one_bad_decision_costs_itself_only() -> None:
    decisions, problems = parse_decisions(f"- rename: a\n  to: b\n{SIGNED}- what: x\n- reject: c\n{SIGNED}".encode())
    assert [decision.what for decision in decisions] == ["rename", "reject"]
    assert [problem.line for problem in problems] == [6]


def test_metadata_is_settled_and_says_who_decided() -> None:
    article = Article(id="flood", text="Water.", blocks=(Block(span=Span(0, 6), role=Role.PARAGRAPH),))
    decisions, _ = parse_decisions(f"- metadata: flood\n  published: 2024-08-01\n  title: High water\n{SIGNED}".encode())
    (settled,), problems = settle_metadata([article], decisions)
    assert not problems
    assert settled.published and settled.published.value == date(2024, 8, 1) and settled.published.how is How.DECLARED
    assert settled.headline == "High water" and "A. Reader" in settled.published.why


def test_metadata_of_no_article_is_a_problem_with_a_hint() -> None:
    article = Article(id="flood", text="Water.", blocks=())
    decisions, _ = parse_decisions(f"- metadata: flod\n  title: High water\n{SIGNED}".encode())
    _, (problem,) = settle_metadata([article], decisions)
    assert problem.line == 1 and "`flood`" in str(problem)
