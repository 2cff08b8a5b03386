"""The engineer designs the hand packing line of the second workshop with people of different ability."""

from __future__ import annotations

from functools import partial

from potok.lines.sheltered.example import by_hand, improved
from potok.operations.lines.services.lines import LineGiven, create_line
from potok.operations.lines.services.versions import save_version
from potok.server.demo_play.cast import Cast

CODE = "Л-2"
_PRODUCT, _WORKSHOP = "P206", "2"


def design_sheltered_line(cast: Cast) -> None:
    """A staffing made by hand with a fault in it, then that of the engine with rotation; both are drafts."""
    engineer = cast.person("engineer")
    about = LineGiven("Ручная фасовка средства для стёкол", _PRODUCT, _WORKSHOP)
    made = cast.tried("edit_lines", partial(create_line, engineer, code=CODE, kind="sheltered", given=about))
    if made is None:
        return
    save = partial(save_version, engineer, code=CODE)
    cast.tried("edit_lines", partial(save, given=by_hand(), title="Расстановка мастера"))
    cast.tried("edit_lines", partial(save, given=improved(), title="Расстановка и ротация", base=1))
