"""Addresses of the board and of the agreement."""

from django.urls import path

from potok.web.board import agreement, drafts, moves, page, placing, runs, stops

app_name = "board"
urlpatterns = [
    path("", page.board, name="board"),
    path("data/", page.data, name="data"),
    path("rows/", page.rows, name="rows"),
    path("machines/", page.by_machine, name="by_machine"),
    path("changes/", page.diff, name="diff"),
    path("strip/", runs.strip, name="strip"),
    path("runs/", runs.start, name="start"),
    path("runs/<int:run_id>/stop/", runs.stop, name="stop_run"),
    path("plans/<int:number>/accept/", drafts.accept, name="accept"),
    path("plans/<int:number>/reject/", drafts.reject, name="reject"),
    path("plans/<int:number>/checked/", drafts.check, name="check_plan"),
    path("move/", moves.preview, name="move"),
    path("move/apply/", moves.apply, name="apply_move"),
    path("move/correct/", moves.correct, name="correct"),
    path("place/", placing.place, name="place"),
    path("place/apply/", placing.apply, name="apply_place"),
    path("pin/", moves.pin, name="pin"),
    path("stops/", stops.stop, name="stop"),
    path("agreement/", agreement.agreement, name="agreement"),
    path("agreement/rows/", agreement.rows, name="agreement_rows"),
    path("agreement/answer/", agreement.answer, name="answer"),
    path("agreement/refuse/", agreement.refuse, name="refuse"),
    path("agreement/counter/", agreement.counter, name="counter"),
    path("agreement/send/", agreement.send, name="send"),
]

RIGHTS = {
    "board": "read_plan",
    "data": "read_plan",
    "rows": "read_plan",
    "by_machine": "read_plan",
    "diff": "read_plan",
    "strip": "read_plan",
    "start": "run_plan",
    "stop_run": "run_plan",
    "accept": "publish_plan",
    "reject": "reject_plan",
    "check_plan": "check_plan",
    "move": "move_line",
    "apply_move": "move_line",
    "correct": "correct_dates",
    "pin": "pin_line",
    "stop": "report_stop",
    "agreement": "read_plan",
    "agreement_rows": "read_plan",
    "answer": "answer_line",
    "refuse": "answer_line",
    "counter": "answer_line",
    "send": "send_lines",
    "place": "place_order",
    "apply_place": "place_order",
}
