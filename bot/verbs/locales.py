"""The verbs about the translations: bring them up to date, send them out, take them back."""

from pathlib import Path
from typing import Annotated

import typer

from bot.verbs.basics import refuse, settings

locales = typer.Typer(no_args_is_help=True, help="The translations: bring them up to date.")


@locales.command("extract")
def locales_extract() -> None:
    """Write every text of the sources into locales/messages.pot."""
    from bot.i18n.catalogue_files import extract, write_template

    write_template(settings().content, extract(settings().content))


@locales.command("update")
def locales_update() -> None:
    """Bring every catalogue up to date with the sources: new texts empty, old ones gone."""
    from bot.i18n.catalogue_files import update
    from bot.i18n.lesson_files import update_lessons
    from bot.i18n.staff_files import update_staff

    update(settings().content)
    update_lessons(settings().content)
    update_staff(settings().locales)


@locales.command("sheet")
def locales_sheet(
    language: Annotated[str, typer.Argument(help="The language (ISO 639).")],
    file: Annotated[Path, typer.Argument(help="The spreadsheet to write, such as sq.xlsx.")],
) -> None:
    """Write a language's texts into a spreadsheet, for somebody who translates or reads them."""
    from bot.sheets.take import make_sheet

    print(f"{file}: {make_sheet(settings().locales, language, file)} texts")


@locales.command("take")
def locales_take(
    language: Annotated[str, typer.Argument(help="The language (ISO 639).")],
    file: Annotated[Path, typer.Argument(help="The spreadsheet that comes back.")],
) -> None:
    """Take a spreadsheet of translations back, all of it or nothing."""
    from bot.sheets.take import take_sheet

    taken = take_sheet(settings().locales, language, file)
    if taken.refused:
        refuse(
            "\n".join([*map(str, taken.refused), "Nothing was taken. Mend these, and try again"])
        )
    print(f"{file}: {taken.texts} translations changed, {taken.read} texts read by somebody else")
    print(f"{taken.unread} safety texts of {language} nobody has read yet")


@locales.command("compile")
def locales_compile() -> None:
    """Compile every catalogue, so that the bot opens quickly."""
    from bot.i18n.compiling import compile_all
    from bot.i18n.lesson_files import compile_lessons

    compile_all(settings().content)
    compile_lessons(settings().content)
