"""Learning: control tasks, a test of knowledge, own variants with sheets for a group."""
