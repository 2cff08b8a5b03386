"""`potok check --plant DIR --plan DIR`: the independent checker looks at a plan of files."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import typer

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def check(
    plant_dir: Path = typer.Option(..., "--plant", exists=True, help="Папка с файлами или книга XLSX."),
    plan_dir: Path = typer.Option(
        ..., "--plan", exists=True, help="Папка с plan.csv и другими файлами плана."
    ),
    today: dt.datetime | None = typer.Option(
        None, formats=["%Y-%m-%d", "%d.%m.%Y"], help="Дата завода; без неё — первая дата календаря."
    ),
    as_json: bool = typer.Option(False, "--json", help="Ответ в виде JSON."),
) -> int:
    """Проверить план по всем правилам и назвать правило, заказ и строку каждого нарушения."""
    from potok.exchange.plant_files import read_plant
    from potok.scheduling.verify import check_plan_files

    plant = read_plant(plant_dir, today=today.date() if today else None)
    report = check_plan_files(
        plant,
        plan_csv=_text(plan_dir / "plan.csv"),
        shortages_csv=_text(plan_dir / "shortages.csv"),
        summary_json=_text(plan_dir / "summary.json"),
    )
    if as_json:
        print(json.dumps(report.as_dict(), ensure_ascii=False, indent=2))
    elif report.ok:
        checked = sum(count.checked for count in report.rules)
        print(
            f"Нарушений нет: правил {len(report.rules)}, проверок {checked}, отпечаток {report.fingerprint}."
        )
    else:
        print(f"Нарушений: {len(report.violations)}.")
        for violation in report.violations:
            print(f"  {violation.rule}: {violation.message}")
    return 0 if report.ok else 1


def _text(path: Path) -> str | None:
    """Content of a file, None when it is missing; bytes that are no UTF-8 become replacement marks."""
    return path.read_text(encoding="utf-8-sig", errors="replace") if path.is_file() else None
