"""What each host was asked in a run."""

from __future__ import annotations

from collections import Counter

from verify.fetch.url import HostKey, host_label
from verify.model.link import HostUse


class Uses:
    """Counts by host and port (that of http and https left out), in order of the first request."""

    def __init__(self) -> None:
        self._requests: Counter[str] = Counter()
        self._retries: Counter[str] = Counter()
        self._limited: Counter[str] = Counter()
        self._waited: dict[str, float] = {}

    def asked(self, key: HostKey) -> None:
        self._requests[host_label(key)] += 1

    def retried(self, key: HostKey) -> None:
        self._retries[host_label(key)] += 1

    def limited(self, key: HostKey) -> None:
        self._limited[host_label(key)] += 1

    def waited(self, key: HostKey, seconds: float) -> None:
        host = host_label(key)
        self._waited[host] = self._waited.get(host, 0.0) + seconds

    def all(self) -> tuple[HostUse, ...]:
        """Hosts that were never asked are left out, whatever was waited for them."""
        return tuple(
            HostUse(host, count, self._retries[host], self._limited[host], self._waited.get(host, 0.0))
            for host, count in self._requests.items()
        )
