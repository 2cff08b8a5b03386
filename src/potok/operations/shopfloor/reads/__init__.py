"""What pages and the API read of the shops: shift tasks, runs, technological cards."""
