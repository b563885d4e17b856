"""(io) `make docs`: docs/settings.md, the reference of every setting and option, from the code that reads them."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from dataclasses import fields
from enum import Enum
from pathlib import Path

import click

from generator.cli import main as command_line
from generator.settings import Settings

PAGE = Path(__file__).resolve().parents[1] / "docs" / "settings.md"
_FIELD = re.compile(r"^    (\w+): .+?  # (.+)$", re.M)
_HEAD = """\
---
title: Settings
description: Every setting of mkdocs.yml that Concord reads, and every option of its commands
search:
  exclude: true
---

<!-- Written by `make docs` from generator/settings.py and generator/cli.py: change those. -->

# Settings

A brief is set up in its `mkdocs.yml`. A key that Concord does not know is an error that names the nearest one it knows.

## Concord's own

They stand under `extra.concord`:

```yaml
extra:
  concord:
    rights: excerpt
    robots: false
```

"""
_SHARED = """
An article's own `rights` count where they allow less: see [Excerpts and rights](rights.md). Options on the command line go before settings.

## MkDocs' that Concord reads too

| key | what for |
| --- | --- |
| `site_name` | the title of the brief |
| `site_description` | the line under it, and what search engines show |
| `site_url` | where the site will stand, with a slash at its end; the feed, the map of the site and shared links need it |
| `repo_url` | the page About links it |

Everything else there is MkDocs' and Material's: colours, the logo, the language of the frame. `nav` stays short on purpose: a navigation
that lists every page would make a thousand articles six times slower to build and sixteen times larger.

## Commands
"""


def settings_page() -> str:
    """The whole page. Each setting's text is the comment behind its field."""
    comments = dict(_FIELD.findall(inspect.getsource(Settings)))
    rows = [f"| `{field.name}` | `{_shown(field.default)}` | {comments[field.name]} |" for field in fields(Settings)]
    return _HEAD + "| setting | default | what it does |\n| --- | --- | --- |\n" + "\n".join(rows) + "\n" + _SHARED + "".join(_commands())


def _shown(default: object) -> str:
    value = default.value if isinstance(default, Enum) else default
    return str(value).lower() if isinstance(value, bool) else str(value) or '""'


def _commands() -> Iterator[str]:
    for name, command in sorted(command_line.commands.items()):
        yield f"\n### concord {name}\n\n{command.get_short_help_str(200)}\n\n"
        options = [each for each in command.params if isinstance(each, click.Option)]
        if options:
            yield "| option | what it does |\n| --- | --- |\n"
        for option in options:
            yield f"| `{', '.join(option.opts)}` | {_cell(option.help or '')} |\n"


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").replace("[", "(").replace("]", ")").split())


def main() -> None:
    PAGE.write_text(settings_page(), encoding="utf-8")
    print(f"wrote {PAGE}")


if __name__ == "__main__":
    main()
