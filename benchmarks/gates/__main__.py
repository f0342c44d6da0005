"""`python -m benchmarks.gates`."""

import sys

from benchmarks.gates import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
