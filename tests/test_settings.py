"""Settings: every wrong key and value is told at once, with its repair."""

from pathlib import Path

import pytest

from generator.model import Rights
from generator.problems import GeneratorError
from generator.settings import Settings, load_settings, parse_settings


def test_what_is_not_said_has_its_default() -> None:
    assert parse_settings({}, "mkdocs.yml") == Settings()
    assert parse_settings({"rights": "excerpt", "jobs": 2}, "mkdocs.yml") == Settings(rights=Rights.EXCERPT, jobs=2)


def test_every_wrong_setting_is_named_at_once() -> None:
    with pytest.raises(GeneratorError) as told:
        parse_settings({"recognizer": "rules", "jobs": "many", "rights": "some"}, "mkdocs.yml")
    message = str(told.value)
    assert "did you mean `recogniser`?" in message and "`jobs`" in message and "`rights`" in message


def test_a_missing_file_says_how_to_begin(tmp_path: Path) -> None:
    with pytest.raises(GeneratorError, match="concord init"):
        load_settings(tmp_path / "mkdocs.yml")


def test_broken_yaml_is_an_error_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / "mkdocs.yml"
    path.write_text("site_name: [unclosed\n")
    with pytest.raises(GeneratorError, match=r"mkdocs\.yml: not valid YAML"):
        load_settings(path)


def test_the_environment_may_give_the_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", "https://example.org/brief/")
    path = tmp_path / "mkdocs.yml"
    path.write_text('site_name: Floods\nsite_url: !ENV [SITE_URL, "http://127.0.0.1:8000/"]\nextra:\n  concord:\n    search: false\n')
    config = load_settings(path)
    assert config.url == "https://example.org/brief/" and config.name == "Floods" and not config.settings.search
