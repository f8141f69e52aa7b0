"""`python -m tests.faults`: the fault server by hand, on free ports of 127.0.0.1, until Ctrl-C."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack

from tests.faults.certificates import VARIANTS
from tests.faults.routes import ROUTES
from tests.faults.server import FaultServer


async def main() -> None:
    async with AsyncExitStack() as stack:
        plain = await stack.enter_async_context(FaultServer())
        print(plain.origin)
        for name, make in VARIANTS.items():
            server = await stack.enter_async_context(FaultServer(tls=make()))
            print(f"{server.origin}  certificate: {name}")
        print("routes:", " ".join(sorted(ROUTES)), flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    try:
        asyncio.run(main())
    except KeyboardInterrupt:
        print()
