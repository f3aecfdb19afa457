"""A language server: findings as typed, ids that can be followed, completed and renamed, progress where they stand.

What it answers is worked out by plain functions over a snapshot; `desk` keeps the snapshots. Only `server`, `features`
and `edits` know the protocol, and pygls.
"""
