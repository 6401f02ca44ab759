"""What is due: the table that SQL makes, against a slow plain reading of policies/duties.yaml over the rows."""
