"""Loaded by what programs are forked from: the tables that a process makes when it reads its first short page."""

from linkwatch.judge import read_page

_PAGE = "<!DOCTYPE html><title>Rain</title><main><h1>Rain</h1><p>It rained all day: {}.</p></main>"

for words in ("it was wet", "es war naß"):  # what is written in ASCII has tables of its own
    read_page(_PAGE.format(words).encode(), "text/html", "utf-8", "http://rain.example/")
