"""Google's Conversational Actions v3, behind Flask (``endpoint``).

Google ended them on 13 June 2023: no device calls this webhook any more. It serves test suites,
recordings and migrations; for new work there is Dialogflow CX.

``verify`` trusts a request or refuses it; ``parse`` makes it a Turn; ``render`` makes the Reply a
response, with what a screen can show from ``rich``. ``names`` are those that the webhook shares
with the Actions SDK project that ``interaction_models.compiler.google_actions`` makes.

What this channel cannot do, or does in its own way:

- Google numbers no requests: a request that comes twice is known by its content, which holds our
  count of turns as a session parameter. Where that is not sent back, the same words twice in a row
  would count once.
- Google names no users: a guest is known by a user parameter of ours, which Google keeps for
  verified users only; any other guest is somebody new in every session.
- It gives no confidence, and its words are not used: a turn counts as heard for certain,
  ``utterance`` is None.
- A bubble shows 640 characters: a longer answer is spoken in full and shown shortened.
- A list has two to thirty items, a chip 25 characters and eight of its kind. Of card and list one
  is shown; a single item becomes a card, and what is not to be chosen from a table.
- Nobody can be handed over to a person here: the telephone number is said.
"""
