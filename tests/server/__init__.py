"""The transports, tokens, errors and commands, over real HTTP."""
