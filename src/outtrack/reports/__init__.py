"""Reports: pure functions from a snapshot to a shape."""
