"""Directories and needs made at random: every field that a rule reads takes values that differ."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from bot.signposting.directory import Directory
from bot.signposting.meeting import TALK
from bot.signposting.need import NEEDS, Need
from bot.signposting.places import Area
from bot.signposting.service import (
    Accepts,
    AcceptsBasis,
    Basis,
    Contact,
    How,
    Interpreters,
    Partner,
    Service,
    SpokenLanguage,
    Takes,
    Yes,
)

NOON = datetime.fromisoformat("2026-11-20T12:00:00+00:00")
COUNTRIES = ("GB", "MT", "ES", "DE", "IT", "FR")
LANGUAGES = ("sq", "ar", "en", "es", "fr", "ti", "so", "ku", "ckb", "pl", "prs")
HOURS = (
    None, "24/7", "Mo-Fr 09:00-17:00", "Mo-Fr 09:10-17:25; PH off", "Mo-Sa sunrise-sunset",
    '"by appointment"', "Tu 10:00-12:00 \"ring first\"", "not hours", "Mo-Su 00:00-24:00",
)  # fmt: skip
ONLY_FOR = (
    (), (), (), (), ("under_18",), ("deaf", "lgbt"), ("learning_disability",), ("polish",),
    ("torture",), ("sikh",), ("latin_american", "deaf"), ("trafficked",), ("unheard_of",),
    ("worried_about_child",),
)  # fmt: skip
SECTORS = (
    "survivor_specialist", "criminal_justice", "helpline_general", "migrant_refugee_support",
    "health_primary", "health_mental", "legal",
)  # fmt: skip
TYPES = ("voice", "sms", "whatsapp", "webchat", "email", "web", "app")
BASES: tuple[Basis | None, ...] = (None, "stated", "inferred")
HOWS: tuple[How, ...] = ("staff", "staff", "interpreter", "some_hours", "ask")


def directory_at_random(
    dice: Random, services: tuple[Service, ...], areas: tuple[Area, ...], count: int
) -> Directory:
    """Return so many records: some as shipped, some changed, some all changed."""
    ids = [f"service-{number}" for number in range(count)]
    made = []
    for id_ in ids:
        one = replace(dice.choice(services), id=id_)
        fields = changes(dice, one, ids, areas)
        chosen = [name for name in fields if dice.random() < dice.choice((0.0, 0.2, 0.6))]
        made.append(replace(one, **{name: fields[name] for name in chosen}))
    return Directory(1, tuple(made), areas)


def changes(dice: Random, one: Service, ids: list[str], areas: tuple[Area, ...]) -> dict[str, Any]:
    """Return another value for each field that anything in matching reads."""
    some = [area.id for area in areas if area.country == one.country]
    checked = date(2026, 11, 25) - timedelta(days=dice.choice((0, 30, 90, 91, 180, 181, 365, 366)))
    return {
        "kind": dice.choice(("community", "specialist", "statutory")),
        "by_and_for": answer(dice),
        "sector": tuple(dice.sample(SECTORS, dice.randint(0, 3))),
        "shares_with_immigration": dice.choice(("yes", "no", *["not_confirmed"] * 6)),
        "run_by": dice.choice(("police", "interior_ministry", "state", "independent")),
        "telling": dice.random() < 0.5,
        "takes": Takes(answer(dice), answer(dice), answer(dice)),
        "needs": tuple(dice.sample((*NEEDS, TALK, TALK), dice.randint(0, 7))),
        "confidence": dice.choice(("high", "medium", "low")),
        "show": dice.choice(("yes", "yes", "yes", "hold")),
        "status": dice.choice(("active", "active", "active", "defunct")),
        "serves": tuple(dice.sample(some, dice.randint(1, min(3, len(some))))),
        "based_in": dice.choice((None, "nowhere", *some)),
        "contacts": tuple(contact(dice) for _ in range(dice.randint(0, 4))),
        "community": dice.choice(((), ("albanian",), ("all_refugees",), ("somali", "polish"))),
        "stage": dice.choice(((), ("now",), ("recovery", "now"))),
        "languages": tuple(spoken(dice) for _ in range(dice.randint(0, 3))),
        "interpreters": dice.choice((None, Interpreters(answer(dice), dice.choice((None, 2))))),
        "hours": dice.choice(HOURS),
        "service_free": dice.choice((None, True, False)),
        "only_for": dice.choice(ONLY_FOR),
        "min_age": dice.choice((None, 16, 18)),
        "max_age": dice.choice((None, 17, 25)),
        "accepts": Accepts(*(dice.choice((None, None, answer(dice))) for _ in range(4))),
        "accepts_basis": AcceptsBasis(*(dice.choice(BASES) for _ in range(4))),
        "partners": tuple(
            Partner(dice.choice(ids[:30]), dice.choice(("stated", "inferred")))
            for _ in range(dice.randint(0, 2))
        ),
        "reached_through": dice.choice((None, dice.choice(ids))),
        "assured_date": dice.choice((None, checked)),
        "source": replace(one.source, year=dice.choice((None, 2019, 2025, 2026))),
    }


def contact(dice: Random) -> Contact:
    """Return a contact; a few values are shared by many services."""
    return Contact(
        dice.choice(TYPES),  # type: ignore[arg-type]  # choice() forgets literals
        f"+44{dice.randint(1, 60)}",
        dice.choice(("confirmed", "confirmed", "unconfirmed")),
        call_cost=dice.choice(("free", "ordinary")),
        bill=dice.choice(("shown", "not_shown", "not_known")),
        hours=dice.choice(HOURS),
    )


def spoken(dice: Random) -> SpokenLanguage:
    """Return a language that is spoken somehow."""
    return SpokenLanguage(
        dice.choice(LANGUAGES), dice.choice(HOWS), dice.choice(("stated", "assumed"))
    )


def answer(dice: Random) -> Yes:
    """Return one of the three answers."""
    answers: tuple[Yes, ...] = ("yes", "no", "ask")
    return dice.choice(answers)


def need_at_random(dice: Random, areas: tuple[Area, ...], country: str) -> Need:
    """Return a need in which anything may be said, at any hour of ten days."""
    places = [area.id for area in areas if area.country == country]
    later = timedelta(hours=dice.randrange(240), minutes=dice.choice((0, 0, 12, 45)))
    said: dict[str, Any] = {
        "area": dice.choice((None, *places)),
        "needs": tuple(dice.sample(NEEDS, dice.choice((0, 1, 1, 2, 3)))),
        "languages": tuple(dice.sample(LANGUAGES, dice.choice((0, 1, 1, 2, 3)))),
        "papers": dice.choice(
            (None, "no_recourse", "asylum", "spouse_visa", "undocumented", "settled")
        ),
        "age": dice.choice((None, None, "child", "adult")),
        "who": dice.choice((None, None, "woman", "man", "other")),
        "groups": tuple(dice.sample(("deaf", "disabled", "lgbt"), dice.choice((0, 0, 1, 2)))),
        "contact": tuple(dice.sample(("voice", "text", "web"), dice.choice((0, 0, 1, 2)))),
        "tonight": dice.choice((None, True, False)),
        "stage": dice.choice((None, "now", "recovery")),
        "in_confidence": dice.choice((None, True, False)),
        "at": dice.choice((None, NOON + later)),
    }
    return Need(country, **said)
