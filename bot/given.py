"""
What was given to set this bot up: the environment, system credentials, a settings file.

Asked for one setting, the first of the three that has it answers. Credentials are the files of the
folder that `CREDENTIALS_DIRECTORY` names, as systemd fills it; a container's secrets will do. Each
is called like its setting, in small letters: `bot-token`, `ledger-key`. The settings file is the
one that `FINGERPOST_SETTINGS` names: `NAME=value` on a line, `#` before a remark.

No message shows a value: it may be a secret, or one that stands in the wrong place.
"""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.errors import SettingError

FILE = "FINGERPOST_SETTINGS"
"""The setting that names the file of settings."""

CREDENTIALS = "CREDENTIALS_DIRECTORY"
"""What systemd calls the folder of credentials."""

OPEN_TO_OTHERS = 0o077
"""The rights of everybody but the owner."""

_PREFIX = "FINGERPOST_"
# A key in base64 ends in "=" and has no "_": it must not be taken for a name, and shown.
_LINE = re.compile(r"(?P<name>[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\s*=\s*(?P<value>.*)")
_SECRET = re.compile(r"_(TOKEN|KEY|SECRET)$")


@dataclass(frozen=True, slots=True)
class _Line:
    """One setting of the file. `place` is `file:line`."""

    place: str
    value: str = field(repr=False)


class Given:
    """
    All that was given. It remembers what it was asked for, so that what nobody reads is noticed.

    Raises SettingError for a file that cannot be read, is wrong, or shows a secret to others.
    """

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        file = environment.get(FILE)
        self._lines = _read_file(Path(file)) if file else {}
        # Asked for in brackets: systemd sets it, it is no setting of ours.
        found = CREDENTIALS in environment and environment[CREDENTIALS]
        self._credentials = Path(found) if found else None
        self._asked: set[str] = set()

    def get(self, name: str) -> str | None:
        """Return what was given for a setting; None or an empty text when nothing was."""
        self._asked.add(name)
        return self._environment.get(name) or self._credential(name) or self._from_file(name)

    def refuse_unknown(self) -> None:
        """Raise SettingError for a name that no setting has, with the nearest one that there is."""
        for name, line in self._lines.items():
            if name not in self._asked:
                raise SettingError(f"{line.place}: {self._unknown(name)}")
        for name in sorted(self._environment):
            if name.startswith(_PREFIX) and name not in {*self._asked, FILE}:
                raise SettingError(self._unknown(name))

    def placed(self, error: SettingError) -> SettingError:
        """Return an error that begins with a setting's name with the line it stands in before."""
        name = str(error).partition(" ")[0]
        line = self._lines.get(name)
        if line is None or self._environment.get(name) or self._credential(name):
            return error
        return SettingError(f"{line.place}: {error}")

    def _from_file(self, name: str) -> str | None:
        return self._lines[name].value if name in self._lines else None

    def _credential(self, name: str) -> str | None:
        if self._credentials is None:
            return None
        path = self._credentials / credential_name(name)
        try:
            return path.read_text(encoding="utf-8").strip() if path.is_file() else None
        except (OSError, UnicodeDecodeError):
            raise SettingError(
                f"{path}: this credential cannot be read. It is to be one line of text that the "
                "bot's own user can read"
            ) from None

    def _unknown(self, name: str) -> str:
        from difflib import get_close_matches  # only for somebody who made a slip

        nearest = get_close_matches(name, sorted(self._asked), 1, 0.5)
        meant = f"Write {nearest[0]}, if that is meant" if nearest else "Take it out"
        return f"{name} is no setting. {meant}; README.md lists them all"


def credential_name(setting: str) -> str:
    """Return the name of the credential that holds a setting."""
    return setting.removeprefix(_PREFIX).lower().replace("_", "-")


def _read_file(path: Path) -> dict[str, _Line]:
    try:
        with path.open(encoding="utf-8-sig") as file:
            mode = os.fstat(file.fileno()).st_mode
            lines = dict(_lines(path, file.read()))
    except UnicodeDecodeError:
        raise SettingError(f"{path}:1: not a text in UTF-8. Save it as one") from None
    except OSError as error:
        raise SettingError(
            f"{path}: the settings file cannot be read ({error.strerror}). Mend the path in "
            f"{FILE}, or the rights on the file"
        ) from None
    shown = [one for name, one in lines.items() if _is_secret(name, one.value)]
    if mode & OPEN_TO_OTHERS and shown:
        raise SettingError(
            f"{shown[0].place}: a secret stands here, and others can open the file. "
            f"Run: chmod 600 {path}"
        )
    return lines


def _lines(path: Path, text: str) -> Iterator[tuple[str, _Line]]:
    seen: dict[str, str] = {FILE: "the environment, and only there"}
    for number, raw in enumerate(text.splitlines(), 1):
        line, place = raw.strip(), f"{path}:{number}"
        if not line or line.startswith("#"):
            continue
        found = _LINE.fullmatch(line)
        if found is None:
            raise SettingError(f"{place}: not a setting. Write NAME=value, or # before a remark")
        name = found["name"]
        if name in seen:
            raise SettingError(f"{place}: {name} is set in {seen[name]}. Take one of the two out")
        seen[name] = place
        yield name, _Line(place, _unquoted(found["value"]))


def _unquoted(value: str) -> str:
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "'\""
    return value[1:-1] if quoted else value


def _is_secret(name: str, value: str) -> bool:
    """Whether a value is one: by its name, or an address with a name and a password in it."""
    return bool(value) and (bool(_SECRET.search(name)) or ("://" in value and "@" in value))
