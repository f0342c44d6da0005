"""What a person sees at the terminal: progress while it runs, and a summary at the end."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from catalog import load_catalog
from pipeline.load import IngestReport
from pipeline.run_summary import RuleCounts, RunSummary, summarise
from pipeline.settings import Home

NAME_COLUMNS = 12
"""Columns of the terminal that the name of a line takes."""


class Progress:
    """Steps of a longer run, shown as a bar on a terminal and silent elsewhere.

    With ``plain`` a step is one line where there is no terminal, for a run that a person started by hand.
    """

    def __init__(self, total: int, *, plain: bool = False) -> None:
        self._plain = plain and not sys.stderr.isatty()
        self._total, self._done = total, 0
        # The stream is opened anew so that it stays with the terminal while Airflow writes elsewhere.
        self._stream = os.fdopen(os.dup(sys.stderr.fileno()), "w") if sys.stderr.isatty() else None
        console = Console(file=self._stream) if self._stream else Console(quiet=True)
        self._bar = Bar(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(bar_width=20),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=self._stream is None,
        )
        self._task = self._bar.add_task("", total=total, completed=-1)

    def __enter__(self) -> Progress:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def advance(self, label: str) -> None:
        """Say that the step before is done and which one begins."""
        self._done += 1
        if self._plain:
            print(f"[{self._done}/{self._total}] {label}", file=sys.stderr, flush=True)
        self._bar.update(self._task, advance=1, description=label)

    def stop(self) -> None:
        """Take the bar off the terminal."""
        self._bar.stop()
        if self._stream is not None and not self._stream.closed:
            self._stream.close()


def print_run_summary(home: Home, problems: Sequence[str] = ()) -> None:
    """Print what the last run left: files, figures, checks, editions; ``problems`` of the inbox come last."""
    sys.stdout.write(render(summarise(home)))
    for problem in problems:
        sys.stdout.write(f"收件问题    {problem}\n")


def render(summary: RunSummary) -> str:
    """The summary as lines of text for a terminal or a log."""
    outcomes = "，".join(f"{label} {count}" for label, count in summary.outcomes)
    checks = f"通过 {summary.checks_passed}，提醒 {summary.checks_warned}，未通过 {summary.checks_failed}"
    lines = [
        f"报送文件    {outcomes or '无'}",
        f"入库数值    {summary.figures_loaded}（其中暂不公布 {summary.figures_held_back}）",
        f"质量检查    {checks}",
        f"勾稽关系    {_rules(summary.rules)}",
        *(f"未收/待核    {line}" for line in summary.attention),
        *(_named(name, words) for name, words in summary.quality),
        *((_named("质量报告", str(summary.report)),) if summary.report else ()),
        *(f"年度对比    {edition}" for edition in summary.editions),
        f"总目录      {summary.index}" if summary.index else "总目录      尚无发布",
    ]
    return "\n".join(lines) + "\n"


def _named(name: str, words: str) -> str:
    """A line with its name in front; a Chinese character takes two columns."""
    return f"{name}{' ' * (NAME_COLUMNS - 2 * len(name))}{words}"


def _rules(rules: RuleCounts) -> str:
    named = f"（暂不公布所涉数值：{'、'.join(rules.errors)}）" if rules.errors else ""
    return f"检验 {rules.tested}，不符 {rules.violated}{named}，存疑 {rules.flagged}"


def print_outcomes(report: IngestReport) -> None:
    """Print one line per file: its outcome and, where there is one, the reason."""
    label = load_catalog().vocabulary.label
    for outcome in report.outcomes:
        reasons = f"　{'；'.join(outcome.reasons)}" if outcome.reasons else ""
        sys.stdout.write(f"{label('receipt_outcome', outcome.outcome)}　{outcome.source_name}{reasons}\n")
    for problem in report.problems:
        sys.stdout.write(f"未接收　{problem}\n")
