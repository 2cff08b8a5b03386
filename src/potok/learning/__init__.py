"""Learning: control tasks, a test of knowledge, own variants with answers.

    from potok.learning.control import variants
    variants.variant(7).parts[0].given      # a ready input of line.continuous

Pure data and functions over the methods; who may see the answers is decided by the doors.
"""
