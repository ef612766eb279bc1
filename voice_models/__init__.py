"""Which speech models exist, where they come from, how they are fetched and checked.

It imports nothing of the project. It holds no model yet: this version hears typed words and
platforms that bring words of their own.
"""
