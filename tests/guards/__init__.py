"""Guards taken out one by one, and the test that notices each."""
