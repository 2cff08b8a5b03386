"""The engineering methods of the sources, one topic a package, one method a module.

    from potok.methods import calculate
    note = calculate("cycle.duration", given)

Importing this package loads no method: each is imported when it is asked for.
"""

from potok.methods.method import Method
from potok.methods.registry import Topic, calculate, method, method_ids, topics

__all__ = ["Method", "Topic", "calculate", "method", "method_ids", "topics"]
