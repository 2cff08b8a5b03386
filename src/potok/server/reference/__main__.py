"""`python -m potok.server.reference FOLDER`: write the generated pages of the docs."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import django


def main() -> None:
    """Write the pages into the folder that the command line names."""
    if len(sys.argv) != 2:
        raise SystemExit("usage: python -m potok.server.reference FOLDER")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "potok.server.settings")
    # Nothing connects: the pages are made of the code alone.
    os.environ.setdefault("DATABASE_URL", "postgresql:///potok")
    django.setup()
    from potok.server.reference.pages import pages  # noqa: PLC0415 - the models need the settings

    for name, text in pages().items():
        (Path(sys.argv[1]) / name).write_text(text, encoding="utf-8")


main()
