"""What the planner must hold, apart from the databases."""
