"""The platform's doors that skip its own permission hooks, closed (see README.md here)."""
