"""Lines of people whose abilities differ (ALWABP): problem, engine, checker, rotation, reasons."""
