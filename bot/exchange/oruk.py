"""
The directory for Open Referral UK: a lossy export, which says what it drops.

Its public profile has no telephone numbers, no codes of languages, no word on interpreters and none
on whom a service takes. What it can hold is written as a page of services.
"""

import json
from pathlib import Path
from typing import Any

from bot.exchange.hsds_write import named, to_hsds
from bot.signposting.service import Service

KEPT = ("id", "name", "alternate_name", "description", "url", "email", "status", "assured_date")

DROPPED = (
    "telephone numbers, texts and chats",
    "languages and interpreters",
    "whom it takes, its ages and papers",
    "who runs it, whether its name tells, how well it is known",
    "partners and referrals",
    "opening hours",
    "needs and sectors",
)
"""What is lost, in words for the person who exports."""


class OrukWriter:
    """Writes services one after another. Only what is shown goes out."""

    def __init__(self, path: Path) -> None:
        self._file: Any = path.open("w", encoding="utf-8")
        self._count, self._held = 0, 0

    def add(self, service: Service) -> None:
        """Write one service, if it is shown at all."""
        if service.show != "yes":
            self._held += 1
            return
        self._count += 1
        text = json.dumps(to_oruk(service), ensure_ascii=False, indent=1)
        self._file.write(('{"contents": [\n' if self._count == 1 else ",\n") + text)

    def close(self) -> list[str]:
        """Finish the file, and say what it does not hold."""
        page = {"total_items": self._count, "total_pages": 1, "page_number": 1}
        page |= {"size": self._count, "first_page": True, "last_page": True}
        page |= {"empty": self._count == 0}
        start = "\n], " if self._count else '{"contents": [], '
        self._file.write(start + json.dumps(page)[1:] + "\n")
        self._file.close()
        said = [f"Dropped, because Open Referral UK has no place for it: {one}" for one in DROPPED]
        if self._held:
            said.append(f"Left out: {self._held} services that are not shown (`show: hold`)")
        return said


def to_oruk(service: Service) -> dict[str, Any]:
    """Return what Open Referral UK has a place for."""
    full = to_hsds(service)
    made = {key: full[key] for key in KEPT if key in full}
    made["organization"] = full["organization"]
    made["service_areas"] = [
        {"id": named(area["id"], "oruk"), "name": area["name"]}
        for area in full.get("service_areas", [])
    ]
    return made
