"""Typed clients: each subject's document in `examples/`, compiled by generators that frontends use. `make clients`."""
