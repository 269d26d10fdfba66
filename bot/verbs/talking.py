"""The verbs that answer: `chat`, `match`, `place`, `understand`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.verbs.basics import settings
from bot.verbs.running import begin_without_tls, run

talking = typer.Typer()


@talking.command()
def chat(
    language: Annotated[
        str | None, typer.Option(help="Begin in this language (ISO 639), without asking.")
    ] = None,
    script: Annotated[
        Path | None, typer.Option(help="Play the acts of this file instead of a person.")
    ] = None,
    record: Annotated[
        Path | None, typer.Option(help="Write the conversation to this file, as a journey.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print cards as JSON lines.")] = False,
    at: Annotated[
        str | None, typer.Option(help="As if it were this moment: 2026-11-20T12:00:00+00:00.")
    ] = None,
) -> None:
    """Talk with the bot in the terminal, on the real directory."""
    begin_without_tls(settings())
    from bot.app.clocks import clock_at
    from bot.app.talking import open_conversation
    from bot.channels.chat import hold

    if script is not None:
        from bot.channels.journey import beginning

        recorded_language, recorded_at = beginning(script)
        language, at = language or recorded_language, at or recorded_at

    async def talk() -> None:
        """Hold one conversation in an event loop of its own."""
        conversation = await open_conversation(settings(), clock_at(at))
        conversation.speaks(language)
        await hold(
            conversation,
            conversation.fallback,
            conversation.silence_left,
            language=language,
            script=script,
            record=record,
            at=conversation.now(),
            as_json=json,
        )

    run(talk())


@talking.command()
def match(
    json: Annotated[bool, typer.Option("--json", help="Print the listing as JSON.")] = False,
) -> None:
    """Read a need (JSON) from standard input and print the listing for it."""
    begin_without_tls(settings())
    from bot.app.talking import answer_need
    from bot.exchange.need_json import print_listing

    print_listing(run(answer_need(settings(), sys.stdin.read())), as_json=json)


@talking.command()
def place(
    country: Annotated[
        str | None, typer.Option(help="Look in this country (ISO 3166) first, such as GB.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON, one object a line.")] = False,
) -> None:
    """Read typed places from standard input, one a line, and print which areas they may be."""
    begin_without_tls(settings())
    from bot.app.talking import place_finder
    from bot.exchange.place_json import place_to_json, print_place

    find = run(place_finder(settings(), country))
    for line in sys.stdin:
        typed = line.rstrip("\r\n")
        found = find(typed)
        answer = place_to_json(typed, found.resolved, found.candidates, country)
        print_place(answer, as_json=json)


@talking.command()
def understand(
    json: Annotated[bool, typer.Option("--json", help="Print JSON, one object a line.")] = False,
) -> None:
    """Read typed texts from standard input (language, tab, text) and print what each means."""
    begin_without_tls(settings())
    from bot.app.talking import typed_text_reader
    from bot.exchange.meaning_json import meaning_to_json, print_meaning, read_line

    languages, read = run(typed_text_reader(settings()))
    for line in sys.stdin:
        language, text = read_line(line, languages)
        found = read(language, text)
        answer = meaning_to_json(text, found.kind, found.detail, found.places)
        print_meaning(answer, as_json=json)
