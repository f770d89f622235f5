frappe.listview_settings["Points Batch"] = { ...grid_governance.deeds.list_settings };
