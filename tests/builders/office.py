"""LibreOffice without a window: recomputes workbooks as a user's spreadsheet would."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

import python_calamine

INSTALL = "sudo apt-get install -y --no-install-recommends libreoffice-calc"


def recalculated(books: Iterable[Path], folder: Path) -> dict[str, python_calamine.CalamineWorkbook]:
    """The workbooks after LibreOffice has opened, computed and saved them, by file name."""
    office = shutil.which("soffice")
    if office is None:
        raise RuntimeError(f"LibreOffice Calc is missing: {INSTALL}")
    target = folder / "recalculated"
    listed = [str(book) for book in books]
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = [office, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(target), *listed]
    subprocess.run(command, check=True, capture_output=True)
    return {
        path.name: python_calamine.CalamineWorkbook.from_path(str(path)) for path in target.glob("*.xlsx")
    }


def results_of(book: python_calamine.CalamineWorkbook) -> Mapping[str, object]:
    """Value by key of the sheet «Результат»."""
    _, *rows = book.get_sheet_by_name("Результат").to_python()
    return {str(row[3]): row[1] for row in rows}
