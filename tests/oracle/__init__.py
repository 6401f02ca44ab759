"""A slow, obvious reading of the policy files, row by row, to hold the service's answers against.

It shares the catalog and the policy files with the service, and none of its code that decides.
"""
