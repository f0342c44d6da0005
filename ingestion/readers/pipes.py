"""Messages over the pipes of a child process, each with its length before it, none waited for without end."""

from __future__ import annotations

import os
import select
import struct
import time
from collections.abc import Sequence
from typing import IO

_LENGTH = struct.Struct(">Q")
_CHUNK = 1 << 20
_SMALL = 1 << 16


class Pipes:
    """The two ends of a child that the parent holds: what is written to it, what is read from it.

    Raises :class:`TimeoutError` past the deadline, which counts on the monotonic clock, and
    :class:`BrokenPipeError` or :class:`EOFError` where the child is gone.
    """

    def __init__(self, to_child: IO[bytes], from_child: IO[bytes]) -> None:
        self._ends = (to_child, from_child)
        self._target, self._source = to_child.fileno(), from_child.fileno()
        for descriptor in (self._target, self._source):
            os.set_blocking(descriptor, False)
        self._can_write = _watch(self._target, select.POLLOUT)
        self._can_read = _watch(self._source, select.POLLIN)
        self._received = bytearray()

    def send(self, messages: Sequence[bytes], deadline: float) -> None:
        """Writes messages one after another."""
        frames = [frame for message in messages for frame in (_LENGTH.pack(len(message)), message)]
        whole = sum(map(len, frames)) <= _SMALL
        for frame in [b"".join(frames)] if whole else frames:
            self._write(memoryview(frame), deadline)

    def receive(self, deadline: float) -> bytes:
        """Reads one message."""
        self._fill(_LENGTH.size, deadline)
        (length,) = _LENGTH.unpack_from(self._received)
        end = _LENGTH.size + length
        self._fill(end, deadline)
        message = bytes(memoryview(self._received)[_LENGTH.size : end])
        del self._received[:end]
        return message

    def close(self) -> None:
        """Closes both ends."""
        for end in self._ends:
            try:
                end.close()
            except BrokenPipeError:
                continue

    def _write(self, view: memoryview, deadline: float) -> None:
        while view:
            try:
                view = view[os.write(self._target, view[:_CHUNK]) :]
            except BlockingIOError:
                _wait(self._can_write, deadline)

    def _fill(self, length: int, deadline: float) -> None:
        while len(self._received) < length:
            try:
                chunk = os.read(self._source, _CHUNK)
            except BlockingIOError:
                _wait(self._can_read, deadline)
                continue
            if not chunk:
                raise EOFError
            self._received += chunk


def _watch(descriptor: int, event: int) -> select.poll:
    poll = select.poll()
    poll.register(descriptor, event)
    return poll


def _wait(poll: select.poll, deadline: float) -> None:
    if not poll.poll(max(deadline - time.monotonic(), 0) * 1000):
        raise TimeoutError
