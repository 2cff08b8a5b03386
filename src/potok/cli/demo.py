"""`potok demo`: the whole product on the demo plant, in the foreground until Ctrl-C."""

from __future__ import annotations

import json
import os
import webbrowser
from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from potok.cli.options import HostOption, JsonOption, PortOption, TodayOption, plant_date

if TYPE_CHECKING:
    import datetime as dt

    from potok.server.demo import DemoUser

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def demo(
    *,
    today: TodayOption = None,
    days: int = typer.Option(
        10, min=0, max=10, help="Сколько рабочих дней сыграть при первом запуске; 0 — только данные завода."
    ),
    host: HostOption = "127.0.0.1",
    port: PortOption = None,
    as_json: JsonOption = False,
) -> None:
    """Показать Поток на демонстрационном заводе «Колорит-Хим».

    Готовит базу данных, загружает завод и пользователей всех ролей, играет десять рабочих дней (при первом
    запуске — около минуты), запускает сайт и исполнителя заданий. Останавливается по Ctrl-C; данные
    сохраняются до следующего запуска.
    """
    from potok.server.installation import open_installation
    from potok.server.site import only_site, run_site

    os.environ.setdefault("POTOK_LOG_LEVEL", "WARNING")  # the address shall stay in sight
    with only_site() as note_address:
        _say("Готовлю базу данных …", as_json=as_json)
        installation = open_installation(site=True)
        try:
            users = _fill(today=plant_date(today), days=days, as_json=as_json)
            _say("Запускаю сайт …", as_json=as_json)

            def tell(address: str) -> None:
                note_address(address)
                _tell(address, users, as_json=as_json)

            run_site(installation.data, host=host, port=port, processes=1, with_worker=True, when_ready=tell)
        finally:
            installation.close(stop=True)  # also a server that a killed demo left behind


def _fill(*, today: dt.date | None, days: int, as_json: bool) -> list[DemoUser]:
    from potok.server.demo import load_demo, present_demo_users
    from potok.server.demo_play.days import play_days
    from potok.server.migrations import apply_migrations

    apply_migrations()
    if load_demo(today=today) and days:
        play_days(
            days=days,
            tell=lambda day, date: _say(f"Играю рабочий день {day}: {date:%d.%m.%Y} …", as_json=as_json),
        )
    return present_demo_users()


def _say(step: str, *, as_json: bool) -> None:
    if not as_json:
        print(step, flush=True)


def _tell(address: str, users: Sequence[DemoUser], *, as_json: bool) -> None:
    from potok.server.demo import DEMO_PASSWORD

    if as_json:
        listed = [{"login": user.login, "password": DEMO_PASSWORD, "role": user.role.value} for user in users]
        print(json.dumps({"address": address, "users": listed}, ensure_ascii=False), flush=True)
        return
    lines = [f"Поток работает: {address}", "Остановить — Ctrl-C."]
    if users:
        width = max(len(user.login) for user in users)
        lines += ["", f"Пользователи (пароль у всех {DEMO_PASSWORD}):"]
        lines += [
            f"  {user.login:<{width}}  {user.position} — {user.first_name} {user.last_name}" for user in users
        ]
    else:
        lines += ["", "В базе уже были данные: демонстрационные пользователи не создавались."]
    print("\n".join(lines), flush=True)
    if _on_desktop():
        webbrowser.open(address)


def _on_desktop() -> bool:
    """A person sits before this machine's own screen, and did not come by a remote shell."""
    has_screen = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    remote = bool(os.environ.get("SSH_CONNECTION")) or bool(os.environ.get("CI"))
    return has_screen and not remote and os.geteuid() != 0
