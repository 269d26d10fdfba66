"""
Rows of questions asked of a set of numbers: how thousands are put in order by a few dozen steps.

What is in the first set of a row comes first; what is left is asked the next of that row. What has
been found is asked the next row, and so on: only as far as somebody looks.
"""

from collections.abc import Iterator, Sequence

from bot.signposting.bits import Bits, is_one

Row = Sequence[Bits]
"""What is in the first comes first, of the rest what is in the second, and so on."""

Question = tuple[Bits, int]
"""A set of a row, and after how many steps the next row begins."""


def as_questions(row: Row) -> list[Question]:
    """Return a row as questions."""
    left = len(row)
    if left == 1:
        return [(row[0], 1)]
    return [(bits, left - place) for place, bits in enumerate(row)]


def in_order(numbers: Bits, rows: Iterator[list[Question]]) -> Iterator[Bits]:
    """
    Yield sets of equals, the best first: what no question tells apart.

    `rows` are made only when what comes before them has left something equal.
    """
    questions: list[Question] = []
    waiting = [(numbers, 0)] if numbers else []
    end = 0
    while waiting:
        numbers, place = waiting.pop()
        undecided = not is_one(numbers)
        while undecided:
            if place >= end:
                more = next(rows, None)
                if more is None:
                    break
                questions += more
                end = len(questions)
                continue
            bits, next_row = questions[place]
            best = numbers & bits
            if not best:
                place += 1
            elif best == numbers:
                place += next_row
            else:
                waiting.append((numbers ^ best, place + 1))
                numbers, place = best, place + next_row
                undecided = not is_one(best)
        yield numbers
