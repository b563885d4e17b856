"""Blocks of HTML that pass the renderer by: the pages are the same as when it reads all of them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import lxml.html
import pytest

from generator.problems import GeneratorError
from generator.site import SiteSettings, load_templates, plan, render, write
from generator.site.blocks import identifiers, put_rest, put_searched, take
from generator.site.finish import build_site
from generator.site.start import begin
from tests.support_site import sample

ROOT = Path(__file__).parents[1]


def test_blocks_go_out_and_come_back() -> None:
    page = (
        '# Title\n\n<p>One</p>\n<p id="p-2">Two</p>\n\nWords\n\n## Text {: data-search-exclude="" }\n\n<ul>\n<li>a</li>\n</ul>\n\n'
        '## More\n\n<dl class="facts" data-search-exclude><dt>a</dt></dl>\n\n<div markdown="1">\n\n- x\n\n</div>\n\n<div>\n\n</div>\n\n'
        '<section data-search-exclude="">\n<div>x</div>\n</section>\n\n<div data-search-exclude="">x</div>\n<div>y</div>\n'
    )
    rest, blocks = take(page)
    starts = ["<p", "<ul", '<dl class="facts" data-search-exclude', '<section data-search-exclude=""', '<div data-search-exclude=""']
    assert [block.html.split(">")[0] for block in blocks] == starts
    assert [block.searched for block in blocks] == [True, False, False, False, True]
    assert "Two" not in rest and "Words" in rest and '<div markdown="1">\n\n- x\n\n</div>\n\n<div>\n\n</div>' in rest
    assert identifiers(blocks) == {"p-2"}
    rendered = rest.replace("concord-block-0", "<p>concord-block-0</p>").replace("concord-block-1", "<p>concord-block-1</p>")
    searched = put_searched(rendered, blocks)
    assert "Two" in searched and "<li>" not in searched and "<!--concord-block-1-->" in searched
    assert "<li>a</li>" in put_rest(searched, blocks)


def test_words_of_an_article_are_no_place() -> None:
    assert put_searched("<p>concord-block-7</p>", ()) == "<p>concord-block-7</p>"
    assert put_rest("<!--concord-block-7-->", ()) == "<!--concord-block-7-->"


@pytest.fixture(scope="module")
def brief(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("brief")
    begin(folder)
    write(render(plan(sample(), SiteSettings(name="Test"))[0], load_templates(ROOT)), folder / "docs")
    return folder


def _elements(page: Path) -> Iterator[tuple[object, ...]]:
    for each in lxml.html.parse(str(page)).getroot().iter():
        attributes = sorted((name, "" if value == name else value) for name, value in each.attrib.items())
        yield each.tag, attributes, " ".join((each.text or "").split()), " ".join((each.tail or "").split())


def test_the_site_is_the_same_as_when_mkdocs_reads_everything(brief: Path) -> None:
    build_site(brief / "mkdocs.yml", brief / "docs", brief / "quick", search=False)
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", "plain"]
    done = subprocess.run(command, cwd=brief, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    pages = [path.relative_to(brief / "plain") for path in (brief / "plain").rglob("*.html")]
    assert len(pages) > 20
    for page in pages:
        assert list(_elements(brief / "quick" / page)) == list(_elements(brief / "plain" / page)), page
        assert "concord-block" not in (brief / "quick" / page).read_text(encoding="utf-8"), page
    index = Path("search", "search_index.json")
    assert (brief / "quick" / index).read_bytes() == (brief / "plain" / index).read_bytes()


def test_a_page_of_an_author_may_lead_to_an_anchor_in_a_block_and_must_not_lead_beside_it(brief: Path, tmp_path: Path) -> None:
    shutil.copytree(brief / "docs", tmp_path / "docs")
    begin(tmp_path)
    own = tmp_path / "docs" / "notes.md"
    own.write_text("# Notes\n\n<div>\n\n*kept*\n\n</div>\n\n[there](articles/000-first.md#p-7)\n", encoding="utf-8")
    build_site(tmp_path / "mkdocs.yml", tmp_path / "docs", tmp_path / "site", search=False)
    assert "*kept*" in (tmp_path / "site" / "notes" / "index.html").read_text(encoding="utf-8")
    own.write_text("# Notes\n\n[nowhere](articles/000-first.md#p-777)\n", encoding="utf-8")
    with pytest.raises(GeneratorError, match="p-777"):
        build_site(tmp_path / "mkdocs.yml", tmp_path / "docs", tmp_path / "site", search=False)


def test_other_addresses_than_the_pages_link_to_are_refused(brief: Path, tmp_path: Path) -> None:
    shutil.copytree(brief / "docs", tmp_path / "docs")
    begin(tmp_path)
    config = tmp_path / "mkdocs.yml"
    config.write_text(f"use_directory_urls: false\n{config.read_text(encoding='utf-8')}", encoding="utf-8")
    with pytest.raises(GeneratorError, match="use_directory_urls"):
        build_site(config, tmp_path / "docs", tmp_path / "site", search=False)
