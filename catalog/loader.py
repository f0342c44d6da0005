"""Reads the data files of the catalogue into their types, once per folder."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from catalog.alerts import FaultClass, FaultClasses
from catalog.forms import FormCatalog, load_forms
from catalog.model import SUBJECT_AREAS, Indicator, MeasureWords
from catalog.obligations import Obligation, Obligations
from catalog.regions import RegionRegister, load_regions
from catalog.rules import Rule
from catalog.vocabulary import Vocabulary
from catalog.wordings import Wordings, WordingsFile

CATALOG_ROOT = Path(__file__).parent
DATA_SUFFIXES = (".yaml", ".csv")

Model = TypeVar("Model", bound=BaseModel)


class CatalogError(Exception):
    """A data file of the catalogue cannot be used; the message names the file, the place and the fault."""


@dataclass(frozen=True, slots=True)
class Catalog:
    """The dictionary that all rooms read.

    ``indicators`` stand in catalogue order: the subject areas in their fixed order, within one the order of
    its file. ``wordings`` gives examples of how each is reported, by indicator id. ``lexicon`` holds the
    files of the lexicon folder by their stem, as plain data. ``version`` is the declared version and a
    short hash over all data files.
    """

    root: Path
    version: str
    indicators: Mapping[str, Indicator]
    identities: Mapping[str, Rule]
    lexicon: Mapping[str, Any]
    measure_words: MeasureWords
    vocabulary: Vocabulary
    obligations: tuple[Obligation, ...]
    wordings: Mapping[str, Wordings]
    fault_classes: Mapping[str, FaultClass]

    @property
    def regions(self) -> RegionRegister:
        """The register of regions; read when first asked for."""
        return load_regions(self.root)

    @property
    def forms(self) -> FormCatalog:
        """The header maps of the forms; read when first asked for."""
        return load_forms(self.root)


def load_catalog(root: Path | None = None) -> Catalog:
    """The catalogue under ``root`` (the one shipped with the package by default).

    The same folder is read once per process. Raises :class:`CatalogError` on the first file that does not
    hold what it should.
    """
    return _load((root or CATALOG_ROOT).resolve())


@lru_cache(maxsize=8)
def _load(root: Path) -> Catalog:
    lexicon = {path.stem: read_yaml(path) for path in sorted((root / "lexicon").glob("*.yaml"))}
    measure_words = root / "lexicon" / "measure_words.yaml"
    return Catalog(
        root=root,
        version=_version(root),
        indicators=_by_id(_indicators(root), "indicator"),
        identities=_by_id(_rules(root), "rule"),
        lexicon=MappingProxyType(lexicon),
        measure_words=parse(MeasureWords, lexicon.get(measure_words.stem), measure_words),
        vocabulary=_read(Vocabulary, root / "vocabulary.yaml"),
        obligations=_read(Obligations, root / "obligations.yaml").obligations,
        wordings=_wordings(root),
        fault_classes=_read(FaultClasses, root / "alerts.yaml").fault_classes,
    )


def data_files(root: Path) -> tuple[Path, ...]:
    """All data files of the catalogue under ``root``, in a fixed order."""
    return tuple(sorted(p for p in root.rglob("*") if p.suffix in DATA_SUFFIXES and p.is_file()))


def read_yaml(path: Path) -> Any:
    """The content of a YAML file; raises :class:`CatalogError` on bad syntax and on a key given twice."""
    try:
        return yaml.load(path.read_bytes(), Loader=_UniqueKeyLoader)
    except (OSError, yaml.YAMLError) as fault:
        raise CatalogError(f"{path}: {' '.join(str(fault).split())}") from fault


def parse(model: type[Model], data: Any, path: Path, place: str = "") -> Model:
    """``data`` as ``model``; raises :class:`CatalogError` with the file and the place of every fault.

    YAML is taken through JSON, whose lists a strict model accepts as tuples while it still refuses a number
    for a text.
    """
    try:
        return model.model_validate_json(json.dumps(data, ensure_ascii=False))
    except ValidationError as fault:
        lines = (f"{path}: {_place(place, error['loc'])}: {error['msg']}" for error in fault.errors())
        raise CatalogError("\n".join(lines)) from fault


def _read(model: type[Model], path: Path) -> Model:
    return parse(model, read_yaml(path), path)


class _UniqueKeyLoader(yaml.CSafeLoader):
    """The fast safe loader, which refuses a key given twice in one mapping (YAML would keep the last)."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        keys = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
        twice = sorted({key for key in keys if keys.count(key) > 1})
        if twice:
            raise yaml.constructor.ConstructorError(None, None, f"given twice: {twice}", node.start_mark)
        return super().construct_mapping(node, deep)


def _version(root: Path) -> str:
    declared = read_yaml(root / "catalog.yaml")["version"]
    digest = hashlib.sha256()
    for path in data_files(root):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return f"{declared}+{digest.hexdigest()[:12]}"


def _indicators(root: Path) -> Iterator[Indicator]:
    for area in SUBJECT_AREAS:
        path = root / "indicators" / f"{area}.yaml"
        for entry in _entries(path, "indicators"):
            yield parse(Indicator, {"subject_area": area, **entry}, path, entry.get("id", "?"))


def _wordings(root: Path) -> Mapping[str, Wordings]:
    paths = (root / "wordings" / f"{area}.yaml" for area in SUBJECT_AREAS)
    files = (_read(WordingsFile, path) for path in paths if path.exists())
    return MappingProxyType({i: wordings for file in files for i, wordings in file.wordings.items()})


def _rules(root: Path) -> Iterator[Rule]:
    for path in sorted((root / "identities").glob("*.yaml")):
        for entry in _entries(path, "rules"):
            yield parse(Rule, entry, path, entry.get("id", "?"))


def _entries(path: Path, key: str) -> list[dict[str, Any]]:
    content = read_yaml(path)
    if not isinstance(content, dict) or not isinstance(content.get(key), list):
        raise CatalogError(f"{path}: needs a list under the key {key!r}")
    return [entry if isinstance(entry, dict) else {"id": entry} for entry in content[key]]


def _by_id(entries: Iterable[Any], what: str) -> Mapping[str, Any]:
    found: dict[str, Any] = {}
    for entry in entries:
        if entry.id in found:
            raise CatalogError(f"{what} {entry.id} is defined twice")
        found[entry.id] = entry
    return MappingProxyType(found)


def _place(place: str, location: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in (place, *location) if part != "")
