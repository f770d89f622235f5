"""A year of the points office, played month by month through the real rules (README.md of the demo)."""
