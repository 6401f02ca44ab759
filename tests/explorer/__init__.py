"""The demo's Explorer: what is built, what is served, and the page as a person uses it in a real browser."""
