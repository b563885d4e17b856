"""docs/tutorial.md does what it says: its files are built as they stand there."""

import re
from pathlib import Path

from generator.build import Result
from generator.model import Source
from tests.support_build import build_brief

TUTORIAL = Path(__file__).parent.parent / "docs" / "tutorial.md"
FILES = dict(re.findall(r"cat > seeds/(\S+) <<'END'\n(.*?)^END$", TUTORIAL.read_text("utf-8"), re.S | re.M))


def built(*, sidecar: bool, decisions: bool = False) -> Result:
    sources = [
        Source(path="2026-03-02-bridge.txt", data=FILES["2026-03-02-bridge.txt"].encode()),
        Source(
            path="bridge-council.txt",
            data=FILES["bridge-council.txt"].encode(),
            sidecar=FILES["bridge-council.yml"].encode() if sidecar else None,
            sidecar_path="bridge-council.yml",
        ),
    ]
    return build_brief(sources, decisions=FILES["decisions.yml"].encode() if decisions else b"")


def test_the_second_article_has_no_date_until_the_sidecar_gives_it() -> None:
    assert [(one.path, one.code) for one in built(sidecar=False).problems] == [("bridge-council.txt", "undated")]
    assert not built(sidecar=True).problems


def test_the_two_numbers_stand_side_by_side() -> None:
    (comparison,) = built(sidecar=True).index.comparisons
    assert len(comparison.members) == 2
    assert "1,200" in built(sidecar=True).files["index.md"].decode()


def test_the_sentences_of_two_lines_are_whole() -> None:
    page = built(sidecar=True).files["articles/bridge-council.md"].decode()
    assert len(re.findall(r'<p id="p-', page)) == 1


def test_the_mayor_gets_her_other_name() -> None:
    result = built(sidecar=True, decisions=True)
    assert not result.problems
    assert "Claire Moreau-Duval" in [entry.entity.name for entry in result.index.people]


def test_an_undated_article_does_not_head_the_list_of_the_newest() -> None:
    home = built(sidecar=False).files["index.md"].decode()
    newest = home[home.index('<div class="newest"') :]
    assert newest.index("articles/2026-03-02-bridge/") < newest.index("articles/bridge-council/")
