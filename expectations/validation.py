"""The only module that knows Great Expectations: a session that validates frames and builds the Data Docs.

Importing it takes seconds; the runner does so only when a gate is run.
"""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import great_expectations as gx
import pandas as pd
from great_expectations.core import ExpectationSuiteValidationResult, RunIdentifier
from great_expectations.data_context.data_context.abstract_data_context import AbstractDataContext
from great_expectations.data_context.types.base import ProgressBarsConfig
from great_expectations.data_context.types.resource_identifiers import (
    ExpectationSuiteIdentifier,
    ValidationResultIdentifier,
)
from great_expectations.exceptions.exceptions import DataContextError
from great_expectations.expectations.expectation_configuration import ExpectationConfiguration

from expectations.expected import Suite

_SITE = "quality"
LOCK = ".data_docs.lock"
_SOURCE, _FRAME = "in_memory", "rows_that_tell"


class Session:
    """Validates frames against suites within one context, which keeps the results for the Data Docs."""

    def __init__(self, context: AbstractDataContext) -> None:
        self._context = context
        # One asset for all frames: Great Expectations writes its whole configuration anew with each.
        asset = context.data_sources.add_or_update_pandas(_SOURCE).add_dataframe_asset(_FRAME)
        self._whole = asset.add_batch_definition_whole_dataframe("whole")
        self._validated: set[tuple[str, str]] = set()

    def validate(
        self, suite: Suite, frame: pd.DataFrame, run_id: str, run_at: datetime
    ) -> ExpectationSuiteValidationResult:
        """The result of ``suite`` on ``frame``; every expectation carries its place in the suite."""
        self._validated.add((suite.name, run_id))
        definition = self._context.validation_definitions.add_or_update(
            gx.ValidationDefinition(
                name=suite.name,
                data=self._whole,
                suite=self._context.suites.add_or_update(_suite(suite)),
            )
        )
        found: ExpectationSuiteValidationResult = definition.run(
            batch_parameters={"dataframe": frame},
            result_format="SUMMARY",
            run_id=RunIdentifier(run_name=run_id, run_time=run_at),
        )
        return found

    def build_pages(self) -> None:
        """Lay out the Data Docs of the suites and results of this session, and the index of all."""
        keys = self._context.validation_results_store.list_keys()
        results = [key for key in keys if isinstance(key, ValidationResultIdentifier) and self._is_own(key)]
        suites = [ExpectationSuiteIdentifier(name) for name, _ in sorted(self._validated)]
        self._context.build_data_docs([_SITE], resource_identifiers=suites, build_index=False)
        self._context.build_data_docs([_SITE], resource_identifiers=results)

    def _is_own(self, key: ValidationResultIdentifier) -> bool:
        return (key.expectation_suite_identifier.name, key.run_id.run_name) in self._validated


def _suite(suite: Suite) -> gx.ExpectationSuite:
    made = gx.ExpectationSuite(name=suite.name)
    for place, expected in enumerate(suite.expectations):
        configuration = expected.as_json()
        configuration["meta"] |= {"place": place}
        configuration["severity"] = "critical" if expected.severity == "error" else "warning"
        made.add_expectation_configuration(ExpectationConfiguration(**configuration))
    return made


def unrecorded() -> Session:
    """A session that keeps nothing."""
    return Session(_quiet(gx.get_context(mode="ephemeral")))


@contextmanager
def documented(quality: Path, data_docs: Path) -> Iterator[Session]:
    """A session that keeps its results in ``quality/gx`` and adds to the Data Docs when all went through.

    One at a time: gates of several processes (years that are published side by side) write the same files.
    """
    quality.mkdir(parents=True, exist_ok=True)
    with (quality / LOCK).open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        # How suites meet frames is said anew in each session; what an earlier one said may not fit.
        shutil.rmtree(quality / "gx" / "validation_definitions", ignore_errors=True)
        context = gx.get_context(mode="file", project_root_dir=str(quality))
        # There are no variables, but a file of them would be read anew for every setting that is looked up.
        (quality / "gx" / "uncommitted" / "config_variables.yml").unlink(missing_ok=True)
        _keep_one_site(context, data_docs)
        session = Session(_quiet(context))
        yield session
        # The pages of earlier runs stand; to lay out all of them again takes longer with every run.
        if (data_docs / "index.html").is_file():
            session.build_pages()
        else:
            context.build_data_docs([_SITE])


def _quiet(context: AbstractDataContext) -> AbstractDataContext:
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    return context


def _keep_one_site(context: AbstractDataContext, data_docs: Path) -> None:
    site: Any = {
        "class_name": "SiteBuilder",
        "store_backend": {
            "class_name": "TupleFilesystemStoreBackend",
            "base_directory": str(data_docs.resolve()),
        },
        "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"},
    }
    for name in list(context.get_site_names()):
        context.delete_data_docs_site(name)
    try:
        context.add_data_docs_site(_SITE, site)
    except DataContextError:
        context.update_data_docs_site(_SITE, site)
