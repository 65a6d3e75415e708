"""The declarations of the inspections, loaded by file name: registers first, then what is built on them."""

from lvye.modules.inspections import figures  # noqa: F401

from . import campaign, hanging, hazard, letter, patrol, standing  # noqa: F401
