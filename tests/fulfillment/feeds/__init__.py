"""Tests of ``fulfillment.feeds``."""
