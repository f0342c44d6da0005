"""``python -m catalog.lint [FOLDER]``: one line per finding, exit status 1 where one is an error."""

from __future__ import annotations

import sys
from pathlib import Path

from catalog.lint import lint
from catalog.loader import CatalogError, load_catalog


def main(arguments: list[str]) -> int:
    """Prints the findings about the catalogue in the folder named, or about the one shipped."""
    try:
        findings = lint(load_catalog(Path(arguments[0]) if arguments else None))
    except CatalogError as error:
        print(error)
        return 1
    for finding in findings:
        print(finding)
    return int(any(finding.level == "error" for finding in findings))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
