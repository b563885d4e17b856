"""(io) Our settings: `extra.concord` in mkdocs.yml, typed and checked. Every wrong key is named at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches
from pathlib import Path
from typing import get_type_hints

import msgspec
from mkdocs.utils.yaml import yaml_load

from generator.model import Rights
from generator.problems import GeneratorError


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a brief's author can set under `extra.concord`; each field's comment is its line in the reference of settings."""

    recogniser: str = "embedded"  # who finds names: embedded, rules, spacy:NAME or gliner:NAME
    jobs: int = 0  # processes that annotate; 0 means one for each processor core
    rights: Rights = Rights.FULL  # how much of each article the site shows unless the article says otherwise: full, excerpt or metadata
    search: bool = True  # whether the full-text search page is built (Pagefind)
    robots: bool = True  # whether search engines may index the site
    issues: str = ""  # address of the page for new issues; "report an error" links to it


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteConfig:
    """The part of mkdocs.yml that pages need, and our own settings."""

    name: str
    description: str
    url: str
    repository: str
    settings: Settings


def load_settings(path: Path) -> SiteConfig:
    """Read mkdocs.yml. GeneratorError names every wrong key with its repair, a missing file, or the line of broken YAML."""
    if not path.is_file():
        raise GeneratorError(f"{path}: there is no such file. Run `concord init` in an empty folder, or give --config.")
    try:
        with path.open("rb") as stream:
            content = yaml_load(stream)
    except Exception as error:  # PyYAML and MkDocs raise several unrelated classes here
        raise GeneratorError(f"{path}: not valid YAML: {error}") from error
    if not isinstance(content, dict):
        raise GeneratorError(f"{path}: expected `key: value` lines, as `concord init` writes them.")
    extra = content.get("extra")
    own = extra.get("concord") if isinstance(extra, dict) else None
    return SiteConfig(
        name=str(content.get("site_name") or "Concord"),
        description=str(content.get("site_description") or ""),
        url=str(content.get("site_url") or ""),
        repository=str(content.get("repo_url") or ""),
        settings=parse_settings(own if own is not None else {}, str(path)),
    )


def parse_settings(content: object, path: str) -> Settings:
    """`extra.concord` as a mapping -> Settings; GeneratorError lists every unknown key and every wrong value."""
    if not isinstance(content, Mapping):
        raise GeneratorError(f"{path}: `extra.concord` must hold `key: value` lines.")
    hints = get_type_hints(Settings)
    known = [field.name for field in fields(Settings)]
    wrong: list[str] = []
    values: dict[str, object] = {}
    for key, value in content.items():
        if key not in hints:
            near = get_close_matches(str(key), known, n=1)
            wrong.append(f"unknown key `{key}`" + (f"; did you mean `{near[0]}`?" if near else f"; known keys: {', '.join(known)}"))
            continue
        try:
            values[str(key)] = msgspec.convert(value, hints[str(key)])
        except msgspec.ValidationError as error:
            wrong.append(f"`{key}`: {error}")
    if wrong:
        raise GeneratorError(f"{path}, extra.concord: " + "; ".join(wrong))
    return Settings(**values)  # type: ignore[arg-type]  # converted above, field by field
