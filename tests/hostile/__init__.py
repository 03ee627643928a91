"""What strangers send may cost no more than its length: patterns, readers of pages, and whatever takes text apart."""
