frappe.listview_settings["Honor Rule"] = { ...grid_governance.in_use_list };
