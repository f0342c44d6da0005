"""Whether what surrounds a file says that it was sent for another region than its bytes were accepted for."""

from __future__ import annotations

import pytest

from catalog.regions import load_regions
from ingestion.identity import only_region, sent_for, sent_for_another
from ingestion.submissions import ManifestEntry

HILL = "990121"  # 青岚县 in 澄湾市
CASES: list[tuple[str, str, dict[str, str], str | None]] = [
    ("nothing names a region", "报告.txt", {}, None),
    ("the same region by name", "青岚县报告.txt", {}, None),
    ("the same region by folder", "青岚县/报告.txt", {}, None),
    ("a folder of the region above", "云汀省/澄湾市/报告.txt", {}, None),
    ("another county by name", "白榆县2031年报告.txt", {}, "白榆县"),
    ("another county by the innermost folder", "澄湾市/白榆县/报告.txt", {}, "白榆县"),
    ("the file name before the folder", "白榆县/青岚县报告.txt", {}, None),
    ("the last of a chain of names", "澄湾市白榆县报告（终稿）.txt", {}, "白榆县"),
    ("a city elsewhere by folder", "墨川市/报告.txt", {}, "墨川市"),
    ("the manifest before the names", "白榆县/报告.txt", {"region": "青岚县"}, None),
    ("a manifest that states another", "青岚县/报告.txt", {"region": "白榆县"}, "白榆县"),
    ("by code", "报告.txt", {"region": "990122"}, "990122"),
    ("a manifest that states the region above", "报告.txt", {"region": "澄湾市"}, "澄湾市"),
    ("by its agency", "报告.txt", {"agency": "澄湾市白榆县人力资源和社会保障局"}, "白榆县"),
    ("a manifest that states something unknown", "报告.txt", {"region": "无此县"}, None),
]


@pytest.mark.parametrize(("name", "stated", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_sent_for_another(name: str, stated: dict[str, str], expected: str | None) -> None:
    entry = ManifestEntry(file=name, **stated) if stated else None
    found = sent_for_another(name, entry, HILL, load_regions())
    assert (found is None) == (expected is None), found
    assert expected is None or (found or "").endswith(expected)


@pytest.mark.parametrize(
    ("name", "stated", "only"),
    [
        ("青岚县/报告.txt", {}, HILL),
        ("报告.txt", {"region": "青岚县"}, HILL),
        ("白榆县/报告.txt", {"agency": "澄湾市青岚县人社局"}, HILL),
        ("白榆县/报告.txt", {}, "990122"),
        ("澄湾市/报告.txt", {}, "990100"),
        ("报告.txt", {}, None),
        ("青岚县/报告.txt", {"region": "无此县"}, None),
    ],
)
def test_the_region_that_a_file_was_sent_for(name: str, stated: dict[str, str], only: str | None) -> None:
    """A folder of the region above is none of the county's own."""
    entry = ManifestEntry(file=name, **stated) if stated else None
    assert sent_for(name, entry, HILL, load_regions()) is (only == HILL)
    found = only_region(name, entry, load_regions())
    assert (found and found.region_code) == only
