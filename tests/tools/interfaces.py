"""The client libraries that `./dev interfaces` installs; without them the tests that ask them are skipped (77)."""
import importlib, os, pathlib, sys

sys.path.insert(0, str(pathlib.Path(os.environ.get("XDG_CACHE_HOME", pathlib.Path.home() / ".cache")) / "payoff/interfaces"))


def library(name):
    try:
        return importlib.import_module(name)
    except ImportError:
        print(f"skipped: {name} is not there; ./dev interfaces installs it")
        sys.exit(77)
