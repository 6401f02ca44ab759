"""Attacks, each named by what it tries: hidden rows and cells, ids, cursors, caches, floods, injection, the log."""
