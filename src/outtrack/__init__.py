"""outtrack: outcomes, key results and the work that serves them, as plain files in git."""

__version__ = "0.1.0"
