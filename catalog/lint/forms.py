"""Whether the form maps lead to indicators that exist, in their units."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.forms import FormCatalogError, load_forms
from catalog.lint.finding import Finding
from catalog.loader import Catalog


def faulty_forms(catalog: Catalog) -> Iterator[Finding]:
    """Forms that cannot be read, and headers that name an unknown indicator or another unit than its own."""
    if not (catalog.root / "forms").is_dir():
        return
    try:
        forms = load_forms(catalog.root).forms
    except FormCatalogError as error:
        yield Finding("forms", str(error))
        return
    for form in forms:
        for indicator_id, unit in form.indicators():
            indicator = catalog.indicators.get(indicator_id)
            if indicator is None:
                yield Finding(f"form {form.form}", f"names the unknown indicator {indicator_id!r}")
            elif indicator.unit != unit:
                yield Finding(
                    f"form {form.form}", f"reads {indicator_id} in {unit}, which is in {indicator.unit}"
                )
