"""The commerce core, tested against real SQLite files."""
