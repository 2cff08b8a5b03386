"""The lists of reasons that the shops choose from."""

from __future__ import annotations

from potok.errors import InvalidDataError, Problem
from potok.operations.people.acting import Actor, command
from potok.operations.shopfloor.errors import UnknownWorkReasonError
from potok.operations.shopfloor.models import WorkReason
from potok.operations.shopfloor.states import REASON_KINDS

_KINDS = dict(REASON_KINDS)


class Reasons:
    """Reasons by kind and code, read once (one query) for a command.

    Args:
        active_only: Leave out what is not offered any more.
    """

    def __init__(self, *, active_only: bool = True) -> None:
        found = WorkReason.objects.order_by("kind", "position")
        if active_only:
            found = found.filter(is_active=True)
        self._by_code = {(reason.kind, reason.code): reason for reason in found}

    def get(self, kind: str, code: str) -> WorkReason:
        """The reason.

        Raises:
            UnknownWorkReasonError: It is not in the list of that kind.
        """
        found = self._by_code.get((kind, code))
        if found is None:
            known = ", ".join(reason.code for (each, _), reason in self._by_code.items() if each == kind)
            raise UnknownWorkReasonError(reason=code, kind=_KINDS[kind], known=known)
        return found

    def key(self, kind: str, code: str) -> int | None:
        """Key of the reason, None for an empty code."""
        return self.get(kind, code).pk if code else None


def write_reason(actor: Actor, *, kind: str, code: str, name: str, is_active: bool = True) -> WorkReason:
    """Add a reason, rename it or take it out of the choice; reasons in use are never deleted.

    Raises:
        InvalidDataError: The kind is unknown, code or name is empty.
    """
    faults = [
        Problem("Причина", None, field, value, expected)
        for field, value, expected, wrong in (
            ("kind", kind, f"один из видов: {', '.join(_KINDS)}", kind not in _KINDS),
            ("code", code, "код латиницей, до 40 знаков", not code.strip() or len(code) > 40),
            ("name", name, "название, до 120 знаков", not name.strip() or len(name) > 120),
        )
        if wrong
    ]
    if faults:
        raise InvalidDataError(faults)
    with command(actor, "change_reasons"):
        last = WorkReason.objects.filter(kind=kind).count()
        reason, created = WorkReason.objects.get_or_create(
            kind=kind, code=code, defaults={"name": name, "is_active": is_active, "position": last + 1}
        )
        if not created:
            reason.name, reason.is_active = name.strip(), is_active
            reason.save(update_fields=["name", "is_active"])
    return reason
