"""Papers as PDF, by the built-in template of their form or the company's own."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from potok.documents.papers.paper import Form, Paper, as_texts
from potok.errors import PotokError

_BUILT_IN = Path(__file__).parent
#: What templates import: of the primary papers, of the sheets of the shops.
_SHARED = ("common.typ", "sheet.typ")


class TemplateBrokenError(PotokError):
    """Typst refuses a template; data: `form`, `reason`."""

    code = "template_broken"
    template = "Шаблон формы {form} не печатается: {reason}"


def built_in_template(form: Form) -> str:
    """The template that comes with Potok: Typst text that reads the paper as `#let paper = …` (JSON)."""
    return (_BUILT_IN / f"{form.key}.typ").read_text(encoding="utf-8")


def paper_pdf(paper: Paper, form: Form, *, template: str | None = None) -> bytes:
    """The PDF of a primary paper.

    Args:
        template: Text of the company's template; None = the built-in one.

    Raises:
        TemplateBrokenError: The template is wrong.
    """
    return form_pdf(form, as_texts(paper, form), template=template)


def form_pdf(form: Form, texts: Mapping[str, Any], *, template: str | None = None) -> bytes:
    """The PDF of anything that a form has a template for.

    Args:
        texts: What the template sees as `paper`: texts in Russian form, nothing to compute.
        template: Text of the company's template; None = the built-in one.

    Raises:
        TemplateBrokenError: The template is wrong.
    """
    import typst  # noqa: PLC0415 - 80 MB that only documents need

    text = built_in_template(form) if template is None else template
    data = json.dumps(texts, ensure_ascii=False)
    # A folder of its own: a template reads nothing else of the machine, and fetches no packages.
    with tempfile.TemporaryDirectory(prefix="potok-form-") as work:
        folder = Path(work)
        for shared in _SHARED:
            (folder / shared).write_text((_BUILT_IN / shared).read_text(encoding="utf-8"), encoding="utf-8")
        source = folder / "main.typ"
        source.write_text(text, encoding="utf-8")
        if "@preview" in text or "@local" in text:
            raise TemplateBrokenError(form=form.code, reason="пакеты Typst в шаблонах не поддерживаются")
        try:
            made = typst.compile(
                str(source), root=work, format="pdf", ignore_system_fonts=True, sys_inputs={"paper": data}
            )
        except typst.TypstError as error:
            raise TemplateBrokenError(form=form.code, reason=str(error).strip()) from error
    return bytes(made)
