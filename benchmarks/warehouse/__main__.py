"""`python -m benchmarks.warehouse`."""

import sys

from benchmarks.warehouse import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
