"""Points Batch: the same way as a single declaration, taken by many people at once."""

from grid_governance.workflows.points_declaration import DEFINITION as DECLARATION

DEFINITION = {
	**DECLARATION,
	"name": "Points Batch",
	"document_type": "Points Batch",
	"fingerprints": ("be0f825682e1ad37", "4bdfd03389399c21"),
}
