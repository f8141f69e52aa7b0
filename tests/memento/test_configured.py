from __future__ import annotations

from typing import Any

import pytest

from verify.errors import SettingsError
from verify.memento.configured import KeyNames, choose, read_tables, save_keys
from verify.model.memento import INTERNET_ARCHIVE, Dialect, PublicArchive, SaveKey

OWN = {"name": "own", "base": "https://web.example/all"}
PYWB = PublicArchive("own", "https://web.example/all/", Dialect.pywb, index="https://web.example/all/cdx")


def test_a_base_is_enough() -> None:
    assert read_tables([OWN], "verify.toml") == ((PYWB,), ())
    (unnamed,), _ = read_tables([{"base": "http://127.0.0.1:8080/coll/"}], "verify.toml")
    assert unnamed.name == "127.0.0.1:8080/coll"


def test_the_internet_archive_is_known_by_its_name_and_by_its_host() -> None:
    for table in ({"name": "internet-archive"}, {"base": "http://web.archive.org"}):
        assert read_tables([table], "verify.toml") == ((INTERNET_ARCHIVE,), ())
    (named,), _ = read_tables([{"name": "ia", "base": "https://web.archive.org/web/"}], "x")
    assert (named.name, named.index, named.save) == ("ia", INTERNET_ARCHIVE.index, INTERNET_ARCHIVE.save)


def test_everything_can_be_said() -> None:
    table = OWN | {"dialect": "internet_archive", "index": "https://i.example/cdx",
                   "save": "https://web.example/save", "key_from": "K", "secret_from": "S"}  # fmt: skip
    (archive,), keys = read_tables([table], "verify.toml")
    assert archive == PublicArchive(
        "own", PYWB.base, Dialect.internet_archive, "https://i.example/cdx", "https://web.example/save"
    )
    assert keys == (KeyNames("own", "K", "S"),)


@pytest.mark.parametrize(
    ("tables", "message"),
    [
        ({"name": "x"}, "archives must be tables"),
        (["x"], "archives must be tables"),
        ([{"name": "x"}], "table 1 has no base"),
        ([{}], "table 1 has no base"),
        ([OWN, OWN], "table 2: there are two archives called 'own'"),
        ([OWN | {"color": "red"}], "takes name, base, .* not 'color'"),
        ([OWN | {"index": 7}], "index must be a word, not 7"),
        ([OWN | {"name": " "}], "name must be a word"),
        ([OWN | {"dialect": "latin"}], "dialect must be one of internet_archive, pywb, timemap"),
        ([OWN | {"key_from": "K"}], "key_from and secret_from go together"),
        ([OWN | {"base": "web.example"}], "base is no base URL"),
        ([OWN | {"base": "ftp://web.example/"}], "base is no base URL"),
        ([OWN | {"base": "https://web.example/?x=1"}], "base is no base URL"),
        ([OWN | {"base": "https://me:pw@web.example/"}], "base is no base URL"),
        ([OWN | {"base": "https://[web.example/"}], "base is no base URL"),
        ([OWN | {"save": "nowhere"}], "save is no base URL"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_place(tables: Any, message: str) -> None:
    with pytest.raises(SettingsError, match=message) as caught:
        read_tables(tables, "verify.toml")
    assert str(caught.value).startswith("verify.toml")


def test_archives_are_chosen_by_name_and_by_address() -> None:
    known = (PYWB, INTERNET_ARCHIVE)
    assert choose((), known) == known
    assert choose(("own",), known) == (PYWB,)
    assert choose(("internet-archive",), ()) == (INTERNET_ARCHIVE,)
    assert choose(("https://web.archive.org/web/",), ()) == (INTERNET_ARCHIVE,)
    (local, other) = choose(("here=http://127.0.0.1:8080/coll", "https://b.example/?"[:-1]), known)
    assert (local.name, local.base) == ("here", "http://127.0.0.1:8080/coll/")
    assert (other.name, other.dialect) == ("b.example", Dialect.pywb)
    assert choose(("own", "own"), known) == (PYWB,)


@pytest.mark.parametrize("text", ["another", "name=", "=", "", "http://", "x=y", "http://a.example/?q=1"])
def test_what_names_no_archive_is_refused_with_the_way_to_write_it(text: str) -> None:
    with pytest.raises(SettingsError, match="no base URL of an archive") as caught:
        choose((text,), (PYWB,))
    assert "NAME=URL" in (caught.value.mend or "")


def test_keys_come_out_of_the_environment_and_are_never_shown() -> None:
    names = (KeyNames("own", "K", "S"),)
    (key,) = save_keys(names, {"K": "access", "S": "secret"})
    assert key == SaveKey("own", "access", "secret")
    assert "access" not in repr(key)
    for environment in ({"K": "access"}, {"S": "secret", "K": ""}, {}):
        with pytest.raises(SettingsError, match=r"no environment variable (K|S)") as caught:
            save_keys(names, environment)
        assert "access" not in str(caught.value)
