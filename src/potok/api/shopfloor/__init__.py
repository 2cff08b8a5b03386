"""Execution of orders: shift tasks, launched operations, technological cards."""
