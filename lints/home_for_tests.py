"""A pytest plugin: every run (and each of its workers) has an empty LVYE_HOME of its own.

It is named in `addopts`, because the settings are read before any conftest.py is.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

ENGINE = os.environ.get("LVYE_DATABASE_URL", "")


def own_home() -> Path:
    """The folder this process may write to."""
    if shared := os.environ.get("LVYE_TEST_HOME"):  # a worker of a run that has its home already
        home = Path(shared) / os.environ.get("PYTEST_XDIST_WORKER", "main")
    else:
        run = tempfile.mkdtemp(prefix="lvye-test-")
        atexit.register(shutil.rmtree, run, ignore_errors=True)
        os.environ["LVYE_TEST_HOME"] = run
        home = Path(run) / "main"
    (home / "static").mkdir(parents=True, exist_ok=True)
    return home


# What the developer's shell says about an installation must not reach the tests; the engine is the one exception.
for _name in [name for name in os.environ if name.startswith("LVYE_") and not name.startswith("LVYE_TEST_")]:
    del os.environ[_name]
if ENGINE:
    os.environ["LVYE_DATABASE_URL"] = ENGINE
os.environ["LVYE_HOME"] = str(own_home())
os.environ["LVYE_SECRET_KEY"] = "only-for-tests-" + "0123456789" * 4
