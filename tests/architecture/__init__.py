"""What holds of the code as a whole: sizes, imports, where things may be done, and that nothing declared is orphaned."""
