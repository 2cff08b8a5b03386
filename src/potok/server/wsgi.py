"""The site as a WSGI application, for gunicorn or any other server."""

from __future__ import annotations

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from potok.server.database import data_folder, make_data_folder
from potok.server.installation import secret_key

if "POTOK_SECRET_KEY" not in os.environ:  # started by another server than ours
    make_data_folder(data_folder())
    os.environ["POTOK_SECRET_KEY"] = secret_key(data_folder())
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "potok.server.settings")

application = get_wsgi_application()

# Read all addresses now, so that the first visitor does not wait for it.
get_resolver().url_patterns  # noqa: B018 - the property loads the modules

# What is loaded by now stays to the end: a third of a million objects that the collector of rings would walk
# over again and again, 0.3 s each time, in the middle of somebody's request.
gc.collect()
gc.freeze()
