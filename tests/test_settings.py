"""Settings: the nearer place wins, and every mistake names its place."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.errors import SettingsError
from verify.model.memento import INTERNET_ARCHIVE
from verify.model.policy import ConnectTo, Endpoint, Resolve
from verify.model.verdict import Severity
from verify.settings import Settings, load


def test_flag_beats_environment_beats_file_beats_default(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.verify]\ndelay = 2\ntimeout = 3\nretries = 4\n")
    (tmp_path / "verify.toml").write_text("timeout = 5\nretries = 6\n")
    found = load(tmp_path, {"VERIFY_RETRIES": "7"}, {"user_agent": "me", "delay": None, "allow": ()})
    assert (found.delay, found.timeout, found.retries, found.user_agent) == (2.0, 5.0, 7, "me")
    assert load(tmp_path, {}, {"delay": 0.5}).fetch_policy().host_delay == 0.5


def test_policies_carry_what_was_set() -> None:
    settings = Settings(
        resolve=("a.example:443:192.0.2.1",),
        connect_to=("a.example:443:[::1]:8443",),
        allow=("127.0.0.1:8080",),
        few_high=4,
        fail_on="warning",
    )
    policy = settings.fetch_policy()
    assert policy.resolve == (Resolve("a.example", 443, "192.0.2.1"),)
    assert policy.connect_to == (ConnectTo("a.example", 443, "::1", 8443),)
    assert policy.allow == (Endpoint("127.0.0.1", 8080),)
    assert settings.match_policy().vague["a few"] == (2, 4)
    assert settings.fail_severity() is Severity.warning


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("dely = 1", "no setting 'dely'"),
        ("delay = 'slow'", "delay must be of type float"),
        ("delay = -1", "delay must not be negative"),
        ("delay = nan", "delay must be a number from 0 on, not nan"),
        ("total_time = inf", "total_time must be a number from 0.01 on, not inf"),
        ("concurrency = 0", "concurrency must be 1 to 1000, not 0"),
        ("max_body = 999999999999", "max_body must be 0 to"),
        ("fresh_hours = 1e300", "fresh_hours must be 0 to"),
        ("confirm_looks = 0", "confirm_looks must be 1 to 20, not 0"),
        ("few_low = 9", "few_low must not be above few_high"),
        ("robots = 1", "robots must be of type bool"),
        ("fail_on = 'fatal'", "fail_on must be one of error, warning"),
        ("allow = '127.0.0.1:1'", "allow must be of type tuple"),
        ("delay = ", "verify.toml"),
    ],
)
def test_a_wrong_file_is_named(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "verify.toml").write_text(text)
    with pytest.raises(SettingsError) as caught:
        load(tmp_path, {}, {})
    assert message in caught.value.message


def test_a_path_in_a_file_is_meant_from_the_folder_of_that_file(tmp_path: Path) -> None:
    (tmp_path / "verify.toml").write_text("cache = 'archive'\ncacert = '/etc/ca.pem'\n")
    found = load(tmp_path, {}, {})
    assert (Path(found.cache), found.cacert) == (tmp_path / "archive", "/etc/ca.pem")
    assert load(tmp_path, {"VERIFY_CACHE": "here"}, {}).cache == "here"


def test_environment_words() -> None:
    environment = {"VERIFY_ROBOTS": "no", "VERIFY_ALLOW": "127.0.0.1:1 127.0.0.1:2", "HOME": "x"}
    found = load(Path("nowhere"), environment, {})
    assert found.robots is False
    assert found.allow == ("127.0.0.1:1", "127.0.0.1:2")
    with pytest.raises(SettingsError, match="environment: concurrency"):
        load(Path("nowhere"), {"VERIFY_CONCURRENCY": "many"}, {})


def test_a_near_miss_in_the_environment_is_refused_and_strangers_are_left_alone() -> None:
    with pytest.raises(SettingsError, match="VERIFY_FRESH_HOUR") as caught:
        load(Path("nowhere"), {"VERIFY_FRESH_HOUR": "2"}, {})
    assert caught.value.mend == "did you mean VERIFY_FRESH_HOURS?"
    assert load(Path("nowhere"), {"VERIFY_SSL_CERTS": "x"}, {}) == Settings()


def test_only_an_address_can_be_allowed() -> None:
    with pytest.raises(SettingsError, match="not an IP address"):
        Settings(allow=("localhost:80",)).fetch_policy()


def test_an_empty_host_or_port_stands_for_every_one_as_in_curl() -> None:
    policy = Settings(connect_to=("::127.0.0.1:8443",)).fetch_policy()
    assert policy.connect_to == (ConnectTo("", 0, "127.0.0.1", 8443),)


@pytest.mark.parametrize("wrong", ["", "host", "host:1", "a:0:b:1", "a:99999:b:1", "a:1:b:x", ":1:a:"])
def test_connect_to_refuses_what_it_cannot_read(wrong: str) -> None:
    with pytest.raises(SettingsError):
        Settings(connect_to=(wrong,)).fetch_policy()


@given(st.text(max_size=30))
def test_no_address_makes_anything_but_a_policy_or_a_settings_error(text: str) -> None:
    try:
        policy = Settings(allow=(text,)).fetch_policy()
    except SettingsError:
        return
    assert 0 < policy.allow[0].port < 65536


HOSTS = """
[hosts."*.Example.org"]
delay = 0.2
concurrency = 4
headers = {Accept-Language = "kk"}
headers_from = {Authorization = "TOKEN"}
"""


def test_what_is_particular_to_a_host_is_a_table_and_its_secrets_come_from_the_environment(
    tmp_path: Path,
) -> None:
    (tmp_path / "verify.toml").write_text(HOSTS)
    (host,) = load(tmp_path, {"TOKEN": "abc"}, {}).fetch_policy().hosts
    assert (host.pattern, host.delay, host.concurrency) == ("*.example.org", 0.2, 4)
    assert host.headers == (("Accept-Language", "kk"), ("Authorization", "abc"))
    with pytest.raises(SettingsError, match="no environment variable TOKEN"):
        load(tmp_path, {}, {})


@pytest.mark.parametrize(
    "text",
    [
        "hosts = 3\n",
        "[hosts]\n'a.example' = 3\n",
        "[hosts.'a.example']\npassword = 'x'\n",
        "[hosts.'a.example']\ndelay = 'soon'\n",
        "[hosts.'a.example']\nconcurrency = 0\n",
        "[hosts.'a.example']\nheaders = {A = 3}\n",
    ],
)
def test_a_table_of_a_host_that_is_wrong_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "verify.toml").write_text(text)
    with pytest.raises(SettingsError, match=r"hosts|delay|concurrency"):
        load(tmp_path, {}, {})


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        ({"workers": 900}, "--workers must be 1 to 64, not 900"),
        ({"timeout": 0.0}, "--timeout must be a number from 0.01 on, not 0"),
        ({"max_requests": -1}, "--max-requests must not be negative"),
    ],
)
def test_a_wrong_flag_is_named_as_it_was_written(tmp_path: Path, flags: dict[str, float], said: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load(tmp_path, {}, flags)
    assert caught.value.message == said


# Public archives


def test_the_internet_archive_is_asked_unless_something_else_is_said(tmp_path: Path) -> None:
    assert load(tmp_path, {}, {}).public_archives() == (INTERNET_ARCHIVE,)
    (tmp_path / "verify.toml").write_text(
        'cdx_per_minute = 10\n[[archives]]\nname = "own"\nbase = "https://web.example/all"\n'
        '[[archives]]\nname = "internet-archive"\nkey_from = "K"\nsecret_from = "S"\n'
    )
    found = load(tmp_path, {}, {})
    assert [archive.name for archive in found.public_archives()] == ["own", "internet-archive"]
    assert (found.cdx_per_minute, [names.archive for names in found.key_names]) == (
        10.0,
        ["internet-archive"],
    )
    only = load(tmp_path, {"VERIFY_ARCHIVE": "own"}, {})
    assert [archive.base for archive in only.public_archives()] == ["https://web.example/all/"]
    flagged = load(tmp_path, {"VERIFY_ARCHIVE": "own"}, {"archive": ("here=http://127.0.0.1:8080/x",)})
    assert [archive.name for archive in flagged.public_archives()] == ["here"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("archives = 7", "archives must be tables"),
        ('[[archives]]\nname = "x"', "archives, table 1 has no base"),
        ("cdx_per_minute = 0", "cdx_per_minute must be 0.1 to 600"),
        ("saves_per_minute = 1000", "saves_per_minute must be 0.1 to 60"),
        ('key_names = ["x"]', "no setting 'key_names'"),
    ],
)
def test_a_wrong_archive_is_named(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "verify.toml").write_text(text)
    with pytest.raises(SettingsError) as caught:
        load(tmp_path, {}, {})
    assert message in str(caught.value)
    assert "verify.toml" in str(caught.value)


def test_what_is_stored_beside_the_pages_is_off_unless_asked_for(tmp_path: Path) -> None:
    plain = load(tmp_path, {}, {})
    assert (plain.fetch_policy().exact_wire, plain.requisites_of_a_page()) == (False, 0)
    (tmp_path / "verify.toml").write_text("exact_wire = true\nrequisites = true\nmax_requisites = 7\n")
    asked = load(tmp_path, {"VERIFY_MAX_REQUISITES": "9"}, {"exact_wire": None})
    assert (asked.fetch_policy().exact_wire, asked.requisites_of_a_page()) == (True, 9)
    with pytest.raises(SettingsError, match="--max-requisites must be 1 to 10000"):
        load(tmp_path, {}, {"max_requisites": 0})
