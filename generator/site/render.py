"""(io) Pages -> bytes: loads the templates and fills them. Everything that a template prints is escaped unless it is Md."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined, Template, nodes
from jinja2.exceptions import TemplateSyntaxError
from markupsafe import Markup

from generator.model import Page
from generator.site.escape import Md, escape, front_matter_value
from generator.site.exports import RAW

# A filter that joins or cuts text could make Markdown of ours and text of an article into one string; these cannot.
_FILTERS = ("length", "default", "d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Templates:
    """The templates by name, and the files that go into docs/assets/ as they are."""

    environment: Environment
    assets: Mapping[str, bytes]


class _Environment(Environment):
    """Jinja without `~`: it would join escaped and raw text into something that passes for escaped."""

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for found in tree.find_all((nodes.Concat, nodes.MarkSafe, nodes.EvalContextModifier)):
            raise TemplateSyntaxError(
                "`~` and autoescape blocks are not allowed: print the parts one after another", found.lineno, name, filename
            )
        return tree


def templates_folder(root: Path) -> Path:
    """The folder of templates: `templates/` beside the brief's mkdocs.yml where it holds templates, else the installed ones."""
    own = root / "templates"
    if (own / "article.md").is_file():
        return own
    beside = Path(__file__).resolve().parents[2] / "templates"  # a checkout
    installed = Path(__file__).resolve().parents[1] / "templates"  # a wheel maps templates/ to the package generator.templates
    return installed if (installed / "article.md").is_file() else beside


def load_templates(root: Path) -> Templates:
    """Read all templates and assets once."""
    folder = templates_folder(root)
    sources = {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.md"))}
    assets = folder / "assets"
    held = {path.relative_to(assets).as_posix(): path.read_bytes() for path in sorted(assets.rglob("*")) if path.is_file()}
    return Templates(environment=environment(sources), assets=held)


def environment(sources: Mapping[str, str]) -> Environment:
    """A Jinja environment whose every printed value is Markdown-escaped; an undefined name, `~` and joining filters are errors."""
    made = _Environment(
        loader=DictLoader(sources),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=_printed,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
    )
    made.filters = {name: made.filters[name] for name in _FILTERS} | {"front_matter": lambda value: Md(front_matter_value(str(value)))}
    made.globals = {}
    return made


def _printed(value: Any) -> Md | Markup:
    if isinstance(value, (Md, Markup)):
        return value
    if isinstance(value, StrictUndefined):
        str(value)  # raises with the name
    if isinstance(value, (str, int, float)):
        return escape(str(value)) if isinstance(value, str) else Md(f"{value:,}")
    raise TypeError(f"a template prints {type(value).__name__}; only text and numbers can be printed")


def render(pages: Sequence[Page], templates: Templates) -> Mapping[str, bytes]:
    """Path relative to docs/ -> content: every page, and the assets. Pure but for the templates' compilation."""
    compiled: dict[str, Template] = {}
    files: dict[str, bytes] = {f"assets/{name}": content for name, content in templates.assets.items()}
    for page in pages:
        if page.template == RAW:
            content = page.data["content"]
            assert isinstance(content, bytes)
            files[page.path] = content
            continue
        template = compiled.get(page.template) or compiled.setdefault(page.template, templates.environment.get_template(page.template))
        files[page.path] = _tidy(template.render(page.data)).encode("utf-8", "replace")
    return files


def _tidy(markdown: str) -> str:
    """No more than one blank line in a row, one line break at the end: templates need not count them."""
    while "\n\n\n" in markdown:
        markdown = markdown.replace("\n\n\n", "\n\n")
    return markdown.strip("\n") + "\n"
