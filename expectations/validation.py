"""The only module that knows Great Expectations: a session that validates frames and builds the Data Docs.

Importing it takes seconds; the runner does so only when a gate is run.
"""

from __future__ import annotations

import fcntl
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
        self._suites: list[ExpectationSuiteIdentifier] = []
        self._results: list[ValidationResultIdentifier] = []

    def validate(
        self,
        suite: Suite,
        frame: pd.DataFrame,
        run_id: str,
        run_at: datetime,
        *,
        is_summed_up: bool = False,
    ) -> ExpectationSuiteValidationResult:
        """The result of ``suite`` on ``frame``; every expectation carries its place in the suite.

        ``is_summed_up`` counts how often each value that fails stands there, which takes a third longer.
        """
        made, run = _suite(suite), RunIdentifier(run_name=run_id, run_time=run_at)
        batch = self._whole.get_batch(batch_parameters={"dataframe": frame})
        found = batch.validate(made, result_format="SUMMARY" if is_summed_up else "BASIC")
        found.meta |= {"run_id": run, "validation_time": run_at}
        self._keep(made, found, run)
        return found

    def build_pages(self) -> None:
        """Lay out the Data Docs of the suites and results of this session, and the index of all."""
        self._context.build_data_docs([_SITE], resource_identifiers=self._suites, build_index=False)
        self._context.build_data_docs([_SITE], resource_identifiers=self._results)

    def _keep(
        self, suite: gx.ExpectationSuite, found: ExpectationSuiteValidationResult, run: RunIdentifier
    ) -> None:
        """Store a suite and its result where the Data Docs look for them."""
        name = ExpectationSuiteIdentifier(suite.name)
        result = ValidationResultIdentifier(name, run, found.batch_id)
        self._context.expectations_store.set(name, suite)
        self._context.validation_results_store.set(result, found)
        self._suites.append(name)
        self._results.append(result)


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
