"""Readings -> people present, as a step function with honest gaps."""
