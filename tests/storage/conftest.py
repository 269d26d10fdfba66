"""A small directory, a place for a database, and ways to spoil its files."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest

from bot.exchange.service_files import DirectoryFiles, read_directory_files
from bot.storage.store import DirectoryStore, open_store
from tests.storage.postgresql import server

DATA = Path(__file__).parents[2] / "services_data"


@pytest.fixture(scope="session")
def all_files() -> DirectoryFiles:
    """What is shipped."""
    return read_directory_files(DATA)


@pytest.fixture
def files(all_files: DirectoryFiles) -> DirectoryFiles:
    """The first few of what is shipped: enough to see what a load does to each."""
    return replace(all_files, services=all_files.services[:6])


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Where the SQLite file will lie, in a folder that is not there yet."""
    return tmp_path / "state" / "directory.db"


@pytest.fixture
def url(database: Path) -> str:
    return f"sqlite:///{database}"


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """A PostgreSQL server, started when the first test asks for it."""
    with server() as address:
        yield address


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.whole)])
async def any_url(request: pytest.FixtureRequest) -> AsyncIterator[str]:
    """The address of an empty database, on each kind of store that there is."""
    if request.param == "sqlite":
        yield request.getfixturevalue("url")
        return
    address, name = request.getfixturevalue("postgresql"), f"test_{uuid4().hex}"
    connection = await asyncpg.connect(f"{address}/postgres")
    await connection.execute(f"CREATE DATABASE {name}")
    await connection.close()
    yield f"{address}/{name}"


@pytest.fixture
async def store(url: str) -> AsyncIterator[DirectoryStore]:
    store = await open_store(url)
    yield store
    await store.close()


@pytest.fixture
async def any_store(any_url: str) -> AsyncIterator[DirectoryStore]:
    """A store of each kind: what is promised of one is promised of all."""
    store = await open_store(any_url)
    yield store
    await store.close()


class Files:
    """What happens to files behind the program's back, in one word each."""

    def put(self, path: Path, data: bytes) -> None:
        """Write a file, with the folder it lies in."""
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)

    def held(self, path: Path) -> bytes:
        return path.read_bytes()

    def there(self, path: Path) -> bool:
        return path.exists()

    def move(self, path: Path, to: Path) -> Path:
        return path.rename(to)

    def clear(self, folder: Path) -> None:
        """Delete every file of a folder."""
        found = list(folder.iterdir())
        assert found, "there was nothing to delete"
        for path in found:
            path.unlink()


@pytest.fixture
def disc() -> Files:
    return Files()
