"""Tables, derived from the catalog, and the service's own."""
