"""Tests of the Conversational Actions webhook."""
