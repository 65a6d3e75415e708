"""The declarations of the grounds, loaded by file name: registers first, then what is built on them."""

from lvye.modules.grounds import figures, rounds  # noqa: F401

from . import design, drive, plots, zones, hanging  # noqa: F401  # isort: skip
