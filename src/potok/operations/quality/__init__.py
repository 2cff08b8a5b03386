"""Quality control: the control plan, inspections with their defects, decisions on lots."""
