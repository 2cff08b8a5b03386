"""The board at 10,000 bars: the server's answer, the first paint, frames while panning and zooming.

    python benchmarks/board.py [--bars 10000] [--output FILE]

The scratch database is an embedded PostgreSQL of its own in a temporary folder. It holds the demo plant and
one plan whose lines are laid so that at the scale «Месяц» nearly all of them are in view at once: the worst
case, a real plan shows a part. Chromium is headless and draws in software. Prints one JSON object: the
machine, then a row a figure; times in milliseconds.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import shutil
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from itertools import count, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

if TYPE_CHECKING:
    from playwright.sync_api import Page

DAYS = 31
REQUESTS = 5
FRAMES = 180
REASONS = ("machine", "material", "calendar", "predecessor")

#: Turns the wheel once a frame and measures the frames; `kind` is what the wheel does.
SPIN = """
(given) => new Promise((done) => {
  const body = document.querySelector("[data-board-body]");
  const times = [];
  let left = given.frames;
  const step = (now) => {
    times.push(now);
    if (left-- === 0) return done(times);
    const deltaX = given.kind === "pan" ? (left > given.frames / 2 ? 25 : -25) : 0;
    const deltaY = given.kind === "zoom" ? (left > given.frames / 2 ? -12 : 12) : 0;
    body.dispatchEvent(new WheelEvent("wheel", {
      deltaX, deltaY, ctrlKey: given.kind === "zoom", clientX: 800, clientY: 400,
      bubbles: true, cancelable: true,
    }));
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
})
"""
MARKS = """
() => {
  const at = (name) => performance.getEntriesByName(name)[0].startTime;
  const data = performance.getEntriesByType("resource").find((entry) => entry.name.includes("/board/data/"));
  return {
    drawn: at("board-drawn"), data: at("board-data"), responded: data.responseEnd, size: data.decodedBodySize,
  };
}
"""


class Quiet(WSGIRequestHandler):
    """Says nothing about requests."""

    def log_message(self, *_: object) -> None:
        """Nothing."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--bars", type=int, default=10_000)
    parser.add_argument("--output", type=Path, help="also write the JSON here")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="potok-board-", dir="/tmp") as folder:
        os.environ["POTOK_DATA"] = folder
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright runs an event loop in this thread
        Path(folder).chmod(0o755)
        from potok.server.installation import open_books

        with open_books():
            report = {"machine": _machine(), "figures": _measure(options.bars)}
    text = json.dumps(report, ensure_ascii=False, indent=2)
    print(text)
    if options.output:
        options.output.parent.mkdir(parents=True, exist_ok=True)
        options.output.write_text(text + "\n")


def _machine() -> dict[str, Any]:
    return {
        "cores": os.cpu_count(),
        "load_before": round(os.getloadavg()[0], 2),
        "python": platform.python_version(),
    }


def _measure(bars: int) -> list[dict[str, Any]]:
    from potok.server.demo import load_demo

    load_demo()
    _lay_plan(bars)
    with _site() as address, _browser_page(address) as page:
        figures = [_answer(), *_first_paint(page)]
        for scale in ("day", "week", "month"):
            page.click(f"[data-scale={scale}]")
            figures += [_frames(page, scale, kind) for kind in ("pan", "zoom")]
    return figures


def _lay_plan(bars: int) -> None:
    """A published plan with as many lines, one behind the other on every machine."""
    from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

    from potok.operations.catalog.clock import planning_start
    from potok.operations.catalog.models import Machine
    from potok.operations.orders.models import ProductionOrder
    from potok.operations.planning.models import PlanVersion, ScheduleLine

    start = planning_start()
    version = PlanVersion.objects.create(
        number=1, state="published", today=start.date(), not_before=start, fingerprint="0000-0000"
    )
    orders = list(ProductionOrder.objects.order_by("id"))
    machines = list(Machine.objects.order_by("id"))
    share = dt.timedelta(days=DAYS) / (bars // len(machines) + 1)
    number = count()
    lines = []
    for place in range(bars):
        machine, turn = machines[place % len(machines)], place // len(machines)
        begin, end = start + turn * share, start + (turn + 1) * share
        serial = next(number)
        order = orders[serial % len(orders)]
        cause = {"reason": REASONS[serial % 4], "bound_at": begin.isoformat(), "other_order": order.order_no}
        lines.append(
            ScheduleLine(
                plan=version, order=order, op_no=serial // len(orders) + 1, op_name="Смешение",
                machine=machine, workshop_id=machine.workshop_id, period=DateTimeTZRange(begin, end),
                start_at=begin, finish_at=end, qty_pcs=order.qty_pcs, batches=2, setup_min=5,
                preliminary=order.pk % 5 == 0, cause=cause,
            )
        )  # fmt: skip
    ScheduleLine.objects.bulk_create(lines, batch_size=2000)


@contextmanager
def _site() -> Iterator[str]:
    """The site in a thread of this process."""
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.core.wsgi import get_wsgi_application

    handler = StaticFilesHandler(get_wsgi_application())
    server = make_server("127.0.0.1", 0, handler, handler_class=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@contextmanager
def _browser_page(address: str) -> Iterator[Page]:
    from django.conf import settings
    from playwright.sync_api import sync_playwright

    path = os.environ.get("POTOK_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        context = browser.new_context(viewport={"width": 1440, "height": 900}, base_url=address)
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": _session(), "url": address}])
        yield context.new_page()
        browser.close()


def _session() -> str:
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from potok.operations.people.models import User

    user = User.objects.get(username="planner")
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def _answer() -> dict[str, Any]:
    """The data of the board through the whole Django stack."""
    from django.test import Client

    from potok.operations.people.models import User

    http = Client()
    http.force_login(
        User.objects.get(username="planner"), backend="django.contrib.auth.backends.ModelBackend"
    )
    times = []
    for _ in range(REQUESTS):
        begun = time.perf_counter()
        answer = http.get("/board/data/", headers={"host": "localhost"})
        times.append((time.perf_counter() - begun) * 1000)
    body = json.loads(answer.content)
    return {
        "figure": "server answers /board/data/",
        "bars": len(body["lines"]),
        "p50": round(statistics.median(times)),
        "bytes": len(answer.content),
    }


def _first_paint(page: Page) -> list[dict[str, Any]]:
    """From the last byte of the data, and from the click, to the drawn board; medians of five visits."""
    after_data, after_start = [], []
    for _ in range(REQUESTS):
        page.goto("/board/")
        page.wait_for_selector("#board[data-state=ready]")
        marks = page.evaluate(MARKS)
        after_data.append(marks["drawn"] - marks["responded"])
        after_start.append(marks["drawn"])
    return [
        {"figure": "first paint after the data arrived", "p50": round(statistics.median(after_data))},
        {"figure": "first paint after navigation", "p50": round(statistics.median(after_start))},
    ]


def _frames(page: Page, scale: str, kind: str) -> dict[str, Any]:
    """Frames a second and the time of the slowest frames while the wheel turns."""
    times = page.evaluate(SPIN, {"frames": FRAMES, "kind": kind})
    gaps = sorted(b - a for a, b in pairwise(times))
    return {
        "figure": f"{kind} at the scale {scale}",
        "fps": round(1000 / statistics.mean(gaps), 1),
        "frame_p50": round(statistics.median(gaps), 1),
        "frame_p95": round(gaps[int(len(gaps) * 0.95)], 1),
    }


if __name__ == "__main__":
    main()
