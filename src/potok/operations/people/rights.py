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
    "read_shop": _EVERYBODY,
    "read_workers": frozenset({Role.ADMIN, Role.PERSONNEL, Role.SHOP_HEAD, Role.ENGINEER, Role.ECONOMIST}),
    "save_project": frozenset({Role.ENGINEER, Role.ECONOMIST, Role.PERSONNEL, Role.PLANNER}),
    # designed lines; the data of workers that some hold are for those who need them
    "read_lines": frozenset(
        {Role.ENGINEER, Role.PERSONNEL, Role.PLANNER, Role.ECONOMIST, Role.SHOP_HEAD, Role.ADMIN}
    ),
    "read_line_workers": frozenset({Role.ENGINEER, Role.PERSONNEL, Role.SHOP_HEAD}),
    "edit_lines": frozenset({Role.ENGINEER}),
    "accept_line": frozenset({Role.ENGINEER}),
    # learning: tasks for everybody, answers for teachers
    "learn": _EVERYBODY,
    "teach": frozenset({Role.ENGINEER, Role.ADMIN}),
    # client department
    "create_order": frozenset({Role.CLIENT_DEPT}),
    "answer_proposal": frozenset({Role.CLIENT_DEPT}),
    "resubmit_order": frozenset({Role.CLIENT_DEPT}),
    "request_urgency": frozenset({Role.CLIENT_DEPT}),
    "request_change": frozenset({Role.CLIENT_DEPT}),
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
    "repair_plan": frozenset({Role.PLANNER}),
    "keep_scenarios": frozenset({Role.PLANNER}),
    "place_order": frozenset({Role.PLANNER}),
    "pin_line": frozenset({Role.PLANNER}),
    "send_lines": frozenset({Role.PLANNER}),
    "correct_dates": frozenset({Role.PLANNER}),
    "return_card": frozenset({Role.PLANNER}),
    "explain_card": frozenset({Role.PLANNER}),
    "post_tech_card": frozenset({Role.PLANNER}),
    "reverse_tech_card": frozenset({Role.PLANNER}),
    "close_short": frozenset({Role.PLANNER}),
    "split_launched": frozenset({Role.PLANNER}),
    "resume_order": frozenset({Role.PLANNER}),
    "write_down_output": frozenset({Role.PLANNER}),
    # purchasing
    "redate_receipt": frozenset({Role.PURCHASING}),
    "answer_signal": frozenset({Role.PURCHASING}),
    "purchase": frozenset({Role.PURCHASING}),
    "keep_terms": frozenset({Role.PURCHASING}),
    "dismiss_advice": frozenset({Role.PURCHASING}),
    # shop heads, for their own workshop
    "answer_line": frozenset({Role.SHOP_HEAD}),
    "report_stop": frozenset({Role.SHOP_HEAD}),
    "launch_operation": frozenset({Role.SHOP_HEAD}),
    "revoke_launch": frozenset({Role.SHOP_HEAD}),
    "report_work": frozenset({Role.SHOP_HEAD}),
    "fill_card": frozenset({Role.SHOP_HEAD}),
    "hand_in_card": frozenset({Role.SHOP_HEAD}),
    # people of the shops; shop heads for their own workshop
    "set_pin": frozenset({Role.SHOP_HEAD, Role.PERSONNEL, Role.ADMIN}),
    # quality control
    "decide_lot": frozenset({Role.QC}),
    # shop heads write the self-control and mutual control of their own workshop
    "inspect": frozenset({Role.QC, Role.SHOP_HEAD}),
    "plan_control": frozenset({Role.QC, Role.ENGINEER}),
    # warehouses
    "receive_stock": frozenset({Role.RAW_WAREHOUSE}),
    "issue_stock": frozenset({Role.RAW_WAREHOUSE}),
    "return_stock": frozenset({Role.RAW_WAREHOUSE, Role.FG_WAREHOUSE}),
    "enter_opening": frozenset({Role.RAW_WAREHOUSE, Role.FG_WAREHOUSE, Role.ADMIN}),
    "count_stock": frozenset({Role.RAW_WAREHOUSE, Role.FG_WAREHOUSE}),
    "correct_stock": frozenset({Role.RAW_WAREHOUSE, Role.FG_WAREHOUSE}),
    "scrap_stock": frozenset({Role.RAW_WAREHOUSE, Role.FG_WAREHOUSE}),
    # whoever may post a paper may take it back: the command asks for the right of its kind, too
    "reverse_paper": frozenset({Role.RAW_WAREHOUSE, Role.FG_WAREHOUSE, Role.ADMIN}),
    "accept_product": frozenset({Role.FG_WAREHOUSE}),
    "ship_product": frozenset({Role.FG_WAREHOUSE}),
    # shop heads offer declined product again
    "offer_product": frozenset({Role.SHOP_HEAD}),
    # economist
    "close_period": frozenset({Role.ECONOMIST, Role.ADMIN}),
    # administrator
    "reopen_period": frozenset({Role.ADMIN}),
    "change_reasons": frozenset({Role.ADMIN}),
    "import_plant": frozenset({Role.ADMIN}),
    "export_plant": frozenset({Role.ADMIN, Role.PLANNER}),
    "manage_users": frozenset({Role.ADMIN}),
    "change_settings": frozenset({Role.ADMIN}),
    # master data: whose work they are, and the administrator
    "edit_company": frozenset({Role.ADMIN}),
    "edit_items": frozenset({Role.ADMIN, Role.ENGINEER}),
    "edit_recipes": frozenset({Role.ADMIN, Role.ENGINEER}),
    "edit_routes": frozenset({Role.ADMIN, Role.ENGINEER}),
    "edit_machines": frozenset({Role.ADMIN, Role.ENGINEER}),
    "edit_calendars": frozenset({Role.ADMIN, Role.PLANNER}),
    "edit_prices": frozenset({Role.ADMIN, Role.ECONOMIST, Role.PURCHASING}),
    "edit_customers": frozenset({Role.ADMIN, Role.CLIENT_DEPT}),
    "edit_suppliers": frozenset({Role.ADMIN, Role.PURCHASING}),
    "edit_workers": frozenset({Role.ADMIN, Role.PERSONNEL}),
    "set_machine_status": frozenset({Role.ADMIN, Role.ENGINEER, Role.SHOP_HEAD}),
    "switch_recipe": frozenset({Role.PLANNER}),
    "check_plan": frozenset({Role.PLANNER}),
    # sales plan
    "read_sales_plan": _EVERYBODY,
    "edit_sales_plan": frozenset({Role.CLIENT_DEPT}),
    # everybody for themselves
    "save_view": _EVERYBODY,
    "change_own_password": _EVERYBODY,
    "read_notices": _EVERYBODY,
    "dismiss_notices": _EVERYBODY,
}

#: Commands that a role bound to a workshop may give for that workshop only.
OWN_WORKSHOP_ONLY = frozenset(
    {
        "answer_line",
        "report_stop",
        "set_machine_status",
        "launch_operation",
        "revoke_launch",
        "report_work",
        "fill_card",
        "hand_in_card",
        "offer_product",
        "inspect",
        "read_line_workers",
    }
)


class NoRightError(PotokError):
    """The user's roles do not include one that may give the command."""

    code = "no_right"
    template = "Недостаточно прав: это действие выполняет {roles}. Обратитесь к ним или к администратору."
    http_status = 403


def may(command: str, roles: frozenset[Role]) -> bool:
    """Whether any of the roles may give the command."""
    return bool(COMMANDS[command] & roles)


def roles_for(command: str) -> str:
    """Russian names of the roles that may give the command."""
    return ", ".join(role.label for role in Role if role in COMMANDS[command])
