"""What `verify doctor` puts together: settings that may be wrong, then machine, folder and network."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from verify import settings as settings_module
from verify.archive.checkup import checkup
from verify.cli.session import DEFAULT_REGISTRY, cache_place, now, run_fetching
from verify.errors import SettingsError, UsageError
from verify.model.health import Health, ok, problem, unchecked
from verify.model.registry import Registry
from verify.pipeline.doctor import machine, place
from verify.settings import Settings


def examine(paths: Sequence[Path], flags: Mapping[str, Any], *, online: bool) -> list[Health]:
    """Every line, in the order in which a run would stumble. Raises nothing that it can say instead."""
    chosen = list(paths) or [Path(DEFAULT_REGISTRY)]
    line, settings = _settings(chosen[0].parent, flags)
    registries, usable = place.registries(chosen)
    found = [*machine.versions(), line, *registries]
    found += machine.extras(place.needed_extras(usable, settings.notify))
    found += machine.proxies(os.environ, settings.proxy)
    found.append(machine.certificates(settings.cacert or None))
    found += _archive(chosen, settings)
    found += _network(settings, usable, online=online)
    return found


def _settings(folder: Path, flags: Mapping[str, Any]) -> tuple[Health, Settings]:
    try:
        settings = settings_module.load(folder, os.environ, flags)
        names = settings_module.sources(folder)
    except SettingsError as error:
        return problem("settings", error.message, error.mend or ""), Settings()
    return ok("settings", f"from {' and '.join(names)}" if names else "the defaults"), settings


def _archive(chosen: Sequence[Path], settings: Settings) -> Iterator[Health]:
    try:
        cache = cache_place(chosen, settings)
    except UsageError as error:
        yield unchecked("archive", error.message, error.mend or "")
        return
    yield place.clock(now(), cache)
    yield machine.disk(cache)
    yield from checkup(cache)


def _network(settings: Settings, usable: Sequence[Registry], *, online: bool) -> list[Health]:
    if not online:
        return [unchecked("network", "not asked", "`verify doctor --network` asks one cited host")]
    url = place.host_to_ask(usable)
    if url is None:
        return [unchecked("network", "no registry here names a host", "name one: -r FILE")]
    try:
        return run_fetching(settings, lambda fetcher: place.network(url, fetcher))
    except SettingsError as error:
        return [problem("network", error.message, error.mend or "")]
