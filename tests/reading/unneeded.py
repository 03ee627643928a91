"""A module that only a worker loads that is told to."""
