"""From a link as written to the URL it means (RFC 3986 5, as browsers read it: WHATWG URL)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from urllib.parse import unquote, urljoin

_OUTSIDE = "".join(map(chr, range(0x21)))  # C0 controls and space, dropped at the ends as browsers do
_INSIDE = str.maketrans("", "", "\t\r\n")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_WEB = re.compile(r"(https?):(//+)?", re.IGNORECASE)
_PARTS = re.compile(r"(https?)://([^/?#]*)(.*)", re.DOTALL)
_DOTS = str.maketrans("。．｡", "...")
_HOST = re.compile(r"[^\x00-\x20\x7f\"#%/:<>?@\[\\\]^`{|}\s]+")
_IPV6 = re.compile(r"(\[[0-9A-Fa-f:.]{2,45}\])(?::(.*))?\Z")
_OPENING = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?[/\\]{2,}|https?:[/\\]?", re.IGNORECASE)
_AUTHORITY = re.compile(r"[^/?#\\]*")
_PATH_MARKS = str.maketrans({"%": "%25", "#": "%23", "?": "%3F"})
_PORTS = {"http": "80", "https": "443"}
_MAX_LENGTH = 16_384
_WRITE = "write it as https://HOST/PATH"


class Unusable(ValueError):
    """The link means no address; `mend` says what to do."""

    def __init__(self, message: str, mend: str = _WRITE) -> None:
        super().__init__(message)
        self.message = message
        self.mend = mend


@dataclass(frozen=True)
class Base:
    """What relative links are relative to: a URL, else a local file (`path`, POSIX, quoted), else nothing."""

    url: str | None = None
    path: str | None = None

    @classmethod
    def of(cls, name: str, url: str | None) -> Base:
        """The base of the document `name`, which is a path, a URL or `-`; `url` is one given for it."""
        if url is None and name.lower().startswith(("http://", "https://")):
            url = name
        if url is not None or name == "-":
            return cls(url=url)
        return cls(path=name.translate(_PATH_MARKS))

    def moved(self, href: str | None) -> Base:
        """The base that <base href> or xml:base makes of this one; unchanged by one that means nothing."""
        if not href:
            return self
        try:
            url = resolve(href, self)
        except Unusable:
            return self
        if url is None:
            return self
        if url.startswith("file:"):
            return replace(self, path=url.removeprefix("file:"))
        return Base(url=url)


def resolve(target: str, base: Base) -> str | None:
    """The absolute URL, its fragment kept, its userinfo dropped; None for what is no link to check (other
    schemes, an empty one). A relative link of a local file is a `file:` URL. Raises Unusable."""
    cleaned = target.strip(_OUTSIDE).translate(_INSIDE)
    if not cleaned:
        return None
    if len(cleaned) > _MAX_LENGTH:
        raise Unusable(f"the address is longer than {_MAX_LENGTH} characters", "shorten it")
    cleaned = _with_slashes(cleaned)
    web = _WEB.match(cleaned)
    if web:
        if not web[2]:
            raise Unusable(f"the address lacks // after {web[1]}:")
        return _checked(f"{web[1].lower()}://{cleaned[web.end() :]}")
    if _SCHEME.match(cleaned):
        return None
    if cleaned.startswith("//") and base.url is None:
        return _checked(f"https:{cleaned}")
    if base.url is None:
        return _local(cleaned, base.path)
    return _joined(base.url, cleaned)


def without_userinfo(target: str) -> str:
    """The link as it may be shown: whatever stands before an @ in the host part is dropped. Where the host
    part means no host but looks like a name and a password (a slash in a password ends it too early), all up
    to the last @ is."""
    shown = target.strip(_OUTSIDE)
    opening = _OPENING.match(shown.translate(_INSIDE)) if "@" in shown else None
    if opening is None:
        return shown
    shown = shown.translate(_INSIDE)
    authority = _AUTHORITY.match(shown, opening.end())
    inside, end = (authority.group(), authority.end()) if authority else ("", opening.end())
    userinfo, _, host = inside.rpartition("@")
    if (userinfo or ":" in host) and "@" in shown[end:] and not _is_host(host):
        return f"{opening.group()}…@{shown.rpartition('@')[2]}"
    return f"{opening.group()}{host}{shown[end:]}"


def _is_host(authority: str) -> bool:
    try:
        _host_and_port(authority)
    except Unusable:
        return False
    return True


def _with_slashes(text: str) -> str:
    """Backslashes of the path as slashes, as browsers read them in web addresses."""
    if "\\" not in text:
        return text
    scheme = _SCHEME.match(text)
    if scheme and not _WEB.match(text):
        return text
    end = min((at for at in (text.find("?"), text.find("#")) if at >= 0), default=len(text))
    return text[:end].replace("\\", "/") + text[end:]


def _joined(base: str, relative: str) -> str | None:
    try:
        joined = urljoin(base, relative)
    except ValueError:
        raise Unusable("the address cannot be read") from None
    return _checked(joined)


def _local(relative: str, path: str | None) -> str:
    if path is None:
        raise Unusable("relative link, and no base URL is known", "give --base-url URL")
    if relative.startswith("/"):
        raise Unusable("the link starts at the site's root, and no base URL is known", "give --base-url URL")
    if relative[0] in "#?":
        return f"file:{path}{relative}"
    return f"file:{path[: path.rfind('/') + 1]}{relative}"


def _checked(url: str) -> str:
    """`url` with its host in lower case and a path, if it names a host that can be."""
    parts = _PARTS.match(url)
    if parts is None:
        raise Unusable("the address cannot be read")
    scheme, authority, rest = parts.groups()
    host, port = _host_and_port(authority.rpartition("@")[2])
    shown = "" if port in ("", _PORTS[scheme]) else f":{port}"
    if not rest.startswith("/"):
        rest = f"/{rest}"
    whole = f"{scheme}://{host}{shown}{rest.replace(' ', '%20')}"
    return urljoin(whole, whole.partition(f"{host}{shown}")[2]) if "/." in rest else whole


def _host_and_port(authority: str) -> tuple[str, str]:
    ipv6 = _IPV6.match(authority)
    if ipv6:
        host, port = ipv6[1], ipv6[2] or ""
    else:
        host, _, port = authority.partition(":")
        host = unquote(host).translate(_DOTS)
        _check_name(host)
    if port and not (port.isascii() and port.isdigit() and 0 < int(port[:6]) < 65536):
        raise Unusable("there is no port of that number")  # unnamed: it may be the begin of a password
    return host.lower(), port.lstrip("0")


def _check_name(host: str) -> None:
    if not host:
        raise Unusable("the address names no host")
    labels = host.removesuffix(".").split(".")
    fits = len(host) < 254 and all(0 < len(label) < 64 for label in labels)
    if not fits or not _HOST.fullmatch(host):
        raise Unusable("the address names no possible host")
