"""The site as a WSGI application, for gunicorn or any other server."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "potok.server.settings")

application = get_wsgi_application()

# Read all addresses now, so that the first visitor does not wait for it.
get_resolver().url_patterns  # noqa: B018 - the property loads the modules
