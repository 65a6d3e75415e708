"""What the kernel is told about money."""

from lvye.modules.finance import blocks, figures  # noqa: F401

from . import approving, books, budget, dealings, pages, paying, standing  # noqa: F401 - each declares its registers
