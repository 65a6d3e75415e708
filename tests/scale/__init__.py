"""Generated schools of many years: slow, run by hand or once after the suites."""
