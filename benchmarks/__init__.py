"""Benchmarks: each is a module or package here that runs by `python -m benchmarks.<name>`."""
