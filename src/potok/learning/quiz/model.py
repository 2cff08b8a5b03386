"""Questions of the test, their answers and their key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Question:
    """A question.

    Attributes:
        text: Wording.
        key: Right answer of every field. A field with options takes letters («а», «абв» where several
            are right), a field without them a number.
        why: Explanation shown with the result.
        options: Letter → text; the same for all fields.
        fields: Name → label of what is answered; one nameless field for a plain question.
        also: Other answers that are accepted with an explanation: the source leaves the question open.
        method: Id of the method where the matter is computed, "" for none.
        several: Whether more than one option may be ticked.
    """

    text: str
    key: Mapping[str, str]
    why: str
    options: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=lambda: {"": ""})
    also: tuple[Mapping[str, str], ...] = ()
    method: str = ""
    several: bool = False


def choice(
    text: str,
    key: str,
    options: tuple[str, ...],
    why: str,
    *,
    also: tuple[str, ...] = (),
    method: str = "",
    several: bool = False,
) -> Question:
    """A question with options «а», «б», …; `key` and `also` are letters."""
    letters = "абвгде"
    return Question(
        text=text,
        key={"": key},
        why=why,
        options=dict(zip(letters, options, strict=False)),
        also=tuple({"": letter} for letter in also),
        method=method,
        several=several,
    )
