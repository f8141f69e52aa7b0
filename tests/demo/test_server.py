from __future__ import annotations

import gzip
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from http.client import HTTPResponse
from pathlib import Path

import pytest

from verify.demo.server import LOOPBACK, StandInServer, hosts_of, serve
from verify.demo.source_files import stand_ins
from verify.model.policy import ConnectTo, Endpoint
from verify.model.reference import Copy, Reference, Role
from verify.model.registry import Article, Registry

pytest.importorskip("trustme")
pytestmark = pytest.mark.slow

AP = "/6e151296fb194f85ba69a8babd972e4b"
TURKYSTAN = "/article/61348-aza-stan-ytayda-stal-an-etnikaly-aza-tardy-bosatudy-s-rady"
TENGRI = "/asia/uchastilis-obrascheniya-problemam-kazahskoy-diasporyi-knr-332034"
LAND = "/content/central-asian-land-and-china/27711366.html"
HOSTS = ("apnews.com", "turkystan.kz.", "tengrinews.kz", "www.rferl.org")


@pytest.fixture(scope="module")
def server() -> Iterator[StandInServer]:
    with serve(HOSTS) as running:
        yield running


def ask(
    server: StandInServer,
    host: str,
    target: str,
    *,
    tls: bool = True,
    name: str | None = None,
    extra: str = "",
) -> tuple[HTTPResponse, bytes]:
    """One request by hand: the certificate is verified for `name` against the server's own authority."""
    port = server.tls_port if tls else server.plain_port
    with socket.create_connection((LOOPBACK, port), timeout=5) as plain:
        context = ssl.create_default_context(cafile=server.cacert)
        wire = context.wrap_socket(plain, server_hostname=name or host.rstrip(".")) if tls else plain
        with wire:
            wire.sendall(
                f"GET {target} HTTP/1.1\r\nHost: {host}\r\n{extra}Connection: close\r\n\r\n".encode()
            )
            reply = HTTPResponse(wire)
            reply.begin()
            with reply:
                return reply, reply.read()


def test_the_policy_parts_lead_every_host_to_the_two_ports(server: StandInServer) -> None:
    assert ConnectTo("apnews.com", 443, LOOPBACK, server.tls_port) in server.connect_to
    assert ConnectTo("apnews.com", 80, LOOPBACK, server.plain_port) in server.connect_to
    assert {way.host for way in server.connect_to} == {*HOSTS, "turkystan.kz"}
    assert server.allow == (Endpoint(LOOPBACK, server.tls_port), Endpoint(LOOPBACK, server.plain_port))
    assert server.tls_port != server.plain_port


def test_a_page_comes_over_verified_tls(server: StandInServer) -> None:
    reply, body = ask(server, "apnews.com", AP)
    assert reply.status == 200
    assert b"had to disavow their Islamic beliefs" in body


@pytest.mark.parametrize("host", ["turkystan.kz", "turkystan.kz."])
def test_a_trailing_dot_in_the_host_field_leads_to_the_same_page(server: StandInServer, host: str) -> None:
    reply, body = ask(server, host, TURKYSTAN)
    assert reply.status == 200
    assert "Өткен аптада" in body.decode("utf-8")


def test_a_name_that_is_not_in_the_certificate_is_refused_by_the_client(server: StandInServer) -> None:
    with pytest.raises(ssl.SSLCertVerificationError, match="not valid for"):
        ask(server, "apnews.com", AP, name="other.example")


def test_a_client_that_does_not_know_the_authority_refuses_it(server: StandInServer) -> None:
    with (
        socket.create_connection((LOOPBACK, server.tls_port), timeout=5) as plain,
        pytest.raises(ssl.SSLCertVerificationError, match=r"self-signed|unable to get"),
    ):
        ssl.create_default_context().wrap_socket(plain, server_hostname="apnews.com")


def test_a_russian_page_in_its_old_charset(server: StandInServer) -> None:
    reply, body = ask(server, "tengrinews.kz", TENGRI, extra="Accept-Encoding: gzip\r\n")
    assert (reply.getheader("Content-Encoding"), reply.getheader("Content-Type")) == ("gzip", "text/html")
    assert "Акылбек Камалдинов" in gzip.decompress(body).decode("windows-1251")


def test_a_plain_url_redirects_to_tls(server: StandInServer) -> None:
    reply, _ = ask(server, "www.rferl.org", LAND, tls=False)
    assert (reply.status, reply.getheader("Location")) == (301, f"https://www.rferl.org{LAND}")
    reply, body = ask(server, "www.rferl.org", LAND)
    assert reply.status == 200
    assert b"land code" in body


def test_unknown_paths_are_not_found_and_robots_may_read(server: StandInServer) -> None:
    assert ask(server, "apnews.com", "/nothing")[0].status == 404
    assert ask(server, "apnews.com", "/robots.txt")[0].status == 200


def test_time_passes_when_it_is_told_to() -> None:
    host, quota = "www.rfa.org", "/english/news/uyghur/detention-11012017120255.html"
    with serve([host]) as server:
        tag = ask(server, host, quota)[0].getheader("ETag")
        unchanged, _ = ask(server, host, quota, extra=f"If-None-Match: {tag}\r\n")
        server.advance()
        changed, body = ask(server, host, quota, extra=f"If-None-Match: {tag}\r\n")
    assert (unchanged.status, changed.status, server.stage.moment) == (304, 200, 2)
    assert b"2,000 per week" in body


def test_nothing_is_left_when_it_stops_even_with_a_client_that_holds_on() -> None:
    threads = threading.active_count()
    started = time.monotonic()
    with serve(["apnews.com"]) as server:
        assert threading.active_count() > threads
        silent = socket.create_connection((LOOPBACK, server.plain_port), timeout=5)
        ask(server, "apnews.com", AP)
    assert time.monotonic() - started < 5
    with silent:
        assert silent.recv(1) == b""
    assert not Path(server.cacert).exists()
    assert threading.active_count() == threads
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((LOOPBACK, server.plain_port), timeout=5)


def test_every_stand_in_is_served_at_each_of_its_urls() -> None:
    urls = [place.url for stand_in in stand_ins() for place in stand_in.locations]
    references = tuple(
        Reference(f"r{number}", "s", copies=(Copy(url, Role.repost),)) for number, url in enumerate(urls)
    )
    hosts = hosts_of(Registry("r.yaml", "slug", Article("T"), (), references, ()))
    assert {"turkystan.kz.", "apnews.com", "www.rferl.org"} <= set(hosts)
    with serve(hosts) as server:
        for url in urls:
            scheme, _, rest = url.partition("://")
            host, slash, path = rest.partition("/")
            reply, body = ask(server, host, slash + path, tls=scheme == "https")
            assert reply.status in (200, 301), url
            assert body or reply.status == 301, url
