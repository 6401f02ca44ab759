"""Lists are served by index: query plans at size, in the mode that runs."""
