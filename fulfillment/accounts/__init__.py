"""A shopper's account outside of a conversation: signing in, browsers, throttles, addresses.

Imports ``customers``, ``outbox``, ``orders``, ``payments``, ``unheard`` and below; nothing that
turns import does.
"""
