"""`python -m benchmarks.extraction`."""

import sys

from benchmarks.extraction import main

if __name__ == "__main__":
    sys.exit(main())
