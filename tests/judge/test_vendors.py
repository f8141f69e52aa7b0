"""What the list of marks holds, and how headers, markup and hosts are held against it."""

import pytest

from verify.judge.vendors import marks, on_host, server_of, telling_header, telling_markup


def test_every_mark_is_written_as_it_is_compared() -> None:
    read = marks()
    for vendor in read.vendors:
        lines = (*vendor.headers, *vendor.markup, *vendor.servers)
        assert lines, vendor.name
        assert [line for line in lines if line != line.lower() or not line.strip()] == []
        assert [
            line for line in (*vendor.headers, *vendor.servers) if ":" not in line and line[-1] != "-"
        ] == []
    lists = (read.wall_addresses, read.parking_markup, read.parking_hosts, read.consent_markup)
    for each in (*lists, read.consent_hosts, tuple(read.shorteners)):
        assert each
        assert [line for line in each if line != line.lower() or len(line) < 4] == []
        assert len(each) == len(set(each))
    assert len({vendor.name for vendor in read.vendors}) == len(read.vendors)


@pytest.mark.parametrize(
    ("header", "found"),
    [
        (("CF-Mitigated", "Challenge"), ("cf-mitigated: challenge", "Cloudflare")),
        (("cf-mitigated", "none"), None),
        (("x-cf-mitigated", "challenge"), None),
        (("X-Amzn-Waf-Action", "captcha"), ("x-amzn-waf-action: captcha", "Amazon Web Services")),
        (("X-Sucuri-Block", "EXP1"), ("x-sucuri-block: ", "Sucuri")),
        (("Server", "cloudflare"), None),
    ],
)
def test_headers_of_challenges(header: tuple[str, str], found: tuple[str, str] | None) -> None:
    got = telling_header([("Date", "today"), header])
    assert (got and (got[0].strip(), got[1])) == (found and (found[0].strip(), found[1]))


def test_headers_of_servers() -> None:
    assert server_of([("Server", "cloudflare")]) == "Cloudflare"
    assert server_of([("CF-RAY", "8a-FRA")]) == "Cloudflare"
    assert server_of([("X-PX-Block", "1")]) == "PerimeterX"
    assert server_of([("Server", "nginx"), ("X-Note", "server: cloudflare")]) is None


def test_markup_of_challenges() -> None:
    assert telling_markup("<script>window._cf_chl_opt={}") == ("_cf_chl_opt", "Cloudflare")
    assert telling_markup("<p>cloudflare and incapsula are vendors</p>") is None


def test_hosts_and_what_stands_under_them() -> None:
    hosts = ("sedo.com", "dan.com")
    assert on_host("sedo.com", hosts) == "sedo.com"
    assert on_host("WWW.Sedo.com.", hosts) == "sedo.com"
    assert on_host("notsedo.com", hosts) is None
    assert on_host("sedo.com.evil.example", hosts) is None
    assert on_host("", hosts) is None
