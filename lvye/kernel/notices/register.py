"""Declarations: the bell at the top of every page counts what waits unread."""

from lvye.kernel.registers.api import bell_counters

from .queries import unread_count

bell_counters.append(unread_count)
