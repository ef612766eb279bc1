"""Words to intents, for channels that bring words; imports the models and the Turn, no shop."""

from skill.understanding.names import names_from_products
from skill.understanding.understand import Understanding

__all__ = ["Understanding", "names_from_products"]
