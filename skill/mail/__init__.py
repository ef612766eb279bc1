"""E-mail: imports ``fulfillment``, ``interaction_models`` and the words of the conversation.

``letters`` and ``matters`` say what is told, ``layout`` how it looks, ``envelope`` to whom it goes,
``post`` how it gets there; ``office`` brings a message of the outbox through all of them.
"""
