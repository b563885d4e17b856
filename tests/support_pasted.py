"""Pages as people paste them, with what each line is: tests/pasted/README.md has the form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.model import Article, Role, Source
from generator.read import read

PASTED = Path(__file__).parent / "pasted"
_OUT = (Role.BOILERPLATE, Role.CREDIT, Role.BYLINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pasted:
    """A page: its text, the label of each line by its offset in the text, and what is to be found."""

    name: str
    text: str
    lines: tuple[tuple[int, str, str], ...]  # offset, label, words
    published: date | None
    authors: tuple[str, ...]

    @property
    def title(self) -> str:
        return " ".join(words for _, label, words in self.lines if label == "T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What reading made of a page. `left`: lines of the page that stay in the article; `lost`: lines of the article left out."""

    article: Article
    title: bool
    published: bool
    authors: bool
    furniture: int
    left: tuple[str, ...]
    lost: tuple[str, ...]


def pages(folder: Path) -> Iterator[Pasted]:
    for path in sorted(folder.glob("*.txt")):
        yield _page(path.name, path.read_text(encoding="utf-8"))


def _page(name: str, marked: str) -> Pasted:
    facts: dict[str, str] = {}
    lines: list[tuple[int, str, str]] = []
    text = ""
    for line in marked.splitlines():
        label, words = line[:1], line[3:] if line[1:2] == "|" else line
        if label == "=":
            key, _, value = line[2:].partition(" ")
            facts[key] = "" if value == "-" else value
            continue
        if words.strip():
            lines.append((len(text), label if label != "+" else lines[-1][1], words))
        text += words + "\n"
    published = facts["published"]
    return Pasted(
        name=name,
        text=text,
        lines=tuple(lines),
        published=date.fromisoformat(published) if published else None,
        authors=tuple(author for author in facts["authors"].split("; ") if author),
    )


def outcome(page: Pasted) -> Outcome:
    (article,) = read([Source(path=page.name, data=page.text.encode())]).articles
    left, lost = [], []
    for offset, label, words in page.lines:
        roles = {block.role for block in article.blocks if block.span.start < offset + len(words) and offset < block.span.end}
        if label == "-" and any(role not in (*_OUT, Role.DATELINE) for role in roles) and words.strip() != page.title:
            left.append(words)
        if label in "TPHC" and Role.BOILERPLATE in roles:
            lost.append(words)
    return Outcome(
        article=article,
        title=article.title is not None and article.title.value == page.title.strip(),
        published=(article.published.value if article.published else None) == page.published,
        authors=(article.authors.value if article.authors else ()) == page.authors,
        furniture=sum(label == "-" for _, label, _ in page.lines),
        left=tuple(left),
        lost=tuple(lost),
    )
