"""Zip archives in the inbox: each file in them its own arrival, each fault its own sentence, nothing lost."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingestion.documents import UnreadableSubmission
from ingestion.landing import Landed, LandingStore, ListingProblem, ReceiptBook, land, list_submissions
from ingestion.readers import Limits, read_document
from ingestion.readers.archives import contents_of
from ingestion.readers.limits import MIB

NOON = datetime(2032, 2, 1, 12, tzinfo=UTC)
REPORT = "望杉区受理67件。".encode()


def archive(members: Mapping[str, bytes] | list[tuple[str, bytes]], *, stored: bool = False) -> bytes:
    buffer = io.BytesIO()
    method = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(buffer, "w", method) as target, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # of two members of one name
        for name, data in members.items() if isinstance(members, Mapping) else members:
            target.writestr(name, data)
    return buffer.getvalue()


def with_flag(data: bytes, bit: int, member: int = 0) -> bytes:
    """The archive with a flag set for one member, in both of its headers."""
    changed = bytearray(data)
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        changed[opened.infolist()[member].header_offset + 6] |= bit
    position = -1
    for _ in range(member + 1):
        position = data.index(b"PK\x01\x02", position + 1)
    changed[position + 8] |= bit
    return bytes(changed)


def gbk_archive(name: str) -> bytes:
    """An archive as Chinese programs write it: the name in GBK, without the flag for UTF-8."""
    encoded = name.encode("gb18030")
    data = archive({"x" * len(encoded): REPORT})
    return data.replace(b"x" * len(encoded), encoded)


def symlink() -> bytes:
    info = zipfile.ZipInfo("报告.txt")
    info.external_attr = 0o120777 << 16
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        target.writestr(info, "/etc/passwd")
        target.writestr("好.txt", REPORT)
    return buffer.getvalue()


def receive(folder: Path, home: Path) -> list[Landed | ListingProblem]:
    return list(land(list_submissions([folder]), LandingStore(home), ReceiptBook(), NOON))


def landed_from(tmp_path: Path, data: bytes, name: str = "材料.zip") -> dict[str, str | None]:
    """Source name → code of the refusal, of everything that arrives from an inbox with this archive."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / name).write_bytes(data)
    arrived = receive(inbox, tmp_path / "home")
    assert all(isinstance(item, Landed) for item in arrived)
    return {
        item.file.name: item.refusal and item.refusal.code for item in arrived if isinstance(item, Landed)
    }


def test_each_member_is_its_own_arrival(tmp_path: Path) -> None:
    data = archive({"甲.txt": REPORT, "县/乙.txt": "乙".encode(), "县/": b""})
    assert landed_from(tmp_path, data) == {"材料.zip!甲.txt": None, "材料.zip!县/乙.txt": None}
    kept = list((tmp_path / "home/landing").glob("??/*"))
    assert sorted(path.read_bytes() for path in kept) == sorted([REPORT, "乙".encode()])


FAULTS: dict[str, tuple[bytes, dict[str, str | None]]] = {
    "empty": (b"", {"材料.zip": "empty_file"}),
    "truncated": (archive({"甲.txt": REPORT})[:-30], {"材料.zip": "truncated_archive"}),
    "no_members": (archive({}), {"材料.zip": "empty_archive"}),
    "only_folders": (archive({"县/": b""}), {"材料.zip": "empty_archive"}),
    "rar_named_zip": (b"Rar!\x1a\x07\x00" + bytes(99), {"材料.zip": "mislabelled"}),
    "text_named_zip": (REPORT, {"材料.zip": "mislabelled"}),
    "docx_named_zip": (
        archive({"[Content_Types].xml": b"<a/>", "word/document.xml": b"<a/>"}),
        {"材料.zip": "mislabelled"},
    ),
    "bomb_by_ratio": (archive({"甲.txt": bytes(40 * MIB)}), {"材料.zip": "zip_bomb"}),
    "too_many_members": (archive({f"{n}.txt": b"" for n in range(2001)}), {"材料.zip": "too_many_members"}),
    "password": (with_flag(archive({"甲.txt": REPORT}), 1), {"材料.zip": "encrypted_archive"}),
    "password_on_one": (
        with_flag(archive({"甲.txt": REPORT, "乙.txt": REPORT}), 1),
        {"材料.zip!乙.txt": None, "材料.zip": "locked_members"},
    ),
    "damaged_member": (
        archive({"甲.txt": REPORT, "乙.txt": "乙".encode()}, stored=True).replace(
            REPORT, b"x" * len(REPORT), 1
        ),
        {"材料.zip!乙.txt": None, "材料.zip": "locked_members"},
    ),
    "path_traversal": (
        archive({"../../etc/甲.txt": REPORT, "乙.txt": b"2"}),
        {"材料.zip!../../etc/甲.txt": "unsafe_path", "材料.zip!乙.txt": None},
    ),
    "absolute_name": (archive({"/etc/甲.txt": REPORT}), {"材料.zip!/etc/甲.txt": "unsafe_path"}),
    "drive_name": (archive({"C:\\甲.txt": REPORT}), {"材料.zip!C:/甲.txt": "unsafe_path"}),
    "symlink": (symlink(), {"材料.zip!好.txt": None, "材料.zip!报告.txt": "link"}),
}


@pytest.mark.parametrize("case", FAULTS)
def test_each_fault_of_an_archive_is_named(case: str, tmp_path: Path) -> None:
    data, expected = FAULTS[case]
    assert landed_from(tmp_path, data) == expected
    for entry in (tmp_path / "inbox").parent.rglob("*"):
        assert "etc" not in entry.relative_to(tmp_path).parts


def test_a_refused_archive_is_kept_and_its_sentence_names_the_members(tmp_path: Path) -> None:
    data, _ = FAULTS["password_on_one"]
    landed_from(tmp_path, data)
    (refused,) = [
        item
        for item in receive(tmp_path / "inbox", tmp_path / "other")
        if isinstance(item, Landed) and item.refusal
    ]
    assert LandingStore(tmp_path / "other").read(refused.submission_id) == data
    assert refused.refusal is not None
    assert "2 个文件中有 1 个不能取出：甲.txt（有密码）" in refused.refusal.reason


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (gbk_archive("澄湾市报告.txt"), "澄湾市报告.txt"),
        (archive({"澄湾市报告.txt": REPORT}), "澄湾市报告.txt"),
        (archive({"澄湾市\\报告.txt": REPORT}), "澄湾市/报告.txt"),
        (archive({"报" * 300 + ".txt": REPORT}), "报" * 300 + ".txt"),
    ],
    ids=["gbk", "utf8", "backslashes", "name_of_300_characters"],
)
def test_names_are_those_that_the_sender_saw(data: bytes, name: str, tmp_path: Path) -> None:
    assert landed_from(tmp_path, data) == {f"材料.zip!{name}": None}


def test_two_members_of_one_name_both_arrive(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "材料.zip").write_bytes(archive([("甲.txt", b"1"), ("甲.txt", b"2")]))
    arrived = receive(inbox, tmp_path / "home")
    assert [item.file.name for item in arrived if isinstance(item, Landed)] == ["材料.zip!甲.txt"] * 2
    assert len({item.submission_id for item in arrived if isinstance(item, Landed)}) == 2


def test_what_macos_packs_beside_each_file_is_left_out_and_dotfiles_are_refused(tmp_path: Path) -> None:
    data = archive({"甲.txt": REPORT, "__MACOSX/._甲.txt": b"\x00", ".DS_Store": b"\x00"})
    assert set(landed_from(tmp_path, data)) == {"材料.zip!甲.txt", "材料.zip!.DS_Store"}
    with pytest.raises(UnreadableSubmission, match="dotfile"):
        read_document("材料.zip!.报告.txt", REPORT)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("材料.zip!里.zip", archive({"甲.txt": REPORT}), "nested_archive"),
        ("材料.zip", archive({"甲.txt": REPORT}), "archive"),
        ("材料.zip", archive({"甲.txt": REPORT})[:-30], "truncated_archive"),
        ("材料.rar", b"Rar!\x1a\x07", "unsupported_archive"),
        ("材料.7z", b"7z\xbc\xaf\x27\x1c", "unsupported_archive"),
        ("材料.zip!里.rar", b"Rar!\x1a\x07", "unsupported_archive"),
    ],
)
def test_archives_are_no_documents(name: str, data: bytes, code: str) -> None:
    with pytest.raises(UnreadableSubmission) as refusal:
        read_document(name, data)
    assert refusal.value.code == code
    assert refusal.value.reason.endswith("。")


def test_a_directory_of_a_million_entries_is_not_read() -> None:
    small = archive({"甲.txt": REPORT})
    lying = bytearray(small)
    struct.pack_into("<L", lying, lying.rindex(b"PK\x05\x06") + 12, 60_000_000)
    refusal = contents_of(io.BytesIO(bytes(lying))).refusal
    assert refusal is not None
    assert refusal.code == "too_many_members"
    too_large = contents_of(io.BytesIO(small), Limits(file_bytes=10)).refusal
    assert too_large is not None
    assert too_large.code == "too_large"


def statements(folder: Path) -> dict[str, str | None]:
    return {file.name: file.entry and file.entry.region for file in list_submissions([folder])}


def test_a_manifest_in_an_archive_counts_for_its_members(tmp_path: Path) -> None:
    inner = "file,region\n县/乙.txt,990121\n".encode("gb18030")
    (tmp_path / "材料.zip").write_bytes(archive({"县/乙.txt": REPORT, "丙.txt": b"3", "manifest.csv": inner}))
    (tmp_path / "乙.txt").write_bytes(b"4")
    assert statements(tmp_path) == {"乙.txt": None, "材料.zip!丙.txt": None, "材料.zip!县/乙.txt": "990121"}


@pytest.mark.parametrize("file", ["材料.zip!县/乙.txt", "材料.zip/县/乙.txt"])
def test_a_manifest_beside_an_archive_may_name_its_members(file: str, tmp_path: Path) -> None:
    (tmp_path / "材料.zip").write_bytes(archive({"县/乙.txt": REPORT, "丙.txt": b"3"}))
    (tmp_path / "manifest.csv").write_text(f"file,region\n{file},990121\n", encoding="utf-8")
    assert statements(tmp_path) == {"材料.zip!丙.txt": None, "材料.zip!县/乙.txt": "990121"}


def test_a_row_that_names_an_archive_speaks_for_all_its_members(tmp_path: Path) -> None:
    inner = "- file: 丙.txt\n  region: '990122'\n".encode()
    (tmp_path / "省").mkdir()
    (tmp_path / "省/材料.zip").write_bytes(
        archive({"县/乙.txt": REPORT, "丙.txt": b"3", "manifest.yaml": inner})
    )
    (tmp_path / "manifest.csv").write_text("file,region\n省/材料.zip,990121\n", encoding="utf-8")
    assert statements(tmp_path) == {"省/材料.zip!丙.txt": "990122", "省/材料.zip!县/乙.txt": "990121"}
    assert list_submissions([tmp_path]).manifest_problems == ()


def test_an_archive_that_changes_after_it_was_listed_is_not_mixed(tmp_path: Path) -> None:
    path = tmp_path / "材料.zip"
    path.write_bytes(archive({"甲.txt": REPORT}))
    submissions = list_submissions([tmp_path])
    path.write_bytes(archive({"乙.txt": "改写后的内容".encode(), "丙.txt": REPORT}))
    (item,) = land(submissions, LandingStore(tmp_path / "home"), ReceiptBook(), NOON)
    assert isinstance(item, Landed)
    assert item.refusal is not None
    assert item.refusal.code == "changed_while_read"


def test_an_archive_that_vanishes_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "材料.zip"
    path.write_bytes(archive({"甲.txt": REPORT}))
    submissions = list_submissions([tmp_path])
    path.unlink()
    (problem,) = land(submissions, LandingStore(tmp_path / "home"), ReceiptBook(), NOON)
    assert isinstance(problem, ListingProblem)
    assert problem.code == "unreadable_file"
