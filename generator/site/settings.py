"""What the site's owner chooses that the pages need to know."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model import Rights


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteSettings:
    """`rights` is the most that the site shows of any article; an article that allows less keeps less. `issues` is an address or "".

    `accuracy`: there is a page of that name, made of marks that people gave. `version` is the generator's. `rows` is the longest table
    on one page: more are split by initial or month. `comparisons`: so many have a page each; of more, those of one month share pages,
    as each page costs its reader and the renderer. `entries`: so many have a page each; of more, small ones share pages by letters.
    """

    name: str = "Research brief"
    description: str = ""
    url: str = ""
    repository: str = ""
    version: str = ""
    rights: Rights = Rights.FULL
    issues: str = ""
    rows: int = 500
    accuracy: bool = False
    comparisons: int = 60
    entries: int = 3000
