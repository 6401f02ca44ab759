"""What every other folder stands on: errors with codes, clock, ids, settings. Imports nothing of the project."""
