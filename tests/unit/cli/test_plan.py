"""`potok plan` beside an earlier plan."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from potok.cli.main import run

PLANT = Path(__file__).parents[3] / "data" / "plant"


def test_beside_an_earlier_plan_a_steady_one_changes_less(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def changed(out: str, *options: str) -> int:
        given = [
            "plan",
            "--plant",
            str(PLANT),
            "--out",
            str(tmp_path / out),
            "--work-limit",
            "1000",
            *options,
        ]
        assert run(given) == 0
        told = re.search(r"изменено операций (\d+)", capsys.readouterr().out)
        return -1 if told is None else int(told[1])

    earlier = ("--previous", str(tmp_path / "first"))
    assert changed("first", "--seed", "3") == -1
    usual = changed("usual", *earlier)
    assert 0 <= changed("steady", *earlier, "--goal", "steady") < usual
