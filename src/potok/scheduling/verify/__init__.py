"""The independent checker of plans: own code and own calendar arithmetic (conventions 7).

It shares with the engine nothing but the data types `potok.plant.model` and `potok.scheduling.plan`,
so that a mistake in one is not repeated in the other. `check_plan` judges rows in memory,
`check_plan_files` the three files of a plan folder; both name rule, order, operation and row.
"""

from potok.scheduling.verify.check import PLAN_RULES, check_plan
from potok.scheduling.verify.files import check_plan_files
from potok.scheduling.verify.report import CheckReport, RuleCount, Violation, fingerprint
from potok.scheduling.verify.shortages import SHORTAGE_RULES, check_shortages
from potok.scheduling.verify.summary import SUMMARY_RULES, check_summary

__all__ = [
    "PLAN_RULES",
    "SHORTAGE_RULES",
    "SUMMARY_RULES",
    "CheckReport",
    "RuleCount",
    "Violation",
    "check_plan",
    "check_plan_files",
    "check_shortages",
    "check_summary",
    "fingerprint",
]
