"""Execution of orders: launch, work reports, technological cards and their posting."""
