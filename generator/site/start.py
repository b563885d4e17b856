"""(io) A new brief in an empty folder: its settings, the folder for articles, and the workflow that publishes it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from generator import __version__
from generator.site.render import templates_folder

_SEEDS_README = """\
Put the articles of this brief here: .txt, .md, .html or .jsonl files. A folder in this folder is a brief of its own.
"""
_GENERATED = "about accuracy articles assets briefs corrections data figures organisations people places quotes report review search sources timeline"
# The workflow installs what stands in this file, so that a brief is built by one version until its owner changes the line.
_REQUIREMENTS = """\
# Concord, as the workflow installs it. It is not in a package registry yet: in a clone of Concord run `pip wheel --no-deps -w DIST .`,
# copy the file from DIST into this folder, and let the line below name it.
./concord_brief-{version}-py3-none-any.whl
"""
_IGNORED = """\
/.venv/
/.cache/
/site/
# What Concord writes into docs/; pages of your own there are not touched and belong into git.
/docs/.concord-manifest.json
/docs/index.md
/docs/feed.xml
""" + "".join(f"/docs/{folder}/\n" for folder in _GENERATED.split())


def new_files(folder: Path) -> Mapping[str, bytes]:
    """What a new brief holds: path -> content. The same settings and workflow as Concord's own sample has."""
    start = templates_folder(folder)
    files = {
        "mkdocs.yml": (start / "start" / "mkdocs.yml").read_bytes(),
        ".github/workflows/pages.yml": (start / "start" / "pages.yml").read_bytes(),
        "requirements.txt": _REQUIREMENTS.format(version=__version__).encode(),
        "seeds/README": _SEEDS_README.encode(),
        ".gitignore": _IGNORED.encode(),
    }
    own = sorted(path for path in (start / "overrides").rglob("*") if path.is_file())
    return files | {f"templates/{path.relative_to(start).as_posix()}": path.read_bytes() for path in own}


def begin(folder: Path) -> tuple[Path, ...]:
    """Write what is missing; the paths that were written. Nothing that is there already is overwritten."""
    written = []
    for name, content in new_files(folder).items():
        path = folder / name
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            written.append(path)
    return tuple(written)
