"""The hand-written pages: all reachable from Help, the reference of settings up to date, the tutorial's commands those that there are."""

from __future__ import annotations

import re
from pathlib import Path

from benchmarks.reference import PAGE, settings_page
from generator.cli import main

ROOT = Path(__file__).parents[1]
_LINK = re.compile(r"\]\(([a-z-]+\.md)(?:#[^)]*)?\)")


def written_pages() -> set[str]:
    """The pages in docs/ that a person wrote: of what a build writes, only the home page lies beside them."""
    return {path.name for path in (ROOT / "docs").glob("*.md")} - {"index.md"}


def test_every_page_is_reached_from_help() -> None:
    reached: set[str] = set()
    todo = ["help.md"]
    while todo:
        page = todo.pop()
        if page not in reached:
            reached.add(page)
            todo += _LINK.findall((ROOT / "docs" / page).read_text(encoding="utf-8"))
    assert written_pages() - reached == set(), "add them to docs/help.md"


def test_no_page_of_help_stands_in_the_search_of_a_brief() -> None:
    for name in sorted(written_pages()):
        head = (ROOT / "docs" / name).read_text(encoding="utf-8").split("\n---\n")[0]
        assert head.startswith("---\n") and "\nsearch:\n  exclude: true" in head, f"{name}: readers search the articles, not the manual"


def test_the_reference_of_settings_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == settings_page(), "run `make docs`"


def test_the_pages_name_only_commands_that_there_are() -> None:
    tasks = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    for name in [*sorted(written_pages()), "../README.md"]:
        text = (ROOT / "docs" / name).read_text(encoding="utf-8")
        code = "\n".join(re.findall(r"```.*?```|`[^`\n]+`", text, re.S))
        assert set(re.findall(r"\bmake ([a-z-]+)", code)) <= tasks, name
        assert set(re.findall(r"(?:^|[`/ ])concord ([a-z][a-z-]*)", code, re.M)) <= set(main.commands), name
