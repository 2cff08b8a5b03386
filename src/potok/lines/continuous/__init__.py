"""The continuous flow line: takt, places, conveyor, leading operation, what another programme needs."""
