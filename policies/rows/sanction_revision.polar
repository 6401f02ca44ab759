# A revision stands at each door at which its Sanction is open and the member that changed is read (rule 12 of docs/policy-guide.md).
# Only denials may be said here: they take away further.
