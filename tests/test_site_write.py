"""docs/ is written whole, only where it changed, and only what we wrote is ever removed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.problems import GeneratorError
from generator.site import clean, write
from generator.site.finish import build_site, fingerprint
from generator.site.start import begin
from generator.site.write import MANIFEST


def test_only_changes_are_written_and_what_is_gone_is_pruned(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    first = write({"index.md": b"a", "people/x.md": b"b", "people/deep/y.md": b"c"}, docs)
    assert (first.written, first.unchanged, first.pruned) == (3, 0, 0)
    before = (docs / "index.md").stat().st_mtime_ns
    second = write({"index.md": b"a", "people/x.md": b"B"}, docs)
    assert (second.written, second.unchanged, second.pruned) == (1, 1, 1)
    assert (docs / "index.md").stat().st_mtime_ns == before
    assert not (docs / "people" / "deep").exists()
    assert json.loads((docs / MANIFEST).read_text())["files"] == ["index.md", "people/x.md"]


def test_a_page_of_the_author_is_never_touched(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "index.md").write_bytes(b"mine")
    (docs / "notes.md").write_bytes(b"mine too")
    result = write({"index.md": b"generated", "about/index.md": b"x"}, docs)
    assert [problem.code for problem in result.problems] == ["own-page"]
    write({}, docs)
    assert (docs / "index.md").read_bytes() == b"mine" and (docs / "notes.md").read_bytes() == b"mine too"
    assert not (docs / "about").exists()


def test_clean_removes_what_was_written(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    write({"a/b.md": b"x", "c.md": b"y"}, docs)
    (docs / "own.md").write_text("mine")
    assert clean(docs) == 2
    assert sorted(path.name for path in docs.rglob("*")) == ["own.md"]


@pytest.mark.parametrize("path", ["../out.md", "/etc/passwd", "a/../../b", "C:/x", "a\\b"])
def test_a_manifest_cannot_reach_outside(tmp_path: Path, path: str) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / MANIFEST).write_text(json.dumps({"files": [path]}))
    with pytest.raises(GeneratorError):
        write({}, docs)
    with pytest.raises(GeneratorError):
        write({path: b"x"}, tmp_path / "other")


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"files": 3}', "\x00"])
def test_a_broken_manifest_stops_rather_than_guesses(tmp_path: Path, content: str) -> None:
    (tmp_path / MANIFEST).write_text(content)
    with pytest.raises(GeneratorError):
        write({}, tmp_path)


def test_a_new_brief_builds_and_a_second_build_does_nothing(tmp_path: Path) -> None:
    begin(tmp_path)
    config, docs, site = tmp_path / "mkdocs.yml", tmp_path / "docs", tmp_path / "site"
    pages = [line.split(": ")[1] for line in config.read_text().splitlines() if line.startswith("  - ") and line.endswith(".md")]
    write(dict.fromkeys(pages, b"# Page\n\nText.\n") | {"assets/brief.css": b"", "assets/brief.js": b""}, docs)
    assert build_site(config, docs, site, search=False)
    assert (site / "people" / "index.html").is_file()
    assert not build_site(config, docs, site, search=False)
    before = (site / "index.html").read_bytes()
    write(dict.fromkeys(pages, b"# Page\n\n[broken](nowhere.md)\n") | {"assets/brief.css": b"", "assets/brief.js": b""}, docs)
    with pytest.raises(GeneratorError, match="nowhere"):
        build_site(config, docs, site, search=False)
    assert (site / "index.html").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".site")) == []


def test_a_folder_that_is_not_a_site_is_not_replaced(tmp_path: Path) -> None:
    begin(tmp_path)
    docs = tmp_path / "docs"
    write({"index.md": b"# x\n"}, docs)
    photos = tmp_path / "photos"
    photos.mkdir()
    (photos / "one.jpg").write_bytes(b"x")
    for folder in (photos, docs, tmp_path, tmp_path.parent, docs / "site"):
        with pytest.raises(GeneratorError, match="name a"):
            build_site(tmp_path / "mkdocs.yml", docs, folder, search=False)
    assert (photos / "one.jpg").exists()


def test_begin_overwrites_nothing(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("mine")
    written = {path.relative_to(tmp_path).as_posix() for path in begin(tmp_path)}
    assert (
        "mkdocs.yml" not in written
        and "templates/overrides/main.html" in written
        and "templates/overrides/assets/social.png" in written
        and "seeds/README" in written
    )
    assert (tmp_path / "mkdocs.yml").read_text() == "mine" and begin(tmp_path) == ()


def test_the_fingerprint_follows_pages_settings_and_address(tmp_path: Path) -> None:
    begin(tmp_path)
    docs, config = tmp_path / "docs", tmp_path / "mkdocs.yml"
    write({"index.md": b"# x\n"}, docs)
    seen = {fingerprint(config, docs, search=True, url="")}
    seen.add(fingerprint(config, docs, search=True, url="https://x.example/"))
    (docs / "index.md").write_bytes(b"# y\n")
    seen.add(fingerprint(config, docs, search=True, url=""))
    config.write_text(config.read_text() + "\n# changed\n")
    seen.add(fingerprint(config, docs, search=True, url=""))
    assert len(seen) == 4


def test_a_new_brief_has_the_settings_of_the_sample() -> None:
    root = Path(__file__).parents[1]

    def lines(path: Path) -> list[str]:
        own = ("site_name", "site_description", "repo_url", "repo_name", "    issues", "  concord:", "  - Help:")
        return [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith(own)]

    assert lines(root / "mkdocs.yml") == lines(root / "templates" / "start" / "mkdocs.yml")
