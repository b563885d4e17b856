"""What pages hold for the searches: spellings, figures with their sentences, and which pages stand outside."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.model import Rights
from generator.site import SiteSettings, load_templates, plan, render
from generator.site.passages import searchable
from tests.support_site import annotated, indexed, sample

ROOT = Path(__file__).parents[1]


def test_an_article_holds_for_the_search_the_spellings_that_only_others_have() -> None:
    index = indexed(
        [
            annotated("a", "[Volodymyr Zelensky](p:zelensky) spoke. Later [Zelensky](p:zelensky) left.", title="A day"),
            annotated("b", "[Zelenskyy](p:zelensky) spoke again to us.", title="Another day"),
        ]
    )
    pages, _ = plan(index, SiteSettings(name="B", version="1"))
    shown = {page.path: str(page.data["spellings"]) for page in pages if page.path.startswith("articles/") and "spellings" in page.data}
    assert 'id="also-m-1">Zelenskyy<' in shown["articles/a.md"]
    assert "Volodymyr Zelensky / Zelensky<" in shown["articles/b.md"] or "Zelensky / Volodymyr Zelensky<" in shown["articles/b.md"]
    assert all(text.startswith("<div hidden data-search-exclude") for text in shown.values())


def test_exported_figures_carry_their_sentence_where_rights_allow() -> None:
    for rights, wanted in ((Rights.FULL, "Some 40 boats came."), (Rights.METADATA, None)):
        index = indexed([annotated("a", "Rain fell. Some [40](f:40|exact|boats) boats came.", title="A day", rights=rights)])
        made = render(plan(index, SiteSettings(name="B", version="1"))[0], load_templates(ROOT))
        rows = json.loads(made["data/figures.json"])
        assert [row["sentence"] for row in rows] == [wanted]


def test_the_search_sees_figures_and_quotations_as_pages_of_their_own_and_they_are_taken_away(tmp_path: Path) -> None:
    data, page = tmp_path / "data", tmp_path / "site" / "articles" / "a" / "index.html"
    data.mkdir()
    page.parent.mkdir(parents=True)
    facets = '<span data-pagefind-filter="kind">Article</span><span data-pagefind-filter="source">The &lt;Daily&gt;</span>'
    page.write_text(f'<h1 id="x">A <b>day</b><a class="headerlink">¶</a></h1><div hidden data-x>{facets}</div>', encoding="utf-8")
    figure = {"article": "a", "number": 2, "sentence": "Some <40> boats came.", "page": "https://x/articles/a/#m-3"}
    hidden = {"article": "a", "number": 3, "sentence": None, "page": "https://x/articles/a/"}
    quote = {"article": "a", "kind": "direct", "words": "No.", "speaker_text": "Ann", "page": "#m-7"}
    (data / "figures.json").write_text(
        json.dumps([figure, {**figure, "number": 4}, hidden, {**figure, "article": "gone"}]), encoding="utf-8"
    )
    denied = {**quote, "kind": "indirect", "stance": "denied", "cue": "denied", "words": "that she lied", "page": "#m-9"}
    (data / "quotes.json").write_text(json.dumps([quote, denied]), encoding="utf-8")
    with pytest.raises(RuntimeError), searchable(data, tmp_path / "site"):
        held = {path.name: path.read_text(encoding="utf-8") for path in page.parent.iterdir() if path != page}
        raise RuntimeError
    assert sorted(held) == ["figures.html", "quotes.html"]
    assert '<p id="f-2">Some &lt;40&gt; boats came.</p></article>' in held["figures.html"]
    assert '<span data-pagefind-filter="kind">Figure</span>' in held["figures.html"] and "The &lt;Daily&gt;" in held["figures.html"]
    assert "<h1>A day</h1>" in held["quotes.html"] and '<p id="m-7">“No.” – Ann</p>' in held["quotes.html"]
    assert '<p id="m-9">denied: that she lied – Ann</p>' in held["quotes.html"]
    assert list(page.parent.iterdir()) == [page]


def test_the_table_for_searches_by_size_is_compact_and_keeps_rights() -> None:
    made = render(plan(sample(), SiteSettings(name="B", version="1"))[0], load_templates(ROOT))
    table = json.loads(made["search/figures.json"])
    row = next(row for row in table["figures"] if table["words"][row[5]] == "More than 120,000")
    assert table["articles"][row[0]][0] == "000-first" and row[2:5] == [120000, None, None] and "people" in table["words"][row[6]]
    index = indexed([annotated("a", "Some [40](f:40|exact|boats) boats came.", title="A day", rights=Rights.METADATA)])
    table = json.loads(render(plan(index, SiteSettings(name="B", version="1"))[0], load_templates(ROOT))["search/figures.json"])
    assert [(row[1], table["words"][row[5]]) for row in table["figures"]] == [(0, "")]
