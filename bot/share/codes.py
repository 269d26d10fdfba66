"""
The code of a link, to scan.
"""

import segno


def squares(address: str) -> tuple[tuple[bool, ...], ...]:
    """Return the code of an address, row by row, True where it is dark, without its border."""
    code = segno.make(address, error="m", micro=False)
    return tuple(tuple(bool(dark) for dark in row) for row in code.matrix)
