"""Which submission a person means: by its sha256, or by as many of its first digits as tell it apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

SHORTEST = 8
"""Fewer digits than these name nothing: a slip of the hand must not withdraw another report."""


class UnknownSubmission(Exception):
    """No submission, or more than one, answers to what a person wrote."""


def named_submissions(names: Sequence[str], known: Iterable[str]) -> tuple[str, ...]:
    """The submissions that are named, each once, in the order of their naming.

    Raises :class:`UnknownSubmission` for the first name that does not mean exactly one of ``known``.
    """
    candidates = sorted(known)
    return tuple(dict.fromkeys(named_submission(name, candidates) for name in names))


def named_submission(name: str, known: Iterable[str]) -> str:
    """The one submission whose sha256 is, or begins with, ``name``; letters may be of either case."""
    digits = name.strip().lower()
    if len(digits) < SHORTEST:
        raise UnknownSubmission(f"“{name}”太短：请写出 sha256 的至少前 {SHORTEST} 位")
    found = sorted(submission for submission in known if submission.startswith(digits))
    if not found:
        raise UnknownSubmission(f"没有 sha256 为“{name}”的材料")
    if len(found) > 1:
        raise UnknownSubmission(f"“{name}”对应 {len(found)} 份材料，请多写几位：{'、'.join(found)}")
    return found[0]
