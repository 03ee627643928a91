"""What is watched: where articles come from, what they cite, and reading both into the store."""
