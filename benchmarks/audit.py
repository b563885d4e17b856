"""(io) `make audit`: Lighthouse and html-validate over the sample site. Needs Node 18 or newer, npm and a Chromium; nothing else does.

Fails where a category of Lighthouse is under 95 of 100 (the median of `--runs`) or a page is not valid HTML. The sample is built with the
rules recogniser and served compressed, as GitHub Pages serves it. `--write` puts the figures into docs/audit.md.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import http.server
import json
import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
WORK = ROOT / "build" / "audit"
ENOUGH = 95
PAGES = {"home": "", "article": "articles/hamburg-strike-begins/", "people": "people/", "figures": "figures/"}
CATEGORIES = {"performance": "Speed", "accessibility": "Accessibility", "best-practices": "Best practices", "seo": "SEO"}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
COMPRESSED = {".html", ".css", ".js", ".json", ".svg", ".xml", ".csv"}


class Compressed(http.server.SimpleHTTPRequestHandler):
    """Serves text with gzip and a short life in caches, as GitHub Pages does."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() and self.path.split("?")[0].endswith("/") else path
        if path.suffix not in COMPRESSED or not path.is_file():
            super().do_GET()
            return
        content = gzip.compress(path.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Cache-Control", "max-age=600")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name is the base class's
        pass


@contextmanager
def served(folder: Path, port: int) -> Iterator[None]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), functools.partial(Compressed, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()


def find_chromium() -> str | None:
    """The path of CHROME_PATH, or of a Chromium on the path."""
    return os.environ.get("CHROME_PATH") or next((found for name in BROWSERS if (found := shutil.which(name))), None)


def tools() -> tuple[str, str]:
    """The paths of npx and of a Chromium; leaves with what is missing."""
    missing = [name for name in ("node", "npm", "npx") if shutil.which(name) is None]
    chromium = find_chromium()
    if missing or chromium is None:
        wanted = ", ".join([*missing, *([] if chromium else ["chromium"])])
        sys.exit(f"`make audit` needs Node 18 or newer with npm, and a Chromium; not found: {wanted}.\nEverything else works without them.")
    if not (ROOT / "node_modules" / ".bin" / "lighthouse").exists():
        print("installing Lighthouse and html-validate into node_modules/", flush=True)
        subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=ROOT, env={**os.environ, "PUPPETEER_SKIP_DOWNLOAD": "1"}, check=True)
    return str(ROOT / "node_modules" / ".bin"), chromium


def build(port: int, recogniser: str = "rules") -> str:
    """The sample site under a sub-path; its address."""
    base = f"http://127.0.0.1:{port}/brief/"
    shutil.rmtree(WORK, ignore_errors=True)
    command = [sys.executable, "-m", "generator", "build", "--recogniser", recogniser, "--quiet"]
    command += ["--docs", str(WORK / "docs"), "--site", str(WORK / "served" / "brief")]
    subprocess.run(command, cwd=ROOT, env={**os.environ, "SITE_URL": base}, check=True)
    return base


def lighthouse(binaries: str, chromium: str, address: str, name: str) -> Mapping[str, int]:
    """Category -> points of 100 on a simulated phone, in one run. What costs points is printed."""
    report = WORK / f"lighthouse-{name}.json"
    flags = "--headless=new --no-sandbox --disable-gpu --disable-quic --disable-background-networking --disable-component-update"
    command = [f"{binaries}/lighthouse", address, "--quiet", "--output=json", f"--output-path={report}", f"--chrome-flags={flags}"]
    subprocess.run(command, cwd=WORK, env={**os.environ, "CHROME_PATH": chromium}, check=True)
    said = json.loads(report.read_text(encoding="utf-8"))
    points = {category: round(100 * (said["categories"][category]["score"] or 0)) for category in CATEGORIES}
    for category in CATEGORIES:
        for audit in said["categories"][category]["auditRefs"]:
            found = said["audits"][audit["id"]]
            if audit["weight"] and found["score"] is not None and found["score"] < 0.9:
                print(f"  {name}: {category}: {found['title']} ({found.get('displayValue') or found['score']})")
    return points


def html_errors(binaries: str, site: Path) -> Sequence[str]:
    """What html-validate says of the site's pages, one line each. The rules that are off are named in htmlvalidate.cjs."""
    report = WORK / "html-validate.json"  # not by a pipe: the program leaves before a long one is emptied
    config = str(ROOT / "benchmarks" / "htmlvalidate.cjs")
    command = [f"{binaries}/html-validate", "--config", config, "--formatter", f"json={report}", f"{site}/**/*.html"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if not report.is_file():
        return [done.stderr.strip()] if done.returncode else []
    return [
        f"{Path(page['filePath']).relative_to(site)}:{each['line']}: {each['ruleId']}: {each['message']}"
        for page in json.loads(report.read_text(encoding="utf-8"))
        for each in page["messages"]
    ]


def table(points: Mapping[str, Mapping[str, int]]) -> str:
    lines = [f"| Page | {' | '.join(CATEGORIES.values())} |", f"| --- |{' --: |' * len(CATEGORIES)}"]
    lines += [f"| {page} | {' | '.join(str(scores[category]) for category in CATEGORIES)} |" for page, scores in points.items()]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="put the figures into docs/audit.md")
    parser.add_argument("--html-only", action="store_true", help="leave Lighthouse out")
    parser.add_argument("--runs", type=int, default=5, help="runs of Lighthouse for each page (default: %(default)s)")
    arguments = parser.parse_args()
    binaries, chromium = tools()
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = int(found.getsockname()[1])
    base = build(port)
    site = WORK / "served" / "brief"
    errors = html_errors(binaries, site)
    pages = sum(1 for _ in site.rglob("*.html"))
    print(*errors[:400], f"html-validate: {len(errors)} errors on {pages} pages", sep="\n")
    points: dict[str, Mapping[str, int]] = {}
    if not arguments.html_only:
        with served(site.parent, port):
            for name, path in PAGES.items():
                runs = [lighthouse(binaries, chromium, base + path, name) for _ in range(arguments.runs)]
                points[name] = {category: round(median(run[category] for run in runs)) for category in CATEGORIES}
                print(f"  {name}: speed {', '.join(str(run['performance']) for run in runs)}", flush=True)
        print(table(points))
    if arguments.write and points:
        (ROOT / "docs" / "audit.md").write_text(document(points, len(errors), pages, arguments.runs), encoding="utf-8")
    if errors or any(score < ENOUGH for scores in points.values() for score in scores.values()):
        sys.exit(1)


def document(points: Mapping[str, Mapping[str, int]], errors: int, pages: int, runs: int) -> str:
    return f"""---
title: Audit
description: What Lighthouse and html-validate say of the sample site.
search:
  exclude: true
---

# Audit

Points of 100 that Lighthouse gives pages of the sample site on a simulated phone (`make audit`), each the median of {runs} runs.
Speed depends on what else the machine does meanwhile; the other points do not.

{table(points)}

html-validate found {errors} errors on {pages} pages. Which of its rules are off, and why, stands in
`benchmarks/htmlvalidate.cjs`. Accessibility is also checked with axe by `make test`: every kind of page, light and dark, wide and narrow.
"""


if __name__ == "__main__":
    main()
