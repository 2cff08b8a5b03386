"""Planned preventive maintenance: repairs of the cycle and the annual chart."""
