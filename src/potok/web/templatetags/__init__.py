"""Template tags and filters: `{% load potok %}`."""
