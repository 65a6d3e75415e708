"""The declarations of training, loaded by file name: registers first, then what is built on them."""

from lvye.modules.training import blocks, figures  # noqa: F401

from . import hanging, held, licences  # noqa: F401
