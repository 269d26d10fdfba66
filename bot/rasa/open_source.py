"""
What Rasa Open Source 3.6 has to know: domain, rules, form, responses, phrases, and how to be set.

The rules are few, because the form is asked before any of them while a visit lasts: what is typed
in its midst, an old button, `/start`, leaving, each goes to `validate_find_help_form`. Rules are
for what comes when no visit is open.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.messages import Button
from bot.rasa import names
from bot.rasa.wording import Wording, intents

VERSION = "3.1"
"""The version of Rasa's file format."""

LEADS = {
    names.URGENT: names.ACTION_URGENT,
    names.SIGNPOST: names.ACTION_SIGNPOST,
    f"{names.OURS}someone_else": names.ACTION_SUPPORTER,
}
"""Intents that an action answers, after which the form begins."""

FALLBACK = "nlu_fallback"
"""The intent of what Rasa does not understand; the form does."""

NUMBERS = f"{names.OURS}numbers"
"""The intent of the numbers of every country, which Rasa shows without the action server."""

UTTER_RESTART, UTTER_DEFAULT = "utter_restart", "utter_default"
"""Responses that Rasa's own actions say."""

SAID = {names.OFFER: names.UTTER_OFFER, NUMBERS: UTTER_DEFAULT}
"""Intents that Rasa answers by itself."""

CODES = {
    names.CHOOSE: ("0a1b2c3d.0", "4e5f6a7b.12", "8c9d0e1f.3"),
    names.SIGNPOST: ("fingerpost list", "fingerpost listing", "fingerpost results"),
    names.OFFER: ("fingerpost offer", "fingerpost menu"),
    NUMBERS: ("fingerpost numbers", "fingerpost all numbers"),
}
"""Phrases for intents that nobody types: Rasa wants some for each."""

Files = Mapping[str, Any]
"""Names of files, and the plain values that stand in them; a `Path` is a file to copy."""


def files(
    every: Sequence[Wording],
    seeds: Mapping[str, Sequence[str]],
    distress: Sequence[str],
    silence: timedelta,
) -> Files:
    """
    Return every file.

    `seeds` are phrases by intent, `distress` further ones that ask for urgent numbers: thousands,
    in a file of their own. `silence` is how long a visit lasts without a tap.
    """
    phrases = {**seeds, **CODES}
    known = [*dict.fromkeys((*phrases, *intents(every[0].first), names.FIND, names.START))]
    return {
        "config.yml": config(),
        "credentials.yml": {"rest": None},
        "endpoints.yml": endpoints(silence),
        "forgetful_store.py": Path(__file__).with_name("forgetful_store.py"),
        "domain.yml": domain(known, every, silence),
        "data/fingerpost_nlu.yml": nlu(phrases),
        "data/fingerpost_distress.yml": nlu({names.URGENT: distress}),
        "data/fingerpost_rules.yml": {"version": VERSION, "rules": rules(known)},
        # In a file of its own: an assistant may have another use for what it does not understand.
        "data/fingerpost_fallback.yml": {"version": VERSION, "rules": [_beginning(FALLBACK)]},
    }


def endpoints(silence: timedelta) -> Mapping[str, Any]:
    """Return where the actions are, and a store that forgets when she leaves or is silent."""
    return {
        "action_endpoint": {"url": "http://127.0.0.1:5055/webhook"},
        "tracker_store": {
            "type": "forgetful_store.ForgetfulTrackerStore",
            "silence_seconds": int(silence.total_seconds()),
        },
    }


def config() -> Mapping[str, Any]:
    """Return a pipeline that learns in seconds; an assistant that exists keeps its own."""
    return {
        "recipe": "default.v1",
        "assistant_id": "fingerpost",
        "language": "en",
        "pipeline": [
            {"name": "WhitespaceTokenizer"},
            {"name": "CountVectorsFeaturizer"},
            {
                "name": "CountVectorsFeaturizer",
                "analyzer": "char_wb",
                "min_ngram": 1,
                "max_ngram": 4,
            },
            {"name": "LogisticRegressionClassifier", "max_iter": 1000},
            {"name": "FallbackClassifier", "threshold": 0.5, "ambiguity_threshold": 0.1},
        ],
        "policies": [{"name": "RulePolicy"}],
    }


def domain(known: Sequence[str], every: Sequence[Wording], silence: timedelta) -> Mapping[str, Any]:
    """Return the domain."""
    return {
        "version": VERSION,
        # What comes with an intent fills slots; which rule is meant, the intent alone says.
        "intents": [{intent: {"use_entities": []}} for intent in known],
        "entities": [names.BUTTON, names.LANGUAGE, *names.TOLD],
        "slots": slots(),
        "forms": {names.FORM: {"required_slots": [names.ANSWER]}},
        "actions": [
            names.ACTION_SIGNPOST,
            names.ACTION_URGENT,
            names.ACTION_SUPPORTER,
            names.ACTION_LEAVE,
            names.VALIDATE,
        ],
        "responses": responses(every),
        "session_config": {
            "session_expiration_time": int(silence.total_seconds() // 60),
            "carry_over_slots_to_new_session": False,
        },
    }


def slots() -> Mapping[str, Any]:
    """Return the slots: two of ours that only actions fill, and those an assistant may fill."""
    ours = {name: _slot("text", {"type": "custom"}) for name in (names.VISIT, names.ANSWER)}
    told = {
        name: _slot(
            "list" if name in names.LISTS else "any", {"type": "from_entity", "entity": name}
        )
        for name in (names.LANGUAGE, *names.TOLD)
    }
    told[names.LANGUAGE] = {**told[names.LANGUAGE], "type": "text"}
    return {**ours, **told}


def _slot(kind: str, mapping: Mapping[str, str]) -> dict[str, Any]:
    return {"type": kind, "influence_conversation": False, "mappings": [dict(mapping)]}


def responses(every: Sequence[Wording]) -> Mapping[str, Any]:
    """
    Return what Rasa says by itself, in every language: a condition on the slot of the language.

    The one without a condition stands last, for whoever has not said a language.
    """
    offer = [_shown(one, one.first.text, one.offers) for one in every]
    urgent = [_shown(one, one.urgent, one.always) for one in every]
    return {
        # To put into a greeting: the first card, whose buttons begin a visit.
        names.UTTER_OFFER: [*offer, _without_condition(offer[0])],
        # What Rasa says as it forgets everything because of `/restart`.
        UTTER_RESTART: [*offer, _without_condition(offer[0])],
        # What it says when no rule fits, as when the action server cannot be reached.
        UTTER_DEFAULT: [*urgent, _without_condition(urgent[0])],
    }


def _shown(one: Wording, text: str, offered: Iterable[Button]) -> dict[str, Any]:
    spoken = {"type": "slot", "name": names.LANGUAGE, "value": one.language}
    buttons = [
        {"title": button.label, "payload": f"/{names.OURS}{button.id}"} for button in offered
    ]
    return {"condition": [spoken], "text": text, "buttons": buttons}


def _without_condition(response: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in response.items() if key != "condition"}


def nlu(phrases: Mapping[str, Iterable[str]]) -> Mapping[str, Any]:
    """Return the phrases as Rasa reads them: one a line."""
    return {
        "version": VERSION,
        "nlu": [
            {"intent": intent, "examples": "".join(f"- {one}\n" for one in said)}
            for intent, said in phrases.items()
        ],
    }


def rules(known: Iterable[str]) -> list[Mapping[str, Any]]:
    """Return a rule for each intent, and one for starting again."""
    alone = {names.LEAVE: names.ACTION_LEAVE, **SAID}
    beginning = [_beginning(intent) for intent in known if intent not in alone]
    return [
        *beginning,
        *(_rule(f"Only {action}", {"intent": intent}, action) for intent, action in alone.items()),
        _rule("Starting again", {"intent": "restart"}, "action_restart", UTTER_RESTART),
    ]


def _beginning(intent: str) -> Mapping[str, Any]:
    actions = [LEADS[intent]] if intent in LEADS else []
    rule = _rule(f"Beginning with {intent}", {"intent": intent}, *actions, names.FORM)
    return {**rule, "steps": [*rule["steps"], {"active_loop": names.FORM}]}


def _rule(called: str, first: Mapping[str, str], *actions: str) -> Mapping[str, Any]:
    return {"rule": called, "steps": [first, *({"action": action} for action in actions)]}
