"""
What a person is looking for, as matching sees it.

The contract of `python -m bot match`: every key but `country` may be missing; None means not said.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Who = Literal["woman", "man", "other"]
Papers = Literal["no_recourse", "asylum", "spouse_visa", "undocumented", "settled"]
ContactWay = Literal["voice", "text", "web"]

ORDINARY_NEEDS = frozenset(
    {
        "language_integration",
        "housing_homelessness",
        "health_medical",
        "money_food_nrpf",
        "immigration_asylum",
        "legal_advice",
        "maternity",
        "community_peer_support",
        "children_family",
    }
)
"""Needs anybody may have: their listing shows nothing telling (S25)."""

NEEDS = (
    "domestic_abuse",
    "sexual_violence",
    "forced_marriage",
    "honour_based_abuse",
    "fgm",
    "trafficking_exploitation",
    "stalking_harassment",
    "tech_abuse",
    "refuge_shelter",
    "housing_homelessness",
    "immigration_asylum",
    "legal_advice",
    "police_reporting",
    "health_medical",
    "sexual_health",
    "maternity",
    "mental_health_counselling",
    "children_family",
    "money_food_nrpf",
    "language_integration",
    "community_peer_support",
    "someone_to_talk_to",
)
"""Everything that can be looked for: the closed list of the contract."""

WHEN_NOTHING_IS_SAID = ("someone_to_talk_to", "health_medical", "community_peer_support")
"""What is looked for when no need was named."""


@dataclass(frozen=True, slots=True)
class Need:
    """
    One need. `area` is an id of areas.yaml; `languages` ISO 639 codes, best first.

    `in_confidence` False, with only ordinary needs, keeps telling records out of the listing (S25).
    """

    country: str
    area: str | None = None
    needs: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    papers: Papers | None = None
    age: Literal["child", "adult"] | None = None
    who: Who | None = None
    groups: tuple[Literal["deaf", "disabled", "lgbt"], ...] = ()
    children: Literal["none", "with_me", "boy_over_14"] | None = None
    contact: tuple[ContactWay, ...] = ()
    tonight: bool | None = None
    stage: Literal["now", "recovery"] | None = None
    in_confidence: bool | None = None
    at: datetime | None = None

    @property
    def is_ordinary(self) -> bool:
        """Whether its listing must be fit for anybody's eyes."""
        return self.in_confidence is False and set(self.needs) <= ORDINARY_NEEDS

    @property
    def wanted(self) -> tuple[str, ...]:
        """The needs to rank by: what was said, or what helps most when nothing was."""
        return self.needs or WHEN_NOTHING_IS_SAID
