"""The child of :class:`ingestion.readers.worker.LimitedReader`: reads files from a pipe, one after another.

It limits its own memory, so that the parsers fail instead of the machine. The limit is one of the
process and not of a file: once an earlier file has left it much larger than it began, it says so after
its answer, so that the next file is read by a new one with its full share. Started as
``python -m ingestion.readers.child name=value …`` with the fields of ``Limits``; ends when its input ends.
"""

from __future__ import annotations

import gc
import os
import resource
import struct
import sys
from pathlib import Path
from typing import BinaryIO

from ingestion.documents import UnreadableSubmission
from ingestion.readers.faults import fault
from ingestion.readers.limits import Limits
from ingestion.readers.reading import read_document
from ingestion.readers.wire import FIT, READY, SPENT, encode_document, encode_refusal

_STATM = Path("/proc/self/statm")
_LENGTH = struct.Struct(">Q")
# Half a million cells are no garbage: the collector would walk over them again and again.
_COLLECT_AFTER = 200_000
_GROWTH = 0.1
"""The share of the limit that earlier files may have left behind."""


def main(arguments: list[str]) -> None:
    """Answers every (name, data) pair with a document or a refusal."""
    limits = Limits(**{name: int(value) for name, _, value in (item.partition("=") for item in arguments)})
    _restrain(limits)
    # Whatever a library prints must not end up between the answers.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    fresh = _address_space()
    _write(answers, READY)
    while (name := _read(sys.stdin.buffer)) is not None:
        data = _read(sys.stdin.buffer)
        if data is None:
            return
        _write(answers, answer(name.decode("utf-8", "surrogatepass"), data, limits))
        grown = _address_space() - fresh
        _write(answers, FIT if grown <= limits.memory_bytes * _GROWTH else SPENT)


def answer(name: str, data: bytes, limits: Limits) -> bytes:
    """The message for one file. An error that no reader foresaw refuses the file, not the run."""
    try:
        return encode_document(read_document(name, data, limits))
    except UnreadableSubmission as refusal:
        return encode_refusal(refusal)
    except MemoryError:
        return encode_refusal(fault("memory_limit"))
    except Exception as error:
        return encode_refusal(fault("reader_failed", detail=f"{type(error).__name__}: {error}"))


def _address_space() -> int:
    """What counts towards the limit, in bytes (proc(5), statm)."""
    with _STATM.open("rb") as statistics:
        return int(statistics.read().split()[0]) * resource.getpagesize()


def _restrain(limits: Limits) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    gc.set_threshold(_COLLECT_AFTER, 20, 20)


def _read(stream: BinaryIO) -> bytes | None:
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    return stream.read(length)


def _write(stream: BinaryIO, message: bytes) -> None:
    stream.write(_LENGTH.pack(len(message)) + message)
    stream.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
