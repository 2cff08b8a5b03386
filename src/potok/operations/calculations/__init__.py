"""Saved engineering calculations: documents with number, author, versions and a link to the plant."""
