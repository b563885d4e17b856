"""What several test files share: the sample brief, built and served as GitHub Pages would, and a browser that leaves this machine never."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[1]

# On the build server the same examples each time, so that a red build means a change; at home new ones at every run.
settings.register_profile("build-server", derandomize=True, deadline=None)
if os.environ.get("CI"):
    settings.load_profile("build-server")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """The built sample site: its folder, and its address, which ends with "/brief/": a project's site lies below its host's root."""

    folder: Path
    base: str


@pytest.fixture(scope="session")
def sample_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sample]:
    """The articles of seeds/ as a site, made by the command line with the rules recogniser (the fastest); served until the tests end."""
    from tests.support_browser import free_port, served

    if not (ROOT / "seeds" / "ukrainian-crews-radio-north.txt").is_file():
        pytest.skip("other articles lie in seeds/ in place of the samples")
    root = tmp_path_factory.mktemp("sample")
    port = free_port()
    base = f"http://127.0.0.1:{port}/brief/"
    folder = root / "served" / "brief"
    command = [sys.executable, "-m", "generator", "build", "--docs", str(root / "docs"), "--site", str(folder)]
    command += ["--no-cache", "--recogniser", "rules", "--jobs", "1", "--quiet"]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, "SITE_URL": base}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    with served(folder.parent, port):
        yield Sample(folder=folder, base=base)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for a test file; each test opens a context of its own."""
    from tests.support_browser import chromium

    with chromium() as opened:
        yield opened
