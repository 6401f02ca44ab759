"""Document and view to plan: frozen dataclasses, no SQL."""
