"""The engineer designs the sewing flow of the jacket: the source's gathering, then the engine's."""

from __future__ import annotations

from functools import partial

from potok.lines.kinds import KINDS
from potok.lines.sewing.design import improve
from potok.operations.lines.services.lines import LineGiven, create_line
from potok.operations.lines.services.versions import save_version
from potok.server.demo_play.cast import Cast

CODE = "Ж-1"
#: Pieces of search: the same second version on every machine, within some seconds.
_WORK = 66


def design_sewing_line(cast: Cast) -> None:
    """Version 1 as the source gathered it, version 2 as the engine does."""
    engineer = cast.person("engineer")
    about = LineGiven("Жакет женский")
    made = cast.tried("edit_lines", partial(create_line, engineer, code=CODE, kind="sewing", given=about))
    if made is None:
        return
    source = dict(KINDS["sewing"].examples[0].given)
    cast.tried("edit_lines", partial(save_version, engineer, code=CODE, given=source, title="Источник"))
    better = improve(source, time_limit_s=60, work_limit=_WORK)
    save = partial(save_version, engineer, code=CODE, given=better, title="Проект 2", base=1)
    cast.tried("edit_lines", save)
