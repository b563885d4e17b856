"""(io) Runs MkDocs, strictly, in a process of its own: `python -m generator.site.renderer CONFIG DOCS SITE [URL]`.

MkDocs' command line cannot be given a docs folder. A process of its own keeps its memory and its logging apart from ours.
"""

from __future__ import annotations

import sys
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config


def main(config_file: str, docs: str, site: str, url: str = "") -> None:
    """Build, or exit with MkDocs' message: a warning is a failure, as with `mkdocs build --strict`."""
    changed: dict[str, Any] = {"docs_dir": docs, "site_dir": site, "strict": True} | ({"site_url": url} if url else {})
    config = load_config(config_file=config_file, **changed)
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    finally:
        config.plugins.on_shutdown()


if __name__ == "__main__":
    import logging

    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(message)s")
    main(*sys.argv[1:])
