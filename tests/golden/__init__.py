"""Golden files: what an operation becomes at each stage, for a reader of diffs. `make golden` rewrites them."""
