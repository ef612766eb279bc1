"""The offline speaker: speech in, speech out; a channel, which may import ``skill.speech``, too.

``channel`` turns what was heard into turns, ``saying`` a reply into words to be spoken;
``dialogue`` puts both between a recogniser and a speaker.
"""
