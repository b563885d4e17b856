"""(io) The command line: arguments -> settings -> build; progress; prints problems; exit code."""

from __future__ import annotations

import json
import shlex
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import wraps
from pathlib import Path
from typing import IO, ParamSpec, TypeVar

import click
import msgspec

from generator import __version__
from generator.annotate.names import choose_recogniser
from generator.build import Annotate, MorePages, Result, build, date_articles, failures, join, no_more, study
from generator.cache import Cache, fingerprint
from generator.decision_text import decisions_schema
from generator.decisions import FILE as DECISIONS
from generator.decisions import parse_decisions
from generator.engine import uncollected
from generator.explain import explain
from generator.link import load_gazetteer
from generator.model import Annotated, Article, Decision, Index
from generator.problems import GeneratorError, Problem, Severity
from generator.read import read_record
from generator.read.folder import load_introductions, load_sources
from generator.records import encode, records
from generator.review import queue
from generator.review.accuracy import accuracy_page
from generator.review.page import review_page
from generator.review.sample import FILE as SAMPLE
from generator.review.sample import Mark, claims, draw, marking, parse_sample
from generator.review.terminal import deciding, keyboard, review, signature
from generator.serve import serve
from generator.settings import Settings, SiteConfig, load_settings
from generator.site import SiteSettings, clean, load_templates, write
from generator.site.finish import build_site, clean_site
from generator.site.start import begin
from generator.site.wording import counted
from generator.site.write import own_pages
from generator.workers import annotate_all

P = ParamSpec("P")
R = TypeVar("R")

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class Voice:
    """Says on standard error what is going on, one line a step, and rewrites a line while a long step runs on a terminal."""

    def __init__(self, quiet: bool) -> None:
        self._quiet = quiet
        self._start = time.monotonic()
        self._last = 0.0
        self._terminal = sys.stderr.isatty()

    def say(self, message: str) -> None:
        if not self._quiet:
            click.echo(f"[{time.monotonic() - self._start:6.1f} s] {message}", err=True)

    def progress(self, done: int, of: int) -> None:
        now = time.monotonic()
        if self._quiet or (done < of and now - self._last < (0.2 if self._terminal else 10)):
            return
        self._last = now
        line = f"[{now - self._start:6.1f} s] annotated {done:,} of {counted(of, 'article')}"
        click.echo(f"\r{line}" if self._terminal else line, err=True, nl=not self._terminal or done == of)


def explained(command: Callable[P, R]) -> Callable[P, R]:
    """A GeneratorError, or a file that the system refuses, ends the command with a message and exit code 1, without a traceback."""

    @wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except GeneratorError as error:
            for problem in error.problems:
                click.echo(str(problem), err=True)
            raise click.ClickException(str(error)) from error
        except BrokenPipeError:
            raise
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            advice = "Check that the path is right and that you may write there, or name another folder (see --help)."
            raise click.ClickException(f"{where}{error.strerror or error}. {advice}") from error

    return wrapped


@click.group(context_settings=CONTEXT)
@click.version_option(__version__, prog_name="concord")
def main() -> None:
    """Concord turns a folder of news articles into a research brief: a searchable site of who, where and how many.

    \b
    A first brief, in an empty folder:
        concord init .            writes mkdocs.yml and the folder seeds/
        (copy articles into seeds/: .txt, .md, .html, .jsonl)
        concord serve             shows the site at http://127.0.0.1:8000/ and follows your changes
        concord build             makes the site in site/, ready to be published
    """


seeds_option = click.option(
    "--seeds", type=click.Path(path_type=Path), default=None, help="Folder of articles. [default: seeds/ beside mkdocs.yml]"
)
config_option = click.option(
    "--config", type=click.Path(path_type=Path), default=Path("mkdocs.yml"), show_default=True, help="The brief's settings."
)
jobs_option = click.option("--jobs", type=click.IntRange(0), default=None, help="Processes that annotate; 0: one for each core.")
recogniser_option = click.option(
    "--recogniser", default=None, help="Who finds names: embedded, rules, spacy:NAME or gliner:NAME. [default: as in the settings]"
)
strict_option = click.option("--strict", is_flag=True, help="Any problem with an article or a decision fails the command.")
quiet_option = click.option("--quiet", "-q", is_flag=True, help="Only problems are printed.")
who_option = click.option("--who", default=None, help="Who decides; stands beside each decision. [default: your name in git]")
cache_option = click.option("--no-cache", is_flag=True, help="Annotate everything anew, and keep nothing.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The folders of one brief."""

    root: Path
    config: Path
    seeds: Path
    docs: Path
    site: Path

    @property
    def cache(self) -> Path:
        return self.root / ".cache" / "concord"


def place_of(config: Path, seeds: Path | None, docs: Path | None = None, site: Path | None = None) -> Place:
    root = config.resolve().parent
    return Place(root=root, config=config, seeds=seeds or root / "seeds", docs=docs or root / "docs", site=site or root / "site")


@main.command("build")
@seeds_option
@click.option("--site", type=click.Path(path_type=Path), default=None, help="Where the site goes. [default: site/ beside mkdocs.yml]")
@click.option(
    "--docs",
    type=click.Path(path_type=Path),
    default=None,
    help="Where the pages' Markdown goes, with a copy of your own pages. [default: docs/]",
)
@config_option
@jobs_option
@recogniser_option
@strict_option
@quiet_option
@cache_option
@click.option("--pages-only", is_flag=True, help="Write the pages' Markdown and stop before the site is rendered.")
@explained
def build_command(
    seeds: Path | None,
    site: Path | None,
    docs: Path | None,
    config: Path,
    jobs: int | None,
    recogniser: str | None,
    strict: bool,
    quiet: bool,
    no_cache: bool,
    pages_only: bool,
) -> None:
    """Make the site from the articles in seeds/.

    Only new and changed articles are read again. A file that cannot be used is named with its line and what to do; the others
    build. The old site stays in place until the new one is complete.

    \b
    Examples:
        concord build
        concord build --seeds ~/articles --site /tmp/site
        concord build --strict      for a publishing script: any problem fails
    """
    place = place_of(config, seeds, docs, site)
    voice = Voice(quiet)
    result = make_pages(place, voice, jobs=jobs, recogniser=recogniser, cached=not no_cache)
    failed = report(result.problems, strict, on_site=True)
    if failed:
        raise click.ClickException("problems were found and --strict was given; the site was not built.")
    if not pages_only:
        build_site(place.config, place.docs, place.site, search=load_settings(config).settings.search, say=voice.say)
    pages = sum(1 for path in result.files if path.endswith(".md"))
    voice.say(
        f"{counted(len(result.index.articles), 'article')}, {counted(pages, 'page')}"
        + ("" if pages_only else f": open {place.site}/index.html")
    )


@uncollected()
def plan_pages(
    place: Place, voice: Voice, *, jobs: int | None, recogniser: str | None, cached: bool, more_pages: MorePages = no_more
) -> Result:
    """Everything up to the pages, in memory."""
    config = load_settings(place.config)
    sources, problems = load_sources(place.seeds)
    problems = problems if sources else (*problems, no_articles(place))
    decisions, misread = load_decisions(place.seeds)
    marks, unreadable = load_sample(place.seeds)
    workers = config.settings.jobs if jobs is None else jobs
    return build(
        sources,
        decisions=decisions,
        problems=(*problems, *misread, *unreadable),
        gazetteer=load_gazetteer(),
        annotate=annotator(recogniser or config.settings.recogniser, workers, place.cache if cached else None, voice),
        settings=replace(site_settings(config), accuracy=bool(marks)),
        templates=load_templates(place.root),
        say=voice.say,
        introductions=load_introductions(place.seeds),
        more_pages=lambda indexed: (*accuracy_page(indexed, marks), *more_pages(indexed)),
    )


@uncollected()
def study_brief(place: Place, voice: Voice, recogniser: str | None) -> Index:
    """The index of the brief, without any page."""
    config = load_settings(place.config)
    sources, problems = load_sources(place.seeds)
    decisions, misread = load_decisions(place.seeds)
    return study(
        sources,
        decisions=decisions,
        problems=(*problems, *misread),
        gazetteer=load_gazetteer(),
        annotate=annotator(recogniser or config.settings.recogniser, config.settings.jobs, place.cache, voice),
        say=voice.say,
    )


def make_pages(
    place: Place, voice: Voice, *, jobs: int | None, recogniser: str | None, cached: bool, more_pages: MorePages = no_more
) -> Result:
    """The pages' Markdown in docs/."""
    result = plan_pages(place, voice, jobs=jobs, recogniser=recogniser, cached=cached, more_pages=more_pages)
    home = place.root / "docs"
    own = {} if place.docs.resolve() == home else own_pages(home)
    outcome = write({**result.files, **own}, place.docs)
    voice.say(f"{counted(outcome.written, 'file')} written, {outcome.unchanged} as they were, {outcome.pruned} removed")
    return replace(result, problems=tuple(sorted({*result.problems, *outcome.problems})))


def annotator(recogniser: str, jobs: int, cache: Path | None, voice: Voice) -> Annotate:
    """The `annotate` step of a build with its cache and processes; a missing model or package is told before any work is done."""
    choose_recogniser(recogniser)
    store = Cache(cache, fingerprint(recogniser))

    def run(articles: Sequence[Article]) -> tuple[Annotated, ...]:
        return annotate_all(articles, recogniser=recogniser, jobs=jobs, cache=store, progress=voice.progress)

    return run


def site_settings(config: SiteConfig) -> SiteSettings:
    return SiteSettings(
        name=config.name,
        description=config.description,
        url=config.url,
        repository=config.repository,
        version=__version__,
        rights=config.settings.rights,
        issues=config.settings.issues,
    )


def no_articles(place: Place) -> Problem:
    """What to say of an empty folder. The whole path is this machine's business, and the site would show it."""
    return Problem(
        path=f"{place.seeds.resolve().name}/",
        line=0,
        code="no-articles",
        message="The folder holds no articles, so there is nothing to show.",
        advice="Put .txt, .md, .html or .jsonl files into it, or name another folder with --seeds.",
    )


def load_decisions(seeds: Path) -> tuple[tuple[Decision, ...], tuple[Problem, ...]]:
    path = seeds / DECISIONS
    return parse_decisions(path.read_bytes()) if path.is_file() else ((), ())


def load_sample(seeds: Path) -> tuple[tuple[Mark, ...], tuple[Problem, ...]]:
    path = seeds / SAMPLE
    return parse_sample(path.read_bytes()) if path.is_file() else ((), ())


def report(problems: Iterable[Problem], strict: bool, *, on_site: bool) -> bool:
    """Print every problem and a closing count; true if the command must fail. `on_site`: the command makes a site that tells them too."""
    listed = sorted(problems)
    for problem in listed:
        click.echo(str(problem), err=True)
    counts = {severity: sum(problem.severity is severity for problem in listed) for severity in Severity}
    if listed:
        told = ", ".join(f"{count} {severity}{'s' if count > 1 else ''}" for severity, count in counts.items() if count)
        click.echo(
            f"{told}; {'it stands' if len(listed) == 1 else 'they stand'} on the site's page report/ too." if on_site else f"{told}.",
            err=True,
        )
    return strict and bool(counts[Severity.ERROR] or counts[Severity.WARNING])


@main.command("annotate")
@click.option("--input", "source", type=click.File("rb"), default="-", help="Articles, one JSON object a line; - is standard input.")
@click.option("--output", "target", type=click.Path(allow_dash=True), default="-", help="Where the mentions go; - is standard output.")
@jobs_option
@recogniser_option
@quiet_option
@explained
def annotate_command(source: IO[bytes], target: str, jobs: int | None, recogniser: str | None, quiet: bool) -> None:
    """Find the mentions of articles given as JSON Lines, and write them as JSON Lines.

    In:  {"id": ..., "text": ..., "title"?, "published"?, "url"?, "authors"?, "publisher"?}, one article a line.
    Out: {"id": ..., "mentions": [{"start", "end", "type", "text", "entity", "score", "found_by", ...}]}, in the same order.
    Offsets count code points of `text` exactly as given. Entities are joined over the whole input.

    A quote has "kind" and, where the article tells, "speaker" and "cue"; "further_speakers" where several speak together;
    "stance" where the words are denied, asked or demanded rather than asserted; and "within", the place of the quote that holds it,
    where somebody says what another said.

    A date has "value" (a date, a length of time, PRESENT_REF and the like), and "part" for a part of a day.

    A line that cannot be used is named with its number and skipped; the exit code is then 1, and the others are written.

    \b
    Example:
        concord annotate --input articles.jsonl --output mentions.jsonl
    """
    voice = Voice(quiet)
    given, articles, problems = read_records(source, str(getattr(source, "name", "standard input")))
    linked = join(
        date_articles(articles),
        decisions=(),
        gazetteer=load_gazetteer(),
        annotate=annotator(recogniser or Settings().recogniser, jobs or 0, None, voice),
        say=voice.say,
    )
    with click.open_file(target, "wb") as stream:
        for record in records(linked):
            record["id"] = given[str(record["id"])]
            stream.write(encode(record))
    problems = (*problems, *failures(linked.articles))
    report(problems, strict=False, on_site=False)
    if any(problem.severity is Severity.ERROR for problem in problems):
        sys.exit(1)


def read_records(stream: IO[bytes], name: str) -> tuple[Mapping[str, object], tuple[Article, ...], tuple[Problem, ...]]:
    """JSON Lines -> (our id -> the id as given), the articles in order, and a problem for each line that is not one.

    Our ids are line numbers: any id may stand in the input, twice too, and comes back as it was.
    """
    given: dict[str, object] = {}
    articles: list[Article] = []
    problems: list[Problem] = []
    for number, line in enumerate(stream, 1):
        if not line.strip():
            continue
        try:
            content = msgspec.json.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            problems.append(_bad_line(name, number, "bad-json", f"not a JSON object: {error}."))
            continue
        if not isinstance(content, dict) or "id" not in content or not isinstance(content.get("text"), str):
            problems.append(_bad_line(name, number, "bad-record", "expected an object with `id` and a string `text`."))
            continue
        reading = read_record(content, path=name, line=number)
        problems.extend(reading.problems)
        ours = f"{number:09d}"
        for article in reading.articles:
            given[ours] = content["id"]
            articles.append(replace(article, id=ours))
    return given, tuple(articles), tuple(problems)


def _bad_line(name: str, number: int, code: str, message: str) -> Problem:
    advice = "The line was skipped; the others are written."
    return Problem(path=name, line=number, code=code, message=message, advice=advice, severity=Severity.ERROR)


@main.command("check")
@seeds_option
@config_option
@recogniser_option
@strict_option
@quiet_option
@explained
def check_command(seeds: Path | None, config: Path, recogniser: str | None, strict: bool, quiet: bool) -> None:
    """Read settings, articles and decisions, tell every problem, and write nothing.

    The exit code is 1 with --strict if anything is wrong, so that a script can ask before it builds.
    """
    voice = Voice(quiet)
    place = place_of(config, seeds)
    result = plan_pages(place, voice, jobs=None, recogniser=recogniser, cached=True)
    if report(result.problems, strict, on_site=False):
        sys.exit(1)
    voice.say(f"{counted(len(result.index.articles), 'article')} can be built")


@main.command("serve")
@seeds_option
@config_option
@jobs_option
@recogniser_option
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Port on this machine.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@explained
def serve_command(seeds: Path | None, config: Path, jobs: int | None, recogniser: str | None, port: int, host: str) -> None:
    """Show the site on this machine, and make it anew when an article, a decision, a template or a setting changes.

    The browser follows by itself. The page review/, which only this command makes, lists what is doubtful with ready-made lines for
    seeds/decisions.yml. Stop with Ctrl-C.
    """
    place = place_of(config, seeds, site=config.resolve().parent / ".cache" / "concord-served")
    voice = Voice(quiet=False)

    def rebuild() -> None:
        result = make_pages(place, voice, jobs=jobs, recogniser=recogniser, cached=True, more_pages=review_page)
        report(result.problems, strict=False, on_site=True)
        settings = load_settings(place.config).settings
        build_site(place.config, place.docs, place.site, search=settings.search, say=voice.say, url=f"http://{host}:{port}/")

    serve(rebuild, place.site, [place.seeds, place.root / "templates", place.config], host=host, port=port, say=voice.say)


@main.command("review")
@seeds_option
@config_option
@recogniser_option
@who_option
@quiet_option
@explained
def review_command(seeds: Path | None, config: Path, recogniser: str | None, who: str | None, quiet: bool) -> None:
    """Ask what is doubtful, the most important first: the same person? which place? a figure, and of what? which day?

    One key an answer; it stands in seeds/decisions.yml at once. u takes the last one back, s puts a question off, q stops; what is
    answered is not asked again. Keys can also come from a pipe, a typed answer ending with its line.
    """
    place = place_of(config, seeds)
    questions = queue(study_brief(place, Voice(quiet), recogniser))
    if not questions:
        click.echo("Nothing is doubtful.")
        return
    skipped = place.cache.parent / "concord-review-later.txt"
    file = place.seeds / DECISIONS
    review(questions, file=file, skipped=skipped, answer=deciding(signature(who), date.today()), keys=keyboard(), say=click.echo)


@main.command("sample")
@seeds_option
@config_option
@recogniser_option
@who_option
@click.option("--seed", type=int, default=1, show_default=True, help="Another number draws another sample.")
@click.option("--count", type=click.IntRange(1), default=20, show_default=True, help="Findings of each kind.")
@quiet_option
@explained
def sample_command(seeds: Path | None, config: Path, recogniser: str | None, who: str | None, seed: int, count: int, quiet: bool) -> None:
    """Draw findings of this brief by lot and ask whether each is right: y or n, s later, u undo, q stop.

    The marks stand in seeds/sample.yml. The site's page accuracy/ then gives the share that is right for each kind with its 95 %
    interval, over the versions, and lists what was wrong.
    """
    place = place_of(config, seeds)
    marks, problems = load_sample(place.seeds)
    if problems:
        raise GeneratorError(f"{SAMPLE} must be repaired first.", problems)
    drawn = draw(claims(study_brief(place, Voice(quiet), recogniser)), marks, seed=seed, count=count)
    answer = marking(drawn, who=signature(who), when=date.today(), version=__version__)
    skipped = place.cache.parent / "concord-sample-later.txt"
    review([each for _, each in drawn], file=place.seeds / SAMPLE, skipped=skipped, answer=answer, keys=keyboard(), say=click.echo)


@main.command("explain")
@click.argument("target", metavar="ARTICLE:OFFSET")
@seeds_option
@config_option
@recogniser_option
@explained
def explain_command(target: str, seeds: Path | None, config: Path, recogniser: str | None) -> None:
    """Tell all that is known of one place of an article: what was read, by whom, how surely and why, and what else it may be.

    \b
    Examples:
        concord explain flood:120                offset in the text, counted from 0
        concord explain flood:m-12               a highlight, as its address on the page ends
        concord explain people/ada-lovelace      an entry, as its page's address ends
    """
    click.echo(explain(study_brief(place_of(config, seeds), Voice(quiet=True), recogniser), target), nl=False)


@main.command("decisions-schema")
@seeds_option
@config_option
def schema_command(seeds: Path | None, config: Path) -> None:
    """Write seeds/decisions.schema.json, with which editors complete and check seeds/decisions.yml.

    Most editors take it up from a first line in decisions.yml: # yaml-language-server: $schema=decisions.schema.json
    """
    path = place_of(config, seeds).seeds / "decisions.schema.json"
    path.write_text(json.dumps(decisions_schema(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    click.echo(f"wrote {path}")


@main.command("clean")
@click.option("--site", type=click.Path(path_type=Path), default=None, help="The site. [default: site/ beside mkdocs.yml]")
@click.option("--docs", type=click.Path(path_type=Path), default=None, help="The pages' Markdown. [default: docs/]")
@config_option
@explained
def clean_command(site: Path | None, docs: Path | None, config: Path) -> None:
    """Remove what was made: the site, its pages in docs/, the cache. Articles, decisions and pages of your own stay.

    
    Example:
        concord clean
    """
    place = place_of(config, None, docs, site)
    removed = clean(place.docs)
    removed += clean_site(place.site)
    shutil.rmtree(place.cache, ignore_errors=True)
    click.echo(f"{removed:,} files removed, and the cache")


@main.command("init")
@click.argument("folder", type=click.Path(path_type=Path))
@explained
def init_command(folder: Path) -> None:
    """Begin a new brief in FOLDER: its settings, an empty seeds/, and a workflow that publishes it on GitHub Pages.

    Nothing that is there already is overwritten.
    """
    for path in begin(folder):
        click.echo(f"wrote {path}")
    concord = "concord" if shutil.which("concord") else str(Path(sys.executable).with_name("concord"))
    click.echo(f"Copy articles into {folder / 'seeds'} (.txt, .md, .html or .jsonl), then:")
    click.echo(f"    cd {shlex.quote(str(folder))} && {shlex.quote(concord)} serve")
