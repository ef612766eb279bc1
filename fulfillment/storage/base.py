"""What all tables share."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import JSON
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeEngine

from fulfillment.storage.columns import UtcDateTime

Document = dict[str, Any]


class Base(DeclarativeBase):
    """What every table shares: the column types that our annotations stand for."""

    type_annotation_map: ClassVar[dict[Any, type[TypeEngine[Any]]]] = {
        datetime: UtcDateTime,
        Document: JSON,
        dict[str, int]: JSON,
        dict[str, dict[str, int]]: JSON,
        list[str]: JSON,
        list[Document]: JSON,
    }
