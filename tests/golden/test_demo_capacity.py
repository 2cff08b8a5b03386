"""Working time of the demo machines over the horizon equals `expected.json` (scenario f)."""

import datetime as dt
import json
from pathlib import Path

from potok.exchange.plant_files import read_plant
from potok.plant.working_time import WorkingTime

DEMO = Path(__file__).parents[2] / "data" / "plant"


def test_capacity_of_every_demo_machine_equals_the_expected_minutes() -> None:
    expected = json.loads((DEMO / "expected.json").read_text(encoding="utf-8"))
    plant = read_plant(DEMO)
    time = WorkingTime(plant)
    start = dt.datetime.combine(plant.today, dt.time())
    finish = dt.datetime.fromisoformat(expected["horizon_end"]) + dt.timedelta(days=1)
    minutes = {code: time.working_seconds(code, start, finish) / 60 for code in plant.machines}
    assert minutes == expected["machine_capacity_min"]
