"""Lines of workers with limitations: synchronism, intervals, backlogs, service, numbers of workers."""
