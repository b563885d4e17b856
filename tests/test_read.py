"""Files become articles: formats, metadata, ids, and what bad input gets."""

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model import Article, How, Rights, Role, Source
from generator.problems import GeneratorError, Problem, Severity
from generator.read import READERS, article_from_record, read, read_record
from generator.read.folder import ARTICLES, load_sources
from generator.read.slugs import LONGEST, slug

SEEDS = Path(__file__).parent.parent / "seeds"
PROSE = (
    "The old bridge at Karlow will be closed for three weeks, the council said on Monday. "
    "Drivers will have to take the ferry at Nauen, which carries no more than 20 cars an hour."
)


def source(path: str, text: str | bytes, sidecar: str | None = None) -> Source:
    data = text if isinstance(text, bytes) else text.encode()
    return Source(path=path, data=data, sidecar=sidecar.encode() if sidecar else None, sidecar_path=path.rsplit(".", 1)[0] + ".yml")


def one(path: str, text: str | bytes, sidecar: str | None = None) -> tuple[Article, tuple[Problem, ...]]:
    reading = read([source(path, text, sidecar)])
    assert len(reading.articles) == 1
    return reading.articles[0], reading.problems


def problems(path: str, text: str | bytes, sidecar: str | None = None) -> list[tuple[int, str]]:
    return [(problem.line, problem.code) for problem in read([source(path, text, sidecar)]).problems]


def words(article: Article, role: Role) -> list[str]:
    return [block.span.of(article.text) for block in article.blocks if block.role is role]


# ---------------------------------------------------------------- formats


def test_plain_text_is_kept_to_the_letter() -> None:
    text = "  A title of some words\r\n\r\n" + PROSE + "\r\n\u00a0\ttail \n"
    article, found = one("a.txt", text)
    assert article.text == text and not found


def test_front_matter_declares_and_markdown_goes() -> None:
    text = (
        "---\ntitle: 'Bridge: closed'\ndate: 2026-05-04\nauthor: Ana Roth\nurl: https://a.example/x\ntags: [a]\n---\n\n# Bridge: closed\n\n"
    )
    article, found = one(
        "b.md", text + "The **old** [bridge](https://b.example/(x)) at _Karlow_ is\nclosed &amp; \\*empty\\*.\n\n## Ferries\n\n> " + PROSE
    )
    assert not found
    assert article.text.split("\n\n")[:3] == ["Bridge: closed", "The old bridge at Karlow is closed & *empty*.", "Ferries"]
    assert article.title and (article.title.value, article.title.how) == ("Bridge: closed", How.DECLARED)
    assert article.published and article.published.value == date(2026, 5, 4)
    assert article.authors and article.authors.value == ("Ana Roth",)
    assert words(article, Role.SUBHEAD) == ["Ferries"] and words(article, Role.TITLE) == ["Bridge: closed"]
    assert article.line == 8


def test_markdown_that_could_become_markup_is_only_text() -> None:
    article, _ = one(
        "c.md", f"{PROSE}\n\n<script>alert(1)</script>\n\n![x](javascript:alert(1)) [go](javascript:alert(2)) <b>bold</b>\n\n<!-- {PROSE}"
    )
    assert article.text == f"{PROSE}\n\ngo bold"


def test_a_saved_page_gives_its_article() -> None:
    html = f"""<html lang="en"><head><title>Bridge closed | The Karlow Post</title><meta property="og:site_name" content="The Karlow Post">
<script type="application/ld+json">{{"@graph": [{{"@type": ["NewsArticle"], "headline": "Bridge closed", "datePublished":
"2026-05-04T06:00:00Z", "author": {{"name": "Ana Roth"}}}}]}}</script></head><body><nav><ul><li>Home</li></ul></nav>
<article><h1>Bridge closed</h1>
<figure><img src="x.jpg"><figcaption>The pier on Sunday. Photo: Mia Holm</figcaption></figure><p>{PROSE}</p>
<h2>Ferries</h2><p>{PROSE[::-1]}</p></article>
<footer>All rights reserved</footer><script>alert(1)</script></body></html>"""
    article, found = one("d.html", html)
    assert not found
    assert article.title and article.title.value == "Bridge closed" and article.publisher and article.publisher.value == "The Karlow Post"
    assert article.published and article.published.value == date(2026, 5, 4) and article.authors and article.authors.value == ("Ana Roth",)
    assert words(article, Role.CAPTION) == ["The pier on Sunday."] and words(article, Role.CREDIT) == ["Photo: Mia Holm"]
    assert words(article, Role.SUBHEAD) == ["Ferries"]
    assert PROSE in article.text and "Home" not in article.text and "alert" not in article.text and "rights" not in article.text


def test_a_page_in_another_encoding_is_read_by_its_own_word() -> None:
    page = f'<html><head><meta charset="iso-8859-2"></head><body><p>Děčín. {PROSE}</p></body></html>'.encode("iso-8859-2")
    article, found = one("e.html", page)
    assert "Děčín" in article.text and not found


def test_json_lines_keep_the_text_and_take_the_fields() -> None:
    record = {
        "id": "Kärlow 7/8",
        "text": "  One boat sank.\n",
        "title": "Boat",
        "published": "2026-05-04",
        "authors": ["A B"],
        "rights": "excerpt",
    }
    reading = read([source("f.jsonl", json.dumps(record) + "\n\n" + json.dumps({"text": PROSE}))])
    assert [article.id for article in reading.articles] == ["f-3", "karlow-7-8"]
    article = reading.articles[1]
    assert article.text == f"Boat\n\n{record['text']}" and article.rights is Rights.EXCERPT and article.line == 1
    assert article.authors and article.authors.value == ("A B",)
    assert not reading.problems
    assert reading.articles[0].text == PROSE
    alone = read_record(record, path="f.jsonl", line=1).articles[0]
    assert alone.text == record["text"]  # concord annotate: offsets count in the text as given


@pytest.mark.parametrize(
    ("path", "text", "sidecar"),
    [
        ("a.txt", PROSE, "title: Nine hurt at Karlow\n"),
        ("a.txt", f"Nine hurt at Karlow\n\n{PROSE}", "title: Nine hurt at Karlow\n"),
        ("a.md", f"---\ntitle: Nine hurt at Karlow\n---\n\n{PROSE}", None),
        ("a.md", f"---\ntitle: Nine hurt at Karlow\n---\n\n# Nine hurt at Karlow\n\n{PROSE}", None),
        ("a.html", f"<html><head><title>Nine hurt at Karlow</title></head><body><article><p>{PROSE}</p></article></body></html>", None),
        ("a.jsonl", json.dumps({"text": PROSE, "title": "Nine hurt at Karlow"}), None),
        ("a.json", json.dumps([{"text": f"Nine hurt at Karlow\n\n{PROSE}", "title": "Nine hurt at Karlow"}]), None),
    ],
    ids=str,
)
def test_a_declared_title_is_searched_in_every_format(path: str, text: str, sidecar: str | None) -> None:
    article, found = one(path, text, sidecar)
    assert words(article, Role.TITLE) == ["Nine hurt at Karlow"] and not found
    assert article.text == f"Nine hurt at Karlow\n\n{PROSE}"


def test_the_line_of_a_problem_is_the_files_though_the_title_was_set_above() -> None:
    assert problems("a.txt", f"{PROSE}\n\nPublished: 31 February 2026", "title: Nine hurt\n") == [(3, "impossible-date")]


def test_json_may_be_a_list_or_an_object_with_one() -> None:
    records = [{"id": "a", "text": PROSE}, {"id": "b", "text": PROSE}]
    for value in (records, {"articles": records}):
        assert [article.id for article in read([source("g.json", json.dumps(value, indent=1))]).articles] == ["a", "b"]


def test_a_record_is_read_the_same_way_alone() -> None:
    found = article_from_record({"id": 7, "text": PROSE}, path="in.jsonl", line=3)
    assert isinstance(found, Article) and found.id == "7" and found.line == 3
    blank = article_from_record({"id": "x", "text": ""}, path="in.jsonl", line=4)
    assert isinstance(blank, Article) and blank.blocks == ()
    missing = article_from_record({"id": "x"}, path="in.jsonl", line=5)
    assert isinstance(missing, Problem) and missing.line == 5 and missing.severity is Severity.ERROR
    wrong = read_record({"id": "x", "text": PROSE, "published": "2024-02-31"}, path="in.jsonl", line=6)
    assert wrong.articles[0].published is None and [problem.code for problem in wrong.problems] == ["impossible-date"]


# ---------------------------------------------------------------- metadata


def test_a_sidecar_outranks_the_file() -> None:
    article, found = one("a.txt", f"date 2026-05-04 Old title\n\n{PROSE}", "title: New title\npublished: 2026-05-05\nrights: metadata\n")
    assert not found and article.headline == "New title" and article.rights is Rights.METADATA
    assert article.published and article.published.value == date(2026, 5, 5) and "sidecar" in article.published.why


def test_nothing_inferred_is_shown_as_declared() -> None:
    article, _ = one("a.txt", PROSE)
    assert article.title and article.title.how is How.INFERRED and article.title.why
    assert article.published is None and article.publisher is None and article.authors is None


def test_found_metadata_say_where() -> None:
    text = (
        f"Bridge at Karlow closes\n\nPublished: 4 May 2026, 10:32 BST\n\nBy Ana Roth\n\n{PROSE}\n\n© 2026 Karlow Post. All rights reserved."
    )
    article, _ = one("a.txt", text)
    assert article.title and article.published and article.authors and article.publisher
    for known in (article.title, article.published, article.publisher):
        assert known.how is How.FOUND and known.span
    assert article.published.span and article.published.span.of(text) == "4 May 2026"
    assert article.publisher.value == "Karlow Post"


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("The Northern Ledger | World news", "The Northern Ledger"),
        ("WORLD | THE KARLOW POST", "The Karlow Post"),
        ("SOUTHPORT HERALD", "Southport Herald"),
        ("BBC NEWS", "BBC News"),
        ("News | Weather | Sport", None),
        ("Latest News | World News", None),
    ],
)
def test_the_paper_above_the_title(line: str, publisher: str | None) -> None:
    article, _ = one("a.txt", f"{line}\n\nBridge at Karlow closes for repairs\n\n4 May 2026\n\n{PROSE}")
    assert article.title and article.title.value == "Bridge at Karlow closes for repairs"
    assert (article.publisher.value if article.publisher else None) == publisher


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("Aoife Brannigan, Crime Correspondent", ("Aoife Brannigan",)),
        ("Aoife Brannigan | Reporter, Cork", ("Aoife Brannigan",)),
        ("Maria Lindqvist, Limerick", ("Maria Lindqvist",)),
        ("Yasmin Okoro in Asunción", ("Yasmin Okoro",)),
        ("Maria Lindqvist and Tom Weil, Karlow", ("Maria Lindqvist", "Tom Weil")),
        ("Maria Lindqvist, CEO", ()),
        ("Victoria Bridge in Karlow", ()),
        ("Harbour Works, Karlow", ()),
    ],
)
def test_a_name_with_an_office_or_a_place_below_the_title(line: str, authors: tuple[str, ...]) -> None:
    article, _ = one("a.txt", f"Bridge at Karlow closes for repairs\n\n4 May 2026\n\n{line}\n\n{PROSE}")
    assert (article.authors.value if article.authors else ()) == authors


def test_a_date_in_the_name_is_only_inferred() -> None:
    article, _ = one("2026-05-04-bridge.txt", PROSE)
    assert article.published and (article.published.value, article.published.how) == (date(2026, 5, 4), How.INFERRED)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (PROSE, "en"),
        ("Die alte Brücke in Karlow wird drei Wochen lang gesperrt, wie der Rat am Montag mitteilte. Die Autofahrer müssen " * 2, "de"),
        ("Старий міст у Карлові буде закрито на три тижні, повідомила міська рада в понеділок. Водії мусять їхати поромом. " * 2, "uk"),
        ("Too short to tell.", None),
    ],
)
def test_languages(text: str, language: str | None) -> None:
    article, found = one("a.txt", text + " " + text if language else text)
    assert (article.language.value if article.language else None) == language
    assert [problem.code for problem in found] == (["not-annotated"] if language not in ("en", None) else [])


# ---------------------------------------------------------------- ids


@given(st.text())
def test_a_slug_is_safe_anywhere(name: str) -> None:
    assert 0 < len(slug(name)) <= LONGEST
    assert set(slug(name)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-") and slug(name) not in ("index", "con", "nul")
    assert slug(name) == slug(name).strip("-") and slug(slug(name)) == slug(name)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("../../etc/passwd", "etc-passwd"),
        ("CON", "article-con"),
        ("index", "article-index"),
        ("a\0b", "a-b"),
        ("\u202egpj.exe", "gpj-exe"),
        ("Ünïcode Ноябрь", "unicode-noyabr"),
    ],
)
def test_slugs(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_a_long_name_is_cut_and_stays_apart_from_its_like() -> None:
    first, second = slug("word " * 80 + "a"), slug("word " * 80 + "b")
    assert first != second and first.startswith("word-word") and len(first) <= LONGEST


def test_two_articles_with_one_slug_are_both_kept() -> None:
    reading = read([source("harbour strike.txt", PROSE), source("harbour-strike.md", PROSE), source("other.txt", PROSE)])
    ids = [article.id for article in reading.articles]
    assert ids[0] == "harbour-strike" and ids[1].startswith("harbour-strike-") and ids[2] == "other"
    (problem,) = reading.problems
    assert problem.code == "same-slug" and problem.path == "harbour-strike.md" and "harbour strike.txt" in problem.message
    alone = read([source("harbour strike.txt", PROSE), source("harbour-strike.md", PROSE)])
    assert [article.id for article in alone.articles] == ids[:2]


def test_a_subfolder_is_a_brief_and_part_of_the_id() -> None:
    reading = read(
        [source("flood/a.txt", PROSE), source("strike/a.txt", PROSE), source("strike/b.jsonl", json.dumps({"id": "a2", "text": PROSE}))]
    )
    assert [(article.id, article.brief) for article in reading.articles] == [
        ("flood-a", "flood"),
        ("strike-a", "strike"),
        ("strike-a2", "strike"),
    ]
    assert not reading.problems


# ---------------------------------------------------------------- bad input


@pytest.mark.parametrize(
    ("path", "data", "expected"),
    [
        ("a.txt", b"", [(0, "empty-file")]),
        ("a.txt", b" \n\t ", [(0, "empty-file")]),
        ("a.txt", b"\xef\xbb\xbf", [(0, "empty-file")]),
        ("a.txt", bytes(range(256)) * 8, [(0, "binary-file")]),
        ("a.txt", b"%PDF-1.7 " + PROSE.encode(), [(0, "binary-file")]),
        ("a.txt", b"x" * 10_000_001, [(0, "too-large")]),
        ("a.txt", "Caf\xe9 owners met in Li\xe8ge. ".encode("latin-1") + PROSE.encode(), [(0, "encoding")]),
        ("a.txt", PROSE.encode("utf-16"), []),
        ("a.txt", b"date 2026-02-31 A title of words\n\n" + PROSE.encode(), [(1, "impossible-date")]),
        ("a.md", b"---\ntitle: [unclosed\n---\n\n" + PROSE.encode(), [(3, "broken-yaml")]),
        ("a.md", b"---\nlang: en\ntitle: x: y: z\n---\n\n" + PROSE.encode(), [(3, "broken-yaml")]),
        ("a.md", b"---\ntitle: x\n\n" + PROSE.encode(), [(1, "broken-front-matter")]),
        ("a.md", b"---\ntitle: x\n---\n\n", [(5, "empty-file")]),
        ("a.md", b"---\ntitle: A day\ndate: 2026-02-31\n---\n\n" + PROSE.encode(), [(3, "impossible-date")]),
        ("a.html", b"<html><body><nav>Home</nav></body></html>", [(0, "no-article")]),
        ("a.html", b"<!-- nothing -->", [(0, "no-article")]),
        (
            "a.jsonl",
            b'{"id": "a", "text": "One boat sank."}\n{"id": broken\n[1]\n{"id": "b", "text": 7}\n',
            [(2, "bad-json"), (3, "bad-record"), (4, "wrong-type")],
        ),
        ("a.jsonl", b'{"id": "a", "text": " "}', [(1, "empty-text")]),
        ("a.jsonl", b'{"id": "a", "text": "Caf\xe9"}', [(1, "bad-json")]),
        (
            "a.jsonl",
            b'{"id": "a", "text": "x", "published": "2024-02-31", "url": "javascript:x"}',
            [(1, "bad-url"), (1, "impossible-date")],
        ),
        ("a.jsonl", b'{"a":' * 100_000, [(1, "bad-json")]),
        ("a.json", b'[{"id": "a", "text": "One boat sank."}, {"id": "b"}]', [(0, "missing-field")]),
    ],
    ids=str,
)
def test_bad_files_are_problems_with_their_line(path: str, data: bytes, expected: list[tuple[int, str]]) -> None:
    assert problems(path, data) == expected


def test_a_line_of_fifty_megabytes_costs_itself_only() -> None:
    data = b'{"id": "a", "text": "' + b"x" * 50_000_000 + b'"}\n' + json.dumps({"id": "b", "text": PROSE}).encode()
    reading = read([source("a.jsonl", data)])
    assert [article.id for article in reading.articles] == ["b"]
    assert [(problem.line, problem.code) for problem in reading.problems] == [(1, "too-large")]


def test_a_file_of_rubbish_does_not_flood_the_report() -> None:
    found = read([source("a.jsonl", "x\n" * 5_000)]).problems
    assert len(found) == 51 and "4,950 more problems" in found[-1].message


@pytest.mark.parametrize(
    ("sidecar", "line", "code", "part"),
    [
        ("title: A\npublised: 2026-05-04\n", 2, "unknown-key", "published"),
        ("title: [a, b]\n", 1, "wrong-type", "title"),
        ("# why\npublished: 2024-02-31\n", 2, "impossible-date", "2024-02-31"),
        ("published: 08/14/2024\n", 1, "impossible-date", "year-month-day"),
        ("url: javascript:alert(1)\n", 1, "bad-url", "https://"),
        ("rights: all\n", 1, "bad-rights", "excerpt"),
        ("language: the English one\n", 1, "bad-language", "uk"),
        ("authors: {name: x}\n", 1, "wrong-type", "authors"),
        ("just words\n", 1, "broken-yaml", "key: value"),
        ("a: b: c\n", 1, "broken-yaml", "key: value"),
    ],
)
def test_bad_sidecars_name_the_key_and_the_line(sidecar: str, line: int, code: str, part: str) -> None:
    article, found = one("a.txt", PROSE, sidecar)
    assert [(problem.path, problem.line, problem.code) for problem in found] == [("a.yml", line, code)]
    assert part in str(found[0])
    assert article.rights is (Rights.METADATA if code == "bad-rights" else Rights.FULL)


def test_a_sidecar_of_many_articles_gives_no_title() -> None:
    data = "\n".join(json.dumps({"id": name, "text": PROSE}) for name in "ab")
    reading = read([source("a.jsonl", data, "publisher: The Post\ntitle: X\n")])
    assert [article.publisher.value for article in reading.articles if article.publisher] == ["The Post"] * 2
    assert [(problem.line, problem.code) for problem in reading.problems] == [(2, "shared-key")]


_bytes = st.one_of(
    st.binary(),
    st.text().map(str.encode),
    st.lists(
        st.sampled_from(
            ["---\n", "title: ", "<p>", "<!--", "</div>", "{", '"id":', "[", "](", "**", "\n", "date 2024-99-99 ", "&#0;", "\ud7ff", "x"]
        )
    )
    .map("".join)
    .map(str.encode),
)


@settings(deadline=None)
@given(st.sampled_from(sorted(READERS)), _bytes, st.none() | _bytes)
def test_readers_never_raise_and_their_text_can_be_written(suffix: str, data: bytes, sidecar: bytes | None) -> None:
    reading = read([Source(path=f"a{suffix}", data=data, sidecar=sidecar, sidecar_path="a.yml")])
    for article in reading.articles:
        article.text.encode()
        article.headline.encode()
    assert reading.articles or reading.problems or not data.strip()


_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
)
_keys = st.sampled_from(["id", "text", "title", "published", "authors", "publisher", "url", "language", "rights", "source"])


@settings(deadline=None)
@given(st.dictionaries(_keys, _values))
def test_any_record_gives_an_article_or_a_problem(record: dict[str, object]) -> None:
    reading = read_record(record, path="a", line=1)
    assert len(reading.articles) == 1 or any(problem.severity is Severity.ERROR for problem in reading.problems)


# ---------------------------------------------------------------- the folder


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    for name, content in {
        "b.txt": PROSE,
        "a.MD": PROSE,
        "a.yml": "title: x\n",
        "sub/c.html": "<p>x",
        "sub/c.html.yml": "title: y\n",
        "sub/brief.md": "about",
        "decisions.yml": "[]",
        "README.md": "x",
        ".hidden.txt": "x",
        ".git/x.txt": "x",
        "b.ymll": "x",
        "bb.yml": "x",
        "scan.pdf": "x",
    }.items():
        path = tmp_path / "seeds" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "seeds" / "link.txt").symlink_to(tmp_path / "secret.txt")
    (tmp_path / "seeds" / "gone.txt").symlink_to(tmp_path / "nothing.txt")
    yield tmp_path / "seeds"


def test_the_folder_gives_articles_with_their_sidecars(folder: Path) -> None:
    sources, found = load_sources(folder)
    assert [(each.path, each.sidecar_path) for each in sources] == [("a.MD", "a.yml"), ("b.txt", ""), ("sub/c.html", "sub/c.html.yml")]
    assert [(problem.path, problem.code) for problem in found] == [
        ("b.ymll", "unknown-format"),
        ("bb.yml", "orphan-sidecar"),
        ("scan.pdf", "unknown-format"),
    ]
    assert "b.yml" in found[1].advice


def test_a_name_cannot_play_tricks_on_the_terminal(folder: Path) -> None:
    (folder / "a\u202etxt.txt").write_text(PROSE)
    (folder / "b\nc\x1b[31m.txt").write_text(PROSE)
    for each in load_sources(folder)[0]:
        assert each.path.isprintable()


def test_a_folder_that_is_not_there_stops_the_build(tmp_path: Path) -> None:
    with pytest.raises(GeneratorError, match="no folder"):
        load_sources(tmp_path / "nowhere")


def test_the_folder_and_the_readers_know_the_same_endings() -> None:
    assert set(READERS) == ARTICLES


# ---------------------------------------------------------------- the samples


def test_the_samples_are_read_without_a_problem() -> None:
    sources, found = load_sources(SEEDS)
    if not any(source.path == "ukrainian-crews-radio-north.txt" for source in sources):
        pytest.skip("other articles lie in seeds/ in place of the samples")
    reading = read(sources)
    assert not found and not reading.problems
    assert len(reading.articles) >= 10
    for article in reading.articles:
        assert article.published and article.publisher and article.title
        assert article.language and article.language.value == "en"
    assert {Path(each.path).suffix for each in sources} == {".txt", ".md", ".html", ".jsonl"}


def test_the_order_of_sources_does_not_matter() -> None:
    sources, _ = load_sources(SEEDS)
    assert read(sources) == read(sources[::-1])


def test_every_message_of_the_reader_is_explained() -> None:
    """docs/adding-articles.md names each code that this package can give."""
    root = Path(__file__).parent.parent
    explained = (root / "docs" / "adding-articles.md").read_text(encoding="utf-8")
    code = re.compile(r"""(?:code=|_refused\(\w+(?:\.\w+)?, (?:\w+, )?|_bad\(\w+, [^,]+, )"([a-z-]+)\"""")
    given = {name for path in (root / "generator" / "read").glob("*.py") for name in code.findall(path.read_text(encoding="utf-8"))}
    assert {"empty-file", "bad-json", "missing-field", "same-slug"} <= given
    assert not {name for name in given if f"`{name}`" not in explained}


def test_damaged_utf8_stays_utf8_and_a_few_odd_bytes_make_no_rare_code_page() -> None:
    prose = PROSE.encode()
    damaged = read([Source(path="a.txt", data="“Hallo”, he said — “we’ll go.” ".encode() + b"\xff\xfe " + prose)])
    assert damaged.articles[0].text.startswith("“Hallo”, he said — “we’ll go.” \ufffd\ufffd")
    assert [problem.code for problem in damaged.problems] == ["encoding"]
    odd = read([Source(path="a.txt", data=prose + b" \xff\xfe " + prose)])
    assert "read as cp1252" in odd.problems[0].message


def test_an_impossible_date_is_told_though_the_fields_are_broken() -> None:
    data = b"---\ntitle: a: b\npublished: 2024-02-31\n---\n\n" + PROSE.encode()
    assert [(one.line, one.code) for one in read([Source(path="a.md", data=data)]).problems] == [(2, "broken-yaml"), (3, "impossible-date")]
    side = Source(path="a.txt", data=PROSE.encode(), sidecar=b"title: a: b\ndate: 2024-02-31\n", sidecar_path="a.yml")
    assert [(one.path, one.line, one.code) for one in read([side]).problems] == [
        ("a.yml", 1, "broken-yaml"),
        ("a.yml", 2, "impossible-date"),
    ]
