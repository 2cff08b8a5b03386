"""A repair that was shown, as a short text: with it exactly that repair is made again, or none.

Processor time limits the search of a preview, so the same event tried a second time may end elsewhere. The
text carries the moment of planning and the number of ways tried, which make the repair the same again, and
a digest of what was shown, which tells whether the plan or the books are still those of the preview.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import ClassVar

from potok.errors import PotokError
from potok.operations.catalog.clock import local, planning_start
from potok.scheduling.repair.engine import Repair

#: How long a preview may wait for its answer.
_GOOD_FOR = dt.timedelta(hours=1)
_MOST_TRIED = 100_000


class ProposalOutdatedError(PotokError):
    """What was shown is not what would be saved now."""

    code: ClassVar[str] = "repair_outdated"
    template: ClassVar[str] = (
        "Ремонт плана {number} не записан: {why}. Посмотрите заново, что сдвинется, и решите ещё раз."
    )
    http_status: ClassVar[int] = 409


class ProposalUnreadError(PotokError):
    """The text is none that a preview gave."""

    code: ClassVar[str] = "repair_unread"
    template: ClassVar[str] = "Предпросмотр ремонта «{text}» не прочитан. Посмотрите заново, что сдвинется."
    http_status: ClassVar[int] = 422


@dataclass(frozen=True, slots=True)
class Proposal:
    """What makes a shown repair the same again.

    Attributes:
        not_before: Its moment of planning, plant local time.
        tried: Ways that were tried.
        digest: Of everything that was shown.
    """

    not_before: dt.datetime
    tried: int
    digest: str

    def as_text(self) -> str:
        """The text that goes with the preview and comes back with the decision."""
        return f"{self.not_before.isoformat()}/{self.tried}/{self.digest}"


def proposal_of(repair: Repair) -> Proposal:
    """The proposal of a repair."""
    shown = repair.sentence, repair.changes, repair.shifts, repair.held_in_stop, repair.conflicts
    digest = hashlib.sha256(repr(shown).encode()).hexdigest()[:16]
    return Proposal(repair.request.not_before, repair.tried, digest)


def read_proposal(text: str, *, number: int) -> Proposal:
    """The proposal of a text, for the version of that number.

    Raises:
        ProposalUnreadError: No preview gave that text.
        ProposalOutdatedError: The preview is too old.
    """
    moment, _, rest = text.partition("/")
    tried, _, digest = rest.partition("/")
    try:
        proposal = Proposal(dt.datetime.fromisoformat(moment).replace(tzinfo=None), int(tried), digest)
    except ValueError as error:
        raise ProposalUnreadError(text=text[:60]) from error
    if not 0 < proposal.tried <= _MOST_TRIED:
        raise ProposalUnreadError(text=text[:60])
    if not dt.timedelta() <= local(planning_start()) - proposal.not_before <= _GOOD_FOR:
        raise ProposalOutdatedError(number=number, why="с показа прошло больше часа")
    return proposal


def refuse_other(repair: Repair, shown: Proposal, *, number: int) -> None:
    """Let only the repair pass that was shown.

    Raises:
        ProposalOutdatedError: This one is another.
    """
    if proposal_of(repair).digest != shown.digest:
        raise ProposalOutdatedError(
            number=number, why="план или данные учёта с тех пор изменились, сдвинулось бы не то, что показано"
        )
