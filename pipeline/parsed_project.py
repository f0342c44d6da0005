"""The parsed dbt project, kept in the home between builds: parsing takes seconds and says the same each time.

What a build is given (folders, the moment) is not part of what is kept: sources are parsed with marks in the
place of folders, and the marks are replaced for each build.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ingestion.landing.durable import write_atomically
from pipeline.records import digest
from pipeline.settings import PROJECT_ROOT

PROJECT = PROJECT_ROOT / "dbt_project"
_PROJECT_FILES = frozenset({".sql", ".yml", ".yaml", ".csv", ".md"})
_LOCATION = "external_location"
_CHECKSUM_BYTES = hashlib.sha256().digest_size


def mark_of(root: str) -> str:
    """What stands for a folder while the project is parsed."""
    return f"@@{root}@@"


def parsed_project(folder: Path, roots: Mapping[str, str], parse: Callable[[], Any]) -> Any:
    """The manifest of the project with ``roots`` as the folders of its sources.

    ``parse`` gives it with :func:`mark_of` in their place; it is called only where ``folder`` holds none of
    this version of the project and of dbt. Builds at the same time may share the folder.
    """
    path = folder / f"{project_digest()}.manifest"
    manifest = _read(path)
    if manifest is None:
        manifest = parse()
        _write(path, manifest)
    return _located(manifest, roots)


@lru_cache(maxsize=1)
def project_digest() -> str:
    """A digest of the files of the dbt project and of the versions that parse them."""
    files = sorted(p for p in PROJECT.rglob("*") if p.suffix in _PROJECT_FILES and "target" not in p.parts)
    contents = (f"{path.relative_to(PROJECT)} {path.read_bytes().hex()}" for path in files)
    return digest(version("dbt-core"), version("dbt-duckdb"), *contents)


def _located(manifest: Any, roots: Mapping[str, str]) -> Any:
    for source in manifest.sources.values():
        for described in (source.meta, source.config.meta, source.source_meta):
            if _LOCATION in described:
                described[_LOCATION] = _unmarked(described[_LOCATION], roots)
    return manifest


def _unmarked(location: str, roots: Mapping[str, str]) -> str:
    for name, path in roots.items():
        # As in the project itself: a quote would end the SQL string.
        location = location.replace(mark_of(name), path.replace("'", "''"))
    return location


def _read(path: Path) -> Any:
    """The manifest that was kept; None where there is none, or its bytes are not those that were written."""
    from dbt.contracts.graph.manifest import Manifest
    from dbt.parser.manifest import extended_mashumuro_decoder

    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    checksum, packed = content[:_CHECKSUM_BYTES], content[_CHECKSUM_BYTES:]
    if hashlib.sha256(packed).digest() != checksum:
        return None
    manifest = Manifest.from_msgpack(packed, decoder=extended_mashumuro_decoder)
    manifest.build_flat_graph()
    return manifest


def _write(path: Path, manifest: Any) -> None:
    """Moved into place whole: a build beside this one sees all of it or nothing. Older ones go."""
    from dbt.parser.manifest import extended_mashumaro_encoder

    packed = manifest.to_msgpack(extended_mashumaro_encoder)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, hashlib.sha256(packed).digest() + packed)
    for older in (*path.parent.glob("*.manifest"), *path.parent.glob("*.metrics.json")):
        if not older.name.startswith(path.stem):
            older.unlink(missing_ok=True)
