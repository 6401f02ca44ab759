"""What mutations write, refuse and show."""
