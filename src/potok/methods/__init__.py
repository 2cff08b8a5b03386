"""The engineering methods of the sources, one topic a file."""
