"""The page of corrections: what people decided about a brief, told to its readers."""

from generator.model import Source
from tests.support_build import build_brief

SIGNED = "  who: A. Reader\n  when: 2025-07-01\n  why: the paper *took it back*\n"
HARBOUR = """Harbour strike enters third week

HALLBERG, 3 June 2025 - Marta Zielinska, head of the dockers' union, said on Tuesday that 450 workers had walked out.

The port of Rotterdam has taken 12 ships, Mayor Torvald Brandsma said.
"""
SOURCES = [Source(path="harbour.txt", data=HARBOUR.encode())]
RETRACT = "- figure: retract\n  mentions: {article: harbour, exact: 12 ships}\n" + SIGNED
RENAME = "- rename: Marta Zielinska\n  to: Marta Zielińska\n" + SIGNED.replace("07-01", "07-03")
NOBODY = "- rename: Nobody At All\n  to: Somebody\n" + SIGNED


def test_without_decisions_there_is_no_page() -> None:
    files = build_brief(SOURCES).files
    assert "corrections/index.md" not in files
    assert "corrections/" not in files["about/index.md"].decode()


def test_a_retracted_figure_and_a_new_name_stand_there_with_who_when_and_why() -> None:
    files = build_brief(SOURCES, decisions=(RETRACT + RENAME).encode()).files
    page = files["corrections/index.md"].decode()
    assert page.index("3 July 2025") < page.index("1 July 2025"), "the newest first"
    assert "**Figure retracted:** “12 ships”" in page and 'href="../articles/harbour/"' in page
    renamed = '**Renamed:** Marta Zielinska → <a href="../people/marta-zielinska/">Marta Zielińska</a> — A. Reader'
    assert renamed in page
    assert "*took" not in page, "a reason is text, not Markdown"
    assert 'href="../corrections/"' in files["about/index.md"].decode()


def test_a_decision_that_could_not_be_applied_says_so() -> None:
    page = build_brief(SOURCES, decisions=(RENAME + NOBODY).encode()).files["corrections/index.md"].decode()
    renamed, nobody = (line for line in page.splitlines() if line.startswith("- **"))
    assert "not applied" in nobody and "not applied" not in renamed


def test_words_that_the_rights_keep_off_the_site_are_not_quoted() -> None:
    quiet = "- metadata: harbour\n  rights: metadata\n" + SIGNED
    page = build_brief(SOURCES, decisions=(RETRACT + quiet).encode()).files["corrections/index.md"].decode()
    assert "12 ships" not in page and "Figure retracted" in page
