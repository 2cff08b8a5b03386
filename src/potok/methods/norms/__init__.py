"""Labour standards: time study, workday photographs, service norms and the service graph."""
