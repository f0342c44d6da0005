"""Takes all measurements and prints them beside the aims and beside the public readers."""

from __future__ import annotations

from pathlib import PurePosixPath

from benchmarks.extraction.measures import apart
from benchmarks.readers.files import LARGE, NAMES
from benchmarks.readers.measures import our_seconds, overhead, peer_seconds
from benchmarks.readers.peers import PEERS, missing

LARGE_SECONDS = 2.0
ADDED_TO_TEXT, ADDED_TO_OFFICE = 0.001, 0.020


def main() -> int:
    """Run; 0 where every aim is met, else 1."""
    for peer in sorted({peer for peers in PEERS.values() for peer in peers if missing(peer)}):
        print(f"{peer}: not installed; `uv sync --group benchmarks` compares with it")
    print("processor time, one file after another; a ratio above 1: this reader is faster")
    met = [print_file(name) for name in sorted(NAMES)]
    print("what the limited child process adds to a file")
    met += [print_overhead(name) for name in sorted(NAMES) if name != LARGE]
    return 0 if all(met) else 1


def print_file(name: str) -> bool:
    """Files a second and the ratio to each peer; whether the aim, where there is one, is met."""
    ours = apart(our_seconds, name)
    print(f"  {name:18} {1 / ours:10,.1f} files a second")
    for peer in PEERS.get(PurePosixPath(name).suffix, ()):
        if not missing(peer):
            theirs = apart(peer_seconds, peer, name)
            print(f"    {peer:16} {1 / theirs:10,.1f} files a second, ratio {theirs / ours:.2f}")
    if name != LARGE:
        return True
    met = ours < LARGE_SECONDS
    print(f"    {ours:.2f} s (aim below {LARGE_SECONDS:g}: {_verdict(met)})")
    return met


def print_overhead(name: str) -> bool:
    """Milliseconds that the child adds; whether they stay below the aim."""
    aim = ADDED_TO_TEXT if name.endswith((".txt", ".html")) else ADDED_TO_OFFICE
    added = apart(overhead, name).added
    met = added < aim
    print(f"  {name:18} {added * 1000:6.2f} ms (aim below {aim * 1000:g}: {_verdict(met)})")
    return met


def _verdict(met: bool) -> str:
    return "met" if met else "MISSED"
