"""`python -m benchmarks [NAME...]`: lists the benchmarks, then runs those named, or all."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Sequence
from pathlib import Path


def names() -> tuple[str, ...]:
    """Every benchmark: a module with `main`, or a package with `__main__`."""
    found = pkgutil.iter_modules([str(Path(__file__).parent)])
    return tuple(sorted(module.name for module in found if not module.name.startswith("_")))


def main(arguments: Sequence[str]) -> int:
    """Run; 0 done, 1 a benchmark missed its aim, 2 an unknown name."""
    known = names()
    if unknown := sorted(set(arguments) - set(known)):
        print(f"no benchmark {', '.join(unknown)}; there are: {', '.join(known)}", file=sys.stderr)
        return 2
    print(f"benchmarks: {', '.join(known)}")
    missed = [name for name in arguments or known if _run(name) != 0]
    if missed:
        print(f"\naims missed in: {', '.join(missed)}")
    return 1 if missed else 0


def _run(name: str) -> int:
    print(f"\n== {name} ==", flush=True)
    module = importlib.import_module(f"benchmarks.{name}")
    code: int = module.main()
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
