"""Numbers: how far, how fast, how sure. No files, no clock, no text for people; sources in `docs/methods.md`."""
