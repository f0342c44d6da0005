"""`python -m benchmarks.extraction` measures; `… same` compares the compiled reader with its sources."""

import sys

from benchmarks.extraction import identity, run

if __name__ == "__main__":
    sys.exit(identity.main() if sys.argv[1:] == ["same"] else run.main())
