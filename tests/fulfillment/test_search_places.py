"""Where the snapshots of a search index are kept."""

from __future__ import annotations

import pytest
from sqlalchemy import make_url

from fulfillment.search.places import snapshots_of


@pytest.mark.parametrize(
    ("database", "chosen", "folder"),
    [
        ("sqlite:////srv/shop.sqlite3", None, "/srv/shop.sqlite3-index"),
        ("sqlite://", None, None),
        ("sqlite:///:memory:", "/idx", None),
        ("postgresql://coster:secret@db/shop", None, "/cache/costermonger/"),
        ("postgresql://coster:secret@db/shop", "/idx", "/idx/"),
        ("sqlite:////srv/shop.sqlite3", "/idx", "/idx/"),
    ],
)
def test_the_snapshots_stand_beside_the_database_or_where_one_likes(
    database: str, chosen: str | None, folder: str | None
) -> None:
    found = snapshots_of(make_url(database), chosen, {"XDG_CACHE_HOME": "/cache"})
    assert (found is None) == (folder is None)
    assert found is None or str(found).startswith(str(folder))
    assert "secret" not in str(found)


def test_another_password_is_no_other_database_and_another_name_is() -> None:
    places = [
        snapshots_of(make_url(f"postgresql://{who}@db/{name}"), "/idx", {})
        for who, name in (("a:one", "shop"), ("a:two", "shop"), ("a:one", "other"))
    ]
    assert places[0] == places[1] != places[2]
