"""The only module that knows Great Expectations: a session that validates frames and builds the Data Docs.

Importing it takes seconds; the runner does so only when a gate is run.
"""

from __future__ import annotations

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
from great_expectations.exceptions.exceptions import DataContextError
from great_expectations.expectations.expectation_configuration import ExpectationConfiguration

from expectations.suites import Suite

_SITE = "quality"
_SOURCE = "in_memory"


class Session:
    """Validates frames against suites within one context, which keeps the results for the Data Docs."""

    def __init__(self, context: AbstractDataContext) -> None:
        self._context = context
        self._source = context.data_sources.add_or_update_pandas(_SOURCE)

    def validate(
        self, suite: Suite, frame: pd.DataFrame, run_id: str, run_at: datetime
    ) -> ExpectationSuiteValidationResult:
        """The result of ``suite`` on ``frame``; every expectation carries its place in the suite."""
        asset = self._source.add_dataframe_asset(suite.name)
        definition = self._context.validation_definitions.add_or_update(
            gx.ValidationDefinition(
                name=suite.name,
                data=asset.add_batch_definition_whole_dataframe("whole"),
                suite=self._context.suites.add_or_update(_suite(suite)),
            )
        )
        found: ExpectationSuiteValidationResult = definition.run(
            batch_parameters={"dataframe": frame},
            result_format="SUMMARY",
            run_id=RunIdentifier(run_name=run_id, run_time=run_at),
        )
        return found


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
    """A session that keeps its results in ``quality/gx`` and builds the Data Docs when all went through."""
    quality.mkdir(parents=True, exist_ok=True)
    context = gx.get_context(mode="file", project_root_dir=str(quality))
    _keep_one_site(context, data_docs)
    yield Session(_quiet(context))
    context.build_data_docs(site_names=[_SITE])


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
