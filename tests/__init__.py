"""The suites that hold for the whole house: every register, every figure, every rule of the building."""
