"""What pages hold for the searches: spellings, figures with their sentences, and which pages stand outside."""

from __future__ import annotations

import json
from pathlib import Path

from generator.model import Rights
from generator.site import SiteSettings, load_templates, plan, render
from tests.support_site import annotated, indexed

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
