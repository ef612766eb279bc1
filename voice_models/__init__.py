"""Which speech models exist, where they come from, how they are fetched and checked.

It imports nothing of the project, and nothing beyond the standard library and certifi. What there
is stands in ``models.toml``; ``places`` finds what has been fetched, ``fetching`` fetches more.
"""
