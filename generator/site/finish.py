"""(io) docs/ -> site/: the renderer, then the full-text search, into a new folder that replaces the old one only when both succeeded."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from generator.problems import GeneratorError
from generator.site.passages import searchable

STAMP = ".concord-built"
# What the full-text search leaves out: headings and lists of our own words, and sentences that their own article holds already.
_NOT_SEARCHED = (
    ".headerlink,h2,ul,.made,.facts,.glance,.switches,.crumbs,.chips,.group,.label,.cite,.removed,.compare,.network,.map,.locator"
)
_ROOT = Path(__file__).resolve().parents[2]
_MADE_BY = ("mkdocs", "mkdocs-material", "Markdown", "pymdown-extensions", "pagefind", "pagefind_bin_extended")


def build_site(
    config: Path, docs: Path, site: Path, *, search: bool = True, url: str = "", say: Callable[[str], None] = lambda _: None
) -> bool:
    """Render docs/ into site/. False when nothing had changed since site/ was made (MkDocs has no other way to be quick).

    GeneratorError with the renderer's words when it fails; the old site is then still in its place. `url` replaces site_url.
    """
    config, docs, site = config.resolve(), docs.resolve(), site.resolve()
    if site.exists() and not site.is_dir():
        raise GeneratorError(f"{site} is a file; the site needs a folder.")
    _refuse_foreign(site, (config.parent, docs))
    stamp = fingerprint(config, docs, search=search, url=url)
    if (site / "index.html").is_file() and (site / STAMP).is_file() and (site / STAMP).read_text(encoding="utf-8") == stamp:
        say("the site is as it was")
        return False
    new = site.with_name(f".{site.name}.new-{os.getpid()}")
    shutil.rmtree(new, ignore_errors=True)
    try:
        say("rendering the site")
        _run([sys.executable, "-m", "generator.site.renderer", str(config), str(docs), str(new), *([url] if url else [])], "MkDocs")
        if search:
            say("making the full-text search")
            command = [sys.executable, "-m", "pagefind", "--site", str(new), "--root-selector", "article"]
            with searchable(docs / "data", new):
                _run([*command, "--exclude-selectors", _NOT_SEARCHED], "Pagefind")
        (new / STAMP).write_text(stamp, encoding="utf-8")
        _swap(new, site)
    finally:
        shutil.rmtree(new, ignore_errors=True)
    return True


def clean_site(site: Path) -> int:
    """Remove a site that we made; the number of its files. A folder without our stamp is left alone."""
    if not (site / STAMP).is_file():
        return 0
    count = sum(1 for path in site.rglob("*") if path.is_file())
    shutil.rmtree(site)
    return count


def _refuse_foreign(site: Path, kept: tuple[Path, ...]) -> None:
    """A folder that we did not make is not replaced: `--site ~` must cost nobody his files."""
    docs = kept[-1]
    if docs in site.parents or any(site == each or site in each.parents for each in kept):
        raise GeneratorError(f"{site} holds the brief itself or lies among its pages; name another folder for the site.")
    if site.is_dir() and any(site.iterdir()) and not (site / STAMP).is_file() and not (site / "sitemap.xml").is_file():
        raise GeneratorError(f"{site} holds files that Concord did not write; name an empty or a new folder for the site.")


def _swap(new: Path, site: Path) -> None:
    site.parent.mkdir(parents=True, exist_ok=True)
    old = site.with_name(f".{site.name}.old-{os.getpid()}")
    if site.exists():
        site.replace(old)
    new.replace(site)
    shutil.rmtree(old, ignore_errors=True)


def _run(command: list[str], name: str) -> None:
    path = os.pathsep.join(part for part in (str(_ROOT), os.environ.get("PYTHONPATH", "")) if part)
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False)
    if done.returncode:
        said = "\n".join(line for line in (done.stdout + done.stderr).splitlines() if line.strip())
        raise GeneratorError(f"{name} failed; the old site is left as it is.\n{said[-4000:]}")


def fingerprint(config: Path, docs: Path, *, search: bool, url: str) -> str:
    """Changes with anything that the site is made of: pages, settings, overrides, the renderer's version, the address."""
    digest = hashlib.sha256()
    for part in (str(search), url, os.environ.get("SITE_URL", ""), *(f"{name} {_version(name)}" for name in _MADE_BY)):
        digest.update(part.encode() + b"\0")
    for base in (config, config.parent / "templates" / "overrides", docs):
        for path in _files(base):
            digest.update(path.relative_to(base.parent).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _files(base: Path) -> Iterator[Path]:
    if base.is_file():
        yield base
    elif base.is_dir():
        yield from sorted(path for path in base.rglob("*") if path.is_file())


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
