"""A PostgreSQL server of the tests' own: a new cluster, loopback only, gone afterwards."""

import getpass
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

BINARIES = "/usr/lib/postgresql"
"""Where Debian puts them, in a folder for each version."""


def program(name: str) -> str:
    """Return the path of one of PostgreSQL's programs. Raises AssertionError with the remedy."""
    found = sorted(Path(BINARIES).glob(f"*/bin/{name}"))
    path = shutil.which(name) or (str(found[-1]) if found else None)
    assert path, f"{name} is not installed. Run: tests/install.sh"
    return path


def as_postgres(*words: str) -> list[str]:
    """PostgreSQL refuses to run as root: then it runs as the user its package made."""
    return ["runuser", "-u", "postgres", "--", *words] if getpass.getuser() == "root" else [*words]


@contextmanager
def server() -> Iterator[str]:
    """Start a server in a folder of its own; yield its address without a database name."""
    with cluster() as (address, _):
        yield address


@contextmanager
def cluster(settings: str = "") -> Iterator[tuple[str, Path]]:
    """
    Start a server with these settings; yield its address and the folder of its data and its log.

    The folder is not one of pytest's: those can be cleared by another run while this one lasts.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = Path(tempfile.mkdtemp(prefix="fingerpost-postgresql-"))
    data = folder / "data"
    if getpass.getuser() == "root":
        shutil.chown(folder, "postgres")
    try:
        _run("initdb", "-D", str(data), "-U", "fingerpost", "--auth=trust", "-E", "UTF8")
        here = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
        options = f"{here} -c fsync=off {settings}"
        _run("pg_ctl", "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield f"postgresql://fingerpost@127.0.0.1:{port}", folder
        finally:
            _run("pg_ctl", "-D", str(data), "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(name: str, *words: str) -> None:
    command = as_postgres(program(name), *words)
    done = subprocess.run(command, capture_output=True, text=True, cwd="/", check=False)
    assert done.returncode == 0, f"{name} failed: {done.stdout}{done.stderr}"
