"""Commands of the shops: launch, reports, stops, technological cards, posting."""
