from grid_governance import permissions
from grid_governance.cases import handover
from grid_governance.cases.case_file import seal
from grid_governance.doors import references, table

app_name = "grid_governance"
app_title = "Grid Governance"
app_publisher = "Grid Governance contributors"
app_description = (
	"Grid-based local government: registry, points, disputes, deliberation and patrol on one tree"
)
app_email = "maintainers@grid-governance.example"
app_license = "MIT"
required_apps = []
app_logo_url = "/assets/grid_governance/images/logo.svg"
extend_bootinfo = "grid_governance.workspaces.extend_boot"
app_include_js = "grid_governance.bundle.js"
export_python_type_annotations = True

after_install = "grid_governance.install.after_install"
after_migrate = "grid_governance.install.after_migrate"
before_uninstall = "grid_governance.install.before_uninstall"

permission_query_conditions = {**permissions.list_hooks(), **references.list_hooks()}
has_permission = {**permissions.document_hooks(), **references.document_hooks()}
standard_queries = permissions.search_hooks()
override_whitelisted_methods = {
	**table.OVERRIDES,
	"frappe.desk.doctype.kanban_board.kanban_board.update_order": "grid_governance.api.boards.keep_order",
	"frappe.desk.doctype.kanban_board.kanban_board.update_order_for_single_card": "grid_governance.api.boards.move",
	"frappe.utils.print_format.download_pdf": "grid_governance.api.papers.download_pdf",
	"frappe.utils.print_format.download_multi_pdf": "grid_governance.api.papers.download_multi_pdf",
}
before_request = [
	"grid_governance.doors.entrance.check_request",
	"grid_governance.api.arguments.check_request",
]
pdf_body_html = "grid_governance.doors.markup.pdf_body_html"
delete_file_data_content = ["grid_governance.doors.files.delete_content"]
before_job = ["grid_governance.language.use_sites_language"]

jinja = {
	"methods": [
		"grid_governance.papers.paper_qr",
		"grid_governance.papers.paper_date",
		"grid_governance.papers.paper_amount",
		"grid_governance.papers.paper_pages",
		"grid_governance.cases.paper_data.case_paper",
		"grid_governance.cases.paper_data.paper_term",
		"grid_governance.cases.supervision.paper.supervision_paper",
		"grid_governance.cases.supervision.paper.conference_paper",
		"grid_governance.cases.mediation.aftercare_paper.aftercare_paper",
		"grid_governance.cases.case_file.file_paper.case_file_paper",
		"grid_governance.cases.handover.paper.handover_paper",
		"grid_governance.cases.handover.paper.referral_paper",
		"grid_governance.registry.slip.change_slip",
		"grid_governance.cases.statistics.subsidy_lists.subsidy_paper",
		"grid_governance.cases.statistics.return_paper.return_paper",
		"grid_governance.points.rulebook.deduction_paper.deduction_paper",
		"grid_governance.points.rulebook.poster.rules_poster",
		"grid_governance.points.redemption.sign_off.sign_off_paper",
		"grid_governance.points.notice.notice_paper.notice_paper",
		"grid_governance.points.notice.notice_paper.objection_paper",
		"grid_governance.points.year_end.honor_papers.honor_certificate",
	]
}

# several rooms may answer the same event: joined, none is written over
doc_events = table.joined(
	table.DOC_EVENTS,
	seal.DOC_EVENTS,
	handover.DOC_EVENTS,
	{
		"Workflow": {"validate": "grid_governance.workflows.guard.validate"},
		"Household": {
			"on_update": [
				"grid_governance.points.ledger.accounts.follow_subject",
				"grid_governance.points.correcting.by_hand.note_new_unit",
			]
		},
		"Resident": {"on_update": "grid_governance.points.ledger.accounts.follow_subject"},
		"Grid Worker": {"on_update": "grid_governance.points.ledger.accounts.follow_subject"},
		"Local Organisation": {"on_update": "grid_governance.points.ledger.accounts.follow_subject"},
		"Dispute Case": {"on_change": "grid_governance.cases.statistics.facts.follow_owner"},
		**{
			record: {"on_update": "grid_governance.cases.statistics.facts.follow_record"}
			for record in ("Mediation Agreement", "Term Performance", "Judicial Confirmation")
		},
		"Points Item": {"validate": "grid_governance.points.ledger.standings.keep_category"},
		"Points Book": {"validate": "grid_governance.points.ledger.standings.keep_year"},
	},
)

scheduler_events = {
	"cron": {"* * * * *": ["grid_governance.cases.clocks.sweep.run"]},
	"hourly": [
		"grid_governance.points.declaring.batches.resume_unfinished",
		"grid_governance.points.year_end.settlement_jobs.resume_unfinished",
		"grid_governance.points.correcting.corrections.resume_unfinished",
		"grid_governance.points.notice.notices.resume_unfinished",
		"grid_governance.points.review.appraisal_outcome.resume_unfinished",
		"grid_governance.cases.case_file.volumes.seal_unfinished",
		"grid_governance.cases.case_file.quarterly.bind_unfinished",
	],
	"daily": [
		"grid_governance.registry.importing.job.forget_old_files",
		"grid_governance.permissions.refresh_all_roles",
		"grid_governance.cases.mediation.term_rows.refresh_all",
		"grid_governance.cases.handover.access.refresh_all",
		"grid_governance.cases.mediation.reminders.tell_all",
		"grid_governance.cases.mediation.invitations.begin_today",
		"grid_governance.cases.mediation.invitations.end_due",
		"grid_governance.points.redemption.holds.expire_holds",
		"grid_governance.points.redemption.suspensions.begin_today",
		"grid_governance.points.correcting.living.carry_late",
		"grid_governance.points.ledger.anchors.take_daily",
		"grid_governance.points.ledger.verification.nightly",
		"grid_governance.points.notice.notices.end_due",
		"grid_governance.points.rulebook.adoption.retire",
	],
	"weekly": ["grid_governance.points.ledger.verification.weekly"],
}

website_route_rules = [
	{"from_route": "/points-account/<account>", "to_route": "points_account_card"},
	{"from_route": "/notice/<code>", "to_route": "notice"},
	{"from_route": "/standings/<unit>", "to_route": "standings"},
]
