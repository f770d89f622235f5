// The acts of the household register as dialogs, shared by the forms of households and residents.

import { join_duplicate } from "./registry/duplicate";
import { known_elsewhere } from "./registry/elsewhere";
import { change_head, merge, move, split } from "./registry/household";
import { birth, leave } from "./registry/person";

frappe.provide("grid_governance.registry");

Object.assign(grid_governance.registry, {
	split,
	merge,
	change_head,
	move,
	birth,
	leave,
	known_elsewhere,
	join_duplicate,
});
