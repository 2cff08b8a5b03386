"""Take the pictures of the docs anew from a demonstration of its own.

    .venv/bin/python docs/pictures/take.py             # the kept set, into this folder
    .venv/bin/python docs/pictures/take.py --all DIR   # every page: 1440, 1024 and 390 px, light and dark
    .venv/bin/python docs/pictures/take.py --only lines/   # the kept ones whose names begin so
    .venv/bin/python docs/pictures/take.py --site URL  # of a demonstration that runs already

The demonstration lives in a temporary folder and is stopped at the end. A picture has at most 256 colours,
which a page of plain surfaces hardly shows, and so stays small.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).resolve().parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
DESKTOP, TABLET, PHONE = (1440, 900), (1024, 768), (390, 844)
COLOURS = 256
#: As the demonstration prints it.
PASSWORD = "potok-demo"
#: When a page shows that an answer is late.
LATE_MS = 700
#: How long a search for variants of a flow is waited for.
SEARCH_MS = 180_000


def nothing(_: Page) -> None:
    """The page as it comes."""


@dataclass(frozen=True)
class Shot:
    """A page as one person sees it.

    Attributes:
        name: Of the file.
        login: Demo user.
        path: Address on the site.
        act: What is done on the page before the picture is taken.
        kept: Sizes and themes of the kept set: «wide», «wide-dark», «tablet», «phone», «phone-dark».
        awaits: The picture is taken while an answer is on its way.
    """

    name: str
    login: str
    path: str
    act: Callable[[Page], None] = nothing
    kept: tuple[str, ...] = ()
    awaits: bool = False


def board_ready(page: Page) -> None:
    """The canvas has been drawn; a phone has the list instead."""
    if page.locator("#board").is_visible():
        page.wait_for_selector("#board[data-state=ready]")


def quick_look(page: Page) -> None:
    """An order beside the list."""
    if (page.viewport_size or {}).get("width", 0) < 700:
        return
    for key in ("ArrowDown", "ArrowDown", "ArrowRight"):
        page.keyboard.press(key)
    page.wait_for_selector("#panel h2")


def selected(page: Page) -> None:
    """Three selected orders and the preview of their confirmation."""
    if (page.viewport_size or {}).get("width", 0) < 700:
        return
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("dialog[open]")


def number_opened(page: Page) -> None:
    """Where a number comes from."""
    page.locator("td[data-look]").nth(5).click()
    page.wait_for_selector("#panel h2")


def first_opened(page: Page) -> None:
    """The page of the first row."""
    page.locator("tbody tr[data-key] a.main").first.click()
    page.wait_for_load_state()


def variants_found(page: Page) -> None:
    """The variants of a sewing flow: searched for once, then they are there."""
    if page.locator(".sew-variants").count() == 0:
        button = page.get_by_role("button", name="Найти варианты")
        if button.is_enabled():  # a search of another hand may be on its way
            button.click()
        page.wait_for_selector(".sew-variants", timeout=SEARCH_MS)


def acceptance_seen(page: Page) -> None:
    """What accepting a line changes in the route."""
    page.get_by_role("button", name="Утвердить").click()
    page.wait_for_selector("dialog[open]")


def answer_awaited(page: Page) -> None:
    """A card whose dates take the server long."""
    page.route("**/orders/-/outlook/**", lambda _: None)
    page.reload()
    page.wait_for_timeout(LATE_MS)


def list_awaited(page: Page) -> None:
    """A list that is read anew and takes the server long: the old rows stay, paler."""
    page.route("**/orders/**", lambda _: None)
    page.get_by_role("button", name="Обновить").click()
    page.wait_for_timeout(LATE_MS)


def answer_refused(page: Page) -> None:
    """A command that the network does not carry."""
    page.route("**/orders/**", lambda route: route.abort())
    page.get_by_role("button", name="Обновить").click()
    page.wait_for_selector(".toast")


def changed_by_another(page: Page) -> None:
    """A command on an order that somebody changed since the page was read."""
    other = page.context.new_page()
    other.goto(page.url)
    for window, number in ((page, 0), (other, 1)):
        window.locator("button.menu__item", has_text="Приоритет").dispatch_event("click")
        window.wait_for_selector("#dialog-slot dialog[open]")
        window.locator("dialog [name=priority]:not(:checked)").nth(number).check(force=True)
        window.locator("dialog [name=reason]").fill("срок клиента")
    other.keyboard.press("Control+Enter")
    other.wait_for_selector("#dialog-slot dialog", state="detached")
    other.close()
    page.bring_to_front()
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".conflict")


#: Tabs that every line has, and those of each kind, all of them kept; the main ones in the dark and on a
#: phone as well.
COMMON_TABS = ("figures", "tables", "note-1", "given", "simulation", "plan", "flow")
LINES = {
    "sewing": ("Ж-1/2", ("balance", "variants", *COMMON_TABS, "note-4", "passport")),
    "sheltered": ("Л-2/2", ("staffing", "service", "rotation", "people", *COMMON_TABS)),
    "continuous": ("Л-1/1", ("line", *COMMON_TABS, "note-2", "note-3")),
}
MAIN_TABS = {"balance", "staffing", "line", "simulation", "plan"}
SHOTS = (
    Shot("login", "", "/login/"),
    Shot("journal", "planner", "/orders/?view=all", kept=("wide", "wide-dark", "phone")),
    Shot("journal-look", "planner", "/orders/?view=shortage", quick_look),
    Shot("confirm", "planner", "/orders/?view=shortage", selected, kept=("wide",)),
    Shot("order-card", "planner", "/orders/ЗП-0081/", kept=("wide", "phone-dark")),
    Shot("order-conflict", "planner", "/orders/ЗП-0081/", changed_by_another, kept=("wide", "phone")),
    Shot("order-history", "planner", "/orders/ЗП-0009/"),
    Shot("new-order", "client", "/orders/-/new/"),
    Shot("proposals", "client", "/orders/-/proposals/"),
    Shot("pull-table", "planner", "/pull-table/", number_opened, kept=("wide", "wide-dark")),
    Shot("signals", "purchasing", "/pull-table/signals/"),
    Shot("receipts", "purchasing", "/pull-table/receipts/", kept=("wide",)),
    Shot("board", "planner", "/board/", board_ready, kept=("wide", "wide-dark", "phone")),
    Shot("board-table", "planner", "/board/?view=table"),
    Shot("agreement", "shop2", "/board/agreement/", kept=("wide", "phone")),
    Shot("machines", "shop1", "/shift/machines/"),
    Shot("sales-plan", "client", "/sales/"),
    Shot("purchases", "purchasing", "/purchasing/"),
    Shot("purchase", "purchasing", "/purchasing/", first_opened),
    Shot("advice", "purchasing", "/purchasing/advice/"),
    Shot("terms", "purchasing", "/purchasing/terms/"),
    Shot("shift", "shop1", "/shift/", kept=("wide", "phone")),
    Shot("tech-cards", "planner", "/tech-cards/?view=all", kept=("wide",)),
    Shot("tech-card", "planner", "/tech-cards/?view=all", first_opened, kept=("wide", "wide-dark")),
    Shot("periods", "economist", "/tech-cards/periods/"),
    Shot("reasons", "admin", "/tech-cards/reasons/"),
    Shot("quality", "qc", "/quality/", kept=("wide",)),
    Shot("inspections", "qc", "/quality/log/"),
    Shot("control-plan", "qc", "/quality/plan/"),
    Shot("defects", "qc", "/quality/defects/"),
    Shot("stock", "raw", "/stock/", kept=("wide", "phone")),
    Shot("lots", "raw", "/stock/lots/"),
    Shot("lot", "raw", "/stock/lots/", first_opened),
    Shot("handover", "goods", "/stock/handover/"),
    Shot("papers", "raw", "/stock/papers/"),
    Shot("notices", "planner", "/notices/"),
    Shot("bench", "engineer", "/bench/", kept=("wide",)),
    Shot(
        "method",
        "engineer",
        "/bench/cycle.duration/?case=ex2-cartridge-batch-100",
        kept=("wide", "wide-dark", "phone"),
    ),
    Shot("calculations", "engineer", "/bench/saved/"),
    Shot("projects", "engineer", "/projects/"),
    Shot("learning", "engineer", "/learning/"),
    Shot("quizzes", "engineer", "/learning/quizzes/"),
    Shot("variants", "engineer", "/learning/variants/"),
    Shot("lines", "engineer", "/lines/"),
    Shot("sewing-flow", "engineer", "/lines/Ж-1/2/?tab=balance", kept=("wide",)),
    Shot("floor-plan", "engineer", "/lines/Ж-1/2/?tab=plan", kept=("wide",)),
    Shot("line-accept", "engineer", "/lines/Л-1/2/", acceptance_seen),
    Shot("line-given", "engineer", "/lines/Ж-1/given/?number=2"),
    *(
        Shot(
            f"lines/{kind}-{tab}",
            "engineer",
            f"/lines/{version}/?tab={tab}",
            variants_found if tab == "variants" else nothing,
            kept=("wide", "wide-dark", "phone") if tab in MAIN_TABS else ("wide",),
        )
        for kind, (version, tabs) in LINES.items()
        for tab in tabs
    ),
    Shot("scenarios", "planner", "/board/scenarios/"),
    Shot("settings", "admin", "/settings/", kept=("wide",)),
    Shot("settings-items", "admin", "/settings/items/"),
    Shot("settings-recipe", "admin", "/settings/recipes/", first_opened),
    Shot("settings-calendar", "admin", "/settings/calendars/"),
    Shot("settings-company", "admin", "/settings/company/"),
    Shot("users", "admin", "/settings/users/"),
    Shot("import", "admin", "/import/"),
    Shot("card-awaited", "planner", "/orders/ЗП-0081/", answer_awaited, kept=("wide",), awaits=True),
    Shot("journal-awaited", "client", "/orders/?view=all", list_awaited, kept=("wide",), awaits=True),
    Shot("no-network", "raw", "/orders/?view=all", answer_refused, kept=("wide",)),
    Shot("no-right", "shop1", "/import/"),
    Shot("not-found", "planner", "/orders/НЕТ/"),
)
#: Size, theme, end of the file name.
VARIANTS = {
    "wide": (DESKTOP, "light", ""),
    "wide-dark": (DESKTOP, "dark", "-dark"),
    "tablet": (TABLET, "light", "-tablet"),
    "phone": (PHONE, "light", "-phone"),
    "phone-dark": (PHONE, "dark", "-phone-dark"),
}


@contextmanager
def demonstration() -> Iterator[str]:
    """Address of a fresh demonstration."""
    folder = tempfile.mkdtemp(prefix="potok-pictures-")
    Path(folder).chmod(0o755)  # the account of the database passes through when root runs this
    environ = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    command = [sys.executable, "-m", "potok.cli.main", "demo", "--json"]
    process = subprocess.Popen(
        command, env={**environ, "POTOK_DATA": f"{folder}/data"}, stdout=subprocess.PIPE, text=True
    )
    try:
        if process.stdout is None:
            raise RuntimeError("the demonstration tells nothing")
        yield str(json.loads(process.stdout.readline())["address"])
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)
        shutil.rmtree(folder, ignore_errors=True)


def signed_in(browser: Browser, site: str, login: str, variant: str) -> Page:
    """A window of a demo user; without a login nobody has signed in."""
    (width, height), theme, _ = VARIANTS[variant]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if theme == "dark" else "light",
        locale="ru-RU",
        reduced_motion="reduce",
        has_touch=width < 700,
        base_url=site,
    )
    page = context.new_page()
    if login:
        page.goto("/login/")
        page.fill("[name=username]", login)
        page.fill("[name=password]", PASSWORD)
        page.press("[name=password]", "Enter")
        page.wait_for_load_state()
    return page


def save(picture: bytes, path: Path) -> int:
    """Write a picture with few colours; returns its kilobytes."""
    few = Image.open(io.BytesIO(picture)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    path.parent.mkdir(parents=True, exist_ok=True)
    few.save(path, optimize=True)
    return path.stat().st_size // 1024


def take(site: str, folder: Path, *, everything: bool, only: str) -> None:
    """The pictures of a site whose names begin with `only` into a folder."""
    chromium = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for variant in VARIANTS:
            pages: dict[str, Page] = {}
            for shot in SHOTS:
                if not shot.name.startswith(only) or (not everything and variant not in shot.kept):
                    continue
                if shot.login not in pages:
                    pages[shot.login] = signed_in(browser, site, shot.login, variant)
                page = pages[shot.login]
                page.goto(shot.path)
                page.wait_for_load_state("networkidle")
                shot.act(page)
                if not shot.awaits:
                    page.wait_for_load_state("networkidle")
                name = shot.name + VARIANTS[variant][2]
                wide = page.evaluate("document.documentElement.scrollWidth") > VARIANTS[variant][0][0]
                size = save(page.screenshot(), folder / f"{name}.png")
                page.unroute_all(behavior="ignoreErrors")
                print(f"{name}: {size} KB{', wider than the screen' if wide else ''}", flush=True)
            for page in pages.values():
                page.context.close()
        browser.close()


def main() -> None:
    """Read the command line and take the pictures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--all", metavar="DIR", type=Path, help="every page in every size and theme")
    parser.add_argument("--site", metavar="URL", help="a running demonstration")
    parser.add_argument("--only", metavar="NAME", default="", help="pictures whose names begin so")
    given = parser.parse_args()
    folder: Path = given.all or HERE
    folder.mkdir(parents=True, exist_ok=True)
    if given.site:
        take(given.site, folder, everything=given.all is not None, only=given.only)
        return
    with demonstration() as site:
        take(site, folder, everything=given.all is not None, only=given.only)


if __name__ == "__main__":
    main()
