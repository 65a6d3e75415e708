"""Registers (台账): a module declares what its records are; screens, rights, history and tests follow."""
