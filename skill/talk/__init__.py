"""The page that talks with the shop from a browser; may import the pages' frame and the channel.

That is, ``skill.accounts`` and ``skill.channels.voice`` beside ``skill.speech``, and of the
conversation what channels may. Speech comes in pieces, each in a request of its own, since the
server speaks no WebSocket; it is heard as it comes, and is kept nowhere.
"""
