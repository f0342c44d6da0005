"""Writes anew, or checks, everything that is generated from the catalogue and kept in the repository."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from catalog import Catalog, load_catalog
from catalog.dbt_models import area_models
from catalog.dictionary import DICTIONARY, render
from catalog.semantic_models import semantic_files
from expectations.contracts import GATES
from expectations.suites import SUITE_FOLDER, suites_of
from pipeline.settings import PROJECT_ROOT
from pipeline.table_dictionary import MARTS, TABLES, render_tables

SEMANTIC = PROJECT_ROOT / "dbt_project" / "models" / "semantic"


def generated_files(catalog: Catalog) -> dict[Path, str]:
    """Every generated file with the text that the catalogue gives it."""
    models = {MARTS / name: text for name, text in area_models(catalog).items()}
    models |= {SEMANTIC / name: text for name, text in semantic_files(catalog).items()}
    suites = {
        SUITE_FOLDER / suite.gate / f"{suite.view}.json": suite.text()
        for gate in GATES
        for suite in suites_of(gate, catalog)
    }
    pages = {DICTIONARY: render(catalog), TABLES: render_tables(catalog)}
    return {**models, **suites, **pages}


def stale(files: dict[Path, str]) -> tuple[Path, ...]:
    """The files that are missing or say something else."""
    return tuple(
        path for path, text in files.items() if not path.is_file() or path.read_text("utf-8") != text
    )


def leftover(files: Iterable[Path]) -> tuple[Path, ...]:
    """Suites that the catalogue no longer gives rise to."""
    return tuple(sorted(set(SUITE_FOLDER.rglob("*.json")) - set(files)))


def main() -> int:
    """Write by default; with `--check` only say what is out of date, and exit 1 where anything is."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.generate", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, name what is out of date")
    check = parser.parse_args().check
    files = generated_files(load_catalog())
    outdated, extra = stale(files), leftover(files)
    for path in (*outdated, *extra):
        print(f"{path.relative_to(PROJECT_ROOT)} {'is out of date: make generate' if check else 'written'}")
    if check:
        return 1 if outdated or extra else 0
    for path in outdated:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(files[path], encoding="utf-8")
    for path in extra:
        path.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
