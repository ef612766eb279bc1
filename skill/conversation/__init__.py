"""Knows shops and no platforms: it may import ``fulfillment``, and never a channel.

A :class:`~skill.conversation.turn.Turn` comes in, a :class:`~skill.conversation.reply.Reply` goes
out. ``engine`` picks the function of the turn's intent from ``registry``; the functions live in
``intents``, one module per family, and answer with lines that ``phrases`` puts into words.
"""
