"""Projects with limited resources (RCPSP), makespan: problem, search over activity lists, engine."""
