"""Codes typed in the wrong alphabet: Cyrillic and Latin letters that look the same.

«Р101» with a Cyrillic Р and «P101» with a Latin P are different codes that no eye tells apart. Codes of
one alphabet («ЗП-0001», "R13") and codes that join whole words of both («ЗП-A1») are legitimate.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from types import MappingProxyType

_CYRILLIC = "АВЕКМНОРСТУХІЅЈаеорсухкіѕј"
_LATIN = "ABEKMHOPCTYXISJaeopcyxkisj"
_TO_LATIN = dict(zip(_CYRILLIC, _LATIN, strict=True))
_TO_CYRILLIC = {latin: cyrillic for cyrillic, latin in _TO_LATIN.items()}
_FOLD = str.maketrans(_TO_LATIN)
_WORD = re.compile(r"[A-Za-z\u0400-\u04ff0-9]+")
_OTHER = re.compile(r"[^A-Za-z\u0400-\u04ff]+")
#: A spelling used at most this many times as often as its twin alphabet is taken for a slip.
_RARE_SHARE = 0.2


def fold(code: str) -> str:
    """The code with look-alike Cyrillic letters made Latin: equal for codes that look the same."""
    return code.translate(_FOLD)


def spelling(code: str, *, given: str) -> str:
    """What is expected instead of `given`, with the letters to change, in Russian.

    Args:
        code: The right code; looks the same as `given`.
        given: The code as it stands.
    """
    latin = sorted(
        {right for right, wrong in zip(code, given, strict=True) if right != wrong and right < "\u0400"}
    )
    cyrillic = sorted(
        {right for right, wrong in zip(code, given, strict=True) if right != wrong and right >= "\u0400"}
    )
    parts = []
    if latin:
        parts.append(f"латиницей {_quoted(latin)}")
    if cyrillic:
        parts.append(f"кириллицей {_quoted(cyrillic)}")
    return f"«{code}», буквы {' и '.join(parts)}"


def _quoted(letters: Iterable[str]) -> str:
    return ", ".join(f"«{letter}»" for letter in letters)


def misspelt_codes(codes: Iterable[str]) -> Mapping[str, str]:
    """Codes of one column that are likely typed in the wrong alphabet, with the likely right code.

    Three kinds are found: letters of both alphabets inside one word where those of one could be the
    other's; a code whose twin in the other alphabet stands in the same column; a code whose letters are
    written in the other alphabet by nearly all codes with the same letters («Р101» among "P102", "P103" …).

    Args:
        codes: The codes of the column, repeated as often as they stand there.
    """
    counts = Counter(codes)
    found = {code: right for code in counts if (right := _without_mixture(code)) is not None}
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    twins: dict[str, list[str]] = defaultdict(list)
    for code, count in counts.items():
        letters = _OTHER.sub("", code)
        spellings[fold(letters)][letters] += count
        twins[fold(code)].append(code)
    for code in counts:
        letters = _OTHER.sub("", code)
        usual, usual_count = spellings[fold(letters)].most_common(1)[0]
        if code in found or letters == usual:
            continue
        right = _respelt(code, usual)
        if right in counts or spellings[fold(letters)][letters] <= usual_count * _RARE_SHARE:
            found[code] = right
    return MappingProxyType(found)


def _respelt(code: str, letters: str) -> str:
    """The code with its letters replaced one by one."""
    supply = iter(letters)
    return "".join(char if _OTHER.match(char) else next(supply) for char in code)


def _without_mixture(code: str) -> str | None:
    """The code with every word in one alphabet, None when no word mixes look-alikes."""
    right = _WORD.sub(lambda word: _one_alphabet(word.group()), code)
    return None if right == code else right


def _one_alphabet(word: str) -> str:
    """The word in one alphabet if look-alikes allow it; the alphabet of its unmistakable letters wins."""
    cyrillic = [char for char in word if char >= "\u0400"]
    latin = [char for char in word if char.isalpha() and char < "\u0400"]
    if not cyrillic or not latin:
        return word
    if all(char in _TO_LATIN for char in cyrillic):
        return word.translate(_FOLD)
    if all(char in _TO_CYRILLIC for char in latin):
        return "".join(_TO_CYRILLIC.get(char, char) for char in word)
    return word


class KnownCodes:
    """The codes a reference may name, with their look-alikes.

    Args:
        codes: Codes that exist.
        forgiven: Codes that are not faults as references because the fault is already reported
            where the code should stand.
    """

    def __init__(self, codes: Iterable[str], *, forgiven: Iterable[str] = ()) -> None:
        self._codes = frozenset(codes)
        self._forgiven = frozenset(forgiven)
        self._by_fold = {fold(code): code for code in self._codes}

    def __contains__(self, code: str) -> bool:
        return code in self._codes or code in self._forgiven

    def twin(self, code: str) -> str | None:
        """The existing code that looks the same, None if there is none."""
        return self._by_fold.get(fold(code))
