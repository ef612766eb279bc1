"""The Alexa custom skill, behind Flask (``adapter``) or on AWS Lambda.

``verify`` trusts a request or refuses it; ``parse`` makes it a Turn; ``render`` makes the Reply a
response within Alexa's limits; ``skill`` puts these around the conversation as one ask-sdk skill.
Only ``adapter`` needs Flask: the others run on Lambda as they are.

What this channel cannot do:

- It gives no confidence and no words: a turn counts as heard for certain, ``utterance`` is None.
- It hears one value per slot. Of several values that Alexa resolved, the likeliest is taken; a slot
  holding a list of values brings their words joined by commas, and no value unless there is one.
- Dialog delegation, in-skill products, audio streams, gadgets and requests of other skills are
  answered with an empty response; a screen needs APL (old Display devices get the card instead).
- There is no keypad and no suggestion chip: ``suggestions`` are not shown.
- Alexa cuts off after 8 s, speech and card at 8,000 characters, a response at 24,576 bytes: the
  screen's list, then the expected names, then the end of the card, then of the speech are left out.
"""
