"""Tests of the policies and of `authz`."""
