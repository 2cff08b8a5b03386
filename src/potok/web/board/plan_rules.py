"""The page «Правила плана»: what every plan keeps, in the words of the rules themselves."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from potok.scheduling import rules
from potok.scheduling.shop import rules as shop_rules
from potok.scheduling.verify import PLAN_RULES


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The rules of the engine, of the independent checker and of shops with all rules."""
    parts = (
        ("Как составляется план", tuple(rules.phrases().values())),
        ("Что проверяет независимый контролёр", tuple(rule.title for rule in PLAN_RULES)),
        (
            "Цехи с ёмкостями, бригадами и выдержкой",
            tuple(rule.phrase for rule in shop_rules.rules().values()),
        ),
    )
    return render(
        request, "potok/board/plan_rules.html", {"title": "Правила плана", "nav": "board", "parts": parts}
    )
