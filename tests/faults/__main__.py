"""`python -m tests.faults`: the fault server by hand, on 127.0.0.1, until Ctrl-C.

Addresses and the table of routes go to stdout, everything else to stderr.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from contextlib import AsyncExitStack

from tests.faults.catalogue import FAULTS
from tests.faults.certificates import VARIANTS
from tests.faults.server import FaultServer
from tests.faults.statuses import FORBIDS
from tests.faults.table import Fault


def arguments(given: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.faults",
        description="Serve pages and answers that go wrong, on 127.0.0.1. Each route stands for one "
        "availability: what `verify` has to say of it.",
        epilog="Reach a name there by `verify check --connect-to press.example:443:127.0.0.1:PORT`.",
    )
    parser.add_argument(
        "--port", type=_port, default=0, help="port of the plain server (default: a free one)"
    )
    parser.add_argument(
        "--tls", action="store_true", help="also serve every kind of certificate, on free ports"
    )
    parser.add_argument("--list", action="store_true", help="print the table of routes and end")
    parser.add_argument(
        "--only", metavar="AVAILABILITY", choices=sorted({fault.stands.value for fault in FAULTS.values()}),
        help="only the routes that stand for this one, as soft_404",
    )  # fmt: skip
    return parser.parse_args(given)


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port < 65536:
        raise argparse.ArgumentTypeError(f"there is no port {port}")
    return port


def table(only: str | None = None) -> str:
    """The routes by what they stand for, in columns: availability, address, one line of words."""
    chosen = sorted(
        (fault for fault in FAULTS.values() if only in (None, fault.stands.value)),
        key=lambda fault: (fault.stands.value, fault.path),
    )
    rows = [(fault.stands.value, fault.ask, _says(fault)) for fault in chosen]
    first, second = (max(len(row[column]) for row in rows) for column in (0, 1))
    return "\n".join(f"{stands:<{first}}  {ask:<{second}}  {says}" for stands, ask, says in rows)


def _says(fault: Fault) -> str:
    policy = ", ".join(f"{key} {value}" for key, value in fault.policy.items())
    return f"{fault.says} (with {policy})" if policy else fault.says


async def serve(given: argparse.Namespace) -> None:
    """Serve until cancelled. Raises OSError where the port is taken."""
    async with AsyncExitStack() as stack:
        plain = await stack.enter_async_context(FaultServer(port=given.port, robots=(200, FORBIDS)))
        print(plain.origin)
        for name, make in VARIANTS.items() if given.tls else ():
            server = await stack.enter_async_context(FaultServer(tls=make()))
            print(f"{server.origin}  certificate: {name}")
        print(table(given.only), flush=True)
        print("Ctrl-C ends.", file=sys.stderr, flush=True)
        await asyncio.Event().wait()


def main() -> int:
    given = arguments()
    try:
        if given.list:
            print(table(given.only), flush=True)
            return 0
        asyncio.run(serve(given))
    except KeyboardInterrupt:
        print("ended", file=sys.stderr)
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115  the reader left
    except OSError as error:
        print(f"cannot listen on port {given.port}: {error.strerror}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
