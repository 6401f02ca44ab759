"""What was disclosed: events, subject rows, descriptors. Stands on core alone."""
