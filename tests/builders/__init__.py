"""Small plants and hand-made plans that tests of several kinds share."""
