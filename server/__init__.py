"""The ASGI application, transports, settings and the command line: the one place that wires."""
