"""What the bureaus of the invented province sent, with the register of regions as it is shipped.

云汀省 has two cities: 澄湾市 of three counties, of which one took in a fourth in 2023, and 墨川市 of two.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from candidate_warehouse import Inputs, Submission, figure

from catalog import load_catalog
from catalog.tables import region_change_table, region_table

PROVINCE, EAST, WEST = "990000", "990100", "990200"
WANGSHAN, QINGLAN, BAIYU = "990102", "990121", "990122"
LINTANG, SHIYING = "990202", "990221"
ABSORBED = "990103"

MERGER_YEAR = 2023


def whole(indicator_id: str, value: float | None = None, **others: Any) -> Mapping[str, Any]:
    """A figure of a whole region."""
    return figure(indicator_id, value, **({"org_scope": "region"} | others))


def sent(name: str, region: str, year: int, *figures: Mapping[str, Any], **others: Any) -> Submission:
    """A narrative report of a region, received in February of the next year unless said otherwise."""
    received = others.pop("received", f"{year + 1}-02-01")
    level = {PROVINCE: "province", EAST: "city", WEST: "city"}.get(region, "county")
    return Submission(
        name=name, region=region, year=year, level=level, received=received, figures=figures, **others
    )


SUBMISSIONS = (
    sent("wangshan_2022", WANGSHAN, 2022, whole("arb_cases_accepted", 60)),
    sent("absorbed_2022", ABSORBED, 2022, whole("arb_cases_accepted", 30)),
    sent("wangshan_2023", WANGSHAN, 2023, whole("arb_cases_accepted", 99), figure("arb_cases_accepted", 80)),
    sent(
        *("wangshan_2024", WANGSHAN, 2024),
        *(whole("arb_cases_accepted", 100), figure("arb_cases_accepted", 500)),
        whole("pub_materials", 3000, qualifier="at_least", value_low=3000),
    ),
    sent(
        *("qinglan_2024", QINGLAN, 2024),
        *(whole("arb_cases_accepted", 50), whole("pub_materials", 500)),
        received="2025-03-05",
    ),
    sent(
        *("baiyu_2024", BAIYU, 2024),
        *(whole("arb_cases_accepted", 30, assertion="claimed"), whole("pub_materials", 20)),
    ),
    sent("east_2024", EAST, 2024, figure("arb_cases_accepted", 70)),
    sent(
        *("lintang_2024", LINTANG, 2024),
        *(whole("arb_cases_accepted", 40), whole("pub_events", 7)),
        *(whole("wage_clues_received", 10), whole("wage_clues_resolved", 9)),
        whole("svc_online_rate", 97, unit="%"),
    ),
    sent(
        *("shiying_2024", SHIYING, 2024),
        *(whole("arb_cases_accepted", 40), whole("pub_events", 8)),
        *(whole("wage_clues_received", 90), whole("wage_clues_resolved", 45)),
        whole("wage_clues_resolution_rate", 50, unit="%"),
    ),
    sent(
        *("west_2024", WEST, 2024),
        *(whole("arb_cases_accepted", 90), figure("arb_cases_accepted", 10), whole("pub_events", 9)),
    ),
    # Reports without figures, for the years of a merger in the register as it is.
    *(sent(f"shangcheng_{year}", "330102", year) for year in (2020, 2021, 2022)),
)

ABSORBED_VERSION = {
    "region_key": "sample990103",
    "region_code": ABSORBED,
    "name_zh": "桐浦区",
    "short_name": "桐浦",
    "level": "county",
    "parent_code": EAST,
    "province_code": PROVINCE,
    "valid_from_year": 2009,
    "valid_to_year": MERGER_YEAR - 1,
    "is_local": False,
    "is_invented": True,
    "successor_codes": [WANGSHAN],
}
MERGER = {
    "change_id": f"{MERGER_YEAR}-999",
    "year": MERGER_YEAR,
    "change_type": "merge",
    "from_code": ABSORBED,
    "from_key": "sample990103",
    "from_name": "桐浦区",
    "to_code": WANGSHAN,
    "to_key": "sample990102",
    "to_name": "望杉区",
    "comparable": False,
    "note": "虚构",
    "source": "虚构",
}


def duty(region: str, from_year: int, **others: Any) -> Mapping[str, Any]:
    """A line of the roster: the narrative report, from a year on."""
    return {
        "region_key": f"sample{region}",
        "region_code": region,
        "kind": "narrative",
        "from_year": from_year,
    } | others


THE_PROVINCE = Inputs(
    submissions=SUBMISSIONS,
    regions=[*region_table(load_catalog()).to_pylist(), ABSORBED_VERSION],
    region_changes=[*region_change_table(load_catalog()).to_pylist(), MERGER],
    roster=[
        *(duty(region, 2024) for region in (EAST, WANGSHAN, QINGLAN)),
        duty(BAIYU, 2024, due_month=1, due_day=15),
        duty(SHIYING, 2023),
        duty(ABSORBED, 2022),
    ],
)
