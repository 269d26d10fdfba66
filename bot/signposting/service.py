"""
The record of one service, as matching sees it.

Names follow the Human Services Data Specification (HSDS 3.1) where it has one. `None` and empty
always mean "not known", never "no". Codes: languages ISO 639, countries ISO 3166, telephone numbers
E.164 or a short code of services_data/short_codes.yaml, hours in the OpenStreetMap `opening_hours`
form, dates in UTC.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Yes = Literal["yes", "no", "ask"]
Kind = Literal["community", "specialist", "statutory"]
RunBy = Literal["police", "interior_ministry", "state", "independent"]
ContactType = Literal["voice", "sms", "whatsapp", "webchat", "email", "web", "app"]
How = Literal["staff", "interpreter", "some_hours", "ask"]
Basis = Literal["stated", "assumed", "inferred"]
Papers = Literal["no_recourse", "undocumented", "asylum", "spouse_visa", "settled"]


@dataclass(frozen=True, slots=True)
class Contact:
    """
    One public way to reach a service.

    `value` is what a machine uses (E.164, short code, address); `dial` what a person in that
    country dials. Only a contact with status `confirmed` (seen on the organisation's own or another
    reputable page, or checked by an administrator) may ever be shown to a woman (S60).
    """

    type: ContactType
    value: str
    status: Literal["confirmed", "unconfirmed"]
    dial: str | None = None
    label_code: str = "general"
    call_cost: Literal["free", "ordinary", "not_known"] = "not_known"
    bill: Literal["shown", "not_shown", "not_known"] = "not_known"
    hours: str | None = None
    source_url: str | None = None
    source_year: int | None = None

    @property
    def confirmed(self) -> bool:
        """Whether it may be shown."""
        return self.status == "confirmed"


@dataclass(frozen=True, slots=True)
class SpokenLanguage:
    """A language that someone there speaks: its ISO 639 code, how, and whether a page states it."""

    code: str
    how: How
    basis: Basis


@dataclass(frozen=True, slots=True)
class Interpreters:
    """Interpreters on request, apart from what staff speak. `count` is of languages."""

    offered: Yes
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Takes:
    """Whom the service takes, as its pages say."""

    woman: Yes
    man: Yes
    other: Yes


@dataclass(frozen=True, slots=True)
class Accepts:
    """Which papers the service accepts. `yes` only when a page states it; None is not known."""

    no_recourse: Yes | None = None
    undocumented: Yes | None = None
    asylum: Yes | None = None
    spouse_visa: Yes | None = None


@dataclass(frozen=True, slots=True)
class AcceptsBasis:
    """What each answer of `Accepts` rests on."""

    no_recourse: Basis | None = None
    undocumented: Basis | None = None
    asylum: Basis | None = None
    spouse_visa: Basis | None = None


@dataclass(frozen=True, slots=True)
class Partner:
    """
    Another service this one works with: its id, and whether a page states it.

    `reviewed` is the last day on which the two met and went through how they work together; None
    is not known. Either side may name it, or both the same day.
    """

    id: str
    basis: Basis
    reviewed: date | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """What the service does, in one line, and the language (ISO 639) in which that is written."""

    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where the record was read. A missing year is an undated page."""

    page: Literal["own", "reputable", "weak", "general_knowledge"]
    url: str | None = None
    note: str | None = None
    year: int | None = None
    month: int | None = None


@dataclass(frozen=True, slots=True)
class Service:
    """One service. services_data/README.md explains each field with an example."""

    id: str
    name: str
    country: str
    kind: Kind
    by_and_for: Yes
    sector: tuple[str, ...]
    run_by: RunBy
    telling: bool
    is_shelter: bool
    takes: Takes
    needs: tuple[str, ...]
    shares_with_immigration: Literal["yes", "no", "not_confirmed"]
    source: Source
    confidence: Literal["high", "medium", "low"]
    show: Literal["yes", "hold"]
    serves: tuple[str, ...] = ()
    contacts: tuple[Contact, ...] = ()
    name_en: str | None = None
    summaries: tuple[Summary, ...] = ()
    community: tuple[str, ...] = ()
    stage: tuple[Literal["now", "recovery"], ...] = ()
    based_in: str | None = None
    languages: tuple[SpokenLanguage, ...] = ()
    interpreters: Interpreters | None = None
    hours: str | None = None
    hours_words: str | None = None
    answers: Literal["person", "calls_back", "message"] | None = None
    service_free: bool | None = None
    only_for: tuple[str, ...] = ()
    min_age: int | None = None
    max_age: int | None = None
    accepts: Accepts = field(default_factory=Accepts)
    accepts_basis: AcceptsBasis = field(default_factory=AcceptsBasis)
    partners: tuple[Partner, ...] = ()
    refers_to: tuple[str, ...] = ()
    reached_through: str | None = None
    status: Literal["active", "inactive", "defunct", "temporarily_closed"] = "active"
    assured_date: date | None = None
    assurer_role: str | None = None
    admin_notes: str | None = None

    @property
    def may_tell_immigration(self) -> bool:
        """Whether an interior ministry runs it, or it is known to pass on what it learns (S7)."""
        return self.run_by == "interior_ministry" or self.shares_with_immigration == "yes"

    def summary_in(self, language: str) -> Summary | None:
        """Return the summary in a language, or else the first one, if there is any."""
        first = self.summaries[0] if self.summaries else None
        return next((one for one in self.summaries if one.language == language), first)

    @property
    def confirmed_contacts(self) -> tuple[Contact, ...]:
        """The contacts that may be shown."""
        return tuple([contact for contact in self.contacts if contact.status == "confirmed"])
