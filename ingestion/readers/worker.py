"""Reads submissions in a child process with limits on memory and time.

A hostile or damaged file can make a parser take all memory, hang, or abort the whole process. The
child takes that blow: it is killed, started anew for the next file, and the file is refused with a
reason. One child is reused over many files, so that a file costs little more than its parsing.
"""

from __future__ import annotations

import os
import selectors
import signal
import struct
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import TracebackType

from ingestion.documents import Document, UnreadableSubmission
from ingestion.readers.faults import fault
from ingestion.readers.limits import DEFAULT_LIMITS, Limits
from ingestion.readers.pages.recognition import can_recognise
from ingestion.readers.reading import require_readable_name
from ingestion.readers.wire import decode_answer

_LENGTH = struct.Struct(">Q")
_CHUNK = 1 << 20
_START_SECONDS = 60.0
_READY = b"ready"
_CHILD_MODULE = "ingestion.readers.child"


class LimitedReader:
    """A reader in a child process; use it as a context manager, or close it.

    Safe to use from several threads, which take turns. The limits count for each document; raises
    what :func:`ingestion.readers.read_document` raises, and besides ``time_limit``, ``memory_limit``,
    ``reader_crashed`` and ``reader_failed``.
    """

    def __init__(self, limits: Limits = DEFAULT_LIMITS) -> None:
        self.limits = limits
        self._child: subprocess.Popen[bytes] | None = None
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
            _end(child)

    def _ask(self, name: str, data: bytes, seconds: float) -> bytes:
        child = self._running_child()
        deadline = time.monotonic() + seconds
        try:
            _send(child, [name.encode("utf-8", "surrogatepass"), data], deadline)
            return _receive(child, deadline)
        except TimeoutError as error:
            self.close()
            raise fault("time_limit", seconds=f"{seconds:g}") from error
        except (BrokenPipeError, EOFError) as error:
            raise self._crash(child) from error

    def _crash(self, child: subprocess.Popen[bytes]) -> UnreadableSubmission:
        code = child.wait()
        self._child = None
        _close_pipes(child)
        return fault("reader_crashed", detail=_how_it_ended(code))

    def _running_child(self) -> subprocess.Popen[bytes]:
        if self._child is not None and self._child.poll() is None:
            return self._child
        self.close()
        self._child = _start(self.limits)
        return self._child


def read_document_limited(name: str, data: bytes, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Reads one submission in a child of its own; for many files, reuse one :class:`LimitedReader`."""
    with LimitedReader(limits) as reader:
        return reader.read(name, data)


def _start(limits: Limits) -> subprocess.Popen[bytes]:
    child = subprocess.Popen(
        [sys.executable, "-m", _CHILD_MODULE, *_limit_arguments(limits)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": _import_path()},
    )
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            os.set_blocking(pipe.fileno(), False)
    try:
        ready = _receive(child, time.monotonic() + _START_SECONDS)
    except (EOFError, TimeoutError):
        ready = b""
    if ready != _READY:
        _end(child)
        raise RuntimeError(f"the reader process did not start; `python -m {_CHILD_MODULE}` shows why")
    return child


def _limit_arguments(limits: Limits) -> list[str]:
    names = (
        "file_bytes",
        "unzipped_bytes",
        "ratio",
        "ratio_floor_bytes",
        "parts",
        "cells",
        "area",
        "pages",
        "scanned_pages",
        "picture_pixels",
        "memory_bytes",
    )
    return [f"{name}={getattr(limits, name)}" for name in names]


def _import_path() -> str:
    """The child finds this package where this process found it."""
    root = str(Path(__file__).resolve().parents[2])
    inherited = os.environ.get("PYTHONPATH")
    return os.pathsep.join([root, inherited]) if inherited else root


def _send(child: subprocess.Popen[bytes], frames: list[bytes], deadline: float) -> None:
    assert child.stdin is not None
    for frame in frames:
        view = memoryview(_LENGTH.pack(len(frame)) + frame)
        while view:
            _wait(child.stdin.fileno(), selectors.EVENT_WRITE, deadline)
            view = view[os.write(child.stdin.fileno(), view[:_CHUNK]) :]


def _receive(child: subprocess.Popen[bytes], deadline: float) -> bytes:
    (length,) = _LENGTH.unpack(_receive_exactly(child, _LENGTH.size, deadline))
    return _receive_exactly(child, length, deadline)


def _receive_exactly(child: subprocess.Popen[bytes], length: int, deadline: float) -> bytes:
    assert child.stdout is not None
    received = bytearray()
    while len(received) < length:
        _wait(child.stdout.fileno(), selectors.EVENT_READ, deadline)
        chunk = os.read(child.stdout.fileno(), min(length - len(received), _CHUNK))
        if not chunk:
            raise EOFError
        received += chunk
    return bytes(received)


def _wait(descriptor: int, event: int, deadline: float) -> None:
    with selectors.DefaultSelector() as selector:
        selector.register(descriptor, event)
        if not selector.select(max(deadline - time.monotonic(), 0)):
            raise TimeoutError


def _end(child: subprocess.Popen[bytes]) -> None:
    child.kill()
    child.wait()
    _close_pipes(child)


def _close_pipes(child: subprocess.Popen[bytes]) -> None:
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            try:
                pipe.close()
            except BrokenPipeError:
                continue


def _how_it_ended(code: int) -> str:
    """The exit in words: the name of the signal that ended the child, or its exit code."""
    return f"信号 {signal.Signals(-code).name}" if code < 0 else f"退出码 {code}"
