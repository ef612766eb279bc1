"""Watches turns and keeps them within their bounds; knows no platform, no intent and no rule of
selling.

Of the conversation it imports ``turn``, ``reply`` and the protocol of ``skill.channels``, and of
the shop its front door and errors. Flask and prometheus-client are met in ``endpoints``,
``addresses`` and ``metrics`` alone: Alexa's requests on AWS Lambda load none of these.
"""
