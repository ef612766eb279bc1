"""Words to intents, for channels that bring words; imports the models and the Turn, no shop."""

from skill.understanding.hypotheses import Hypothesis
from skill.understanding.names import names_from_products
from skill.understanding.ranking import QUESTIONS
from skill.understanding.understand import Understanding

__all__ = ["QUESTIONS", "Hypothesis", "Understanding", "names_from_products"]
