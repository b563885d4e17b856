"""Index -> pages: highlights, rights, addresses, tables, and the templates' rule that whatever they print is escaped."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2.exceptions import TemplateSyntaxError, UndefinedError

from generator.model import Entity, Figure, Kind, Modifier, Page, QuoteKind, QuoteRow, Ref, Rights, RoleFact, Span
from generator.site import SiteSettings, load_templates, plan, render
from generator.site.article_page import article_page, says_more
from generator.site.charts import bar, scale
from generator.site.corpus import Corpus, corpus_of
from generator.site.escape import Md, at_line_start, visible
from generator.site.links import address, is_safe_path, letter_key, to, to_url
from generator.site.lists import page_name, split
from generator.site.marks import Mark, marked
from generator.site.pieces import bare_words, spoken_part
from generator.site.plan import settle_paths
from generator.site.render import environment
from generator.site.wording import also_in, edtf, figure_value
from tests.support_site import annotated, indexed, sample
from tests.test_escape import rendered, words

ROOT = Path(__file__).parents[1]
SETTINGS = SiteSettings(name="Test brief", version="1", url="https://site.example/brief/")


def files(**changes: object) -> dict[str, str]:
    pages, problems = plan(sample(), replace(SETTINGS, **changes))  # type: ignore[arg-type]  # names of fields, in tests
    assert not problems
    made = render(pages, load_templates(ROOT))
    return {path: content.decode() for path, content in made.items() if path.endswith((".md", ".json", ".csv"))}


SPANS = st.tuples(st.integers(0, 40), st.integers(1, 15))


@settings(max_examples=300, deadline=None)
@given(
    st.text(alphabet="ab *_[]<>{}“”.\n", min_size=30, max_size=60),
    st.lists(st.tuples(SPANS, st.sampled_from("polfdq"), st.booleans()), max_size=8),
    SPANS,
)
def test_marks_never_change_the_words_and_anchors_stand_once(
    text: str, found: list[tuple[tuple[int, int], str, bool]], cut: tuple[int, int]
) -> None:
    marks = [
        Mark(
            span=Span(start, start + length),
            style=f"mk {kind}",
            ids=(f"m-{number}", f"f-{number}") if kind == "f" else (f"m-{number}",),
            href="https://e.example/" if linked or kind == "q" else None,
            note="a note",
            wraps=kind == "q",
        )
        for number, ((start, length), kind, linked) in enumerate(found, 1)
    ]
    span = Span(cut[0] // 4, min(cut[0] + 20 + cut[1], len(text)))
    page = rendered(at_line_start(marked(text, span, marks)))
    assert words(page) == " ".join(visible(span.of(text)).split())
    ids = re.findall(r'id="(m-\d+)"', page)
    assert sorted(ids) == sorted(mark.ids[0] for mark in marks if mark.span.overlaps(span) and mark.span.start < len(text))


def test_an_article_page_shows_its_text_and_marks() -> None:
    page = rendered(files()["articles/000-first.md"].split("---", 2)[2])
    text = words(page)
    assert "President Anna Orlov said on Wednesday that troops had “advanced” in the Kursk region." in text
    assert "1. This line looks like a list & Ivan Petrov isn’t <b>bold</b>." in text
    assert "‘It is *very* worrying’" in text
    assert '<a id="m-3" class="mk p" data-preview="" href="../../people/anna-orlov/">Orlov</a>' in page
    assert re.search(r'<span id="f-2"></span><a id="m-7" class="mk f" title="[^"]*" href="../../figures/[^"]*">More than 120,000</a>', page)
    assert '<p class="caption" id="p-5">' in page
    assert "Subscribe to our newsletter" in text.split("Left out as not part of the article")[1]


def test_a_byline_that_says_more_than_its_authors_is_listed_with_what_was_left_out() -> None:
    assert says_more("Ana Roth, Crime Correspondent", ("Ana Roth",)) and says_more("By Ana Roth", ())
    assert says_more("Reporting by Ana Roth; editing by Mia Holm", ("Ana Roth",))
    assert not says_more("By Ana Roth and\nMia Holm", ("Ana Roth", "Mia Holm"))


def test_an_entry_leads_to_every_sentence() -> None:
    page = files()["people/anna-orlov.md"]
    for anchor in ("000-first/#m-3", "000-first/#m-4", "000-first/#m-11", "001-second/#m-7"):
        assert f'href="../../articles/{anchor}"' in page
    assert page.split("\n# ")[1].splitlines()[4].startswith("President. 4 mentions in 2 articles")


@pytest.mark.parametrize("changes", [{}, {"rows": 1}, {"comparisons": 0}, {"entries": 0}])
def test_every_link_has_its_page_and_anchor(changes: dict[str, object]) -> None:
    made = files(**changes)
    pages = {address(path).removesuffix("./"): path for path in made if path.endswith(".md")}
    for path, content in made.items():
        if not path.endswith(".md"):
            continue
        links = [(target, path) for target in re.findall(r"\]\(([^)\s]+)\)", content)]
        links += [(target, address(path).removeprefix("./")) for target in re.findall(r'<a [^>]*?href="(?!https?:)([^"]+)"', content)]
        for target, here in links:
            file, _, anchor = target.partition("#")
            steps = here.split("/")[:-1]
            for step in file.split("/") if file else ():
                steps = steps[:-1] if step == ".." else [*steps, step] if step != "." else steps
            at = "/".join(steps)
            found = path if not file else pages.get(at, at)
            assert found in made or found.endswith(".geojson"), (path, target)
            if anchor:
                assert f"#{anchor} " in made[found] or f"#{anchor}}}" in made[found] or f'id="{anchor}"' in made[found], (path, target)


def test_rights_keep_text_off_the_site() -> None:
    shown = files(rights=Rights.METADATA)
    everything = "\n".join(content for path, content in shown.items())
    assert "troops had" not in everything and "road is open" not in everything and "Subscribe" not in everything
    assert "The text of this article is not shown." in shown["articles/000-first.md"]
    excerpt = files(rights=Rights.EXCERPT)["articles/000-first.md"]
    assert "advanced" in excerpt and "It is" not in excerpt and "Subscribe" not in excerpt


def test_an_article_may_allow_less_than_the_brief() -> None:
    index = indexed([annotated("a", "[Ann Lee](p:ann-lee) said nothing to us today.", rights=Rights.METADATA, title="A day")])
    made = render(plan(index, SETTINGS)[0], load_templates(ROOT))
    assert not any(b"said nothing" in content for content in made.values())


def test_two_pages_on_one_path_are_a_problem_and_the_first_stays() -> None:
    def page(path: str, number: int) -> Page:
        return Page(path=path, template="entry.md", data={"number": number})

    kept, problems = settle_paths([page("people/a.md", 1), page("people/A.md", 2), page("people/a.md", 3), page("people/../x.md", 4)])
    assert [each.data["number"] for each in kept] == [1]
    assert sorted(problem.code for problem in problems) == ["one-path-twice", "unsafe-path", "unsafe-path"]


@pytest.mark.parametrize(
    "path",
    [
        "../x.md",
        "people/../x.md",
        "/etc/x.md",
        "people/.x.md",
        "people/con.md",
        "people//x.md",
        "people/a b.md",
        "people/x\n.md",
        "people/" + "a" * 200,
        "A.md",
    ],
)
def test_only_plain_paths_are_safe(path: str) -> None:
    assert not is_safe_path(path)


def test_addresses_between_pages() -> None:
    assert to("people/x.md#m-1", "articles/y.md") == "../people/x.md#m-1"
    assert to("people/x.md", "index.md") == "people/x.md"
    assert to_url("people/x.md#m-1", "articles/y.md") == "../../people/x/#m-1"
    assert to_url("people/index.md", "people/index.md") == "../people/"
    assert to_url("assets/land.svg", "places/x.md") == "../../assets/land.svg"
    assert to_url("index.md", "people/x.md") == "../.././"


def test_long_tables_are_split_by_a_key_of_their_rows() -> None:
    names = [f"{letter}{number}" for letter in "ab1" for number in range(5)]
    assert list(split(names, "people/index.md", letter_key, 100)) == ["people/index.md"]
    pages = split(names, "people/index.md", letter_key, 3)
    assert list(pages) == [
        "people/by/a.md",
        "people/by/a-2.md",
        "people/by/b.md",
        "people/by/b-2.md",
        "people/by/other.md",
        "people/by/other-2.md",
    ]
    assert [page_name(path) for path in pages] == ["A", "a, part 2", "B", "b, part 2", "other", "other, part 2"]
    assert page_name("figures/by/2024-08.md") == "August 2024" and page_name("figures/by/2024-08-2.md") == "August 2024, part 2"


def test_split_tables_keep_every_row_and_link() -> None:
    made = files(rows=1)
    assert "people/by/a.md" in made and "figures/by/2024-08-2.md" in made and "timeline/by/2024-08.md" in made
    assert 'href="../people/by/a/"' in made["people/index.md"]


def test_the_timeline_is_split_by_decade_and_where_a_decade_is_full_by_year_or_month() -> None:
    days = [f"[then](d:{day}) it rained." for day in ("1994-05-01", "1997-03-02", "2023-01-01", "2024-07-01", "2024-08-01", "2024-08-02")]
    made = render(plan(indexed([annotated("a", " ".join(days).capitalize())]), SiteSettings(rows=2))[0], load_templates(ROOT))
    assert sorted(path for path in made if path.startswith("timeline/by/")) == [
        "timeline/by/1990s.md",
        "timeline/by/2023.md",
        "timeline/by/2024-07.md",
        "timeline/by/2024-08.md",
    ]
    assert [page_name(path) for path in ("timeline/by/1990s.md", "timeline/by/2023.md")] == ["1990s", "2023"]


def test_many_comparisons_share_the_pages_of_their_months() -> None:
    made = files(comparisons=0)
    shared = [path for path in made if path.startswith("figures/")]
    assert "figures/compared/2024-08.md" in shared and not any(path.startswith("figures/displaced") for path in shared)
    assert re.search(r"\n## .+ \{: #c-[a-z0-9-]+-2024-08 \}\n", made["figures/compared/2024-08.md"])
    assert re.search(r'href="\.\./\.\./figures/compared/2024-08/#c-[a-z0-9-]+"', made["articles/000-first.md"])
    assert re.search(r'<li><a href="\.\./figures/compared/2024-08/">August 2024</a> \(\d+\)</li>', made["figures/index.md"])


def test_a_very_frequent_name_gets_further_pages() -> None:
    text = " ".join(f"[Ann Lee](p:ann-lee) said {number} things today." for number in range(650))
    made = render(plan(indexed([annotated("a", text)]), SETTINGS)[0], load_templates(ROOT))
    assert {"people/ann-lee.md", "people/ann-lee/page-2.md", "people/ann-lee/page-3.md"} <= set(made)
    assert made["people/ann-lee/page-3.md"].count(b'href="../../../articles/a/#m-') == 50


def test_an_empty_corpus_makes_a_site() -> None:
    made = render(plan(indexed([]), SETTINGS)[0], load_templates(ROOT))
    assert b"There are no articles yet" in made["index.md"]


def test_the_same_index_makes_the_same_bytes() -> None:
    assert files() == files()


def test_templates_escape_what_they_print() -> None:
    made = environment({"t": "{{ text }} {{ ready }} {{ number }} {% macro m(x) %}<b>{{ x }}</b>{% endmacro %}{{ m(text) }}"})
    out = made.get_template("t").render(text="*<x>*", ready=Md("*y*"), number=1200)
    assert out == "&#42;&#60;x&#62;&#42; *y* 1,200 <b>&#42;&#60;x&#62;&#42;</b>"


@pytest.mark.parametrize(
    "source",
    ["{{ 'a' ~ x }}", "{{ x|safe }}", "{{ [x]|join }}", "{{ x|replace('a', 'b') }}", "{% autoescape false %}{{ x }}{% endautoescape %}"],
)
def test_templates_cannot_join_or_trust_text(source: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        environment({"t": source}).get_template("t").render(x="y")


def test_templates_fail_on_unknown_names_and_on_things_that_are_not_text() -> None:
    with pytest.raises(UndefinedError):
        environment({"t": "{{ nothing }}"}).get_template("t").render()
    for thing in (None, [1], {"a": 1}):
        with pytest.raises(TypeError):
            environment({"t": "{{ x }}"}).get_template("t").render(x=thing)


def test_no_attribute_in_a_template_is_in_single_quotes() -> None:
    """`escape` leaves the apostrophe alone: it is in every second sentence."""
    for path in (ROOT / "templates").glob("*.md"):
        assert not re.search(r"=\s*'[^']*\{\{", path.read_text(encoding="utf-8")), path.name


def test_exports_hold_every_row_and_no_formula() -> None:
    index = indexed(
        [annotated("a", "[=cmd()](p:x) and [+49](f:49|exact|calls) calls on [Friday](d:2024-08-16).", published=date(2024, 8, 16))]
    )
    made = render(plan(index, SETTINGS)[0], load_templates(ROOT))
    assert b"'=cmd()" in made["data/people.csv"] and b'"=cmd()"' in made["data/people.json"]
    assert b"'+49" in made["data/figures.csv"]
    assert made["data/mentions.csv"].count(b"\r\n") == 4
    assert b'"page":"https://site.example/brief/articles/a/#m-1"' in made["data/mentions.json"]
    assert html.unescape(made["data/dates.csv"].decode()).count("2024-08-16") >= 1


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2024-08-06", "6 August 2024"),
        ("2024-08", "August 2024"),
        ("2024", "2024"),
        ("2024-08-06T07:30:00", "6 August 2024, 07:30"),
        ("2024-08-06~", "about 6 August 2024"),
        ("2024-08-06/2024-08-09", "6 August 2024 to 9 August 2024"),
        ("2024-08-06/..", "since 6 August 2024"),
        ("../2024-08-06", "until 6 August 2024"),
        ("2024-W33", "week 33 of 2024"),
        ("2024-22", "summer 2024"),
        ("2024-35", "third quarter of 2024"),
        ("199X", "1990s"),
        ("Y-12000", "Y-12000"),
        ("2024-99", "2024-99"),
    ],
)
def test_dates_read_as_words(value: str, words: str) -> None:
    assert edtf(value) == words


@pytest.mark.parametrize(
    ("low", "high", "modifier", "unit", "words"),
    [
        ("120000", None, "more than", None, "more than 120,000"),
        ("1", "2", "exact", "km", "1 to 2 km"),
        ("1", "1", "exact", "day", "1 day"),
        ("3", "3", "about", "year of age", "about 3 years of age"),
        ("9.5", "9.5", "exact", "%", "9.5%"),
        ("1500000", "1500000", "exact", "EUR", "€1.5 million"),
        (None, "30", "up to", "km2", "up to 30 km²"),
        ("2", "2", "exact", "century", "2 centuries"),
        ("59000", "59000", "another", None, "another 59,000"),
        ("-5", "-5", "exact", "Cel", "-5 °C"),
        ("1234567", "1234567", "exact", None, "1,234,567"),
        (None, None, "exact", None, "not given"),
    ],
)
def test_figures_read_as_words(low: str | None, high: str | None, modifier: str, unit: str | None, words: str) -> None:
    figure = Figure(low=Decimal(low) if low else None, high=Decimal(high) if high else None, modifier=Modifier(modifier), unit=unit)
    assert figure_value(figure) == words


def test_sentences_of_an_excerpt_stand_once() -> None:
    text = "[Ann Lee](p:ann-lee) spoke. [“It rains. It pours,”](q:ann-lee) she said. Nothing. [Ann Lee](p:ann-lee) left."
    index = indexed([annotated("a", text, rights=Rights.EXCERPT, title="A day")])
    page = words_of(render(plan(index, SETTINGS)[0], load_templates(ROOT))["articles/a.md"].decode())
    body = page.split("Text", 1)[1].split("How to cite")[0]
    assert body.count("It pours") == 1 and body.count("spoke") == 1 and "Nothing" not in body and "[…]" in body


def words_of(page: str) -> str:
    return words(rendered(page.split("---", 2)[2]))


def test_figures_of_mixed_units_share_one_scale() -> None:
    made = indexed(
        [
            annotated("metres", "The river stood at [10.2 metres](f:10.2||level||m) on Tuesday."),
            annotated("feet", "The river stood at [33.5 feet](f:33.5||level||ft) on Tuesday."),
        ]
    )
    rows = made.figures
    ends = scale(rows, "ft")
    assert ends[0] == 0 and Decimal("33.5") < ends[1] < 50
    dots = [re.findall(r'cx="([\d.]+)"', bar(row, ends, "ft")) for row in rows]
    assert abs(float(dots[0][0]) - float(dots[1][0])) < 1
    assert bar(rows[0], ends, "kg") == ""


def test_a_figure_of_another_unit_is_also_given_in_that_of_its_comparison() -> None:
    made = indexed([annotated("metres", "The river stood at [10.2 metres](f:10.2||level||m) on Tuesday.")])
    assert also_in(made.figures[0].mention.value, "ft") == " = 33.5 feet"
    assert also_in(made.figures[0].mention.value, "m") == ""
    assert also_in(made.figures[0].mention.value, "kg") == ""


def _quoted(words: str, kind: QuoteKind) -> tuple[Corpus, QuoteRow, Ref]:
    made, entities, speakers = annotated("one", f"She said: [{words}](q:) That was all.")
    mention = made.quotes[0]
    made = replace(made, quotes=(replace(mention, value=replace(mention.value, kind=kind, speaker_text="She")),))
    corpus = corpus_of(indexed([(made, entities, speakers)]), {}, {})
    return corpus, corpus.index.quotes[0], corpus.index.quotes[0].reports[0]


@pytest.mark.parametrize(
    ("words", "kind", "shown", "spoken"),
    [
        ("“We are reaching our goal,”", QuoteKind.DIRECT, "“We are reaching our goal”", "We are reaching our goal"),
        ("“It is ours”,", QuoteKind.DIRECT, "“It is ours”", "It is ours"),
        ("“They ‘cannot win’”", QuoteKind.DIRECT, "“They ‘cannot win’”", "They ‘cannot win’"),
        ("“Read ‘Home’ again.”", QuoteKind.DIRECT, "“Read ‘Home’ again.”", "Read ‘Home’ again."),
        ("the raid as “a provocation”", QuoteKind.MIXED, "the raid as “a provocation”", "a provocation"),
        ("to stop if they agreed to a “just peace.”", QuoteKind.MIXED, "to stop if they agreed to a “just peace.”", "just peace"),
        ("that the bridge had held", QuoteKind.INDIRECT, "that the bridge had held", ""),
    ],
)
def test_only_what_was_said_stands_in_quotation_marks(words: str, kind: QuoteKind, shown: str, spoken: str) -> None:
    corpus, _, at = _quoted(words, kind)
    bare = bare_words(corpus, at)
    assert (f"“{bare}”" if kind is QuoteKind.DIRECT else bare) == shown
    assert spoken_part(corpus, at) == spoken


def test_who_is_only_reported_is_not_listed_as_quoted() -> None:
    pages = [text for path, text in files().items() if path.startswith("articles/")]
    assert any("<strong>Quoted</strong>" in page for page in pages) and not any("(quotation)" in page for page in pages)
    corpus, _, _ = _quoted("that the bridge had held", QuoteKind.INDIRECT)
    assert "Quoted" not in str(article_page(corpus, corpus.index.articles[0]).data["glance"])


def test_articles_of_no_known_publisher_are_told_by_their_headline() -> None:
    text = "= Flood in the hills\n\n[12](f:12|exact|people|injure) people were injured in Sumy."
    made, problems = plan(indexed([annotated("hills", text, publisher="", title="Flood in the hills")]), SETTINGS)
    assert not problems
    pages = {path: content.decode() for path, content in render(made, load_templates(ROOT)).items() if path.endswith(".md")}
    assert '<a href="../articles/hills/">“Flood in the hills”</a>' in pages["figures/index.md"]
    assert '<td data-sort="2024-08-14">14 August 2024</td>' in pages["figures/index.md"]
    assert "Who says so" not in pages["figures/index.md"]  # a column that nothing fills
    assert "## Publisher not known" in pages["sources/index.md"] and "publisher: " in pages["sources/index.md"]


def test_a_role_stands_once_with_every_article_that_gives_it() -> None:
    articles = [annotated(name, "[Zelensky](p:zelensky) spoke.", publisher=name) for name in ("one", "two")]
    roles = tuple(
        RoleFact(text=words, organisation=None, on=None, mention=Ref(name, Kind.PERSON, 0, 8))
        for words, name in (("President", "one"), ("president", "two"), ("comedian", "two"))
    )
    index = indexed(articles, [Entity(id="people/zelensky", kind=Kind.PERSON, name="Zelensky", roles=roles)])
    listed = next(page for page in plan(index, SETTINGS)[0] if page.path == "people/zelensky.md").data["roles"]
    assert isinstance(listed, list) and [str(each).count("<a ") for each in listed] == [2, 1]


def test_an_article_leads_to_the_one_before_and_after_it_on_its_event_and_says_what_they_report() -> None:
    made = {
        path: content.decode()
        for path, content in render(plan(sample(), SETTINGS)[0], load_templates(ROOT)).items()
        if path.endswith(".md")
    }
    ids = [entry.article.id for entry in sample().articles]
    first, second = (made[f"articles/{each}.md"] for each in ids[:2])
    assert f'Next: <a href="../../articles/{ids[1]}/">' in first and "Previous: " not in first
    assert f'Previous: <a href="../../articles/{ids[0]}/">' in second
    assert re.search(r'title="Figure[^"]*compared with 1 other article[^"]*they agree', first)
    assert "were evacuated from the" in first.partition('id="related"')[2] or "were evacuated from the" in first.partition("#related")[2]


def test_of_many_entries_the_small_ones_share_pages_by_their_first_letters() -> None:
    every, few = files(), files(entries=0)
    shared = sorted(path for path in few if "/few/" in path)
    gone = sorted(path for path in every if path.startswith(("people/", "places/", "organisations/")) and path not in few)
    assert shared and gone and set(few) - set(every) == set(shared)
    for path in gone:
        folder, slug = path.removesuffix(".md").split("/", 1)
        page = few[f"{folder}/few/{slug[:2]}.md"]
        assert f"{{: #{slug} }}" in page, "the entry has its heading there"
        name = next(line for line in every[path].splitlines() if line.startswith("# ")).removeprefix("# ").partition(" {:")[0]
        assert f"## {name} {{" in page
    kept = next(path for path in few if path == "people/anna-orlov.md")
    assert few[kept].count("mention") >= 2, "who stands in several articles keeps a page"
    csv = next(content for path, content in few.items() if path == "data/places.csv")
    assert any(f"/few/{path.split('/', 1)[1][:2]}/#" in csv for path in gone if path.startswith("places/"))
