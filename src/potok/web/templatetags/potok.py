"""Tags and filters of the component library; every page begins with `{% load potok %}`.

Examples of each stand in docs/subsystems/web-components.md and, drawn, at /gallery.
"""

from __future__ import annotations

from django import template

from potok.web.tags import blocks, frame, texts

register = template.Library()
for part in (texts, frame, blocks):
    register.tags.update(part.register.tags)
    register.filters.update(part.register.filters)
