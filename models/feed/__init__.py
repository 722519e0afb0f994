"""The retained state messages between `ingest` and `dashboard`, and how both reach the broker (I/O)."""
