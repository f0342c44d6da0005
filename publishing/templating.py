"""The templates of the pages: autoescaped, strict about names, independent of the working directory."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

TEMPLATES = Path(__file__).parent / "templates"


def render(template: str, **context: object) -> str:
    """The page that ``template`` makes of ``context``."""
    return _environment().get_template(template).render(**context) + "\n"


@lru_cache(maxsize=1)
def _environment() -> Environment:
    """Everything is escaped whatever the template is called; only the style sheet is included as it is."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=lambda name: name is None or not name.endswith(".css"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
