// Loaded by the page Shop Desk when it is opened.
import { ShopDesk } from "./shop_desk/desk";

frappe.provide("grid_governance");
grid_governance.ShopDesk = ShopDesk;
