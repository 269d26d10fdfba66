"""What a page says after an act has led back to it. The address names it, never words it."""

from bot.admin.guard import Asked


def said(asked: Asked) -> str:
    """Return the sentence that the address asks for; nothing for what there is no sentence for."""
    say = asked.texts.say
    sentences = {
        "live": say("Saved. Women see it within seconds."),
        "reviewed": say("Saved: this partnership was reviewed today."),
        "waiting": say("Saved. It waits for a second person; until then nothing changes."),
        "refused": say("Refused. Nothing has changed."),
        "withdrawn": say("Taken back. Nothing has changed."),
        "seen_to": say("The reports are taken off the list."),
        "password": say("Your password is changed. You are signed out everywhere else."),
        "language": say("Changed."),
        "setting": say("Changed. It is in force within seconds."),
    }
    return sentences.get(asked.request.query_params.get("said", ""), "")
