"""Sign-in, the same over an open page when the session has ended, and the change of the own password."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, update_session_auth_hash
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from potok.operations.people.accounts import administrator_is_missing, change_own_password
from potok.operations.people.errors import WeakPasswordError, WrongPasswordError
from potok.web import formats
from potok.web.shell.errors import asks_for_json
from potok.web.shell.person import actor

_MINUTES = round(settings.AXES_COOLOFF_TIME * 60)
_LOCKED = (
    "Слишком много неверных паролей подряд. Вход откроется через "
    f"{formats.counted(_MINUTES, 'минуту', 'минуты', 'минут')} "
    "или раньше, если администратор снимет блокировку."
)


class SignIn(LoginView):
    """The sign-in page; an installation without an administrator says how to make one."""

    template_name = "potok/login.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether nobody can sign in yet."""
        return {**super().get_context_data(**kwargs), "no_administrator": administrator_is_missing()}


class PasswordForm(forms.Form):
    """The own password, old and new."""

    old = forms.CharField(label="Текущий пароль", widget=forms.PasswordInput)
    new = forms.CharField(
        label="Новый пароль",
        widget=forms.PasswordInput,
        help_text="Не короче 8 знаков и не из числа самых частых.",
    )
    again = forms.CharField(label="Новый пароль ещё раз", widget=forms.PasswordInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["old"].widget.attrs["autocomplete"] = "current-password"
        for name in ("new", "again"):
            self.fields[name].widget.attrs["autocomplete"] = "new-password"

    def clean(self) -> dict[str, Any]:
        """Typed twice alike."""
        given = super().clean() or {}
        if given.get("new") and given.get("again") and given["new"] != given["again"]:
            self.add_error("again", "Не совпадает с новым паролем.")
        return given


def locked_out(
    request: HttpRequest,
    response: HttpResponse | None = None,  # noqa: ARG001 - signature that django-axes calls
    credentials: dict[str, Any] | None = None,
) -> HttpResponse:
    """The sign-in page after too many wrong passwords, by django-axes."""
    name = (credentials or {}).get("username") or request.POST.get("username", "")
    if asks_for_json(request):
        return _again(request, error=_LOCKED, status=422)
    form = AuthenticationForm(request, initial={"username": name})
    context = {"form": form, "locked": _LOCKED, "next": request.POST.get("next", "")}
    return render(request, "potok/login.html", context, status=429)


@never_cache
@require_http_methods(["GET", "POST"])
def again(request: HttpRequest) -> HttpResponse:
    """The dialog over an open page whose session has ended; only the same person may go on with it."""
    if request.method == "GET":
        return _again(request)
    form = AuthenticationForm(request, request.POST)
    if not form.is_valid():
        if getattr(request, "axes_locked_out", False):
            return _again(request, error=_LOCKED, status=422)
        return _again(request, error="Пароль не подошёл. Проверьте раскладку и Caps Lock.", status=422)
    login(request, form.get_user())
    return render(request, "potok/signed_in.html", {"token": get_token(request)})


@require_GET
def session(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - a stranger is refused before
    """Whether the session still lives: the script asks before it sends an ordinary form."""
    return HttpResponse(status=204)


@never_cache
@require_http_methods(["GET", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Change of the own password; with a one-time password the first page of all."""
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            user = change_own_password(actor(request), old=given["old"], new=given["new"])
        except WrongPasswordError as error:
            form.add_error("old", error.message)
        except WeakPasswordError as error:
            form.add_error("new", error.message)
        else:
            update_session_auth_hash(request, user)
            messages.success(request, "Пароль изменён. На других устройствах нужно войти заново.")
            return redirect("home")
    one_time = bool(getattr(request.user, "must_change_password", False))
    context = {"title": "Смена пароля", "form": form, "one_time": one_time}
    return render(request, "potok/password.html", context, status=422 if form.errors else 200)


def _again(request: HttpRequest, *, error: str = "", status: int = 200) -> HttpResponse:
    name = request.POST.get("username") or request.GET.get("user", "")
    context = {"username": name, "error": error}
    return render(request, "potok/sign_in_again.html", context, status=status)
