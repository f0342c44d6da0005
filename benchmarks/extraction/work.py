"""Does work that comes pickled on standard input, with the packages of the Python that runs this file.

Those that are installed come before those of the checkout: a compiled reader is not hidden by its sources.
"""

import importlib
import pickle
import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.append(str(Path(__file__).resolve().parents[2]))
    module, name, arguments = pickle.load(sys.stdin.buffer)
    result = getattr(importlib.import_module(module), name)(*arguments)
    pickle.dump(result, sys.stdout.buffer)
