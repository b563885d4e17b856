"""The command line as scripts and people use it."""

import json
import socket
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main

ARTICLE = {"id": "a", "text": "Mayor Ann Lee said 12 people fled Oslo on Friday.\n\n“We saw it,” she said.", "published": "2026-03-12"}


def annotate(*lines: str) -> tuple[int, list[dict[str, object]], str]:
    runner = CliRunner()
    result = runner.invoke(main, ["annotate", "--recogniser", "rules", "--quiet"], input="\n".join(lines) + "\n")
    return result.exit_code, [json.loads(line) for line in result.stdout.splitlines()], result.stderr


def test_annotate_writes_one_line_an_article_with_exact_offsets() -> None:
    code, written, _ = annotate(json.dumps(ARTICLE), json.dumps({"id": 7, "text": "Nothing here"}))
    assert code == 0
    assert [line["id"] for line in written] == ["a", 7]
    mentions = written[0]["mentions"]
    assert isinstance(mentions, list)
    for mention in mentions:
        assert mention["text"] == str(ARTICLE["text"])[mention["start"] : mention["end"]]
        assert 0 <= mention["score"] <= 1 and mention["found_by"]
    kinds = {mention["type"] for mention in mentions}
    assert {"person", "place", "figure", "date", "quote"} <= kinds
    person = next(mention for mention in mentions if mention["type"] == "person")
    assert person["name"] == "Ann Lee" and person["role"] == "Mayor" and person["entity"]
    figure = next(mention for mention in mentions if mention["type"] == "figure")
    assert (figure["low"], figure["high"], figure["counted_head"]) == (12, 12, "people")
    assert (
        next(mention for mention in mentions if mention["type"] == "date")["value"] == "2026-03-06"
    )  # "fled": the Friday before that Thursday


def test_a_bad_line_is_named_and_skipped() -> None:
    code, written, told = annotate(json.dumps(ARTICLE), "{broken", '{"id": "b"}', json.dumps({"id": "c", "text": "Rain in Hull."}))
    assert code == 1
    assert [line["id"] for line in written] == ["a", "c"]
    assert ":2:" in told and ":3:" in told


def test_the_same_id_twice_is_two_articles() -> None:
    code, written, _ = annotate(json.dumps(ARTICLE), json.dumps(ARTICLE))
    assert code == 0 and [line["id"] for line in written] == ["a", "a"]
    first, second = ([(mention["start"], mention["type"]) for mention in line["mentions"]] for line in written)  # type: ignore[attr-defined]
    assert first == second and first


def test_two_copies_of_an_article_name_the_same_entries() -> None:
    _, written, _ = annotate(json.dumps(ARTICLE), json.dumps(ARTICLE))
    assert written[0]["mentions"] == written[1]["mentions"]


@pytest.mark.parametrize("command", ["build", "annotate", "serve", "check", "init"])
def test_every_command_explains_itself(command: str) -> None:
    result = CliRunner().invoke(main, [command, "--help"])
    assert result.exit_code == 0 and len(result.output.splitlines()) > 8


def test_check_writes_nothing_and_strict_fails_on_a_problem(tmp_path: Path) -> None:
    runner = CliRunner()
    assert runner.invoke(main, ["init", str(tmp_path)]).exit_code == 0
    (tmp_path / "seeds" / "empty.txt").write_text("")
    (tmp_path / "seeds" / "hull.txt").write_text("date 2026-03-12 Flood in Hull\n\nMayor Ann Lee said 12 people fled Oslo on Friday.\n")
    before = sorted(tmp_path.rglob("*.md"))
    arguments = ["check", "--config", str(tmp_path / "mkdocs.yml"), "--recogniser", "rules"]
    lenient, strict = runner.invoke(main, arguments), runner.invoke(main, [*arguments, "--strict"])
    assert lenient.exit_code == 0 and strict.exit_code == 1
    assert "empty.txt" in strict.stderr and sorted(tmp_path.rglob("*.md")) == before


def test_an_empty_folder_and_a_copy_are_told(tmp_path: Path) -> None:
    runner = CliRunner()
    assert runner.invoke(main, ["init", str(tmp_path)]).exit_code == 0
    arguments = ["check", "--config", str(tmp_path / "mkdocs.yml"), "--recogniser", "rules"]
    empty = runner.invoke(main, arguments)
    assert empty.exit_code == 0 and "seeds/: warning: The folder holds no articles" in empty.stderr and str(tmp_path) not in empty.stderr
    text = "Flood in Hull\n\n12 March 2026\n\nMayor Ann Lee said 12 people fled Hull on Friday. The river fell by two metres overnight.\n"
    (tmp_path / "seeds" / "hull.txt").write_text(text)
    assert "1 article can be built" in runner.invoke(main, arguments).stderr
    (tmp_path / "seeds" / "hull (2).txt").write_text(text)
    told = runner.invoke(main, arguments).stderr
    assert "note: The article repeats hull.txt nearly word by word; the two count as one source." in told


def test_a_wrong_recogniser_is_told_before_any_work(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["annotate", "--recogniser", "magic"], input="")
    assert result.exit_code == 1 and "magic" in result.stderr and "embedded" in result.stderr


def test_pages_in_another_folder_bring_the_own_pages_along(tmp_path: Path) -> None:
    runner = CliRunner()
    assert runner.invoke(main, ["init", str(tmp_path)]).exit_code == 0
    (tmp_path / "seeds" / "hull.txt").write_text("Flood in Hull\n\nMayor Ann Lee said 12 people fled Oslo on Friday.\n")
    build = ["build", "--config", str(tmp_path / "mkdocs.yml"), "--recogniser", "rules", "--quiet", "--pages-only"]
    assert runner.invoke(main, build).exit_code == 0
    (tmp_path / "docs" / "method.md").write_text("# Method\n")
    elsewhere = tmp_path / "pages"
    for _ in range(2):  # the second run finds its own copy there
        assert runner.invoke(main, [*build, "--docs", str(elsewhere)]).exit_code == 0
        assert (elsewhere / "method.md").read_text() == "# Method\n"
        assert (elsewhere / "articles" / "hull.md").is_file()
    (tmp_path / "docs" / "method.md").unlink()
    assert runner.invoke(main, [*build, "--docs", str(elsewhere)]).exit_code == 0
    assert not (elsewhere / "method.md").exists()


def test_clean_removes_what_was_made_and_nothing_else(tmp_path: Path) -> None:
    runner = CliRunner()
    assert runner.invoke(main, ["init", str(tmp_path)]).exit_code == 0
    (tmp_path / "seeds" / "hull.txt").write_text("Flood in Hull\n\nMayor Ann Lee said 12 people fled Oslo on Friday.\n")
    given = {path for path in tmp_path.rglob("*") if path.is_file()}
    settings = ["--config", str(tmp_path / "mkdocs.yml")]
    assert runner.invoke(main, ["build", *settings, "--recogniser", "rules", "--quiet", "--pages-only"]).exit_code == 0
    own = tmp_path / "docs" / "method.md"
    own.write_text("# Method\n")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "thesis.txt").write_text("not made by Concord")
    assert (tmp_path / ".cache").is_dir()
    assert runner.invoke(main, ["clean", *settings]).exit_code == 0
    assert {path for path in tmp_path.rglob("*") if path.is_file()} == given | {own, tmp_path / "site" / "thesis.txt"}


def test_a_folder_that_refuses_files_is_named_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = CliRunner().invoke(main, ["init", str(tmp_path / "file" / "brief")])
    assert result.exit_code == 1 and isinstance(result.exception, SystemExit)
    assert str(tmp_path / "file") in result.output and "--help" in result.output


def test_a_port_in_use_is_told(tmp_path: Path) -> None:
    runner = CliRunner()
    assert runner.invoke(main, ["init", str(tmp_path)]).exit_code == 0
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = runner.invoke(main, ["serve", "--config", str(tmp_path / "mkdocs.yml"), "--port", str(port), "--recogniser", "rules"])
    assert result.exit_code == 1 and "choose --port" in result.output
