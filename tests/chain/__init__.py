"""The chain of 四 as stories over real HTTP, with tokens of all parties, on both databases: from the first event to closing."""
