"""Hears and speaks; never SQL, never Stripe. It imports ``fulfillment``, which imports none of it.

``channels`` know a platform's JSON and nothing about shops; ``conversation`` knows shops and
nothing about platforms; ``wiring`` alone builds concrete objects.
"""
