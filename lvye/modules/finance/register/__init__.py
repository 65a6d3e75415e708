"""What the kernel is told about money."""

from lvye.modules.finance import blocks, figures  # noqa: F401

from . import approving, archive, books, budget, dealings, pages, pay, paying, standing  # noqa: F401 - each declares its registers
