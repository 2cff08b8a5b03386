"""The tag library `potok` by topics; `templatetags/potok.py` puts them together."""
