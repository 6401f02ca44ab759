"""Answers equal those of graphql-core's own executor over the oracle's rows."""
