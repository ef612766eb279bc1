"""Dialogflow's webhooks, ES and CX, behind Flask (``endpoint``); it may import what channels may.

``credentials`` lets a request in or refuses it; ``es`` and ``cx`` each make it a :class:`Heard` and
the Reply a response; ``hearing`` turns what was heard into a Turn, and understands the words itself
where Dialogflow did not. What a response may hold is in ``es_response`` and ``cx_response``.

- Contexts and session parameters are hints: of them only what was asked last is read, and only to
  understand words. What is open, agreed to or in the cart stands in the database.
- A linked account's token is taken from the request's ``payload`` alone (``user.accessToken``, as a
  merchant's own front end sets it). Parameters and contexts end up in the agent's logs; a caller's
  number proves nothing, so it names no shopper.
- What Dialogflow matched counts, unless it matched nothing, nothing of ours, or is not sure of it.
- Dialogflow brings the words beside its intent: they become ``utterance``, and the evidence of a
  yes. Digits from a keypad are no words, and are kept nowhere.
- Neither can link an account: ``payload.costermonger.linkAccount`` tells the front end to.
- CX takes no session entity types from a webhook. ES knows no handover, no end and no SSML: for a
  front end, ``payload.costermonger`` says all three.
"""
