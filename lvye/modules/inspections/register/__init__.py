"""The declarations of the inspections, loaded by file name: registers first, then what is built on them."""

from lvye.modules.inspections import blocks, figures  # noqa: F401

from . import campaign, duties, hanging, hazard, letter, patrol, standing  # noqa: F401
