"""The drawn table of licences that the tests of messy sheets spoil, and its figures."""

from __future__ import annotations

HEADER = "申请数量 | 受理数量 | 许可数量 | 不予许可数量 | 撤销许可数量"
ROW = "341 | 338 | 330 | 6 | 1"
LICENCE = f"2023年度行政许可实施情况统计表（虚构）\n{HEADER}\n{ROW}"
EXPECTED = {
    "lic_applications": 341,
    "lic_accepted": 338,
    "lic_granted": 330,
    "lic_denied": 6,
    "lic_revoked": 1,
}
