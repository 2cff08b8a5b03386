"""Notices: what waits for the person, on a page and behind the bell."""
