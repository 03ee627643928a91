"""Looking at links: from those that are due to what their looks come to in the store."""
