"""
The cards of plan B: for each trouble what can be done, and a service with a way to reach it (S66).

The sentences inform. They never say what police would do or whether to leave (S7), and promise
nothing (S6). Their first line gives nothing away (S25).
"""

from bot.i18n.direction import isolate
from bot.i18n.words import Words
from bot.messages import Card
from bot.presentation import buttons, labels
from bot.presentation.contact_lines import contact_line, traces_line
from bot.presentation.country_note import more_line, note_buttons
from bot.presentation.frame import framed
from bot.presentation.listing_card import place_name
from bot.presentation.pop_up import entry_pop_up, has_number
from bot.presentation.scene import Scene
from bot.presentation.service_card import known_line, opening_line
from bot.presentation.text import blocks, bullets, lines, shortened
from bot.presentation.words_card import words_buttons
from bot.signposting.listing import Entry, Listing, PlanBWhen

WHENS: tuple[PlanBWhen, ...] = ("no_answer", "refused", "closed", "cannot_speak", "watched")
"""Every trouble, in the order in which plan B tells of them."""


ANOTHER_DOOR: frozenset[PlanBWhen] = frozenset({"no_answer", "refused", "closed"})
"""Troubles with a service: the way out is never that service itself."""

SOMEBODY_NOW: frozenset[PlanBWhen] = frozenset({"no_answer", "closed"})
"""Troubles in which a line that is open goes before one that she would find closed again."""


def plan_b_card(scene: Scene) -> Card:
    """Return what to do when it does not work, each trouble with something live (S66)."""
    plans = _plans(scene)
    contacts = tuple(entry.contacts[0] for _, entry in plans)
    return framed(
        scene,
        "plan_b",
        blocks(
            scene.words.pgettext("cover.plan_b", "If it does not work"),
            *(_row(scene, entry, when) for when, entry in plans),
            traces_line(scene.words, contacts),
            more_line(scene),
        ),
        (
            *(buttons.case_button(scene.words, when) for when in WHENS),
            *note_buttons(scene),
            buttons.keep_button(scene.words),
        ),
        dict.fromkeys(entry.service.id for _, entry in plans),
    )


def _plans(scene: Scene) -> list[tuple[PlanBWhen, Entry]]:
    """Return what plan B names, but for the very service whose card lies below."""
    known = scene.listing.plan_b if scene.listing is not None else ()
    if scene.need is None:
        return [(plan.when, plan.entry) for plan in known]
    found = ((plan.when, case_entry(scene, plan.when)) for plan in known)
    return [(when, entry) for when, entry in found if entry is not None]


def _row(scene: Scene, entry: Entry, when: PlanBWhen | None = None) -> str:
    """Return a service in a line or two, under the trouble that it is for."""
    # The match puts the contact that suits the trouble first.
    words, service = scene.words, entry.service
    return lines(
        labels.plan_b_label(words, when) if when is not None else None,
        isolate(shortened(service.name), words.direction),
        place_name(scene, service.country, None) if scene.need is None else None,
        contact_line(words, entry.contacts[0], scene.names),
        opening_line(words, entry.opening, scene.local),
    )


def case_card(scene: Scene) -> Card:
    """Return the card of the trouble that lies on top."""
    top = scene.session.top
    when = next((one for one in WHENS if top is not None and one == top.name), WHENS[0])
    entry, first = case_entry(scene, when), labels.plan_b_label(scene.words, when)
    glance = (buttons.glance_button(scene.words),) if has_number(entry) else ()
    said = words_buttons(scene, entry) if entry is not None else ()
    glanced = scene.notice == "glance" and entry is not None
    return framed(
        scene,
        "case",
        case_text(scene, when),
        (*glance, *said, buttons.keep_button(scene.words)),
        _services(scene, entry),
        pop_up=entry_pop_up(scene, first, entry) if glanced and entry is not None else "",
    )


def case_entry(scene: Scene, when: PlanBWhen) -> Entry | None:
    """
    Return whom to turn to in a trouble: never nobody while anybody is known.

    The service that plan B has for just this; where it has none, another. None without a country,
    where plan B names one service for each, and when nothing at all is known.
    """
    if scene.listing is None or scene.need is None:
        return None
    shut = _below(scene) if when in ANOTHER_DOOR else None
    exact = (plan.entry for plan in scene.listing.plan_b if plan.when == when)
    found = (entry for entry in exact if entry.service.id != shut)
    return next(found, None) or _another(scene, scene.listing, when)


def _below(scene: Scene) -> str | None:
    """Return the id of the service whose card lies below, if one does."""
    numbers = [view.number for view in scene.session.view if view.kind == "service"]
    entry = scene.shown[numbers[-1] - 1] if numbers and numbers[-1] <= len(scene.shown) else None
    return entry.service.id if entry is not None else None


def _another(scene: Scene, listing: Listing, when: PlanBWhen) -> Entry | None:
    """Return the best that she is not trying already, if there is one; else that one."""
    known = [*(plan.entry for plan in listing.plan_b), *_listed(listing)]
    tried = _tried(scene, listing)

    def how_late(entry: Entry) -> tuple[bool, bool]:
        """Return what counts against one: she is trying it already, or nobody is there."""
        shut = when in SOMEBODY_NOW and entry.opening.state != "open"
        return entry.service.id == tried, shut

    return min(known, key=how_late, default=None)


def _listed(listing: Listing) -> list[Entry]:
    return [entry for entry in listing.entries if entry.contacts]


def _tried(scene: Scene, listing: Listing) -> str | None:
    """Return the id of the service whose card lies below, or of what the list says to try first."""
    first = next((one.service.id for one in _listed(listing)), None)
    return _below(scene) or listing.pair.call_first or first


def _is_for_just_this(scene: Scene, when: PlanBWhen, entry: Entry) -> bool:
    """Whether plan B has it for this, and it is not the very one that the trouble is with."""
    if when in ANOTHER_DOOR and entry.service.id == _below(scene):
        return False
    known = scene.listing.plan_b if scene.listing is not None else ()
    return any(plan.when == when and plan.entry == entry for plan in known)


def _services(scene: Scene, entry: Entry | None) -> tuple[str, ...]:
    if entry is not None:
        return (entry.service.id,)
    known = scene.listing.plan_b if scene.listing is not None else ()
    return tuple(dict.fromkeys(plan.entry.service.id for plan in known))


def case_text(scene: Scene, when: PlanBWhen) -> str:
    """Return the card of one trouble."""
    words, entry = scene.words, case_entry(scene, when)
    head = (labels.plan_b_label(words, when), what_can_be_done(words, when))
    if entry is not None:
        return blocks(*head, _how_it_fits(scene, when, entry), _service(scene, entry))
    known = scene.listing.plan_b if scene.listing is not None else ()
    if not known:
        nothing = "The list cannot be read now. The urgent numbers can."
        return blocks(*head, words.pgettext("safety.listing", nothing))
    contacts = tuple(plan.entry.contacts[0] for plan in known)
    rows = (_row(scene, plan.entry) for plan in known)
    return blocks(*head, *rows, traces_line(words, contacts))


def what_can_be_done(words: Words, when: PlanBWhen) -> str:
    """Return one or two sentences on what can be done in a trouble."""
    return {
        "no_answer": words.pgettext(
            "plan_b", "Lines are often busy. You can try again later, or try another one."
        ),
        "refused": words.pgettext(
            "plan_b", "You can ask why, and ask who else could help. Another one may say yes."
        ),
        "closed": words.pgettext(
            "plan_b", "The list says when each one opens, where that is known."
        ),
        "cannot_speak": words.pgettext(
            "plan_b", "You can write, or show “Words to say” on the screen to someone there."
        ),
        "watched": words.pgettext(
            "plan_b",
            "Another phone may be better, such as one at a library or a doctor’s. Below stands "
            "what each way leaves behind.",
        ),
    }[when]


def _how_it_fits(scene: Scene, when: PlanBWhen, entry: Entry) -> str:
    if _is_for_just_this(scene, when, entry):
        return scene.words.pgettext("plan_b", "What we know of for this:")
    if scene.listing is not None and entry.service.id == _tried(scene, scene.listing):
        return scene.words.pgettext(
            "plan_b",
            "We know of no other one. You can try again, and ask them who else could help:",
        )
    return scene.words.pgettext(
        "plan_b", "We know of none for just this. Here is another one to try:"
    )


def _service(scene: Scene, entry: Entry) -> str:
    words, service = scene.words, entry.service
    spoken = (labels.spoken_line(words, code, how) for code, how in entry.spoken.items())
    return blocks(
        lines(
            isolate(service.name, words.direction),
            labels.kind_label(words, service.kind),
            *spoken,
        ),
        bullets(contact_line(words, contact, scene.names) for contact in entry.contacts),
        lines(
            opening_line(words, entry.opening, scene.local),
            known_line(words, entry.checked, scene.local.date()),
        ),
        traces_line(words, entry.contacts),
    )
