"""Speech to words, with no network; imports the interaction models, where
speech models are kept, and how English is said.

An engine is imported when it is first asked for: ``engines.open_recognizer`` opens one, each keeps
the protocol in ``heard``. What is understood of the words is none of this folder's business.
"""

from skill.speech.asked import ANYTHING, Asked
from skill.speech.heard import Heard, Listening, Recognizer, Word, Wording

__all__ = ["ANYTHING", "Asked", "Heard", "Listening", "Recognizer", "Word", "Wording"]
