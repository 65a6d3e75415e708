"""The environment, read once, typed, with sentences for what is wrong."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

TRUE = {"1", "true", "yes", "on"}


class BadEnvironmentError(Exception):
    """A variable holds something that cannot be used; the message says what and how to mend it."""


@dataclass(frozen=True)
class Environment:
    """What the surroundings say: places, database, addresses."""

    home: Path
    database_url: str
    debug: bool
    secret_key: str
    allowed_hosts: tuple[str, ...]
    base_url: str
    email_url: str
    secure: bool
    proxies: int


def read_environment() -> Environment:
    """Read LVYE_* variables; raises BadEnvironmentError with a sentence."""
    home = Path(os.environ.get("LVYE_HOME") or Path(__file__).resolve().parents[2] / "var").resolve()
    base_url = os.environ.get("LVYE_BASE_URL", "http://127.0.0.1:8000").rstrip("/")
    if urlsplit(base_url).scheme not in {"http", "https"}:
        raise BadEnvironmentError(f"LVYE_BASE_URL must begin with http:// or https://, not {base_url!r}")
    hosts = os.environ.get("LVYE_ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
    return Environment(
        home=home,
        database_url=os.environ.get("LVYE_DATABASE_URL", ""),
        debug=os.environ.get("LVYE_DEBUG", "").lower() in TRUE,
        secret_key=os.environ.get("LVYE_SECRET_KEY", "") or secret_key_of(home),
        allowed_hosts=tuple(h.strip() for h in hosts.split(",") if h.strip()),
        base_url=base_url,
        email_url=os.environ.get("LVYE_EMAIL_URL", ""),
        secure=base_url.startswith("https://"),
        proxies=number_of_proxies(os.environ.get("LVYE_PROXIES", "0")),
    )


def number_of_proxies(said: str) -> int:
    """How many servers of ours a request passes before this program: as many last addresses are to be believed.

    Raises BadEnvironmentError for anything but 0 to 9.
    """
    if len(said.strip()) != 1 or not said.strip().isdecimal():
        raise BadEnvironmentError(f"LVYE_PROXIES must be the number of proxies before Lvye (0, 1, 2 …), not {said!r}")
    return int(said)


def secret_key_of(home: Path) -> str:
    """The key of this installation: made once, kept beside its data, readable by its owner alone."""
    file = home / "secret_key"
    if not file.exists():
        home.mkdir(parents=True, exist_ok=True)
        fresh = home / f"secret_key.{os.getpid()}"
        fresh.write_text(secrets.token_urlsafe(50))
        fresh.chmod(0o600)
        try:
            os.link(fresh, file)  # two processes may start at once: only one key wins
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return file.read_text().strip()


def database(url: str, home: Path) -> dict[str, object]:
    """Django's settings for one database: SQLite in `home` unless a postgresql:// address is given.

    A database may follow a path (`sqlite:///path`) so that tests and benches choose their own.
    """
    if not url or url.startswith("sqlite:"):
        path = url.removeprefix("sqlite:///") if url else str(home / "lvye.sqlite3")
        return {
            "ENGINE": "lvye.config.queued_sqlite3",
            "NAME": path,
            "CONN_MAX_AGE": None,
            "TEST": {"NAME": ":memory:"},  # the tests' plugin knows only Django's own engine by its name
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 60,  # seconds: a sheet of 100,000 rows is one transaction, others wait for it
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=0; "
                "PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY;",
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise BadEnvironmentError(
            f"LVYE_DATABASE_URL must begin with postgresql:// or sqlite:///, not {parts.scheme!r}"
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/") or "lvye",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # Parameters apart from the words: what is asked on every page is planned once a connection, not each time.
        "OPTIONS": {"server_side_binding": True, "prepare_threshold": 5},
    }


def mail(url: str) -> dict[str, object]:
    """EMAIL_* settings from smtp://user:password@host:port or smtps://…; empty: mail is written to files."""
    if not url:
        return {}
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"}:
        raise BadEnvironmentError(f"LVYE_EMAIL_URL must begin with smtp:// or smtps://, not {parts.scheme!r}")
    user = unquote(parts.username or "")
    return {
        "DEFAULT_FROM_EMAIL": user if "@" in user else f"lvye@{parts.hostname or 'localhost'}",
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp",
        "EMAIL_TIMEOUT": 20,
    }
