"""Scripts that run inside a site, by the bench's Python."""
