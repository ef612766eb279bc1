"""The shopper's pages and account linking: imports ``fulfillment``, words, and the settings.

``frame`` and ``visit`` are what every page stands in: ``pages`` puts them together, ``browser``
knows who is signed in, ``csrf`` that a form is ours, ``headers`` what a browser may do with a page.
"""
