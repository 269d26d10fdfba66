"""Learn the weights of one language from its sentences."""

import hashlib
from array import array
from pathlib import Path

from bot.i18n.languages import read_languages
from bot.understanding.command_texts import Command
from bot.understanding.hearing import BUCKETS, Hearing, buckets_of
from bot.understanding.lexicon import Lexicon, read_lexicons
from bot.understanding.skeleton import plain
from bot.yaml_file import read_yaml

ROOT = Path(__file__).parents[2]
LOCALES = ROOT / "locales"
SAID = ROOT / "tests" / "understanding"
MORE = Path(__file__).parent / "sentences"
CALM: tuple[Command, ...] = (
    "leave", "back", "restart", "language", "skip", "more", "privacy",
)  # fmt: skip
"""The commands that are no call for help."""

STRENGTH = 30.0
"""How closely the weights may follow single sentences (the C of scikit-learn): 3, 10 and
30 were tried, and the counts of seven languages' held-out sentences were looked at for it."""


def languages() -> tuple[str, ...]:
    """Return every language that has sentences to learn from."""
    said = (path.stem.removeprefix("said_") for path in SAID.glob("said_*.yaml"))
    return tuple(sorted({*said, *(path.stem for path in MORE.glob("*.yaml"))}))


def sentences(language: str) -> tuple[list[str], list[str]]:
    """Return the folded sentences of danger and the ordinary ones that are learned from."""
    files = (SAID / f"said_{language}.yaml", MORE / f"{language}.yaml")
    said = [read_yaml(path).value for path in files if path.is_file()]
    danger = [text for one in said for text in one["distress"]]
    harmless = [text for one in said for text in one["ordinary"]]
    lexicon = lexicon_of(language)
    # Every phrase of a list that is written without choices is a sentence of danger as it stands.
    plainly = [one for one in lexicon.distress if not set("*/<") & set(one)]
    ordinary = [one for one in lexicon.ordinary if not set("*/<") & set(one)]
    commands = [text for name in CALM for text in lexicon.commands[name]]
    return _folded([*danger, *plainly]), _folded([*harmless, *ordinary, *commands])


def _folded(texts: list[str]) -> list[str]:
    return sorted({plain(text) for text in texts})


def lexicon_of(language: str) -> Lexicon:
    """Return the lists of words of a language."""
    known = {one.code: one for one in read_languages(LOCALES / "languages.yaml")}
    return read_lexicons(LOCALES, [known[language]])[0]


def digest(language: str) -> str:
    """Return what tells the sentences of a language, and how they are read, from any other."""
    danger, ordinary = sentences(language)
    told = "\n".join(("1", *danger, "", *ordinary))
    return hashlib.sha256(told.encode()).hexdigest()


def learned(language: str) -> Hearing:
    """Return the weights that tell danger from what is ordinary."""
    danger, ordinary = sentences(language)
    return fitted(danger, ordinary, digest(language))


def fitted(danger: list[str], ordinary: list[str], learned_from: str) -> Hearing:
    """Return weights for folded sentences of either kind."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    rows = [sorted(buckets_of(text)) for text in (*danger, *ordinary)]
    starts = [0]
    for row in rows:
        starts.append(starts[-1] + len(row))
    values = [len(row) ** -0.5 for row in rows for _ in row]
    columns = [bucket for row in rows for bucket in row]
    matrix = csr_matrix((values, columns, starts), shape=(len(rows), BUCKETS))
    kinds = [1] * len(danger) + [0] * len(ordinary)
    model = LogisticRegression(C=STRENGTH, max_iter=5_000, class_weight="balanced")
    model.fit(matrix, kinds)
    scale = float(abs(model.coef_[0]).max()) / 127
    weights = array("b", (round(weight / scale) for weight in model.coef_[0]))
    return Hearing(scale, float(model.intercept_[0]), learned_from, weights)
