"""The test of knowledge (004, §3.4): four variants of ten questions, our own wording and key."""

"and key."
