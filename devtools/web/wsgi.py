"""gunicorn's entry: Frappe with /assets and /files, for one site (FRAPPE_SITE) or by the Host header; run in sites/."""

import os

import frappe.app
from frappe.middlewares import StaticDataMiddleware
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.middleware.shared_data import SharedDataMiddleware

sites = os.path.abspath(os.environ.get("SITES_PATH", "."))
frappe.app._site = os.environ.get("FRAPPE_SITE") or None

application = SharedDataMiddleware(frappe.app.application, {"/assets": os.path.join(sites, "assets")})
application = StaticDataMiddleware(application, {"/files": sites})
# the front door (devtools/realtime) tells whose request it is
application = ProxyFix(application, x_for=1, x_proto=1)
