"""
The command line: `python -m bot VERB`, or `fingerpost VERB`. The verbs stand in bot/verbs/.
"""

import typer

from bot.errors import FingerpostError
from bot.privacy.libraries import silence_libraries
from bot.verbs.basics import never_fail_on_letters, refuse
from bot.verbs.content import content
from bot.verbs.lessons import lessons
from bot.verbs.locales import locales
from bot.verbs.rasa import rasa
from bot.verbs.services import services
from bot.verbs.staff import admin
from bot.verbs.talking import talking
from bot.verbs.telegram import telegram

application = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Fingerpost: shows where help is, in her language, and then disappears.",
)
application.add_typer(talking)
application.add_typer(content)
application.add_typer(services, name="services")
application.add_typer(rasa, name="rasa")
application.add_typer(telegram, name="telegram")
application.add_typer(locales, name="locales")
application.add_typer(lessons, name="lessons")
application.add_typer(admin, name="admin")


def main() -> None:
    """Run the command line. An error that a person can mend is one line, never a traceback."""
    # Whatever the verb: what a library would log may hold a token, an update or an address (S42).
    silence_libraries()
    never_fail_on_letters()
    try:
        application()
    except FingerpostError as error:
        refuse(str(error))


if __name__ == "__main__":
    main()
