"""The review: what is asked, in which order, and what each key does to the file; explain; the schema and the page of decisions."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.anchors import find_anchor, make_anchor
from generator.cli import main
from generator.decision_lines import read_plain
from generator.decision_text import append_decision, decision_yaml, decisions_schema
from generator.decisions import VERBS, parse_decisions
from generator.explain import explain
from generator.model import Anchor, Article, Decision, Span
from generator.problems import GeneratorError
from generator.review import Question, queue
from generator.review.accuracy import accuracy_page
from generator.review.page import review_page
from generator.review.sample import Mark, append_mark, claims, draw, marking, parse_sample, wilson
from generator.review.terminal import Stream, deciding, review
from tests.support_build import ROOT
from tests.test_journeys_decisions import CUP, FOUR, SIGNED, built, sources

TODAY = date(2025, 7, 1)
NAMESAKES = sources(
    one="The vote\n\nOSLO, 2 May 2025 - John Smith, a Labour councillor, said the vote was lost.\n",
    two="The race\n\nPERTH, 9 May 2025 - John Smith, a sprinter, ran the 100 metres in 10 seconds.\n",
)


def answer(questions: tuple[Question, ...], folder: Path, keys: str) -> tuple[str, str]:
    """The file after the keys, and what was said."""
    said: list[str] = []
    file = folder / "decisions.yml"
    review(questions, file=file, skipped=folder / "later.txt", answer=deciding("A. Reader", TODAY), keys=Stream(keys), say=said.append)
    return file.read_text(encoding="utf-8") if file.is_file() else "", "\n".join(said)


def test_one_key_decides_and_the_question_is_not_asked_again(tmp_path: Path) -> None:
    (question,) = [each for each in queue(built().index) if each.kind == "place"]
    assert "Springfield" in question.text and len(question.choices) >= 3
    labels = " ".join(choice.label for choice in question.choices)
    assert all(state in labels for state in ("Missouri", "Massachusetts", "Illinois", "Ohio", "Oregon")), "five towns are about as likely"
    oregon = next(choice.key for choice in question.choices if "Oregon" in choice.label)
    written, said = answer((question,), tmp_path, oregon)
    assert "In »Springfield« the fans sang" in said
    result = built(written)
    assert not result.problems and not queue(result.index)


@pytest.mark.parametrize("key", ["y", "n"])
def test_same_or_different_is_settled_for_good(tmp_path: Path, key: str) -> None:
    questions = queue(built("", NAMESAKES).index)
    (same,) = [each for each in questions if each.kind == "same"]
    assert len(same.sides) == 2 and all(side.passages for side in same.sides)
    written, _ = answer((same,), tmp_path, key)
    result = built(written, NAMESAKES)
    assert not result.problems
    assert len([each for each in result.index.people if each.entity.name == "John Smith"]) == (1 if key == "y" else 2)
    assert not any(each.kind == "same" for each in queue(result.index))


def test_undo_later_and_stop(tmp_path: Path) -> None:
    (tmp_path / "decisions.yml").write_text("# mine, keep\n- reject: Nothing # why not\n" + SIGNED, encoding="utf-8")
    questions = queue(built("", NAMESAKES).index) + queue(built().index)
    before = (tmp_path / "decisions.yml").read_bytes()
    _, said = answer(questions, tmp_path, "xyuq")
    assert (tmp_path / "decisions.yml").read_bytes() == before
    assert "taken back" in said and "`x` is no answer here" in said and "0 answers" in said
    answer(questions, tmp_path, "sq")
    _, said = answer(questions, tmp_path, "q")
    assert questions[1].text in said and questions[0].text not in said, "what was put off is asked last"
    written, _ = answer(questions, tmp_path, "y" if questions[1].kind == "same" else "n")
    assert written.startswith("# mine, keep\n- reject: Nothing # why not\n")


def test_what_is_typed_is_checked_and_asked_again(tmp_path: Path) -> None:
    (question,) = [each for each in queue(built().index) if each.kind == "place"]
    written, said = answer((question,), tmp_path, "o\noSpringfield, Oregon\n")
    assert "nothing was typed" in said and "to: Springfield, Oregon" in written


def test_a_broken_file_is_not_written_to(tmp_path: Path) -> None:
    (tmp_path / "decisions.yml").write_text("<<<<<<< mine\n", encoding="utf-8")
    with pytest.raises(GeneratorError, match="must be repaired"):
        answer(queue(built().index), tmp_path, "n")
    assert (tmp_path / "decisions.yml").read_text(encoding="utf-8") == "<<<<<<< mine\n"


def test_the_queue_goes_by_impact_and_is_the_same_every_time() -> None:
    questions = queue(built("", [*FOUR, *NAMESAKES]).index)
    assert [each.id for each in questions] == [each.id for each in queue(built("", [*NAMESAKES, *FOUR]).index)]
    impacts = [each.impact for each in questions]
    assert impacts == sorted(impacts, reverse=True) and len({each.id for each in questions}) == len(questions)


def test_the_page_of_the_queue_has_lines_that_can_be_copied() -> None:
    (page,) = review_page(built().index)
    shown: Any = page.data["questions"]
    code = str(shown[0]["answers"][0][1])
    text = re.sub(r"</?(?:pre|code)>", "", code).replace("&#x27;", "'").replace("&#123;", "{")
    decisions, problems = parse_decisions(text.replace("YYYY-MM-DD", "2025-07-01").encode())
    assert not problems and decisions[0].what == "locate"


# ---------------------------------------------------------------- explain


def test_explain_tells_state_reason_runners_up_and_the_line_to_copy() -> None:
    index = built().index
    told = explain(index, f"cup:{CUP.index('Springfield')}")
    for words in ("“Springfield”", "doubtful:", "could be", "Ohio", "Oregon", "geonames:", "mentions: {article: cup", "found by", "score"):
        assert words in told
    assert "confirmed:" in explain(
        built(f"- locate: Springfield\n  to: Springfield, Oregon\n{SIGNED}").index, "places/springfield-unplaced"
    )


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("cups:3", "Did you mean `cup`"),
        ("cup:99999", "characters"),
        ("cup:x", "no offset"),
        ("people/nobody", "no entry"),
        ("cup", "write ARTICLE"),
    ],
)
def test_explain_says_what_to_write(target: str, told: str) -> None:
    with pytest.raises(GeneratorError, match=told):
        explain(built().index, target)


# ---------------------------------------------------------------- the text of decisions

EXAMPLES = re.findall(r"```yaml\n(.*?)```", (ROOT / "docs" / "decisions.md").read_text(encoding="utf-8"), re.DOTALL)


def test_every_verb_has_an_example_that_builds() -> None:
    verbs = set()
    for example in EXAMPLES:
        decisions, problems = parse_decisions(example.encode())
        assert decisions and not problems, example
        verbs |= {decision.what for decision in decisions}
        result = built(example)
        assert not result.problems, (example, [str(problem) for problem in result.problems])
    assert verbs == set(VERBS)


def valid(value: Any, schema: dict[str, Any]) -> bool:
    """As much of JSON Schema as ours uses."""
    kinds: dict[str, Any] = {"object": dict, "array": list, "string": str, "number": (int, float), "null": type(None)}
    wanted = schema.get("type")
    if wanted and not any(isinstance(value, kinds[kind]) for kind in ([wanted] if isinstance(wanted, str) else wanted)):
        return False
    if "enum" in schema and value not in schema["enum"]:
        return False
    if "pattern" in schema and not re.search(schema["pattern"], value):
        return False
    if "oneOf" in schema and sum(valid(value, each) for each in schema["oneOf"]) != 1:
        return False
    if "anyOf" in schema and not any(valid(value, each) for each in schema["anyOf"]):
        return False
    if isinstance(value, list):
        return len(value) >= schema.get("minItems", 0) and all(valid(each, schema.get("items", {})) for each in value)
    if isinstance(value, dict):
        properties = schema.get("properties", {})
        if set(schema.get("required", ())) - value.keys() or (
            not schema.get("additionalProperties", True) and value.keys() - properties.keys()
        ):
            return False
        return all(valid(each, properties[key]) for key, each in value.items() if key in properties)
    return not isinstance(value, str) or len(value) >= schema.get("minLength", 0)


def plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    return [plain(each) for each in value] if isinstance(value, list) else value


def test_the_schema_accepts_every_example_and_no_mistake() -> None:
    schema = decisions_schema()
    json.dumps(schema)
    for example in EXAMPLES:
        assert valid(plain(yaml.safe_load(example)), schema), example
    for wrong in (f"- murge: [a, b]\n{SIGNED}", "- merge: [a, b]\n", f"- retype: a\n  to: dog\n{SIGNED}", f"- locate: a\n{SIGNED}"):
        assert not valid(plain(yaml.safe_load(wrong)), schema), wrong


def test_the_schema_is_written_and_is_no_article(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n", encoding="utf-8")
    (tmp_path / "seeds").mkdir()
    run = CliRunner().invoke(main, ["decisions-schema", "--config", str(tmp_path / "mkdocs.yml")])
    assert run.exit_code == 0 and json.loads((tmp_path / "seeds" / "decisions.schema.json").read_text(encoding="utf-8"))["type"] == "array"


WORDS = (
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn"), exclude_characters="\ufeff\u2028\u2029"), min_size=1, max_size=12)
    .map(str.strip)
    .filter(bool)
)


@settings(max_examples=60, deadline=None)
@given(WORDS, WORDS, WORDS, st.booleans())
def test_what_is_written_is_read_back_and_nothing_before_it_changes(name: str, why: str, exact: str, many: bool) -> None:
    anchors = (Anchor(article="a", exact=exact, prefix=why), Anchor(article="b", exact=name))
    decision = Decision(
        what="split", who=name, when=TODAY, why=why, line=3, names=(name, f"{name} 2") if many else (name,), anchors=anchors
    )
    start = "# mine\n- reject: x # keep\n  who: y\n  when: 2025-01-01\n  why: z\n"
    written = append_decision(start, decision)
    assert written.startswith(start)
    _, read = parse_decisions(written.encode())[0]
    assert (read.what, read.names, read.who, read.when, read.why, read.anchors) == (
        "split", decision.names, name, TODAY, why, anchors,
    )  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.text(st.sampled_from("ab :#,'\"[]{}-&*!|>%@`?~\\0\u00e9"), min_size=1, max_size=8), min_size=1, max_size=3),
    st.sampled_from([0, 1, 2]),
)
def test_the_quick_way_reads_what_the_yaml_parser_reads(parts: list[str], shape: int) -> None:
    lines = [f"- merge: [{', '.join(parts)}]", "  who: x"] if shape == 0 else [f"- merge: {parts[0]}", f"  who: {parts[-1]}"]
    if shape == 2:
        lines = ["- reject: x", "  mentions:", f"    - {{article: a, exact: {parts[0]}}}"]
    quick = read_plain(lines)
    if quick is None:
        return
    whole = yaml.compose("\n".join(lines), Loader=yaml.BaseLoader)
    assert isinstance(whole, yaml.SequenceNode)

    def bare(node: yaml.Node) -> Any:
        if isinstance(node, yaml.ScalarNode):
            return node.value
        return [bare(each) if isinstance(each, yaml.Node) else tuple(map(bare, each)) for each in node.value]

    assert bare(quick) == bare(whole.value[0])


@settings(max_examples=80, deadline=None)
@given(st.text("ab \n", min_size=4, max_size=60), st.data())
def test_an_anchor_of_ours_finds_its_place_again(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 2))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    found = find_anchor(text, make_anchor(Article(id="x", text=text, blocks=()), span))
    words = span.of(text).strip()
    if words and re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) and len(found) == 1:
        assert found[0].of(text).split() == words.split()


def test_a_decision_as_yaml_can_leave_who_and_when_open() -> None:
    decision = Decision(what="merge", who="", when=TODAY, why="w", line=0, names=("people/a", "people/b"))
    assert decision_yaml(decision, who="YOUR NAME", when="YYYY-MM-DD") == (
        "- merge: [people/a, people/b]\n  who: YOUR NAME\n  when: YYYY-MM-DD\n  why: w\n"
    )


# ---------------------------------------------------------------- the sample


def test_the_interval_is_wilsons() -> None:
    """Values from the formula worked by hand: 9 of 10, none, all."""
    low, high = wilson(9, 10)
    assert (round(low, 3), round(high, 3)) == (0.596, 0.982)
    assert wilson(0, 0) == (0.0, 1.0) and wilson(10, 10)[1] > 0.999999 and 0.7 < wilson(10, 10)[0] < 0.75


def test_a_sample_is_drawn_by_lot_and_marked_once(tmp_path: Path) -> None:
    index = built().index
    found = claims(index)
    assert {claim.kind for claim in found} >= {"person", "place", "figure", "date", "entry"}
    drawn = draw(found, (), seed=1, count=2)
    assert [claim for claim, _ in drawn] == [claim for claim, _ in draw(dict(reversed(found.items())), (), seed=1, count=2)]
    assert [claim for claim, _ in drawn] != [claim for claim, _ in draw(found, (), seed=2, count=2)]
    file = tmp_path / "sample.yml"
    marked = marking(drawn, who="A. Reader", when=TODAY, version="0.1")
    keys = Stream("y" * (len(drawn) - 1) + "nanother town\n")
    review([each for _, each in drawn], file=file, skipped=tmp_path / "later", answer=marked, keys=keys, say=lambda _: None)
    marks, problems = parse_sample(file.read_bytes())
    assert not problems and len(marks) == len(drawn) and marks[-1].why == "another town" and not marks[-1].right
    assert not draw(found, marks, seed=1, count=2)
    (page,) = accuracy_page(index, marks)
    wrong: Any = page.data["wrong"]
    assert [(row[3], row[4]) for row in wrong] == [("another town", "still so")]
    rows: Any = page.data["shares"]
    assert sum(int(row[1].split(" of ")[1]) for row in rows) == len(drawn)
    assert {row[0] for row in page.data["scores"]} >= {"People", "Places", "Quotations"}  # type: ignore[attr-defined]
    assert accuracy_page(index, ()) == []


def test_a_mark_that_cannot_be_read_is_told_and_nothing_is_added() -> None:
    marks, problems = parse_sample(b"- kind: person\n  at: here\n")
    assert not marks and problems and "concord sample" in problems[0].advice
    mark = Mark(kind="person", at="a", read="b", right=True, who="c", when=TODAY, version="1")
    with pytest.raises(GeneratorError, match="must be repaired"):
        append_mark("- kind: person\n", mark)
    assert parse_sample(append_mark("# mine\n", mark).encode()) == ((mark,), ())
