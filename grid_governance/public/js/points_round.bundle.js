// Loaded by the page Round Sheet when it is opened.
import { RoundSheet } from "./points_round/sheet";

frappe.provide("grid_governance");
grid_governance.RoundSheet = RoundSheet;
