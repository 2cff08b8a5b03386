"""Role × command in one table (order-workflow 2, conventions 6)."""

from __future__ import annotations

from potok.errors import PotokError
from potok.operations.people.roles import Role

_EVERYBODY = frozenset(Role)

#: Who may do what; names are those of the service functions and of the API commands.
COMMANDS: dict[str, frozenset[Role]] = {
    # reading
    "read_orders": _EVERYBODY,
    "read_pull_table": _EVERYBODY,
    "read_plan": _EVERYBODY,
    "read_stock": _EVERYBODY,
    "read_catalog": _EVERYBODY,
    # engineering bench
    "calculate": _EVERYBODY,
    "read_calculations": _EVERYBODY,
    "save_calculation": frozenset(
        {Role.ENGINEER, Role.ECONOMIST, Role.PERSONNEL, Role.PLANNER, Role.SHOP_HEAD, Role.QC}
    ),
    "save_project": frozenset({Role.ENGINEER, Role.ECONOMIST, Role.PERSONNEL, Role.PLANNER}),
    # learning: tasks for everybody, answers for teachers
    "learn": _EVERYBODY,
    "teach": frozenset({Role.ENGINEER, Role.ADMIN}),
    # client department
    "create_order": frozenset({Role.CLIENT_DEPT}),
    "answer_proposal": frozenset({Role.CLIENT_DEPT}),
    "resubmit_order": frozenset({Role.CLIENT_DEPT}),
    "request_urgency": frozenset({Role.CLIENT_DEPT}),
    # planner
    "confirm_orders": frozenset({Role.PLANNER}),
    "recheck_orders": frozenset({Role.PLANNER}),
    "propose_volume": frozenset({Role.PLANNER}),
    "withdraw_proposal": frozenset({Role.PLANNER}),
    "return_order": frozenset({Role.PLANNER}),
    "cancel_order": frozenset({Role.PLANNER}),
    "split_order": frozenset({Role.PLANNER}),
    "merge_orders": frozenset({Role.PLANNER}),
    "set_priority": frozenset({Role.PLANNER}),
    "reallocate_material": frozenset({Role.PLANNER}),
    "raise_signal": frozenset({Role.PLANNER}),
    "run_plan": frozenset({Role.PLANNER}),
    "publish_plan": frozenset({Role.PLANNER}),
    "reject_plan": frozenset({Role.PLANNER}),
    "move_line": frozenset({Role.PLANNER}),
    "pin_line": frozenset({Role.PLANNER}),
    "send_lines": frozenset({Role.PLANNER}),
    "correct_dates": frozenset({Role.PLANNER}),
    # purchasing
    "redate_receipt": frozenset({Role.PURCHASING}),
    "answer_signal": frozenset({Role.PURCHASING}),
    # shop heads, for their own workshop
    "answer_line": frozenset({Role.SHOP_HEAD}),
    "report_stop": frozenset({Role.SHOP_HEAD}),
    # quality control
    "decide_lot": frozenset({Role.QC}),
    # administrator
    "import_plant": frozenset({Role.ADMIN}),
    "export_plant": frozenset({Role.ADMIN, Role.PLANNER}),
    "manage_users": frozenset({Role.ADMIN}),
    "change_settings": frozenset({Role.ADMIN}),
    # everybody for themselves
    "save_view": _EVERYBODY,
}

#: Commands that a role bound to a workshop may give for that workshop only.
OWN_WORKSHOP_ONLY = frozenset({"answer_line", "report_stop"})


class NoRightError(PotokError):
    """The user's roles do not include one that may give the command."""

    code = "no_right"
    template = "Недостаточно прав: действие «{command}» выполняет {roles}."
    http_status = 403


def may(command: str, roles: frozenset[Role]) -> bool:
    """Whether any of the roles may give the command."""
    return bool(COMMANDS[command] & roles)


def roles_for(command: str) -> str:
    """Russian names of the roles that may give the command."""
    return ", ".join(role.label for role in Role if role in COMMANDS[command])
