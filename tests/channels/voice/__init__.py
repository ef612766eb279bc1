"""The offline speaker."""
