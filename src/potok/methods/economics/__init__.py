"""Economics: output plan, effect of measures, life cycle of research, indicators."""
