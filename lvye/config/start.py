"""Starting the program, in whatever process it runs."""

from __future__ import annotations

import gc

import django


def set_up() -> None:
    """Load every module.

    All of it stays for the life of the process, so it is not searched for rubbish while it is loaded (a third of the
    time a start took), nor ever after.
    """
    gc.disable()
    try:
        django.setup()
    finally:
        gc.enable()
    gc.freeze()
