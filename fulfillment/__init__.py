"""Sells, and has never heard of voice: imports nothing of ``skill`` and no web framework.

The subjects (``catalog``, ``search``, ``carts``, ``customers``, ``orders``, ``payments``,
``sessions``) stand on ``storage``, which stands on ``money`` and ``errors``. ``shop`` is the
front door; rows of the database never leave it.
"""
