"""What the `lessons` verbs work with: the words of a language, two services of the directory."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

from bot.app.clocks import Clock, utc_now
from bot.app.world import taxonomy_names
from bot.checks.refusing import refuse_unsound
from bot.dialogue.handout import HandoutId, read_handouts
from bot.dialogue.lesson_files import read_lessons
from bot.errors import SettingError
from bot.i18n import contexts
from bot.i18n.catalog import Catalogues
from bot.i18n.words import SOURCE
from bot.settings import Settings
from bot.share.agreement import known_of
from bot.share.booklet import Chapter, booklet
from bot.share.faces import Faces
from bot.share.handouts import Leaf, as_pdf, as_text
from bot.share.kit import write_file
from bot.signposting.directory import Directory
from bot.signposting.service import Service
from bot.storage.open_directory import open_directory

Progress = Callable[[int], AbstractContextManager[Callable[[Path], None]]]
"""Is told how many files come, and gives what is told of each."""


def write_booklets(
    settings: Settings, languages: tuple[str, ...], folder: Path, progress: Progress
) -> None:
    """
    Write the lessons as a booklet for each language: the `lessons booklet` verb.

    Raises SettingError for a language that is not offered, ContentError for lessons that are wrong.
    """
    catalogues, lessons = Catalogues(settings.locales), read_lessons(settings.dialogues)
    chosen, faces = offered_among(catalogues, languages), Faces()
    with progress(len(chosen)) as written:
        for code in chosen:
            chapters = [
                Chapter(
                    one, catalogues.lesson_words(code, SOURCE, _lesson_title(one.id, one.title))
                )
                for one in lessons.values()
            ]
            path = folder / f"lessons-{code}.pdf"
            write_file(path, booklet(catalogues.words(code), chapters, faces))
            written(path)


def _lesson_title(id_: str, title: str) -> tuple[str, str]:
    return contexts.lesson(id_, "title"), title


def write_checklists(
    settings: Settings, languages: tuple[str, ...], folder: Path, progress: Progress
) -> None:
    """Write the checklist of a group, as PDF and text: the `lessons checklist` verb."""
    catalogues, faces = Catalogues(settings.locales), Faces()
    chosen = offered_among(catalogues, languages)
    with progress(2 * len(chosen)) as written:
        for code in chosen:
            leaf = leaf_in(settings, catalogues, "checklist", code)
            _write_both(leaf, folder / f"checklist-{code}", faces, written)


async def write_agreements(
    settings: Settings,
    ids: tuple[str, str],
    languages: tuple[str, ...],
    folder: Path,
    progress: Progress,
    clock: Clock = utc_now,
) -> None:
    """
    Write an agreement between two services, as PDF and text: the `lessons agreement` verb.

    `ids` are those of a community group and of a specialist. Raises SettingError when there is no
    such service, or one is of another kind.
    """
    live = await open_directory(settings.database_url, settings.content, refuse=refuse_unsound)
    pair = pair_of(await live.current(), *ids)
    catalogues, faces = Catalogues(settings.locales), Faces()
    names, today = taxonomy_names(settings.services_data), clock().date()
    chosen = offered_among(catalogues, languages)
    with progress(2 * len(chosen)) as written:
        for code in chosen:
            leaf = leaf_in(settings, catalogues, "agreement", code)
            leaf = replace(leaf, known=known_of(pair, leaf.others, names, today))
            _write_both(leaf, folder / f"agreement-{code}", faces, written)


def agreement_drawer(
    settings: Settings, clock: Clock
) -> Callable[[Service, Service, str, str], bytes]:
    """Return what draws up an agreement for the staff pages, in a language, as pdf or txt."""

    def drawn(group: Service, specialist: Service, language: str, form: str) -> bytes:
        """Draw one up from what is known at this moment: the directory may have changed."""
        catalogues = Catalogues(settings.locales)
        leaf = leaf_in(settings, catalogues, "agreement", language)
        names, today = taxonomy_names(settings.services_data), clock().date()
        leaf = replace(leaf, known=known_of((group, specialist), leaf.others, names, today))
        return as_pdf(leaf, Faces()) if form == "pdf" else as_text(leaf).encode("utf-8")

    return drawn


def pair_of(directory: Directory, community: str, specialist: str) -> tuple[Service, Service]:
    """
    Return a community group and a specialist by their ids.

    Raises SettingError when there is no such service, or one is of another kind.
    """
    return _of_kind(directory, community, "community"), _of_kind(
        directory, specialist, "specialist"
    )


def _of_kind(directory: Directory, id_: str, kind: str) -> Service:
    service = directory.by_id.get(id_)
    if service is None or service.kind != kind:
        some = [one.id for one in directory.services if one.kind == kind][:5]
        what = "is not in the directory" if service is None else f"is not a {kind} service"
        raise SettingError(f"{id_!r} {what}. Use the id of one, such as {', '.join(some) or '-'}")
    return service


def leaf_in(settings: Settings, catalogues: Catalogues, id_: HandoutId, language: str) -> Leaf:
    """Return a handout in an offered language; all of it in English where it lacks it (S80)."""
    handout = read_handouts(settings.dialogues)[id_]
    title = (contexts.handout(id_, "title"), handout.title)
    words = catalogues.lesson_words(language, SOURCE, title)
    if words.behind is None:
        return Leaf(handout, words, catalogues.words(language))
    wanted, english = catalogues.words(language), catalogues.lesson_words(SOURCE, SOURCE, title)
    return Leaf(handout, english, catalogues.words(SOURCE), instead_of=wanted)


def offered_among(catalogues: Catalogues, languages: tuple[str, ...]) -> tuple[str, ...]:
    """
    Return these languages once each, or every one for none.

    Raises SettingError for one that is not offered.
    """
    for code in languages:
        if code not in catalogues.offered:
            offered = ", ".join(catalogues.offered)
            raise SettingError(f"language {code!r} is not offered: use one of {offered}")
    return tuple(dict.fromkeys(languages)) or catalogues.offered


def _write_both(leaf: Leaf, stem: Path, faces: Faces, written: Callable[[Path], None]) -> None:
    contents = {".pdf": as_pdf(leaf, faces), ".txt": as_text(leaf).encode("utf-8")}
    for ending, content in contents.items():
        path = stem.with_suffix(ending)
        write_file(path, content)
        written(path)
