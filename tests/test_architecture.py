"""The shape of the program, read from its own imports: who may know whom, and who may touch the disk."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "generator"
MIDDLE = ("read", "annotate", "link", "index", "site")
MODULES = sorted(PACKAGE.rglob("*.py"))
# Reading a file, the clock, the network or another process is for modules that say "(io)" in their first line.
IO_MODULES = frozenset(
    {"subprocess", "tempfile", "shutil", "urllib.request", "socket", "http", "random", "time", "multiprocessing", "sqlite3"}
)


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_packages_of_the_middle_do_not_know_each_other(path: Path) -> None:
    here = path.relative_to(PACKAGE).parts[0]
    if here not in MIDDLE:
        return
    allowed = {here, "model", "problems", "text", "units", "anchors", "edtf", "data", "__version__"}
    for module in imported(path):
        parts = module.split(".")
        if parts[0] == "generator" and len(parts) > 1:
            assert parts[1] in allowed, f"{name(path)} imports {module}"


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_opens_with_a_line_that_says_what_it_owns(path: Path) -> None:
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert docstring and len(docstring.splitlines()[0]) > 20


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_only_io_modules_touch_the_world(path: Path) -> None:
    if path.name.startswith("build_"):  # scripts that compile data files, run by hand
        return
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    touching = sorted(IO_MODULES & ({module.split(".")[0] for module in imported(path)} | set(imported(path))))
    assert not touching or "(io)" in docstring.splitlines()[0], f"{name(path)} imports {touching}"


def test_the_model_knows_nobody_but_problems() -> None:
    modules = {module for module in imported(PACKAGE / "model.py") if module.startswith("generator")}
    assert modules == {"generator.problems", "generator.problems.Problem"}


def test_nothing_imports_the_command_line() -> None:
    knowing = [name(path) for path in MODULES if "generator.cli" in set(imported(path))]
    assert knowing == ["__main__.py"]
