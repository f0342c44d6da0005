"""Breaks every rule, asks the unit tests, and counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from mutants import Mutant, mutants_of, paths_of
from rules import PROJECT, RULE_MODELS
from unit_tests import Bench, Project, unit_tests_of

EXEMPT = Path(__file__).with_name("exempt.yaml")
VARIABLES = yaml.safe_load((PROJECT / "dbt_project.yml").read_text(encoding="utf-8"))["vars"]


@dataclass(frozen=True, slots=True)
class Survey:
    """What became of the mutants."""

    by_file: tuple[tuple[str, int, int], ...]
    survivors: tuple[Mutant, ...]
    exempt: tuple[Mutant, ...]
    stale_exemptions: tuple[str, ...]

    @property
    def mutants(self) -> int:
        """How many rules were broken."""
        return sum(mutants for _, mutants, _ in self.by_file)

    @property
    def killed(self) -> int:
        """How many of them a test noticed."""
        return sum(killed for _, _, killed in self.by_file)


class Unsound(Exception):
    """The unit tests fail on the project as it is; nothing can be learned from mutants."""


def sound_bench(schemas: Path) -> Bench:
    """The unit tests of the rule models, which the project as it is passes.

    ``schemas`` is a built warehouse, which knows the types. Raises :class:`Unsound` where a test fails
    before anything is broken.
    """
    bench = Bench(schemas, unit_tests_of(PROJECT, RULE_MODELS), VARIABLES)
    if faults := tuple(bench.failures(Project.read(PROJECT), RULE_MODELS)):
        raise Unsound("\n".join(faults))
    return bench


def survey(bench: Bench, names: Sequence[str]) -> Survey:
    """Every mutant of these models and macros, judged by the unit tests on a sound bench."""
    project = Project.read(PROJECT)
    mutants = [m for path in paths_of(project, names) for m in mutants_of(path, project.texts[path])]
    unnoticed = [m for m in mutants if not _is_noticed(bench, project, m)]
    return _counted(names, mutants, unnoticed)


def _is_noticed(bench: Bench, project: Project, mutant: Mutant) -> bool:
    broken = project.with_text(mutant.path, mutant.text)
    models = [mutant.path.stem] if mutant.path.parts[0] == "models" else RULE_MODELS
    return next(bench.failures(broken, models), None) is not None


def _counted(names: Sequence[str], mutants: Sequence[Mutant], unnoticed: Sequence[Mutant]) -> Survey:
    exemptions = exemptions_of(names)
    all_by_file = Counter(m.path.stem for m in mutants)
    lost_by_file = Counter(m.path.stem for m in unnoticed)
    return Survey(
        by_file=tuple((name, all_by_file[name], all_by_file[name] - lost_by_file[name]) for name in names),
        survivors=tuple(m for m in unnoticed if m.key not in exemptions),
        exempt=tuple(m for m in unnoticed if m.key in exemptions),
        stale_exemptions=tuple(sorted(exemptions - {m.key for m in unnoticed})),
    )


def exemptions_of(names: Sequence[str]) -> set[str]:
    """The mutants of these files that mean the same as the original, each listed with its reason."""
    listed = yaml.safe_load(EXEMPT.read_text(encoding="utf-8")) or ()
    return {entry["mutant"] for entry in listed if entry["mutant"].split(".sql")[0] in names}
