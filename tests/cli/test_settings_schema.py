"""The schema of verify.toml says what the loader says, and the committed copies are what is generated."""

from __future__ import annotations

import json
import math
import tomllib
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from verify.cli.main import cli
from verify.cli.settings_schema import ABOUT, SCHEMA_NAME, schema, schema_text, skeleton, toml
from verify.errors import SettingsError, UsageError
from verify.settings import Settings, load, rules

VALID = Draft202012Validator(schema())
NUMBERS = st.one_of(st.integers(-2, 2**31), st.floats(-2, 1e9).filter(lambda number: not number.is_integer()))
VALUES = st.one_of(
    NUMBERS,
    st.booleans(),
    st.text("abc", max_size=4),
    st.lists(st.text("abc", max_size=3), max_size=2),
    st.lists(st.integers(), min_size=1, max_size=2),
    st.sampled_from([choice for rule in rules() for choice in rule.choices] or [""]),
)


def accepted(folder: Path, values: dict[str, Any]) -> bool:
    lines = [
        f"{name} = {toml(tuple(value) if isinstance(value, list) else value)}"
        for name, value in values.items()
    ]
    (folder / "verify.toml").write_text("\n".join(lines) + "\n")
    try:
        load(folder, {}, {})
    except SettingsError:
        return False
    return True


def test_it_is_a_schema_and_every_setting_is_described() -> None:
    Draft202012Validator.check_schema(schema())
    assert set(ABOUT) == {rule.name for rule in rules()}
    assert all(text.endswith(".") for text in ABOUT.values())


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)
def test_schema_and_loader_agree_on_every_setting(
    rule: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("settings")

    @given(VALUES)
    def agree(value: Any) -> None:
        crossed = rule.name in ("few_low", "few_high")  # the schema cannot see that one lies above the other
        if not (crossed and VALID.is_valid({rule.name: value})):
            assert VALID.is_valid({rule.name: value}) == accepted(folder, {rule.name: value}), value

    agree()
    for edge in (rule.low, rule.high) if isinstance(rule.default, int | float) else ():
        if math.isfinite(edge) and not isinstance(rule.default, bool):
            number = type(rule.default)(edge)
            assert VALID.is_valid({rule.name: number})
            assert not VALID.is_valid({rule.name: number - 1 if edge == rule.low else number + 1})


@pytest.mark.parametrize(
    "text",
    [
        "dely = 1",
        "[hosts.'a.example']\ndelay = -1",
        "[hosts.'a.example']\nspeed = 1",
        "[hosts.'a.example']\nconcurrency = 0",
        "[hosts.'a.example'.headers]\nX = 1",
        "[[archives]]\nname = 1\nbase = 'https://a.example/'",
        "[[archives]]\nname = 'internet-archive'\ndialect = 'wayback'",
        "[[archives]]\nname = 'internet-archive'\nspeed = 'x'",
        "archives = 'x'",
    ],
)
def test_what_the_loader_refuses_in_tables_the_schema_refuses(tmp_path: Path, text: str) -> None:
    (tmp_path / "verify.toml").write_text(text)
    with pytest.raises(SettingsError):
        load(tmp_path, {}, {})
    assert not VALID.is_valid(tomllib.loads(text))


def test_tables_that_are_right_are_right_in_both(tmp_path: Path) -> None:
    text = (
        "[hosts.'*.example.org']\ndelay = 0.2\nconcurrency = 4\nheaders = {Accept-Language = 'kk'}\n"
        "headers_from = {Authorization = 'TOKEN'}\n[[archives]]\nname = 'own'\n"
        "base = 'https://archive.example/all/'\ndialect = 'pywb'\nindex = 'https://archive.example/all/cdx'\n"
        "[[archives]]\nname = 'internet-archive'\nkey_from = 'KEY'\nsecret_from = 'SECRET'\n"
    )
    (tmp_path / "verify.toml").write_text(text)
    load(tmp_path, {"TOKEN": "t"}, {})
    assert VALID.is_valid(tomllib.loads(text))


def test_the_skeleton_is_the_defaults_however_much_of_it_is_taken_in(tmp_path: Path) -> None:
    path = tmp_path / "verify.toml"
    path.write_text(skeleton())
    assert load(tmp_path, {}, {}) == Settings()
    names = {rule.name for rule in rules()}
    lines = skeleton().split("# [hosts")[0].splitlines()
    path.write_text("\n".join(line[2:] for line in lines if line[2:].partition(" = ")[0] in names))
    assert load(tmp_path, {}, {}) == Settings(cache=str(tmp_path) if Settings.cache else "")
    assert set(tomllib.loads(path.read_text())) == names


def test_init_writes_settings_once(tmp_path: Path) -> None:
    words = ["init", str(tmp_path / "references.yaml"), "--settings"]
    assert CliRunner().invoke(cli, words).exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [SCHEMA_NAME, "verify.toml"]
    assert json.loads((tmp_path / SCHEMA_NAME).read_text()) == schema()
    assert (tmp_path / "verify.toml").read_text().startswith(f"#:schema {SCHEMA_NAME}\n")
    again = CliRunner().invoke(cli, words, standalone_mode=False)
    assert isinstance(again.exception, UsageError)


def test_the_text_is_the_same_every_time() -> None:
    assert schema_text() == schema_text()
    assert schema_text().endswith("}\n")
