"""Benchmarks: ratios within one run, against a bare view on the same machine and the same rows.

`make bench` (or `python -m bench`) fills a school of ten years and prints one line a figure.
"""
