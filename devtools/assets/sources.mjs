// What Frappe's sources may import beside plain JavaScript: app paths, other bundles, .html templates.
import fs from "node:fs";
import path from "node:path";
import { existing_file, locate } from "./layout.mjs";

// app paths and "~pkg" by our rules; /assets and /files stay addresses; "x.bundle.js" is the source of that bundle
export const app_paths = (bundles) => ({
	name: "app-paths",
	setup(build) {
		const sources = new Map(bundles.map((bundle) => [bundle.key, bundle.file]));
		build.onResolve({ filter: /^\/(assets|files)\// }, (a) =>
			["url-token", "import-rule"].includes(a.kind) ? { path: a.path, external: true } : { path: a.path },
		);
		build.onResolve({ filter: /^[~@\w]/ }, (a) => {
			if (a.kind === "entry-point") return;
			const wanted = locate(a.path);
			const file = wanted && existing_file(wanted);
			if (file) return { path: file };
			if (/^[^/]+\.bundle\.(js|ts)$/.test(a.path))
				return { path: sources.get(a.path.replace(/\.ts$/, ".js")) };
		});
	},
});

// import "./x.html" fills frappe.templates["x"], which frappe.render_template reads
export const templates = {
	name: "templates",
	setup(build) {
		build.onLoad({ filter: /\.html$/ }, ({ path: file }) => {
			const text = fs
				.readFileSync(file, "utf8")
				.replace(/\s+/g, " ")
				.replace(/<!--.*?-->/g, "");
			const name = JSON.stringify(path.basename(file, ".html"));
			return { contents: `frappe.templates[${name}] = ${JSON.stringify(text)};`, loader: "js" };
		});
	},
};
