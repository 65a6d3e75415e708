"""The newer SQLite that comes with `pysqlite3`, put in the place of the system's before Django loads.

Debian 12 carries 3.40.1, whose write-ahead log could be corrupted by a reset race (mended in 3.51.3).
"""

from __future__ import annotations

import sys


def use_bundled_sqlite() -> None:
    """Make `import sqlite3` mean pysqlite3 for this process."""
    import pysqlite3  # house: must come before anything imports sqlite3
    import pysqlite3.dbapi2

    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2


use_bundled_sqlite()
