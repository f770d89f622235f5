"""The project's tool ./dev: gets Frappe, services, a bench and sites onto a machine, serves and tests the app."""
