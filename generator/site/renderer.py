"""(io) Runs MkDocs, strictly, in a process of its own: `python -m generator.site.renderer CONFIG DOCS SITE [URL]`.

MkDocs' command line cannot be given a docs folder. A process of its own keeps its memory and its logging apart from ours.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.pages import Page

from generator.site.blocks import Block, identifiers, put_rest, put_searched, take
from generator.site.write import read_manifest

_FIRST, _LAST = 100, -100
_HARMLESS = frozenset({"search", "material/search"})  # plugins that look into no block but for the search


class Blocks(BasePlugin):  # type: ignore[type-arg, no-untyped-call]  # it has no settings; MkDocs annotates neither
    """Keeps the blocks of HTML of generated pages away from Markdown. It changes no page: it saves more than half of the time."""

    def __init__(self, generated: Sequence[str]) -> None:
        super().__init__()
        self._generated = frozenset(generated)
        self._blocks: dict[str, Sequence[Block]] = {}

    @event_priority(_LAST)
    def on_page_markdown(self, markdown: str, /, *, page: Page, **_: object) -> str:
        if page.file.src_uri not in self._generated:
            return markdown
        markdown, self._blocks[page.file.src_uri] = take(markdown)
        return markdown

    @event_priority(_FIRST)
    def on_page_content(self, html: str, /, *, page: Page, config: Mapping[str, Any], **_: object) -> str:
        blocks = self._blocks.get(page.file.src_uri)
        if not blocks:
            return html
        page.present_anchor_ids = (page.present_anchor_ids or set()) | identifiers(blocks)
        html = put_searched(html, blocks)
        return html if config["plugins"].keys() <= {*_HARMLESS, "concord"} else put_rest(html, blocks)

    @event_priority(_LAST)
    def on_page_context(self, context: Any, /, *, page: Page, **_: object) -> Any:
        blocks = self._blocks.pop(page.file.src_uri, None)
        if blocks and page.content:
            page.content = put_rest(page.content, blocks)
        return context


def main(config_file: str, docs: str, site: str, url: str = "") -> None:
    """Build, or exit with MkDocs' message: a warning is a failure, as with `mkdocs build --strict`."""
    changed: dict[str, Any] = {"docs_dir": docs, "site_dir": site, "strict": True} | ({"site_url": url} if url else {})
    config = load_config(config_file=config_file, **changed)
    if not config.use_directory_urls:
        sys.exit("Concord's pages link to addresses such as people/ann-lee/: take `use_directory_urls: false` out of mkdocs.yml.")
    config.plugins["concord"] = Blocks(read_manifest(Path(docs)))
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    finally:
        config.plugins.on_shutdown()


if __name__ == "__main__":
    import logging

    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(message)s")
    main(*sys.argv[1:])
