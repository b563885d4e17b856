"""A built site, served on this machine, and a browser that records whatever it should not do."""

from __future__ import annotations

import functools
import http.server
import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Dialog, Page, Request, sync_playwright
from playwright.sync_api import TimeoutError as NotInTime

from generator.model import Index
from generator.site import SiteSettings, load_templates, plan, render, write
from generator.site.finish import build_site

ROOT = Path(__file__).parents[1]
CHROMIUM = next(
    (path for path in ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome") if Path(path).exists()), None
)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def build(index: Index, folder: Path, url: str, *, search: bool = True) -> Path:
    """The site of an index, built as `concord build` does; its folder."""
    pages, _ = plan(index, SiteSettings(name="Test brief", version="1", url=url))
    write(render(pages, load_templates(ROOT)), folder / "docs")
    shutil.copy(ROOT / "templates" / "start" / "mkdocs.yml", folder / "mkdocs.yml")
    shutil.copytree(ROOT / "templates" / "overrides", folder / "templates" / "overrides")
    build_site(folder / "mkdocs.yml", folder / "docs", folder / "site", search=search, url=url)
    return folder / "site"


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name is the base class's
        pass


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def served(site: Path, port: int) -> Iterator[None]:
    """The folder at http://127.0.0.1:PORT/ (a site knows its own address, so the port is chosen before it is built)."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), functools.partial(_Quiet, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Watch:
    """What a page did that it must not: requests to other hosts, dialogues, errors of its scripts, things that are not there."""

    base: str
    found: list[str] = field(default_factory=list)

    def on(self, page: Page) -> None:
        page.on("request", self._request)
        page.on("dialog", self._dialogue)
        page.on("pageerror", lambda error: self.found.append(f"script error: {error}"))
        page.on("response", lambda answer: self.found.append(f"{answer.status}: {answer.url}") if answer.status >= 400 else None)

    def _dialogue(self, dialog: Dialog) -> None:
        self.found.append(f"dialogue: {dialog.message}")
        dialog.dismiss()

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.base, "data:", "blob:")):
            self.found.append(f"request: {request.url}")


def search_header(page: Page, words: str) -> None:
    """Type into Material's search until it answers: words typed before its index is loaded are not always heard."""
    box = page.locator("input.md-search__input").first
    for _ in range(5):
        box.fill("")
        box.press_sequentially(words)
        try:
            page.wait_for_selector(".md-search-result__item", timeout=6000)
        except NotInTime:
            continue
        return
    raise AssertionError(f"the header's search found nothing for {words!r}")
