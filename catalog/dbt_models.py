"""The wide tables of the warehouse, written from the catalogue: a model per area, a column per indicator.

``python -m catalog.dbt_models --write DIR`` writes the models of the dbt project, ``--check DIR`` says
which of them are not what the catalogue says.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import yaml

from catalog.columns import column_name
from catalog.loader import Catalog, load_catalog
from catalog.model import SUBJECT_AREAS, Indicator, SubjectArea

_AREA_WORDS: Mapping[SubjectArea, str] = {
    "cases": "Arbitration, mediation, review and court cases",
    "enforcement": "Inspection, wages and penalties",
    "publicity": "Training and publicity of law",
    "approvals": "Licences, services, documents and disclosure",
}

_MADE_BY = "Written by `python -m catalog.dbt_models`; change the catalogue, not this file."

_SQL = """\
{{#- {made_by} -#}}
with figures as (

    select
        region_key,
        region_code,
        year,
        org_scope,
        indicator_id,
        case when held_back_reason is null then value end as value
    from {{{{ ref('fct_indicator_year') }}}}
    where
        {{{{ touched_only('region_key') }}}}
        and indicator_id in (
{members}
        )

)

select
    region_key,
    region_code,
    year,
    org_scope,
{columns}
from figures
group by
    region_key,
    region_code,
    year,
    org_scope
"""


def area_models(catalog: Catalog) -> dict[str, str]:
    """The text of every generated file by its name: an ``.sql`` and a ``.yml`` for each subject area."""
    files: dict[str, str] = {}
    for area in SUBJECT_AREAS:
        indicators = tuple(i for i in catalog.indicators.values() if i.subject_area == area)
        files[f"fct_{area}.sql"] = model_sql(indicators)
        files[f"fct_{area}.yml"] = model_yaml(area, indicators)
    return files


def model_sql(indicators: Iterable[Indicator]) -> str:
    """The model that turns one row per indicator into one column per indicator."""
    members = tuple(indicators)
    return _SQL.format(
        made_by=_MADE_BY,
        members=",\n".join(f"            '{i.id}'" for i in members),
        columns=",\n".join(
            f"    max(value) filter (where indicator_id = '{i.id}') as {column_name(i)}" for i in members
        ),
    )


def model_yaml(area: SubjectArea, indicators: Iterable[Indicator]) -> str:
    """The contract of such a model: keys that are never null, and a described column per indicator."""
    model = {
        "name": f"fct_{area}",
        "description": (
            f"{_AREA_WORDS[area]}: the publishable figures in force, a column per indicator, null where "
            "there is none. Bounds, status and what is held back stand in fct_indicator_year. "
            "One row per region, year and scope."
        ),
        "data_tests": [
            {"unique_combination": {"arguments": {"columns": ["region_code", "year", "org_scope"]}}}
        ],
        "columns": [*_key_columns(), *(_indicator_column(i) for i in indicators)],
    }
    text = yaml.safe_dump({"version": 2, "models": [model]}, allow_unicode=True, sort_keys=False, width=110)
    return f"# {_MADE_BY}\n{text}"


def _key_columns() -> list[dict[str, object]]:
    descriptions = {
        "region_key": ("varchar", "Own id of the region, the same through renamings and new codes."),
        "region_code": ("varchar", "Six-digit code of the region in that year."),
        "year": ("integer", "The year that the figures are about."),
        "org_scope": ("varchar", "Whose figures they are; scopes are never mixed."),
    }
    return [
        {"name": name, "data_type": kind, "description": text, "constraints": [{"type": "not_null"}]}
        for name, (kind, text) in descriptions.items()
    ]


def _indicator_column(indicator: Indicator) -> dict[str, object]:
    return {
        "name": column_name(indicator),
        "data_type": "double",
        "description": f"{indicator.name_zh}（{indicator.unit}）",
    }


def write_models(files: Mapping[str, str], folder: Path) -> None:
    """Writes the files into the folder of the mart models."""
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")


def stale_models(files: Mapping[str, str], folder: Path) -> tuple[str, ...]:
    """The names of the files that are missing or differ from what the catalogue says."""
    return tuple(name for name, text in files.items() if _text_of(folder / name) != text)


def _text_of(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


def main(arguments: list[str] | None = None) -> int:
    """The command line: 0, or 1 where ``--check`` finds a file that is not up to date."""
    parser = argparse.ArgumentParser(prog="python -m catalog.dbt_models", description=__doc__)
    action = parser.add_mutually_exclusive_group(required=True)
    action.add_argument("--write", type=Path, metavar="DIR", help="write the models into this folder")
    action.add_argument("--check", type=Path, metavar="DIR", help="say which models there are out of date")
    options = parser.parse_args(arguments)
    files = area_models(load_catalog())
    if options.write is not None:
        write_models(files, options.write)
        return 0
    stale = stale_models(files, options.check)
    for name in stale:
        print(f"{options.check / name} is out of date: run {parser.prog} --write {options.check}")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
