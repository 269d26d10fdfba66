"""
The word for every code of a record, in the language of the staff pages.

Names of needs, communities and areas come from the women's catalogues, which have them already.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.checks.services_known import Known
from bot.i18n import contexts
from bot.i18n.staff_texts import StaffTexts
from bot.i18n.words import Words
from bot.signposting.places import Area

Options = list[tuple[str, str]]
"""What can be chosen: each code with its word."""


def words_of_codes(texts: StaffTexts) -> Mapping[str, Mapping[str, str]]:
    """Return the word of each code, by the field that holds it."""
    return {**_of_the_service(texts), **_of_contacts(texts), **_of_whom(texts), **_of_proof(texts)}


def _of_the_service(texts: StaffTexts) -> dict[str, Mapping[str, str]]:
    say = texts.say
    return {
        "kind": {
            "community": say("community group"),
            "specialist": say("specialist service"),
            "statutory": say("public service"),
        },
        "run_by": {
            "independent": say("independent"),
            "state": say("the state or a municipality"),
            "police": say("the police"),
            "interior_ministry": say("a ministry of the interior"),
        },
        "stage": {"now": say("in danger now"), "recovery": say("afterwards, recovering")},
        "shares": {
            "not_confirmed": say("not known"),
            "no": say("no, a page states it"),
            "yes": say("yes"),
        },
        "show": {"yes": say("shown"), "hold": say("hidden")},
        "status": {
            "active": say("working"),
            "inactive": say("not working"),
            "temporarily_closed": say("closed for a time"),
            "defunct": say("gone for good"),
        },
        "page": {
            "own": say("their own page"),
            "reputable": say("another reputable page"),
            "weak": say("a weak page"),
            "general_knowledge": say("general knowledge"),
        },
        "confidence": {"high": say("high"), "medium": say("medium"), "low": say("low")},
        "papers": {
            "no_recourse": say("no recourse to public funds"),
            "undocumented": say("without papers"),
            "asylum": say("seeking asylum"),
            "spouse_visa": say("visa through a husband or partner"),
        },
    }


def _of_contacts(texts: StaffTexts) -> dict[str, Mapping[str, str]]:
    say = texts.say
    return {
        "answers": {
            "person": say("a person answers"),
            "calls_back": say("they call back"),
            "message": say("leave a message"),
        },
        "type": {
            "voice": say("phone"),
            "sms": say("text message"),
            "whatsapp": "WhatsApp",
            "webchat": say("chat on a website"),
            "email": say("e-mail"),
            "web": say("website"),
            "app": say("app"),
        },
        "call_cost": {
            "not_known": say("not known"),
            "free": say("free"),
            "ordinary": say("as any call"),
        },
        "bill": {
            "not_known": say("not known"),
            "shown": say("the bill shows it"),
            "not_shown": say("the bill does not show it"),
        },
        "contact_status": {
            "unconfirmed": say("not confirmed: no woman sees it"),
            "confirmed": say("confirmed: women see it"),
        },
        "spoken": {
            "staff": say("staff speak it"),
            "interpreter": say("with an interpreter"),
            "some_hours": say("at some hours"),
            "ask": say("ask them"),
        },
    }


def _of_whom(texts: StaffTexts) -> dict[str, Mapping[str, str]]:
    say = texts.say
    return {
        "papers": {
            "no_recourse": say("no recourse to public funds"),
            "undocumented": say("without papers"),
            "asylum": say("seeking asylum"),
            "spouse_visa": say("visa through a husband or partner"),
        },
        "takes": {"woman": say("women"), "man": say("men"), "other": say("other genders")},
        "yes": {"yes": say("yes"), "no": say("no"), "ask": say("ask them")},
        "switch": {"yes": say("yes"), "no": say("no")},
    }


def _of_proof(texts: StaffTexts) -> dict[str, Mapping[str, str]]:
    """Return the words for what an answer rests on."""
    say = texts.say
    stated, inferred = say("a page states it"), say("inferred")
    basis = {"stated": stated, "assumed": say("assumed")}
    return {
        "basis": basis,
        "accepts_basis": basis | {"inferred": inferred},
        "partner_basis": {"stated": stated, "inferred": inferred},
    }


def acts(texts: StaffTexts) -> Mapping[str, str]:
    """Return the words for what was done, by whom, how, and what became of it."""
    say = texts.say
    return {
        "edit": say("changed"), "hide": say("hid something"), "check": say("checked"),
        "review": say("reviewed a partnership"),
        "undo": say("undid a change"), "import": say("imported"),
        "waiting": say("waits for a second person"), "live": say("live"),
        "refused": say("refused"), "withdrawn": say("taken back"),
        "phoned": say("phoned"), "wrote": say("wrote to them"),
        "website": say("looked at their page"), "met": say("met them"),
        "volunteer": say("volunteer"), "editor": say("editor"), "keeper": say("keeper"),
        "number_failed": say("“This number did not work”"),
        "could_not_help": say("“They could not help”"),
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen in the form of one country, each with its word."""

    known: Known
    words: Words
    country: str

    def of(self, section: str) -> Options:
        """Return the codes of a section of the taxonomy, such as `needs`."""
        terms = getattr(self.known.taxonomy, section)
        return [
            (one.id, self.words.pgettext(contexts.taxonomy(section), one.name)) for one in terms
        ]

    def languages(self) -> Options:
        """Return every language that a record may name."""
        codes = self.known.taxonomy.codes("languages")
        return sorted(
            ((one, self.words.language_name(one)) for one in codes), key=lambda one: one[1]
        )

    def areas(self, *, regions_only: bool) -> Options:
        """Return the areas of the country, each with a mark of how deep it lies."""
        every = self.known.areas.countries
        country = next((one for one in every if one.country == self.country), None)
        if country is None:
            return []  # of a record that cannot be read, nobody knows the country
        found = [(country, 0), *self._below(country, 1)]
        return [
            (area.id, "– " * depth + self.area_name(area))
            for area, depth in found
            if not (regions_only and area.kind == "place")
        ]

    def area_name(self, area: Area) -> str:
        """Return the name of an area."""
        if area.kind == "country":
            return self.words.country_name(area.country)
        return self.words.pgettext(contexts.area(area.country), area.names["en"])

    def _below(self, area: Area, depth: int) -> list[tuple[Area, int]]:
        found = []
        for part in self.known.areas.parts(area):
            found += [(part, depth), *self._below(part, depth + 1)]
        return found
