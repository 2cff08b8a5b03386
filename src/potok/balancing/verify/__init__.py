"""The independent checker of balanced lines (conventions 7).

It shares with the engines nothing but the data types, so that a mistake in one is not repeated in the
other. `check_answer` names the rule and the tasks of every fault.
"""

from potok.balancing.verify.check import (
    RULES,
    Violation,
    WrongBalanceError,
    check_answer,
    check_balance,
    require_right,
)

__all__ = ["RULES", "Violation", "WrongBalanceError", "check_answer", "check_balance", "require_right"]
