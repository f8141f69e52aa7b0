"""What the policy says of single hosts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from verify.errors import SettingsError
from verify.fetch.url import UnusableUrl, host_key, read_url
from verify.model.policy import HostPolicy

_FIELD_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+\Z")  # token, RFC 9110 5.6.2
_FIELD_VALUE = re.compile(r"[\x21-\x7e](?:[\x20-\x7e\t]*[\x21-\x7e])?\Z")
_FRAMING = frozenset(("host", "connection", "content-length", "transfer-encoding"))


@dataclass(frozen=True)
class HostRule:
    """What holds for one host. `headers` come from the policy for `pattern` and may be secrets."""

    delay: float | None = None
    concurrency: int | None = None
    pattern: str | None = None
    headers: tuple[tuple[bytes, bytes], ...] = field(default=(), repr=False)


class HostRules:
    """Of several policies for a host the most particular that says something decides, field by field.

    Raises SettingsError for a pattern that is no host name and for a header that cannot be sent; the
    message never shows a header's value.
    """

    def __init__(self, policies: Iterable[HostPolicy]) -> None:
        read = [(_pattern(policy.pattern), policy) for policy in policies]
        for _, policy in read:
            _check_headers(policy)
        self._policies = sorted(read, key=lambda item: (item[0][0], -len(item[0][1])))
        self._known: dict[str, HostRule] = {}

    def of(self, host: str) -> HostRule:
        """`host` as host_key gives it: lower case, Unicode, no final dot."""
        if host not in self._known:
            self._known[host] = self._merged(host)
        return self._known[host]

    def _merged(self, host: str) -> HostRule:
        found = [policy for pattern, policy in self._policies if _matches(pattern, host)]
        headed = next((policy for policy in found if policy.headers), None)
        return HostRule(
            delay=next((policy.delay for policy in found if policy.delay is not None), None),
            concurrency=next((policy.concurrency for policy in found if policy.concurrency), None),
            pattern=headed.pattern if headed else None,
            headers=tuple((n.encode(), v.encode()) for n, v in headed.headers) if headed else (),
        )


_Pattern = tuple[bool, str]
"""Whether names below match too, and the name."""


def _pattern(text: str) -> _Pattern:
    wide = text.startswith("*.")
    name = text[2:] if wide else text
    if name.count(":") > 1:
        name = f"[{name.strip('[]')}]"
    try:
        host = host_key(read_url(f"http://{name}/"))[1]
    except UnusableUrl as error:
        raise _no_name(text) from error
    if not re.fullmatch(r"[^/?#@\\:]+|\[[0-9A-Fa-f:.]+\]", name):
        raise _no_name(text)
    return wide, host


def _no_name(text: str) -> SettingsError:
    return SettingsError(
        f"hosts: {text!r} is no host name", mend='write it as "example.org" or "*.example.org"'
    )


def _matches(pattern: _Pattern, host: str) -> bool:
    wide, name = pattern
    return host == name or (wide and host.endswith(f".{name}"))


def is_field_name(name: str) -> bool:
    """Whether a header of this name can be added to a request: it is a token and frames no message."""
    return bool(_FIELD_NAME.match(name)) and name.lower() not in _FRAMING


def is_field_value(value: str) -> bool:
    """One line of printable ASCII without spaces around it."""
    return bool(_FIELD_VALUE.match(value))


def _check_headers(policy: HostPolicy) -> None:
    for name, value in policy.headers:
        if not is_field_name(name):
            raise SettingsError(f"hosts: {policy.pattern!r} has a header {name!r} that cannot be sent")
        if not is_field_value(value):
            raise SettingsError(
                f"hosts: the value of the header {name!r} for {policy.pattern!r} cannot be sent",
                mend="it must be one line of printable ASCII without spaces around it",
            )
