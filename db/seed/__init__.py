"""Demo data: generated, deterministic from a seed, never a real person's."""
