// Loaded by the form of a batch when people come from a list.
import { from_list } from "./points_list/dialog";

frappe.provide("grid_governance");
grid_governance.from_list = from_list;
