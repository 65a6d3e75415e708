"""The declarations of the history, loaded by file name: registers first, then what is built on them."""

from lvye.modules.history import blocks, figures  # noqa: F401

from . import document, fact  # noqa: F401
