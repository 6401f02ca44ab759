"""For each subject a readable scenario over real HTTP: what it must see of a hand-made world and what it must not."""
