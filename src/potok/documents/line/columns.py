"""How wide the columns of a printed table are: no word broken while there is room, the rest to the texts."""

from __future__ import annotations

from collections.abc import Sequence

#: Letters of a cell on a line of the upright and of the flipped sheet (9.5 pt), and in the margins of a cell.
UPRIGHT, FLIPPED = 97.0, 150.0
_MARGINS = 2.1
#: Heads are bold.
_BOLD = 1.12
#: A longer word may be parted, a longer text wraps in any case.
_LONGEST_WORD, _LONGEST_TEXT = 14, 120
#: What a head above numbers gets of the rest, against the texts of a column: it wraps once, they in each row.
_HEAD_ALONE = 0.05


def column_shares(
    heads: Sequence[str], rows: Sequence[Sequence[str]], numeric: Sequence[bool], room: float = UPRIGHT
) -> list[float]:
    """Widths of the columns, in letters; they fill the room or share it out where words need more.

    Args:
        heads: Titles of the columns.
        rows: Texts of the cells, as printed.
        numeric: Columns that are never broken into lines.
        room: Letters on a line of the sheet.
    """
    least, wanted = [], []
    for place, head in enumerate(heads):
        cells = [row[place] for row in rows]
        words = [word for cell in cells for word in ([cell] if numeric[place] else cell.split())]
        longest = max((len(word) for word in words), default=0)
        narrow = max(
            _BOLD * max((len(word) for word in head.split()), default=1),
            longest if numeric[place] else min(_LONGEST_WORD, longest),
        )
        text = max([_BOLD * len(head), *map(len, cells)])
        least.append(narrow + _MARGINS)
        more = max(0.0, min(_LONGEST_TEXT, text) - narrow)
        wanted.append(_HEAD_ALONE * more if numeric[place] else more)
    left = room - sum(least)
    if left <= 0:
        return least
    asked = sum(wanted)
    if asked == 0:
        return [width + left / len(least) for width in least]
    return [width + left * more / asked for width, more in zip(least, wanted, strict=True)]
