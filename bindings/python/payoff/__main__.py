"""The command: ``payoff run study.json``, as ``python -m payoff run study.json``."""
from __future__ import annotations

import sys

from . import _core


def main() -> int:
    return _core.main(["payoff", *sys.argv[1:]], sys.executable)


if __name__ == "__main__":
    sys.exit(main())
