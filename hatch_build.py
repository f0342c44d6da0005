"""Compiles the reader of running text into the wheel, where that is asked for (docs/decisions/0014).

``HATCH_BUILD_HOOK_ENABLE_CUSTOM=true`` asks; every other wheel, and the editable installation, has the
sources alone.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGES = ("ingestion/extraction", "ingestion/quantities")
GROUP = "nianjian_reader"
"""The names of the library that holds all compiled modules begin with this."""
OPTIMISED = "3"


class CompiledReader(BuildHookInterface[Any]):
    """Puts a compiled module beside each module of the packages, in the wheel and nowhere else."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile into a folder that goes when the wheel is written."""
        self.made = tempfile.TemporaryDirectory()
        into = Path(self.made.name)
        compile_packages(into)
        libraries = {str(path): str(path.relative_to(into / "lib")) for path in built_in(into)}
        build_data.update(force_include=libraries, pure_python=False, infer_tag=True)

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what was compiled; the wheel holds it."""
        self.made.cleanup()


def compile_packages(into: Path) -> None:
    """Compile the packages of the current folder into ``lib`` below ``into``."""
    from mypyc.build import mypycify
    from setuptools import Distribution
    from setuptools.command.build_ext import build_ext

    modules = sorted(str(path) for package in PACKAGES for path in Path(package).rglob("*.py"))
    extensions = mypycify(
        modules, group_name=GROUP, opt_level=OPTIMISED, multi_file=True, target_dir=str(into / "c")
    )
    command = build_ext(Distribution({"name": GROUP, "ext_modules": extensions}))
    command.build_lib, command.build_temp = str(into / "lib"), str(into / "objects")
    command.ensure_finalized()
    command.run()


def built_in(into: Path) -> Iterator[Path]:
    """The compiled libraries below a folder."""
    return (path for path in (into / "lib").rglob("*") if path.is_file())
