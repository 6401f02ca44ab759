"""Alembic migrations, up and down on both databases."""
