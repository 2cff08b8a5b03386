"""A project note made of control tasks."""

from __future__ import annotations

import datetime as dt

from potok.documents.project.model import Project, Section
from potok.learning.control.variants import variant
from potok.methods import method


def project_of(*numbers: int, **changes: str) -> Project:
    """A note whose sections are the first parts of control tasks."""
    texts = {
        "plant": "ООО «Колорит-Хим»",
        "number": "РПЗ-0001",
        "title": "Организация участка окраски",
        "subject": "Линия окраски",
        "author": "С. Тихонов",
        "checker": "И. Петров",
        "introduction": "Цель работы — рассчитать участок.\n\nДанные приняты по заданию.",
        "conclusion": "Участок обеспечивает программу.",
        **changes,
    }
    return Project(**texts, date=dt.date(2026, 3, 2), sections=tuple(map(_section, numbers)))


def _section(number: int) -> Section:
    part = variant(number).parts[0]
    chosen = method(part.method)
    return Section(
        f"Раздел задания {number}", "", f"РС-{number:04}", 1, chosen.run(part.given), chosen.inputs
    )
