"""
The directory as the files of services_data/, the way back into git, and such a file as an import.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.exchange.limits import refuse_unfit, refused
from bot.exchange.lines import Line
from bot.exchange.plain import to_plain
from bot.signposting.service import Service
from bot.yaml_file import as_yaml, read_yaml

_SUFFIXES = frozenset({".yaml", ".yml"})
_FORM = "# yaml-language-server: $schema=schema/services.json"


class YamlWriter:
    """
    Writes services one after another: into one file, or into a folder a file for each country.

    In a folder, a country keeps the file in which it stands already, and the remarks at its top.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._files: dict[str, Any] = {}
        self._known = {} if self._is_one_file else _known_files(path)
        if not self._is_one_file:
            path.mkdir(parents=True, exist_ok=True)

    @property
    def _is_one_file(self) -> bool:
        return self._path.suffix.casefold() in _SUFFIXES

    def add(self, service: Service) -> None:
        """Write one record behind those of its country."""
        key = "" if self._is_one_file else service.country
        if key not in self._files:
            self._files[key] = self._opened(service.country)
        self._files[key].write(as_yaml([to_plain(service)]))

    def close(self) -> list[str]:
        """Finish the files, each put in its place at once; say which were written."""
        for file in self._files.values():
            file.close()
            half = Path(file.name)
            half.replace(half.with_suffix(""))
        return [f"Written: {Path(file.name).with_suffix('').name}" for file in self._files.values()]

    def _opened(self, country: str) -> Any:
        usual = self._path / f"services_{country.casefold()}.yaml"
        target = self._path if self._is_one_file else self._known.get(country, usual)
        head = _head(target) if target.is_file() and not self._is_one_file else [_FORM]
        file = target.with_name(f"{target.name}.half").open("w", encoding="utf-8")
        file.write("".join(f"{line}\n" for line in head))
        return file


def _known_files(folder: Path) -> dict[str, Path]:
    """Return the file in which each country stands."""
    found: dict[str, Path] = {}
    for path in sorted(folder.glob("services_*.yaml")):
        for record in read_yaml(path).value or []:
            if isinstance(record, dict) and isinstance(record.get("country"), str):
                found.setdefault(record["country"], path)
    return found


def _head(path: Path) -> list[str]:
    """Return the remarks with which a file begins."""
    lines = path.read_text(encoding="utf-8").splitlines()
    length = next((at for at, line in enumerate(lines) if not line.startswith("#")), len(lines))
    return lines[:length]


def read_services_yaml(path: Path) -> Iterator[Line]:
    """Yield each record of a file. Raises ContentError, file and line named."""
    refuse_unfit(path)
    document = read_yaml(path)
    if not isinstance(document.value, list):
        raise refused(path, "is no list of services", "Begin each record with `- id:`")
    for at, part in enumerate(document.value):
        row = str(document.line(at))
        if isinstance(part, dict):
            yield Line(row, part, dotted=True)
        else:
            yield Line(row, {}, (("", "is no record", "Begin it with `- id:`"),), dotted=True)


def read_services_folder(path: Path) -> Iterator[Line]:
    """Yield each record of a folder like services_data/. Raises ContentError."""
    files = sorted(path.glob("services_*.yaml"))
    if not files:
        what = "holds neither datapackage.json nor services_*.yaml"
        raise refused(path, what, "Hand in a whole package, or a folder like services_data")
    for file in files:
        for line in read_services_yaml(file):
            yield replace(line, row=f"{file.name}:{line.row}")
