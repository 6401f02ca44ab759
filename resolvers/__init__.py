"""How an operation becomes an answer."""
