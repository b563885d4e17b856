"""Article text through the real Markdown parser with the site's extensions: what goes in comes out, and nothing else does."""

from __future__ import annotations

import html
import re
from functools import cache
from pathlib import Path

import frontmatter
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown import Markdown
from mkdocs.utils.yaml import yaml_load

from generator.site.escape import (
    Md,
    at_line_start,
    escape,
    escape_inline,
    front_matter_value,
    html_text,
    plain_attribute,
    visible,
    web_address,
)

ROOT = Path(__file__).parents[1]
# The site's extensions, and those that an owner may well add: text must be inert for them too.
MORE = [
    "abbr",
    "def_list",
    "footnotes",
    "pymdownx.details",
    "pymdownx.superfences",
    "pymdownx.magiclink",
    "pymdownx.critic",
    "pymdownx.tilde",
    "pymdownx.caret",
    "pymdownx.mark",
    "pymdownx.keys",
    "pymdownx.tasklist",
    "pymdownx.betterem",
]


def site_extensions() -> list[str]:
    listed = yaml_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["markdown_extensions"]
    return [each if isinstance(each, str) else next(iter(each)) for each in listed]


@cache
def parser(*extra: str) -> Markdown:
    return Markdown(extensions=[*site_extensions(), *extra])


def rendered(markdown: str, *extra: str) -> str:
    return parser(*extra).reset().convert(markdown)


def words(page: str) -> str:
    """The text of HTML, white space made single."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", page)).split())


def shown(text: str) -> str:
    return " ".join(visible(text).split())


NASTY = [
    "*",
    "_",
    "`",
    "#",
    "- ",
    "+ ",
    "1. ",
    "1) ",
    "> ",
    "    ",
    "\t",
    "| a | b |",
    "---",
    "===",
    "!!! note",
    "???+ x",
    "{: #id onclick=x }",
    "[x](y)",
    "![i](j)",
    "[^1]: note",
    "*[HTML]: x",
    "<b>",
    "</div>",
    "<script>alert(1)</script>",
    "<!-- ",
    "&amp;",
    "&#42;",
    "{{ 7*7 }}",
    "{% raw %}",
    '--8<-- "x"',
    "\\",
    "\\*",
    "http://x.example/",
    "javascript:alert(1)",
    "klzzwxh:0000",
    "wzxhzdk:0",
    "STX",
    "\x02",
    "\x03",
    "\x02klzzwxh:0000\x03",
    "\u202e",
    "\u2066",
    "~~x~~",
    "^^x^^",
    "==x==",
    "++ctrl++",
    "{++x++}",
    "$x$",
    ":smile:",
    "@name",
    "~~~",
    "```",
    ": def",
    "\n",
    "\n\n",
    "\r\n",
    "\u2028",
    "\ufeff",
    "\x00",
    "é",
    "漢",
    "𝒳",
    "“",
    "’",
]
TEXTS = st.lists(st.one_of(st.sampled_from(NASTY), st.text(max_size=8)), max_size=8).map("".join)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
@example("1. May was - he said - *cold*")
@example("2024 was a year")
@example("7) x")
@example("\u202eevil\u202c")
@example("a\n    b\n\n# c")
def test_escaped_text_survives_the_parser_as_a_paragraph(text: str) -> None:
    page = rendered(escape(text))
    assert words(page) == shown(text)
    assert set(re.findall(r"<(\w+)", page)) <= {"p"}


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_escaped_text_survives_extensions_that_an_owner_may_add(text: str) -> None:
    page = rendered(escape(text), *MORE)
    assert words(page) == shown(text)
    assert set(re.findall(r"<(\w+)", page)) <= {"p"}


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_escaped_text_survives_in_links_lists_tables_and_headings(text: str) -> None:
    if not shown(text):
        return
    inline, start = escape_inline(text), escape(text)
    page = rendered(f"# {start} {{: #x }}\n\n- {start}\n\n| a | b |\n| --- | --- |\n| {start} | [{inline}](https://e.example/) |\n")
    assert words(page).replace(" ", "") == ("".join([shown(text), shown(text), "ab", shown(text), shown(text)])).replace(" ", "")
    assert set(re.findall(r"<(\w+)", page)) <= {"h1", "ul", "li", "table", "thead", "tbody", "tr", "th", "td", "a"}
    assert set(re.findall(r'href="([^"]*)"', page)) <= {"https://e.example/", "#x"}


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_html_text_is_inert_in_raw_html(text: str) -> None:
    page = rendered(f'<figure><svg aria-label="{html_text(text)}"><text>{html_text(text)}</text></svg></figure>')
    assert sorted(re.findall(r"<(\w+)", page)) == ["figure", "svg", "text"]
    assert words(page) == shown(text)


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_an_attribute_never_ends_early(text: str) -> None:
    page = rendered(f'[x](https://e.example/){{#a .b title="{plain_attribute(text)}"}} end')
    assert re.fullmatch(r'<p><a class="b" href="https://e.example/" id="a"( title="[^"<>]*")?>x</a> end</p>', page)


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_front_matter_holds_one_string_that_is_safe_to_print(text: str) -> None:
    post = frontmatter.loads(f"---\ntitle: {front_matter_value(text)}\n---\nbody\n")
    assert list(post.metadata) == ["title"]
    title = post.metadata["title"]
    assert isinstance(title, str)
    assert html.unescape(title) == visible(text).strip()
    assert not set(title) & set('<>"{')


def test_md_escapes_what_is_joined_to_it() -> None:
    assert Md("**%s**") % "*" == "**&#42;**"
    assert Md(", ").join(["a*", Md("*b*")]) == "a&#42;, *b*"
    assert Md("x") + "<" == "x&#60;"
    assert isinstance(Md("x") + "y", Md)
    assert at_line_start(Md("- x")) == "&#45; x"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "//evil.example/x",
        "http:///x",
        "ftp://x.example/",
        "http://a b/",
        "http://[::1",
        "",
        "http://user@evil.example/",
        "https://x.example\\@evil.example/",
        "vbscript:x",
        "http://x.example/\nx",
        " javascript:x",
        "http://",
    ],
)
def test_only_plain_web_addresses_become_links(address: str) -> None:
    assert web_address(address) is None


def test_an_address_cannot_leave_its_attribute_or_link() -> None:
    assert web_address('https://x.example/a)(b"<c>?d=1&e=*[x]#f') == "https://x.example/a%29%28b%22%3Cc%3E?d=1&e=%2A%5Bx%5D#f"
    assert web_address("https://x.example/news/1-2_3.html?a=b%20c") == "https://x.example/news/1-2_3.html?a=b%20c"
