"""brief.md: an author's words at the head of a brief; what marks name is linked or set in, what they miss is told with its line."""

from __future__ import annotations

from pathlib import Path

import lxml.html
import markdown
import pytest

from generator.model import Source
from generator.problems import Problem
from generator.read.folder import load_introductions
from generator.site import SiteSettings, load_templates, plan, render
from tests.support_site import sample

ROOT = Path(__file__).parents[1]


def home(text: str, path: str = "brief.md") -> tuple[str, tuple[Problem, ...]]:
    """The home page's Markdown between its lead and its counts, and the problems."""
    pages, problems = plan(sample(), SiteSettings(name="Test"), [Source(path=path, data=text.encode())])
    made = render(pages, load_templates(ROOT))["index.md"].decode()
    return made.partition('<div class="introduction" markdown="1">')[2].partition("</div>\n\n2 articles")[0].strip(), problems


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[[Anna Orlov]] spoke.", '<a href="people/anna-orlov/" data-preview="">Anna Orlov</a> spoke.'),
        ("[[orlov]]", '<a href="people/anna-orlov/" data-preview="">orlov</a>'),
        ("[[Orlov|The president]]", '<a href="people/anna-orlov/" data-preview="">The president</a>'),
        ("[[people/anna-orlov]]", '<a href="people/anna-orlov/" data-preview="">Anna Orlov</a>'),
        ("Two\nlines.", "Two lines."),
        ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>"),
        ("## Why", '## Why {: #brief-text-1 data-search-exclude="" }'),
        (
            "see [[comparison: displaced-kursk-2024-08]].",
            'see <a href="figures/displaced-kursk-2024-08/">People displaced, Kursk region, 13 to 14 August 2024</a>.',
        ),
    ],
)
def test_marks_become_links_and_lines_become_paragraphs(text: str, shown: str) -> None:
    made, problems = home(text)
    assert made.startswith(shown) and problems == ()


def test_a_figure_stands_with_its_source() -> None:
    made, problems = home("[[figure: 121,000 people]] fled.")
    assert problems == ()
    assert made.startswith('<strong><a href="articles/001-second/#m-1">121,000 people</a>') and "Border Times, 15 August 2024" in made


def test_a_comparison_on_a_line_of_its_own_is_a_table() -> None:
    made, problems = home("Before.\n\n[[comparison: People displaced, Kursk region, 13 to 14 August 2024]]\n\nAfter.")
    assert problems == ()
    assert made.startswith("Before.") and made.endswith("After.") and "<th>Figure</th><th>Read as</th>" in made


@pytest.mark.parametrize(
    ("mark", "code", "advice"),
    [
        ("[[Ana Orlov]]", "no-entry", "Did you mean “Anna Orlov”?"),
        ("[[figure: 120,001 people]]", "no-figure", "Did you mean"),
        ("[[comparison: nothing like it]]", "no-comparison", "Its words must stand"),
        ("[[Zzz]]", "no-entry", "Its words must stand"),
    ],
)
def test_what_matches_nothing_is_a_problem_with_its_line_and_stays_text(mark: str, code: str, advice: str) -> None:
    made, problems = home(f"First.\n\nAnd {mark} too.")
    assert [(problem.path, problem.line, problem.code) for problem in problems] == [("brief.md", 3, code)]
    assert advice in problems[0].advice
    assert "[[" not in made and made.endswith("too.")


def test_everything_else_is_shown_to_the_letter() -> None:
    text = "<script>alert(1)</script> *stars* {{ config }} [a](javascript:x) {: .b } `c` #d | e"
    made, _ = home(text)
    assert lxml.html.fromstring(markdown.markdown(made, extensions=["attr_list", "md_in_html", "tables"])).text_content().strip() == text


def test_a_first_heading_is_the_title_of_the_page() -> None:
    pages, _ = plan(sample(), SiteSettings(name="Test"), [Source(path="brief.md", data=b"# The flood\n\nWords.\n")])
    page = next(page for page in pages if page.path == "index.md")
    assert page.data["title"] == "The flood"


def test_a_text_in_a_folder_without_articles_is_told() -> None:
    _, problems = home("Words.", path="empty/brief.md")
    assert [problem.code for problem in problems] == ["no-brief"]


def test_texts_are_read_from_the_folder_and_from_each_brief(tmp_path: Path) -> None:
    for path in ("brief.md", "flood/brief.md", ".hidden/brief.md", "flood/deep/brief.md"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(path)
    assert [source.path for source in load_introductions(tmp_path)] == ["brief.md", "flood/brief.md"]
