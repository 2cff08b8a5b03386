"""Benchmark families of schedules: each reads its file format, runs its engine and answers an `Outcome`."""
