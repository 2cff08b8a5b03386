"""The API put together: every section under its address."""

from __future__ import annotations

from potok.api import catalog, errors, me
from potok.api.access import TokenAuth
from potok.api.openapi import PotokApi, with_token
from potok.api.plans import board, lines, runs, versions  # noqa: F401 - the board joins the versions

api = PotokApi(
    title="Поток",
    version="1",
    auth=TokenAuth(),
    openapi_url="/openapi.json",
    docs_url=None,  # a page with scripts from elsewhere: the content security policy forbids it
    docs_decorator=with_token,
    urls_namespace="api",
)
errors.install(api)

api.add_router("", me.section)
api.add_router("/catalog", catalog.section)
api.add_router("", runs.section)
api.add_router("/plans", versions.section)
api.add_router("", lines.section)
