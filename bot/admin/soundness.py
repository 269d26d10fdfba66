"""
Whether a record may stand as it is: the checks of the files, asked of one record.

The same rules for a form as for a file; here each is said in the language of whoever keeps the
directory, beside the field.
"""

from dataclasses import dataclass

from bot.admin.record_form import not_a_number
from bot.checks.problem import Problem
from bot.checks.services import CHECKS
from bot.checks.services_known import Found, Known
from bot.errors import ApprovalError
from bot.i18n.staff_texts import StaffTexts
from bot.i18n.words import SOURCE
from bot.signposting.service import Service


@dataclass(frozen=True, slots=True)
class InAForm:
    """Stands where a file would stand: its places are the names of fields."""

    def place(self, *where: str | int) -> str:
        """Return the name of a field."""
        return ".".join(str(one) for one in where)


def refuse_unsound_record(service: Service, known: Known) -> None:
    """Raise ApprovalError for a record that a check finds fault with, whoever agrees to it."""
    # In English, as every refusal: whoever shows it finds the translation by it.
    said = messages(StaffTexts(SOURCE))
    for name, problem in _faults(service, known):
        raise ApprovalError(said.get(name, f"{problem.what}. {problem.remedy}"))


def faults_by_field(service: Service, known: Known, texts: StaffTexts) -> dict[str, str]:
    """Return what is wrong with a record, by the name of the field."""
    said = messages(texts)
    return {
        problem.place: said.get(name, f"{problem.what}. {problem.remedy}")
        for name, problem in _faults(service, known)
    }


def _faults(service: Service, known: Known) -> list[tuple[str, Problem]]:
    found = Found(service, InAForm())
    return [(check.__name__, problem) for check in CHECKS for problem in check(found, known)]


def messages(texts: StaffTexts) -> dict[str, str]:
    """Return what each check says, by its name."""
    say = texts.say
    return {
        "names_are_no_formula": say("Begin it with a letter or a digit."),
        "nothing_is_unseen": say(
            "There is a letter in it that cannot be seen. Type it anew instead of copying it."
        ),
        "summaries_are_one_line_each": say(
            "One line of at most 120 characters, once for each language, without a number."
        ),
        "ages_are_in_order": say("The youngest age is above the oldest."),
        "days_are_past": say("This year is in the future."),
        "hours_can_be_read": say("These hours cannot be read. Write times like 09:00-17:00."),
        "a_shown_record_can_be_reached": say(
            "To be shown it needs a confirmed contact, an area that it serves, and somebody whom "
            "it takes. Or keep it hidden."
        ),
        "papers_are_stated": say(
            'Say "yes" only when a page states it, and choose "stated" beside it. Otherwise: "ask".'
        ),
        "a_community_is_named": say("Say for which community, or choose “ask”."),
        "shelters_are_nowhere": say(
            "A shelter is confidential: no place below region, no address, no map. Name the region "
            "only."
        ),
        "codes_are_known": say("Choose one of these."),
        "areas_are_known": say("Choose an area of this country."),
        "reviews_are_past": say("This day is in the future."),
        "services_are_known": say("There is no service with this id."),
        "numbers_can_be_dialled": not_a_number(texts),
        "addresses_are_addresses": say(
            "This is no address. A page begins with https://, an e-mail address has an @."
        ),
        "sources_are_addresses": say("Copy the address from the browser, with https://."),
        "contacts_stand_once": say("This contact stands here twice."),
        "confirmed_rests_on_a_page": say(
            "Confirmed by what? Add a page with its year (2019 or later), or say that it is not "
            "confirmed."
        ),
    }
