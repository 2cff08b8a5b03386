"""Form fields of Django forms in the look of the house: label, control, note or error below."""

from __future__ import annotations

from decimal import Decimal

from django import forms
from django.forms import BoundField
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from potok.web import formats
from potok.web.components.marks import html, icon


class NumberField(forms.DecimalField):
    """A number as people write it here: «7 280,5», with any spaces, a comma or a point, any minus."""

    widget = forms.TextInput

    def to_python(self, value: object) -> Decimal | None:  # type: ignore[override]  # the stubs say int
        """The exact decimal of a text."""
        if isinstance(value, str):
            value = "".join(value.split()).replace(",", ".").replace(formats.MINUS, "-")
        return super().to_python(value)

    def prepare_value(self, value: object) -> object:
        """A stored number as it stands on pages; what was typed stays as typed."""
        return formats.number(value) if isinstance(value, Decimal | int | float) else value


def field(
    bound: BoundField,
    *,
    label: str = "",
    unit: str = "",
    note: str = "",
    css: str = "",
    autofocus: bool = False,
) -> SafeString:
    """A field with its label, control, unit inside it and note; an error takes the place of the note.

    Args:
        bound: Field of a form.
        label: Other than the form's own.
        unit: Grey inside the control («шт.»); numbers are right-aligned then.
        note: Grey below («кратно 14»); default is the form's help text.
        css: More classes of the control (`input--date`, `input--num`).
        autofocus: The first field of a dialog.
    """
    control = widget(bound, css, autofocus=autofocus)
    if isinstance(bound.field.widget, forms.CheckboxInput):
        return format_html(
            '<div class="field"><label class="check">{}<span>{}</span></label>{}</div>',
            control,
            label or bound.label,
            _below(bound, note),
        )
    if isinstance(bound.field, forms.DateField):
        control = _with_calendar(control, label or str(bound.label))
    if unit:
        control = format_html(
            '<span class="input-unit">{}<span class="input-unit__unit">{}</span></span>', control, unit
        )
    return format_html(
        '<div class="field"><label class="field__label" for="{}">{}</label>{}{}</div>',
        bound.id_for_label,
        label or bound.label,
        control,
        _below(bound, note),
    )


def widget(bound: BoundField, css: str = "", *, autofocus: bool = False) -> SafeString:
    """The control alone, with the class of its kind and its error announced."""
    attributes: dict[str, str | bool] = {"class": f"{_kind(bound.field.widget)} {css}".strip()}
    if isinstance(bound.field, forms.DateField):
        attributes |= {"inputmode": "numeric", "placeholder": "ДД.ММ.ГГГГ", "autocomplete": "off"}
    if isinstance(bound.field, NumberField):
        attributes |= {"inputmode": "decimal", "autocomplete": "off"}
    if bound.errors:
        attributes["aria-invalid"] = "true"
        attributes["aria-describedby"] = f"{bound.auto_id}_error"
    if autofocus:
        attributes["autofocus"] = True
    return html(bound.as_widget(attrs=attributes))


def _with_calendar(control: SafeString, label: str) -> SafeString:
    return format_html(
        '<span class="input-date" data-date>{}<button type="button" tabindex="-1" '
        'aria-label="{}: календарь">{}</button><input type="date" tabindex="-1" aria-hidden="true"></span>',
        control,
        label,
        icon("calendar", 14),
    )


def _kind(control: forms.Widget) -> str:
    if isinstance(control, forms.Textarea):
        return "textarea"
    if isinstance(control, forms.Select):
        return "select"
    if isinstance(control, forms.CheckboxInput | forms.RadioSelect | forms.CheckboxSelectMultiple):
        return ""
    return "input"


def _below(bound: BoundField, note: str) -> SafeString:
    if bound.errors:
        words = format_html_join(" ", "{}", ((error,) for error in bound.errors))
        return format_html('<p class="field__error" id="{}_error">{}</p>', bound.auto_id, words)
    text = note or bound.help_text
    return format_html('<p class="field__note">{}</p>', conditional_escape(text)) if text else html("")
