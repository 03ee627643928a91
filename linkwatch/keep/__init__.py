"""Copies that outlive the page: finding those that archives have, and having new ones made while a page is there."""
