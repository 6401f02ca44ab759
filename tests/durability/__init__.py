"""What is in the database after the service has been killed."""
