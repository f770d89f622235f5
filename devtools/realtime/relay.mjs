// Frappe publishes { namespace: site, room, event, message } on the Redis channel "events"; each goes to its room.
import { createClient } from "redis";

export async function relay_events(io, url) {
	const redis = createClient({ url });
	redis.on("error", (error) => console.error("redis:", error.message));
	await redis.connect();
	await redis.subscribe("events", (text) => {
		const { namespace, room, event, message } = JSON.parse(text);
		const site = io._nsps.get(`/${namespace}`);
		if (site) (room ? site.to(room) : site).emit(event, message);
	});
}
