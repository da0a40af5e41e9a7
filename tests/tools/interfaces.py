"""The client libraries that `./dev interfaces` installs; without them the tests that ask them are skipped (77)."""
import importlib, os, pathlib, sys

sys.path.insert(0, str(pathlib.Path(os.environ.get("XDG_CACHE_HOME", pathlib.Path.home() / ".cache")) / "payoff/interfaces"))


def library(name):
    try:
        found = importlib.import_module(name)
    except ImportError:
        found = None
    if found is None or found.__file__ is None:  # a folder beside a test that has its name is no library
        print(f"skipped: {name} is not there; ./dev interfaces installs it")
        sys.exit(77)
    return found
