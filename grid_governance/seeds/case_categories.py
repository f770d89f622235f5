"""Case categories: the dispute types of the published statistics of people's mediation, in their order."""

from grid_governance.seeds import plant as plant_rows

CATEGORIES = (
	"Marriage And Family Dispute",
	"Neighbour Dispute",
	"Housing And Homestead Dispute",
	"Contract Dispute",
	"Production And Business Dispute",
	"Damage Compensation Dispute",
	"Forest And Land Dispute",
	"Land Acquisition Dispute",
	"Pollution Dispute",
	"Labour Dispute",
	"Consumer Dispute",
	"Medical Dispute",
	"Road Traffic Accident Dispute",
	"Property Management Dispute",
	"Tourism Dispute",
	"Intellectual Property Dispute",
	"Internet Dispute",
	"Other Dispute",
)


def plant() -> None:
	plant_rows(
		"Case Category",
		[{"category_name": name, "sort_order": n * 10} for n, name in enumerate(CATEGORIES, 1)],
		key="category_name",
	)
