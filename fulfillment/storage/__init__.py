"""The database: imports SQLAlchemy and ``fulfillment.errors``, and knows no rule of selling."""
