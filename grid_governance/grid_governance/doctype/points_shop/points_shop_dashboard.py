from frappe import _


def get_data():
	return {
		"fieldname": "shop",
		"transactions": [
			{"label": _("Redemption"), "items": ["Points Redemption", "Redemption Sheet", "Sign-off List"]},
			{
				"label": _("Stock"),
				"items": ["Reward Stock", "Reward Stock Entry", "Stock Receipt", "Stock Count"],
			},
		],
	}
