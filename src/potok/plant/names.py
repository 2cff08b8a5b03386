"""Names of machines as people tell them apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from potok.plant.model import Machine


def machine_names(machines: Mapping[str, Machine]) -> dict[str, str]:
    """Code → the name of each machine, with the code where several have the same name."""
    times = Counter(machine.name for machine in machines.values())
    return {
        code: machine.name if times[machine.name] == 1 else f"{machine.name} ({code})".lstrip()
        for code, machine in machines.items()
    }
