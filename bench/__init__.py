"""How fast the service is beside hand-written SQL through the raw drivers. `make bench` runs it; nothing here is a test."""
