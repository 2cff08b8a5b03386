"""Other solvers on the same instances, to be run beside ours by `benchmarks/compare.py`."""
