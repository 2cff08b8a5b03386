"""The API put together: every section under its address."""

from __future__ import annotations

from potok.api import catalog, company, errors, me, notices, people, plant_files, print_forms
from potok.api.access import TokenAuth
from potok.api.bench import calc, learning, projects, route_times, saved
from potok.api.lines import lines as designed_lines
from potok.api.lines import papers as line_papers
from potok.api.lines import runs as line_runs
from potok.api.lines import versions as line_versions
from potok.api.master_data import calendars as _calendars
from potok.api.master_data import operations as master_data
from potok.api.openapi import PotokApi, with_token
from potok.api.orders import card, journal, views
from potok.api.orders import changes as _changes
from potok.api.orders import confirmation as _confirmation
from potok.api.orders import creation as _creation
from potok.api.orders import urgency as _urgency
from potok.api.orders import volumes as _volumes
from potok.api.plans import board as _board
from potok.api.plans import lines, repairs, runs, scenarios, versions
from potok.api.shopfloor import cards, machines, posting, tasks
from potok.api.shopfloor import people as floor
from potok.api.shopfloor import prints as _shop_prints
from potok.api.shopfloor import runs as shop_runs
from potok.api.stores import papers, prints, purchasing, quality, stock
from potok.api.supply import lots, pull_table, receipts, signals

#: Modules whose operations join the section of another one: importing them is enough.
JOINED = (_board, _calendars, _changes, _confirmation, _creation, _shop_prints, _urgency, _volumes)

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
api.add_router("/orders", journal.section)
api.add_router("/orders", card.section)  # last: its address takes whatever the others leave
api.add_router("/views", views.section)
api.add_router("/pull-table", pull_table.section)
api.add_router("/receipts", receipts.section)
api.add_router("/signals", signals.section)
api.add_router("/lots", lots.section)
api.add_router("/stock", stock.section)
api.add_router("/stock", papers.section)
api.add_router("/stock", prints.section)
api.add_router("/quality", quality.section)
api.add_router("/purchasing", purchasing.section)
api.add_router("", runs.section)
api.add_router("/plans", versions.section)
api.add_router("", lines.section)
api.add_router("", repairs.section)
api.add_router("", scenarios.section)
api.add_router("/catalog", catalog.section)
api.add_router("/calc", calc.section)
api.add_router("/calculations", saved.section)
api.add_router("/calculations", route_times.section)
api.add_router("/projects", projects.section)
api.add_router("", designed_lines.section)
api.add_router("/lines", line_versions.section)
api.add_router("", line_runs.section)
api.add_router("", line_papers.section)
api.add_router("/learning", learning.section)
api.add_router("/plant", plant_files.section)
api.add_router("/shop", tasks.section)
api.add_router("/shop/runs", shop_runs.section)
api.add_router("/shop/people", floor.section)
api.add_router("/shop/machines", machines.section)
api.add_router("/shop/orders", posting.ending)
api.add_router("/cards", cards.section)
api.add_router("/company", company.section)
api.add_router("/print-forms", print_forms.section)
api.add_router("/master-data", master_data.section)
api.add_router("/notices", notices.section)
api.add_router("/users", people.section)
