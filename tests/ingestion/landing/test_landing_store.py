"""The landing store: write-once, verified, safe for several processes at once."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ingestion.landing import LandingDamagedError, LandingStore

DATA = "虚构样例：受理67件。".encode()
SHA = hashlib.sha256(DATA).hexdigest()


def files_of(store: LandingStore) -> list[str]:
    return sorted(path.name for path in store.root.rglob("*") if path.is_file())


def test_bytes_are_kept_under_their_hash(tmp_path: Path) -> None:
    store = LandingStore(tmp_path)
    assert store.put(DATA).sha256 == SHA
    assert store.path_of(SHA) == tmp_path / "landing" / SHA[:2] / SHA
    assert store.read(SHA) == DATA
    assert SHA in store


def test_a_file_is_copied_and_its_original_may_change(tmp_path: Path) -> None:
    store = LandingStore(tmp_path / "home")
    source = tmp_path / "报告.txt"
    source.write_bytes(DATA)
    stored = store.put_file(source)
    source.write_bytes(b"later")
    assert (stored.sha256, stored.size_bytes, stored.is_steady) == (SHA, len(DATA), True)
    assert store.read(SHA) == DATA


def test_keeping_again_changes_nothing(tmp_path: Path) -> None:
    store = LandingStore(tmp_path)
    store.put(DATA)
    before = store.path_of(SHA).stat().st_mtime_ns
    store.put(DATA)
    assert store.path_of(SHA).stat().st_mtime_ns == before
    assert files_of(store) == [SHA]


def test_kept_files_are_read_only(tmp_path: Path) -> None:
    store = LandingStore(tmp_path)
    store.put(DATA)
    assert store.path_of(SHA).stat().st_mode & 0o222 == 0


def tamper(store: LandingStore) -> None:
    store.path_of(SHA).chmod(0o644)
    store.path_of(SHA).write_bytes(DATA + b" ")


def test_tampering_is_detected_when_read_and_when_kept_again(tmp_path: Path) -> None:
    store = LandingStore(tmp_path)
    store.put(DATA)
    assert store.read(SHA) == DATA, "the control: untouched bytes pass"
    tamper(store)
    with pytest.raises(LandingDamagedError, match="altered"):
        store.read(SHA)
    with pytest.raises(LandingDamagedError, match="other bytes"):
        store.put(DATA)


def test_missing_bytes_and_bad_names_are_errors(tmp_path: Path) -> None:
    store = LandingStore(tmp_path)
    with pytest.raises(LandingDamagedError, match="missing"):
        store.read(SHA)
    for name in ("", "../x", SHA.upper(), SHA[:-1]):
        with pytest.raises(ValueError, match="not a sha256"):
            store.read(name)


def test_a_file_that_changes_while_it_is_copied_is_not_steady(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ingestion.landing import store as module

    source = tmp_path / "报告.txt"
    source.write_bytes(DATA)
    copy = module._copy

    def copy_while_writing(*streams: object) -> object:
        copied = copy(*streams)  # type: ignore[arg-type]
        with source.open("ab") as writer:
            writer.write(b"more")
        return copied

    monkeypatch.setattr(module, "_copy", copy_while_writing)
    assert not LandingStore(tmp_path / "home").put_file(source).is_steady


def test_an_interrupted_copy_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ingestion.landing import store as module

    def fail(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(module, "flush", fail)
    store = LandingStore(tmp_path)
    with pytest.raises(OSError, match="disk full"):
        store.put(DATA)
    assert files_of(store) == []


LAND = """
import sys
from pathlib import Path
from ingestion.landing import LandingStore
sys.stdin.readline()
store = LandingStore(Path(sys.argv[1]))
for number in range(40):
    store.put(b"%d" % number * 1000)
print(store.put_file(Path(sys.argv[2])).sha256)
"""


def test_two_processes_land_the_same_files_at_once(tmp_path: Path) -> None:
    source = tmp_path / "报告.txt"
    source.write_bytes(DATA * 10_000)
    command = [sys.executable, "-c", LAND, str(tmp_path / "home"), str(source)]
    root = str(Path(__file__).resolve().parents[3])
    landers = [
        subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": root},
        )
        for _ in range(2)
    ]
    for lander in landers:
        assert lander.stdin is not None
        lander.stdin.write("go\n")
        lander.stdin.flush()
    answers = [lander.communicate(timeout=600)[0].strip() for lander in landers]
    sha256 = hashlib.sha256(DATA * 10_000).hexdigest()
    assert answers == [sha256, sha256]
    store = LandingStore(tmp_path / "home")
    assert len(files_of(store)) == 41
    assert store.read(sha256) == DATA * 10_000
