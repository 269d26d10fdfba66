"""
Read the YAML files that people edit, and remember where everything stood.

YAML is read as version 1.2 reads it: an unquoted `no` is the word no, 091 is not a number of
another base, and a date stays text. A key that stands twice is an error, because the second one
would silently win. Other modules ask for a `Document` and never see the YAML library.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from bot.errors import ContentError

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Path_ = tuple[str | int, ...]


class _Loader(_Base):  # type: ignore[misc]  # the C loader has no stub
    """The fast loader with the few implicit types of YAML 1.2's core schema."""


_Loader.yaml_implicit_resolvers = {}
_CORE = {
    "tag:yaml.org,2002:bool": (r"true|True|TRUE|false|False|FALSE", "tTfF"),
    "tag:yaml.org,2002:null": (r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    "tag:yaml.org,2002:int": (r"[-+]?(0|[1-9][0-9]*)", "-+0123456789"),
    "tag:yaml.org,2002:float": (r"[-+]?[0-9]+\.[0-9]+", "-+0123456789"),
}
for _tag, (_pattern, _first) in _CORE.items():
    _Loader.add_implicit_resolver(_tag, re.compile(f"^(?:{_pattern})$"), list(_first))


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML file: its plain value, and the line (counted from 1) of every part of it."""

    path: Path
    value: Any
    lines: dict[Path_, int] = field(default_factory=dict, repr=False)

    def line(self, *where: str | int) -> int:
        """Return the line of a part, or of the nearest part around it that has one."""
        for length in range(len(where), -1, -1):
            if (found := self.lines.get(where[:length])) is not None:
                return found
        return 1

    def place(self, *where: str | int) -> str:
        """Return `file:line` of a part, the way every message begins."""
        return f"{self.path}:{self.line(*where)}"


def read_yaml(path: Path) -> Document:
    """
    Read one file.

    Raises ContentError with file, line and remedy when the file is missing or not YAML.
    """
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=_Loader)
    except FileNotFoundError:
        raise ContentError(
            f"{path}:1: there is no such file. Put it back or mend its name"
        ) from None
    except UnicodeDecodeError as error:
        raise ContentError(f"{path}:1: not UTF-8 ({error.reason}). Save it as UTF-8") from None
    except yaml.MarkedYAMLError as error:
        raise ContentError(_not_yaml(path, error)) from None
    lines: dict[Path_, int] = {}
    value = None if node is None else _plain(node, (), lines, path)
    return Document(path, value, lines)


def _not_yaml(path: Path, error: yaml.MarkedYAMLError) -> str:
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else 1
    return f"{path}:{line}: not readable as YAML ({error.problem}). Mend the indentation or quotes"


def _plain(node: yaml.Node, where: Path_, lines: dict[Path_, int], path: Path) -> Any:
    lines[where] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        return {
            key: _plain(value, (*where, key), lines, path)
            for key, value in _pairs(node, where, lines, path)
        }
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*where, at), lines, path) for at, item in enumerate(node.value)]
    return _scalar(node)


def _pairs(
    node: yaml.MappingNode, where: Path_, lines: dict[Path_, int], path: Path
) -> Iterator[tuple[str, yaml.Node]]:
    seen: set[str] = set()
    for key_node, value_node in node.value:
        key, line = str(key_node.value), key_node.start_mark.line + 1
        if key in seen:
            raise ContentError(f"{path}:{line}: {key!r} stands here twice. Remove one of the two")
        seen.add(key)
        yield key, value_node
        lines[(*where, key)] = line


def _scalar(node: yaml.Node) -> Any:
    kind, text = node.tag.rpartition(":")[2], str(node.value)
    if kind == "bool":
        return text.lower() == "true"
    if kind == "null":
        return None
    if kind in {"int", "float"}:
        return int(text) if kind == "int" else float(text)
    return text


_RARE_LINE_ENDS = ("\x85", "\u2028", "\u2029")


class _Dumper(yaml.SafeDumper):
    """Writes text of several lines as a block, so that it can be read as it was shown."""


def _block(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    if any(rare in text for rare in _RARE_LINE_ENDS):
        style = '"'  # else the reader takes them for blanks
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _block)


def write_yaml(path: Path, value: object, heading: str = "") -> None:
    """
    Write plain values (dict, list, str, int, bool, None) so that `read_yaml` reads the same.

    Each line of the `heading` stands above them as a comment.
    """
    comment = "".join(f"# {line}\n" for line in heading.splitlines())
    path.write_text(comment + as_yaml(value), encoding="utf-8")


def as_yaml(value: object) -> str:
    """Return plain values as the text of a YAML file."""
    return str(yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1000))
