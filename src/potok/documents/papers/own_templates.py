"""A company's own templates: files of a folder that go before the built-in ones."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from potok.documents.forms.shift_task import example_task, shift_task_pdf
from potok.documents.forms.tech_card import example_card, tech_card_pdf
from potok.documents.papers.paper import M8, SHIFT_TASK, TECH_CARD, TEMPLATED, Company, Form, Line, Paper
from potok.documents.papers.printing import TemplateBrokenError, built_in_template, paper_pdf
from potok.errors import PotokError

#: A template is a page of text.
LARGEST_BYTES = 200_000


class UnknownFormError(PotokError):
    """No form has that key; data: `form`, `known`."""

    code = "unknown_print_form"
    template = "Печатной формы «{form}» нет. Есть: {known}."
    http_status = 404


@dataclass(frozen=True, slots=True)
class OwnTemplate:
    """A form with the company's template: when it was uploaded, None = the built-in one is used."""

    form: Form
    changed_at: dt.datetime | None


def form_of(key: str) -> Form:
    """The form with that key.

    Raises:
        UnknownFormError: There is none.
    """
    if key not in TEMPLATED:
        raise UnknownFormError(form=key, known=", ".join(one.code for one in TEMPLATED.values()))
    return TEMPLATED[key]


def own_templates(folder: Path) -> list[OwnTemplate]:
    """All forms."""
    return [OwnTemplate(form, _changed(folder / f"{form.key}.typ")) for form in TEMPLATED.values()]


def template_of(form: Form, folder: Path) -> str:
    """The template in use: the company's, else the built-in one."""
    own = folder / f"{form.key}.typ"
    return own.read_text(encoding="utf-8") if own.exists() else built_in_template(form)


def save_template(form: Form, folder: Path, content: bytes) -> None:
    """Use a template from now on, after a trial print with example data.

    Raises:
        TemplateBrokenError: Too large, no UTF-8 text, or it does not print; the one in use stays.
    """
    if len(content) > LARGEST_BYTES:
        reason = f"файл {len(content) // 1000} КБ, а шаблон не больше {LARGEST_BYTES // 1000} КБ"
        raise TemplateBrokenError(form=form.code, reason=reason)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TemplateBrokenError(form=form.code, reason="файл не в кодировке UTF-8") from error
    example_pdf(form, template=text)
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f".{form.key}.typ.part"
    draft.write_text(text, encoding="utf-8")
    draft.replace(folder / f"{form.key}.typ")


def restore_template(form: Form, folder: Path) -> bool:
    """Use the built-in template again; False when it is used already."""
    own = folder / f"{form.key}.typ"
    existed = own.exists()
    own.unlink(missing_ok=True)
    return existed


def example_pdf(form: Form, *, template: str) -> bytes:
    """A trial print: the form with every field filled.

    Raises:
        TemplateBrokenError: The template is wrong.
    """
    if form == SHIFT_TASK:
        return shift_task_pdf(example_task(), template=template)
    if form == TECH_CARD:
        return tech_card_pdf(example_card(), template=template)
    return paper_pdf(example(form), form, template=template)


def example(form: Form) -> Paper:
    """A primary paper with every field filled."""
    titanium = Line(
        "R02", "Диоксид титана", "кг", "166", Decimal("1234.5"), Decimal(1230), "L0001", Decimal("245.90")
    )
    bucket = Line(
        "U03", "Ведро 15 л с крышкой", "шт.", "796", Decimal(570), Decimal(570), "L0102", Decimal(118)
    )
    day = dt.date(2026, 3, 2)
    lines = [titanium, bucket]
    if form == M8:
        lines = [
            Line(
                "R02",
                "Диоксид титана",
                "кг",
                "166",
                None,
                Decimal(800),
                "L0001",
                date=day,
                rest=Decimal("434.5"),
            )
        ]
    return Paper(
        number="ПРИМЕР-1",
        date=day,
        company=Company("ООО «Пример»", "12345678"),
        sender="Склад сырья и тары",
        receiver="Цех № 1",
        lines=lines,
        basis="заказ ЗП-0001",
        operation="Отпуск в цех",
        state="образец",
        issuer="С. Мельник",
        taker="Н. Громов",
        item=titanium if form == M8 else None,
    )


def _changed(path: Path) -> dt.datetime | None:
    return dt.datetime.fromtimestamp(path.stat().st_mtime, tz=dt.UTC) if path.exists() else None
