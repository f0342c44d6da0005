"""Reads submissions in a child process with limits on memory and time.

A hostile or damaged file can make a parser take all memory, hang, or abort the whole process. The
child takes that blow: it is killed, started anew for the next file, and the file is refused with a
reason. One child is reused over many files, so that a file costs little more than its parsing; it says
itself when it has grown too large to leave the next file its full share of memory, and is replaced.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import asdict
from pathlib import Path
from types import TracebackType

from ingestion.documents import Document, UnreadableSubmission
from ingestion.readers.faults import fault
from ingestion.readers.limits import DEFAULT_LIMITS, Limits
from ingestion.readers.pages.recognition import can_recognise
from ingestion.readers.pipes import Pipes
from ingestion.readers.reading import require_readable_name
from ingestion.readers.wire import READY, SPENT, decode_answer

_START_SECONDS = 60.0
_CHILD_MODULE = "ingestion.readers.child"


class _Child:
    """A reader process with its pipes."""

    def __init__(self, limits: Limits) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", _CHILD_MODULE, *_limit_arguments(limits)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": _import_path()},
        )
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.pipes = Pipes(self.process.stdin, self.process.stdout)
        self._await_ready()

    @property
    def pid(self) -> int:
        """The process id."""
        return self.process.pid

    def ask(self, name: str, data: bytes, deadline: float) -> tuple[bytes, bool]:
        """The answer for one file, and whether the child can take another."""
        self.pipes.send([name.encode("utf-8", "surrogatepass"), data], deadline)
        answer = self.pipes.receive(deadline)
        return answer, self.pipes.receive(deadline) != SPENT

    def end(self) -> int:
        """Kills the process where it still runs; its exit code, negative for a signal."""
        self.process.kill()
        code = self.process.wait()
        self.pipes.close()
        return code

    def _await_ready(self) -> None:
        try:
            ready = self.pipes.receive(time.monotonic() + _START_SECONDS)
        except (EOFError, TimeoutError):
            ready = b""
        if ready != READY:
            self.end()
            raise RuntimeError(f"the reader process did not start; `python -m {_CHILD_MODULE}` shows why")


class LimitedReader:
    """A reader in a child process; use it as a context manager, or close it.

    Safe to use from several threads, which take turns. The limits count for each document; raises
    what :func:`ingestion.readers.read_document` raises, and besides ``time_limit``, ``memory_limit``,
    ``reader_crashed`` and ``reader_failed``.
    """

    def __init__(self, limits: Limits = DEFAULT_LIMITS) -> None:
        self.limits = limits
        self._child: _Child | None = None
        self._turn = threading.Lock()

    def __enter__(self) -> LimitedReader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def read(self, name: str, data: bytes) -> Document:
        """Reads one submission in the child."""
        declared = require_readable_name(name, data, self.limits)
        may_be_scan = declared in {"pdf", "image"} and can_recognise()
        with self._turn:
            message = self._ask(name, data, self.limits.scan_seconds if may_be_scan else self.limits.seconds)
        return decode_answer(message)

    def close(self) -> None:
        """Ends the child; the next read would start a new one."""
        child, self._child = self._child, None
        if child is not None:
            child.end()

    def _ask(self, name: str, data: bytes, seconds: float) -> bytes:
        child = self._running_child()
        deadline = time.monotonic() + seconds
        try:
            answer, is_fit = child.ask(name, data, deadline)
        except TimeoutError as error:
            self.close()
            raise fault("time_limit", seconds=f"{seconds:g}") from error
        except (BrokenPipeError, EOFError) as error:
            raise self._crash(child) from error
        if not is_fit:
            self.close()
        return answer

    def _crash(self, child: _Child) -> UnreadableSubmission:
        # It has closed its pipes and is about to end by itself: how it ended is part of the reason.
        code = child.process.wait()
        self._child = None
        child.pipes.close()
        return fault("reader_crashed", detail=_how_it_ended(code))

    def _running_child(self) -> _Child:
        if self._child is not None and self._child.process.poll() is None:
            return self._child
        self.close()
        self._child = _Child(self.limits)
        return self._child


def read_document_limited(name: str, data: bytes, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Reads one submission in a child of its own; for many files, reuse one :class:`LimitedReader`."""
    with LimitedReader(limits) as reader:
        return reader.read(name, data)


def _limit_arguments(limits: Limits) -> list[str]:
    """All limits but those of time, which the parent watches."""
    return [f"{name}={value}" for name, value in asdict(limits).items() if not name.endswith("seconds")]


def _import_path() -> str:
    """The child finds this package where this process found it."""
    root = str(Path(__file__).resolve().parents[2])
    inherited = os.environ.get("PYTHONPATH")
    return os.pathsep.join([root, inherited]) if inherited else root


def _how_it_ended(code: int) -> str:
    """The exit in words: the name of the signal that ended the child, or its exit code."""
    return f"信号 {signal.Signals(-code).name}" if code < 0 else f"退出码 {code}"
