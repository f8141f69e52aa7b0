"""Addresses that no look may lead to, in every spelling that an address bar takes."""

from __future__ import annotations

import socket

from verify.fetch.guard import Resolver

PUBLIC = "93.184.216.34"
PUBLIC_6 = "2606:2800:220:1::1"

_HOSTS = [
    # loopback, unspecified
    "127.0.0.1", "127.1", "127.0.1", "127.255.255.254", "0.0.0.0", "0", "0.1.2.3", "127.0.0.1.",
    # decimal, octal, hexadecimal, short and mixed
    "2130706433", "0x7f000001", "0x7f.1", "0x7F.0x0.0x0.0x1", "0177.0.0.1", "0177.1", "017700000001",
    "0x0", "00000177.0.0.1", "0x7f.0.1", "127.0x1", "167772161", "0xa000001", "012.1", "10.1",
    "2852039166", "0xa9fea9fe", "0251.0376.0251.0376", "0xA9.254.0251.254", "3232235521", "192.168.1",
    # private, shared, link-local, metadata, reserved, test, multicast, broadcast
    "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.0.1", "100.64.0.1", "169.254.1.1",
    "169.254.169.254", "100.100.100.200", "192.0.0.192", "192.0.2.1", "198.18.0.1", "198.51.100.1",
    "203.0.113.1", "192.88.99.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
    # IPv6, and IPv4 inside of it: mapped, compatible, NAT64, 6to4, Teredo
    "[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[0000:0000:0000:0000:0000:0000:0000:0001]",
    "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::FFFF:10.0.0.1]", "[::ffff:169.254.169.254]",
    "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b::127.0.0.1]", "[64:ff9b:1::1]", "[2002:7f00:1::]",
    "[2002:a00:1::1]", "[2001:0:7f00:1::]", "[2001::1]", "[fe80::1]", "[fe80::1%25lo]", "[fe80::1%lo]",
    "[fec0::1]", "[fc00::1]", "[fd00::1]", "[fd00:ec2::254]", "[ff02::1]", "[2001:db8::1]", "[3fff::1]",
    "[100::1]", "[5f00::1]",
    # names, and other scripts' digits and dots
    "localhost", "LOCALHOST", "localhost.", "a.localhost", "localhost.localdomain", "ip6-localhost",
    "metadata.google.internal", "metadata", "printer.local", "router.lan", "nas.home.arpa",
    "127。0。0。1", "１２７.0.0.1", "①②⑦.⓪.⓪.①", "127．0．0．1", "loc\u00adalhost", "ⓛocalhost",
    # what stands before an @ is no host
    "press.example@127.0.0.1", "press.example:80@127.0.0.1", "user:pass@[::1]", "93.184.216.34@10.0.0.1",
    "press.example%40x@127.0.0.1", "a@b@127.0.0.1",
]  # fmt: skip

HOSTS = [f"http://{host}/" for host in _HOSTS] + [
    "https://127.0.0.1/",
    "https://0x7f.1/",
    "https://[::ffff:127.0.0.1]/",
    "https://localhost/",
    "http://127.0.0.1:8080/",
    "http://127.0.0.1#@press.example/",
    "http://127.0.0.1?@press.example/",
    "http://127.0.\t0.1/",
    "http://%31%32%37.0.0.1/",
    "http://127.0.0.1%00.press.example/",
]

UNREADABLE = ["http:\\\\127.0.0.1\\", "http:///127.0.0.1/", "http:127.0.0.1"]
"""As the target of a redirect these are paths of the host that redirects."""

PORTS = [
    f"http://{PUBLIC}:{port}/"
    for port in (1, 7, 21, 22, 23, 25, 53, 110, 143, 389, 465, 587, 2049, 5060, 6000, 6667, 10080)
] + [f"https://{PUBLIC}:25/", f"http://[{PUBLIC_6}]:22/", f"http://{PUBLIC}:0/", f"http://{PUBLIC}:65536/"]

SCHEMES = [
    "file:///etc/hosts", "file://localhost/etc/hosts", "ftp://93.184.216.34/", "gopher://93.184.216.34:70/_x",
    "dict://93.184.216.34:2628/", "ldap://93.184.216.34/", "ws://93.184.216.34/", "data:text/html,x",
    "javascript:alert(1)", "jar:http://93.184.216.34/!/", "about:blank", "blob:http://93.184.216.34/x",
]  # fmt: skip

ALL = HOSTS + PORTS + SCHEMES

ADDRESSES = [
    "0.0.0.0", "10.0.0.1", "100.64.0.1", "100.100.100.200", "127.0.0.1", "169.254.169.254", "172.16.0.1",
    "192.0.0.192", "192.168.0.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::",
    "2001:0:7f00:1::", "fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%lo", "fec0::1", "ff02::1",
]  # fmt: skip


class Local:
    """Numbers as the machine reads them, private names as a network may have them, all others unknown."""

    _PRIVATE = (".localhost", ".localdomain", ".internal", ".local", ".lan", ".home.arpa")

    async def resolve(self, host: str, port: int) -> list[str]:
        name = host.rstrip(".").lower()
        if ("." not in name and not name[:1].isdigit()) or name.endswith(self._PRIVATE):
            return ["127.0.0.1"]
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
        return [str(entry[4][0]) for entry in found]


def local() -> Resolver:
    return Local()
