"""A PostgreSQL server for one test run: its own folder, port and password, no care for a power cut, gone afterwards."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from scripts.steps import fail

PROGRAMS = Path("/usr/lib/postgresql")
PATIENCE_SECONDS = 60
# Speed instead of safety: the data are thrown away. Few and small workers: the machine has other things to do.
OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    "shared_buffers": "128MB",
    "max_wal_size": "2GB",
    "max_parallel_workers_per_gather": "0",
    "dynamic_shared_memory_type": "mmap",
}


@contextmanager
def throw_away_server() -> Iterator[str]:
    """A running server's address, as LVYE_DATABASE_URL takes it."""
    home = Path(tempfile.mkdtemp(prefix="lvye-postgres-"))
    try:
        password, port = secrets.token_hex(12), _free_port()
        _make_cluster(home, password)
        server = _start(home, port)
        try:
            _wait(server, home, port)
            yield f"postgresql://lvye:{password}@127.0.0.1:{port}/postgres"
        finally:
            server.send_signal(signal.SIGINT)  # its fast shutdown: waits for no client
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _programs() -> Path:
    found = sorted(PROGRAMS.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else Path(shutil.which("initdb") or "/usr/bin/initdb").parent


def _as_nobody_special() -> dict[str, Any]:
    """PostgreSQL refuses to run as root: for root it runs as the user its package made."""
    return {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}


def _make_cluster(home: Path, password: str) -> None:
    secret = home / "password"
    secret.write_text(password)
    if os.geteuid() == 0:
        for path in (home, secret):
            shutil.chown(path, "postgres", "postgres")
    ended = subprocess.run(
        [_programs() / "initdb", "-D", home / "data", "-U", "lvye", "--auth=scram-sha-256", f"--pwfile={secret}",
         "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"],
        cwd=home, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, **_as_nobody_special(),
    )  # fmt: skip
    if ended.returncode:
        fail("PostgreSQL could not make a database folder", ended.stdout, "Is the package `postgresql` whole?")


def _start(home: Path, port: int) -> subprocess.Popen[bytes]:
    options = OPTIONS | {"port": str(port), "unix_socket_directories": str(home)}
    words = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
    with (home / "log").open("wb") as said:
        return subprocess.Popen(
            [_programs() / "postgres", "-D", home / "data", *words],
            cwd=home, stdin=subprocess.DEVNULL, stdout=said, stderr=said, start_new_session=True,
            **_as_nobody_special(),
        )  # fmt: skip


def _wait(server: subprocess.Popen[bytes], home: Path, port: int) -> None:
    asked = [str(_programs() / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]
    until = time.monotonic() + PATIENCE_SECONDS
    while subprocess.run(asked, check=False).returncode:
        if server.poll() is not None or time.monotonic() > until:
            fail("PostgreSQL did not start", (home / "log").read_text(errors="replace"), "Its own words are above.")
        time.sleep(0.1)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
