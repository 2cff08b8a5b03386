"""Settings: company, people, master data, each resource with its list, card, files and history."""
