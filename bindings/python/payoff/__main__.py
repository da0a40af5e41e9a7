"""The command: ``payoff run study.json``, as ``python -m payoff run study.json``."""
from __future__ import annotations

import os
import sys

from . import _core

# It starts itself once more in folders that hold a stranger's files: nothing is imported from there, nor from the working
# folder by an empty word in PYTHONPATH, but from where this interpreter imports.
_AGAIN = "import sys; sys.path[:] = {folders!a}; from payoff.__main__ import main; sys.exit(main())"


def main() -> int:
    again = _AGAIN.format(folders=[os.path.abspath(folder) for folder in sys.path])
    return _core.main(["payoff", *sys.argv[1:]], [sys.executable, "-I", "-c", again])


if __name__ == "__main__":
    sys.exit(main())
