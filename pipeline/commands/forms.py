"""`nianjian forms`: the known forms, and the header of a file held against them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from catalog import Catalog, load_catalog
from ingestion.documents import Document, UnreadableSubmission
from ingestion.forms.tables.comparison import (
    HeaderComparison,
    NewHeader,
    compare_headers,
    tables_without_header,
)
from ingestion.readers.worker import LimitedReader
from pipeline.commands.options import Exit

IN_TEXT = "文中表格"


@click.group()
def forms() -> None:
    """The forms that can be read, and how a new one differs from them."""


@forms.command("list")
def list_forms() -> None:
    """Every known form with its vintages."""
    for form in load_catalog().forms.forms:
        vintages = "、".join(vintage.id for vintage in form.vintages)
        click.echo(f"{form.form}\t{form.name_zh}\t{vintages}")


@forms.command("diff")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_context
def diff_forms(context: click.Context, file: Path) -> None:
    """Show the headers of FILE against the known forms: known, missing, new, perhaps renamed.

    Ends with 0 where every table's header is known to a form, with 3 where one is not or the file cannot
    be read. Nothing is written; the maps are catalog/forms/*.yaml.
    """
    catalog = load_catalog()
    try:
        with LimitedReader() as reader:
            document = reader.read(file.name, file.read_bytes())
    except UnreadableSubmission as refused:
        click.echo(f"{file.name}：{refused.reason}", err=True)
        context.exit(Exit.SOME_QUARANTINED)
    compared = compare_headers(document, catalog.forms)
    click.echo("\n".join(report(document, compared, catalog)))
    context.exit(Exit.DONE if all(c.is_known for c in compared) else Exit.SOME_QUARANTINED)


def report(document: Document, compared: tuple[HeaderComparison, ...], catalog: Catalog) -> Iterator[str]:
    """The comparison as lines in Chinese, table by table."""
    if not document.tables:
        yield "文件中没有表格。"
    for comparison in compared:
        yield from _table(comparison, catalog)
    for table in tables_without_header(document, compared):
        yield f"{_name(table.sheet)}：没有找到表头行。"


def _table(comparison: HeaderComparison, catalog: Catalog) -> Iterator[str]:
    name = _name(comparison.sheet)
    if comparison.form is None:
        yield f"{name}：没有一种已知表式认得它的表头。"
    else:
        verdict = "表头全部认得" if comparison.is_known else "有不认得的表头"
        form = f"《{comparison.name_zh}》（{comparison.form}，{comparison.vintage} 式样）"
        yield f"{name}：最接近{form}，{verdict}"
    for known in comparison.known:
        indicator = catalog.indicators.get(known.indicator or "")
        meaning = indicator.name_zh if indicator is not None else "认得，不归入指标"
        yield f"  ＝ {known.printed} → {meaning}"
    for new in comparison.new:
        yield f"  {_new(new)}"
    if comparison.missing:
        yield f"  － 本式样有而表中没有：{'、'.join(comparison.missing)}"
    if comparison.new and comparison.form is not None:
        yield f"  确认后请在 catalog/forms/{comparison.form}.yaml 的相应项目下补充表头。"


def _new(new: NewHeader) -> str:
    where = f"（{new.cell}）" if new.cell is not None else ""
    if new.like is None:
        return f"＋ {new.printed}{where}：新表头"
    return f"～ {new.printed}{where}：可能由“{new.like}”改名（相似度 {new.likeness:.0%}）"


def _name(sheet: str | None) -> str:
    return IN_TEXT if sheet is None else f"工作表“{sheet}”"
