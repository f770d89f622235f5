from grid_governance import permissions
from grid_governance.doors import references, table

app_name = "grid_governance"
app_title = "Grid Governance"
app_publisher = "Grid Governance contributors"
app_description = "Grid-based local government: registry, points, disputes, deliberation and patrol on one tree"
app_email = "maintainers@grid-governance.example"
app_license = "MIT"
required_apps = []
export_python_type_annotations = True

after_install = "grid_governance.install.after_install"
after_migrate = "grid_governance.install.after_migrate"
before_uninstall = "grid_governance.install.before_uninstall"

permission_query_conditions = {**permissions.list_hooks(), **references.list_hooks()}
has_permission = {**permissions.document_hooks(), **references.document_hooks()}
standard_queries = permissions.search_hooks()
override_whitelisted_methods = table.OVERRIDES
before_request = ["grid_governance.doors.entrance.check_request"]

doc_events = {
	**table.DOC_EVENTS,
	"Workflow": {"validate": "grid_governance.workflows.guard.validate"},
}

scheduler_events = {
	"daily": ["grid_governance.permissions.refresh_all_roles"],
}
