"""Tests of the checks, one by one and all together."""
