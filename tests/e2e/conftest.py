"""A real browser against the real site: every test starts with the untouched demo plant.

The site runs in threads of the test process on the database of the test. Chromium is the one of the
system: POTOK_CHROMIUM, else the usual names; without one the tests fail and say what to install.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib import import_module

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Response,
    expect,
    sync_playwright,
)
from pytest_django.live_server_helper import LiveServer

from potok.operations.people.models import User

# Playwright's synchronous face runs an event loop in this thread, which Django takes for async code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
#: How long an expectation or an action is waited for: a busy machine is slow, not wrong.
PATIENCE_MS = 60_000
DESKTOP = {"width": 1440, "height": 900}


@dataclass
class Complaints:
    """What the browser complained about: script errors, forbidden content, failed requests."""

    lines: list[str] = field(default_factory=list)

    def listen_to(self, page: Page) -> None:
        """Collect the complaints of a page from now on."""
        page.on("pageerror", lambda error: self.lines.append(f"{page.url}: {error}"))
        page.on("console", self._console)
        page.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        # A refused command is an expected answer, checked by status below; Chromium logs it too. So does
        # htmx with a request that a newer one of the same form replaced; a failed one is a sendError.
        expected = ("Failed to load resource", "htmx:sendAbort", "htmx:afterRequest")
        if message.type == "error" and not any(words in message.text for words in expected):
            self.lines.append(f"{message.location.get('url')}: {message.text}")

    def _response(self, response: Response) -> None:
        missing_asset = response.status == 404 and response.request.resource_type != "document"
        if response.status >= 500 or missing_asset:
            self.lines.append(f"{response.status} {response.request.method} {response.url}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the session."""
    candidates = (os.environ.get("POTOK_CHROMIUM"), *BROWSERS)
    path = next((found for name in candidates if name and (found := shutil.which(name))), None)
    if path is None:
        pytest.fail("no Chromium: sudo apt-get install -y chromium", pytrace=False)
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def site_threads(django_db_setup: None) -> Iterator[LiveServer]:
    """The web server; which database it answers from is decided by each test."""
    server = LiveServer("127.0.0.1")
    yield server
    server.stop()


@pytest.fixture
def site(site_threads: LiveServer, demo_database: None) -> str:
    """Address of the site on a fresh copy of the demo plant, without a slash at the end."""
    return site_threads.url


@pytest.fixture
def complaints() -> Iterator[Complaints]:
    """Complaints of all pages of the test; any left at its end fails the test."""
    collected = Complaints()
    yield collected
    assert collected.lines == []


@pytest.fixture
def sign_in(site: str, browser: Browser, complaints: Complaints) -> Iterator[Callable[..., Page]]:
    """Opens a page as a demo user: `sign_in("planner")`, `sign_in("qc", viewport={…})`.

    Every call is a person with a browser window of their own; options go to the window. Relative
    addresses work: `page.goto("/orders/")`.
    """
    contexts: list[BrowserContext] = []

    def open_page(login: str, **options: object) -> Page:
        given = {"viewport": DESKTOP, "locale": "ru-RU", "base_url": site, **options}
        context = browser.new_context(**given)  # type: ignore[arg-type]  # options are checked by Playwright
        contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": _session(login), "url": site}])
        page = context.new_page()
        complaints.listen_to(page)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def work_off_jobs(site: str, program_environ: dict[str, str]) -> Callable[[], None]:
    """Carries out the waiting background jobs, plans for example, in a real worker of its own."""

    def work() -> None:
        command = [sys.executable, "-m", "potok.cli.main", "worker", "--drain"]
        subprocess.run(command, env=program_environ, check=True, timeout=300)

    return work


def _session(login: str) -> str:
    """A session as if the user had signed in."""
    user = User.objects.get(username=login)
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)
