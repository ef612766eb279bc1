"""A simple search for as long as a large shop has no index: the products with a word asked for.

They are few, so that an index of them alone is made while somebody waits, and all the rest of the
search goes on as ever with that. What is misspelt or misheard is not found this way.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from fulfillment.catalog.product import Product
from fulfillment.catalog.rows import COLUMNS, products, to_product
from fulfillment.search.building import build
from fulfillment.search.index import Index, opened
from fulfillment.search.language import Language

# So many of the best known products are looked at for one question.
MOST = 200
# A shorter word is in nearly every name.
_SHORTEST, _MOST_WORDS = 3, 6
_LOOKED_IN = ("name", "brand", "category")


def simple_index(session: Session, asked: str, language: Language, currency: str) -> Index:
    """An index of the products that ``asked`` may be about; of the best known for no words."""
    found = _read(session, asked, currency)
    return opened(build(found, len(found), language))


def _read(session: Session, asked: str, currency: str) -> list[Product]:
    query = select(*COLUMNS).where(products.c.listed)
    words = sorted((w for w in asked.casefold().split() if len(w) >= _SHORTEST), key=len)
    if words:
        query = query.where(or_(*(_holds(word) for word in words[-_MOST_WORDS:])))
    best = query.order_by(products.c.popularity.desc(), products.c.sku).limit(MOST)
    return [to_product(row, currency) for row in session.execute(best)]


def _holds(word: str) -> ColumnElement[bool]:
    # Without a plural's ending the singular is found, too.
    stem = word[:-1] if word.endswith("s") and len(word) > _SHORTEST else word
    columns = (func.lower(products.c[name]) for name in _LOOKED_IN)
    return or_(*(column.contains(stem, autoescape=True) for column in columns))
