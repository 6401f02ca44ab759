"""The two sentences that "secure" means: equal projections, equal answers; less granted, never more seen."""
