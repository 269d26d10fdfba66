"""A PostgreSQL server of the tests' own: a new cluster, loopback only, gone afterwards."""

import getpass
import shutil
import socket
import subprocess
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
def server(folder: Path) -> Iterator[str]:
    """Start a server with its files in a folder; yield its address without a database name."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    data = folder / "data"
    data.mkdir()
    if getpass.getuser() == "root":
        for path in (folder, data):
            shutil.chown(path, "postgres")
        for parent in folder.parents[:3]:
            parent.chmod(0o755)
    run = {"check": True, "capture_output": True, "cwd": folder}
    init = (program("initdb"), "-D", str(data), "-U", "fingerpost", "--auth=trust", "-E", "UTF8")
    subprocess.run(as_postgres(*init), **run)  # type: ignore[call-overload]
    options = (
        f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    )
    control = (program("pg_ctl"), "-D", str(data), "-w")
    log = ("-l", str(folder / "log"))
    subprocess.run(as_postgres(*control, *log, "-o", options, "start"), **run)  # type: ignore[call-overload]
    try:
        yield f"postgresql://fingerpost@127.0.0.1:{port}"
    finally:
        subprocess.run(as_postgres(*control, "-m", "immediate", "stop"), **run)  # type: ignore[call-overload]
