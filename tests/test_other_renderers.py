"""The same pages and settings build with other renderers than MkDocs, so that a brief can outlive it. Skipped where none is installed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from generator.site import SiteSettings, load_templates, plan, render, write
from tests.support_site import sample

ROOT = Path(__file__).parents[1]
COMMANDS = {"properdocs": ["build", "--strict", "--config-file", "mkdocs.yml"], "zensical": ["build", "--strict"]}


@pytest.mark.parametrize("renderer", sorted(COMMANDS))
def test_the_same_tree_builds(renderer: str, tmp_path: Path) -> None:
    program = shutil.which(renderer)
    if program is None:
        pytest.skip(f"{renderer} is not installed")
    pages, _ = plan(sample(), SiteSettings(name="Test", url="http://127.0.0.1:8000/"))
    write(render(pages, load_templates(ROOT)), tmp_path / "docs")
    (tmp_path / "docs" / "help.md").write_text("# Help\n", encoding="utf-8")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path / "mkdocs.yml")
    shutil.copytree(ROOT / "templates" / "overrides", tmp_path / "templates" / "overrides")
    done = subprocess.run([program, *COMMANDS[renderer]], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    page = (tmp_path / "site" / "articles" / "000-first" / "index.html").read_text(encoding="utf-8")
    assert 'id="m-1"' in page and 'type="application/ld+json">{"@context"' in page
    assert len(list((tmp_path / "site").rglob("*.html"))) > len([each for each in pages if each.path.endswith(".md")])
