"""Typed clients: the committed schemas, the documents written against them, and what a withdrawn grant breaks."""
