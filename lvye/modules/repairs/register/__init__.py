"""The declarations of the repairs, loaded by file name: registers first, then what is built on them."""

from lvye.modules.repairs import blocks, figures  # noqa: F401

from . import first_run, hanging, job, offering, pages, phone, standing  # noqa: F401
