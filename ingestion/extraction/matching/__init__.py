"""Which indicators a number could be, and how well each reading fits the words around it."""
