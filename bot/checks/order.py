"""
How the order comes about, as a page: `python -m bot.checks.order` writes it anew.

bot/signposting/README.md has an introduction that a person wrote; what stands between the two marks
is made from the rules themselves: their docstrings in the order in which they are applied, the
numbers of the rank, and an example that the program works out.
"""

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from inspect import getdoc
from itertools import pairwise
from pathlib import Path
from types import ModuleType

from bot.checks.order_words import PLAN_B, RANK, WHEN, WHY
from bot.errors import ContentError
from bot.exchange.service_files import read_directory_files
from bot.signposting import last_resort, others, pair, plan_b, pressing, rank
from bot.signposting.directory import Directory
from bot.signposting.entry import entry
from bot.signposting.listing import Entry, Listing
from bot.signposting.match import make_listing
from bot.signposting.need import Need
from bot.signposting.rules import HARD_RULES
from bot.signposting.search import Search, search

PAGE = Path("bot", "signposting", "README.md")
COMMAND = "python -m bot.checks.order"
BEGIN = f"<!-- From here to the end mark: written by {COMMAND}. Change the code, not this. -->"
END = f"<!-- End of what {COMMAND} writes. -->"

EXAMPLE = Need("GB", "London/Newham", ("domestic_abuse",), ("sq",))
AT = datetime.fromisoformat("2026-11-20T12:00:00+00:00")

_SENTENCE = re.compile(r"(.+?\.)(?:\s|$)")

CHOSEN_BY = (pair, pressing, others, last_resort)
"""The modules that choose from what the rank has put in order, as they do so."""


def page_of(written: str, root: Path) -> str:
    """
    Return the page with what stands between the marks made anew.

    `root` holds services_data/. Raises ContentError when a mark is missing, or the code decides by
    something that order_words.py has no sentence for.
    """
    before, begun, rest = written.partition(BEGIN)
    _, ended, after = rest.partition(END)
    if not begun or not ended:
        raise ContentError(f"{PAGE}:1: the marks {BEGIN!r} and {END!r} are needed. Put them back")
    made = "\n".join([*_rules(), *_rank(), *_choice(), *_plan_b(), *_example(root)])
    return f"{before}{BEGIN}\n\n{made}\n{END}{after}"


def first_sentence(documented: object) -> str:
    """Return the first sentence of a docstring, on one line."""
    text = " ".join((getdoc(documented) or "").split())
    found = _SENTENCE.match(text)
    return found[1] if found else text


def deciding(module: ModuleType, function: str) -> Iterator[str]:
    """
    Yield the source of each value that a function yields or returns in a tuple, in its order.

    A function of the same module whose values it passes on is opened.
    """
    tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
    functions = {one.name: one for one in tree.body if isinstance(one, ast.FunctionDef)}
    yield from _of(functions, function)


def _of(functions: Mapping[str, ast.FunctionDef], name: str) -> Iterator[str]:
    for node in _in_order(functions[name]):
        if isinstance(node, ast.Yield) and node.value is not None:
            yield ast.unparse(node.value)
        elif (handed_on := _handed_on(node)) is not None:
            yield from _passed_on(functions, handed_on)


def _handed_on(node: ast.AST) -> ast.expr | None:
    """Return what a `yield from` yields, or the tuple that is returned."""
    if isinstance(node, ast.YieldFrom):
        return node.value
    return (
        node.value if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple) else None
    )


def _in_order(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        yield child
        yield from _in_order(child)


def _passed_on(functions: Mapping[str, ast.FunctionDef], value: ast.expr) -> Iterator[str]:
    if isinstance(value, ast.Tuple):
        for one in value.elts:
            yield from _passed_on(functions, one)
    elif isinstance(value, ast.Starred):
        yield from _passed_on(functions, value.value)
    elif isinstance(value, ast.Call) and ast.unparse(value.func) in functions:
        inside = list(_of(functions, ast.unparse(value.func)))
        yield from inside or [ast.unparse(value)]
    else:
        yield ast.unparse(value)


def sentences(module: ModuleType, function: str, words: Mapping[str, str]) -> list[str]:
    """
    Return the sentence for each thing that a function decides by, in its order.

    Raises ContentError for one without a sentence, and for a sentence without one.
    """
    found = list(deciding(module, function))
    place = f"{Path(str(module.__file__)).name}:1"
    if missing := [one for one in found if one not in words]:
        what = f"{function} decides by {missing[0]!r}, which no sentence explains"
        raise ContentError(f"{place}: {what}. Write one into bot/checks/order_words.py")
    if idle := [one for one in words if one not in found]:
        what = f"{function} decides by {idle[0]!r} no longer"
        raise ContentError(f"{place}: {what}. Remove its sentence from bot/checks/order_words.py")
    return [words[one] for one in found]


def _rules() -> Iterator[str]:
    yield "## First: what may be shown at all\n"
    yield "A service has to pass every one of these. “Not known” passes, and is shown as “ask”.\n"
    yield from (f"- `{rule.__name__}`: {first_sentence(rule)}" for rule in HARD_RULES)


def _rank() -> Iterator[str]:
    yield "\n## Then: in which order\n"
    yield "Two services are compared by these, one after the other. The first that tells them apart"
    yield "decides, and what stands below it is not asked.\n"
    for number, sentence in enumerate(sentences(rank, "rank", RANK), 1):
        yield f"{number}. {sentence}"


def _choice() -> Iterator[str]:
    yield "\n## Then: the pair, what stands beside it, what fills empty places"
    for module in CHOSEN_BY:
        title, _, more = (getdoc(module) or "").partition("\n\n")
        yield f"\n**{' '.join(title.split())}** {' '.join(more.split())}\n".rstrip() + "\n"
        yield from (f"- `{one.__name__}`: {first_sentence(one)}" for one in _functions(module))


def _functions(module: ModuleType) -> Iterator[Callable[..., object]]:
    """Yield the public functions of a module in the order in which they stand there."""
    own = [
        one for one in vars(module).values() if getattr(one, "__module__", "") == module.__name__
    ]
    yield from (one for one in own if callable(one) and not one.__name__.startswith("_"))


def _plan_b() -> Iterator[str]:
    title, _, more = (getdoc(plan_b) or "").partition("\n\n")
    yield f"\n## Last: what if it does not work\n\n{' '.join(title.split())}"
    yield f"{' '.join(more.split())}\n\nFor each trouble the first of these that tells two apart:\n"
    for number, sentence in enumerate(sentences(plan_b, "_order", PLAN_B), 1):
        yield f"{number}. {sentence}"


def _example(root: Path) -> Iterator[str]:
    files = read_directory_files(root / "services_data")
    directory = Directory(1, files.services, files.areas)
    asked = search(EXAMPLE, directory.areas, AT)
    found = make_listing(EXAMPLE, directory, (), AT)
    place = str(EXAMPLE.area).rpartition("/")[2]
    yield "\n## An example, worked out by the program\n"
    yield f"She speaks Albanian, lives in {place}, and does not feel safe at home. She"
    yield f"said nothing else. It is noon on {AT:%A}, {AT.day} {AT:%B %Y}."
    yield f"{_may_be_shown(directory, asked)}\n"
    yield "| | service | why it is there | before the next because |\n|---|---|---|---|"
    yield from _listed(found, asked)
    yield "\n| when | then | why it is there |\n|---|---|---|"
    for plan in found.plan_b:
        yield f"| {WHEN[plan.when]} | {plan.entry.service.name} | {_why(plan.entry)} |"


def _may_be_shown(directory: Directory, asked: Search) -> str:
    of_the_country = [one for one in directory.services if one.country == asked.need.country]
    passing = sum(all(rule(one, asked) for rule in HARD_RULES) for one in of_the_country)
    return f"Of {len(of_the_country)} services in the country, {passing} may be shown to her."


def _listed(found: Listing, asked: Search) -> Iterator[str]:
    pair_of = {"community group": found.pair.community, "specialist": found.pair.specialist}
    for title, one in pair_of.items():
        if one is not None:
            first = ", called first" if one.service.id == found.pair.call_first else ""
            yield f"| {title}{first} | {one.service.name} | {_why(one)} | they are the pair |"
    reasons = [_because(one, other, asked) for one, other in pairwise(found.others)]
    for one, reason in zip(found.others, [*reasons, "it is the last"], strict=True):
        yield f"| beside them | {one.service.name} | {_why(one)} | {reason} |"


def _why(one: Entry) -> str:
    return ", ".join(WHY[reason] for reason in one.why)


def _because(one: Entry, other: Entry, asked: Search) -> str:
    """Return the sentence of the first number of the rank that puts one before the other."""
    numbers = [rank.rank(entry(each.service, asked), asked) for each in (one, other)]
    words = sentences(rank, "rank", RANK)
    differ = (at for at, (a, b) in enumerate(zip(*numbers, strict=True)) if a != b)
    first = next(differ)
    if numbers[0] > numbers[1]:
        return "it has its place for another reason: see above"
    return f"{first + 1}. {words[first]}"


def main() -> None:
    """Write the page anew."""
    root = Path(__file__).parents[2]
    path = root / PAGE
    path.write_text(page_of(path.read_text(encoding="utf-8"), root), encoding="utf-8")


if __name__ == "__main__":
    main()
