"""Pages of quality control: decisions on lots, the log of inspections, the control plan, defects."""
