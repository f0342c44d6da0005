"""How the project is written: layers, one file of each kind a model, descriptions that end with the grain."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from candidate_warehouse import PROJECT

from catalog import load_catalog
from catalog.dbt_models import area_models, main, stale_models, write_models

MODELS = sorted((PROJECT / "models").rglob("*.sql"))
LAYERS = {"staging": "stg_", "intermediate": "int_", "marts": ("dim_", "fct_", "cmp_", "rpt_")}
COMMENT = re.compile(r"\{#.*?#\}|--[^\n]*", re.S)
GRAIN = re.compile(r"One row(\.| per [^.]+\.)$")
WALL_CLOCK = re.compile(
    r"\b(now|today|current_date|current_timestamp|localtimestamp|get_current_timestamp)\b", re.I
)


def described(path: Path) -> dict[str, object]:
    """The only model that the yml beside a model describes."""
    (model,) = yaml.safe_load(path.with_suffix(".yml").read_text(encoding="utf-8"))["models"]
    return model


def test_there_are_models() -> None:
    assert len(MODELS) > 35


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.stem)
def test_a_model_has_one_description_that_ends_with_its_grain(path: Path) -> None:
    model = described(path)
    assert model["name"] == path.stem
    assert GRAIN.search(" ".join(str(model["description"]).split())), model["description"]


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.stem)
def test_a_model_keeps_to_its_layer(path: Path) -> None:
    sql = path.read_text(encoding="utf-8")
    assert path.stem.startswith(LAYERS[path.parent.name])
    assert ("source(" in sql) == (path.parent.name == "staging")
    assert ("ref(" in sql) == (path.parent.name != "staging")


@pytest.mark.parametrize(
    "path", [*MODELS, *sorted((PROJECT / "macros").rglob("*.sql"))], ids=lambda path: path.stem
)
def test_no_clock_and_no_year_in_the_sql(path: Path) -> None:
    sql = COMMENT.sub("", path.read_text(encoding="utf-8"))
    assert not WALL_CLOCK.search(sql)
    assert not re.search(r"\b(19|20)\d\d\b", sql)


@pytest.mark.parametrize("path", [p for p in MODELS if p.parent.name == "marts"], ids=lambda path: path.stem)
def test_a_mart_describes_and_types_every_column(path: Path) -> None:
    columns = described(path)["columns"]
    assert isinstance(columns, list) and columns
    for column in columns:
        assert column["description"] and column["data_type"], column["name"]


def test_the_wide_tables_are_what_the_catalogue_says() -> None:
    assert stale_models(area_models(load_catalog()), PROJECT / "models" / "marts") == ()


def test_a_changed_wide_table_is_noticed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = area_models(load_catalog())
    write_models(files, tmp_path)
    assert main(["--check", str(tmp_path)]) == 0
    (tmp_path / "fct_cases.sql").write_text("select 1", encoding="utf-8")
    (tmp_path / "fct_publicity.yml").unlink()
    assert main(["--check", str(tmp_path)]) == 1
    assert {Path(line.split(" is out of date")[0]).name for line in capsys.readouterr().out.splitlines()} == {
        "fct_cases.sql",
        "fct_publicity.yml",
    }


def test_writing_twice_gives_the_same_files(tmp_path: Path) -> None:
    assert main(["--write", str(tmp_path)]) == 0
    assert stale_models(area_models(load_catalog()), tmp_path) == ()


REF = re.compile(r"ref\('(\w+)'\)")
SOURCE = re.compile(r"source\('(\w+)', '(\w+)'\)")
OF_THE_CATALOGUE = "of_the_catalogue"


def sources_of(model: str) -> set[str]:
    """The sources that a model is made of in the end."""
    sql = COMMENT.sub("", next(path for path in MODELS if path.stem == model).read_text(encoding="utf-8"))
    own = {f"{group}.{name}" for group, name in SOURCE.findall(sql)}
    return own.union(*(sources_of(other) for other in REF.findall(sql)))


def tagged() -> set[str]:
    """The models that a build that carries on leaves as they were."""
    project = yaml.safe_load((PROJECT / "dbt_project.yml").read_text(encoding="utf-8"))
    layers = (layer for layer in project["models"]["nianjian"].values() if isinstance(layer, dict))
    models = {name: config for layer in layers for name, config in layer.items()}
    return {name for name, config in models.items() if isinstance(config, dict) and "+tags" in config}


def test_what_carries_on_unchanged_follows_from_the_catalogue_alone() -> None:
    # The roster is a deployment's own, and may change where the catalogue has not.
    of_the_catalogue = {
        path.stem
        for path in MODELS
        if (made_of := sources_of(path.stem))
        and all(name.startswith("catalog.") and name != "catalog.obligation_roster" for name in made_of)
    }
    assert len(tagged()) > 10
    assert tagged() == of_the_catalogue
