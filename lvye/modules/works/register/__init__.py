"""The declarations of building works, loaded by file name: registers first, then what is built on them."""

from lvye.modules.works import blocks, figures  # noqa: F401

from . import approving, checking, hanging, project, site  # noqa: F401  # isort: split  # noqa: F401
