"""An nginx of our own on loopback: its own folder, no rights needed, stopped by its own id."""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

CONF = """daemon off; worker_processes 1; pid {root}/nginx.pid; error_log {root}/error.log crit;
events {{ worker_connections 4096; }}
http {{
  access_log off; sendfile on; keepalive_requests 100000; default_type text/html; charset utf-8;
  types {{ text/html html; text/plain txt; }}
  client_body_temp_path {root}/t1; proxy_temp_path {root}/t2; fastcgi_temp_path {root}/t3;
  uwsgi_temp_path {root}/t4; scgi_temp_path {root}/t5;
  server {{
    listen 127.0.0.1:{port} backlog=4096; root {root}/site; gzip_static on;
    location ~ ^/r/([0-9]+)$ {{ return 301 http://127.0.0.1:{port}/p/$1.html; }}
  }}
}}
"""


def program() -> str | None:
    """The nginx to run, or None where there is none."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


@contextlib.contextmanager
def serving(nginx: str, root: Path) -> Iterator[str]:
    """Serve `root`/site; gives host:port. Raises OSError where it does not come up or send /p/0.html."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    conf = root / "nginx.conf"
    conf.write_text(CONF.format(root=root, port=port), encoding="utf-8")
    child = subprocess.Popen([nginx, "-p", str(root), "-e", str(root / "error.log"), "-c", str(conf)])
    try:
        _await(port, child)
        urllib.request.urlopen(f"http://127.0.0.1:{port}/p/0.html", timeout=5).close()
        yield f"127.0.0.1:{port}"
    finally:
        child.terminate()
        child.wait()


def _await(port: int, child: subprocess.Popen[bytes]) -> None:
    for _ in range(100):
        if child.poll() is not None:
            break
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise OSError("nginx did not start")
