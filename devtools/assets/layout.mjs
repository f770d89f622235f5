// Where the bench keeps apps, bundles and assets, and how a bundle's import finds its file.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));

// bench runs the builder in apps/frappe; by hand it is started anywhere with BENCH_DIR set
export const bench = path.resolve(process.env.BENCH_DIR || path.join(process.cwd(), "../.."));
export const modules = path.join(here, "../node_modules");
export const assets = path.join(bench, "sites/assets");
export const apps = fs.readFileSync(path.join(bench, "sites/apps.txt"), "utf8").split(/\s+/).filter(Boolean);
export const package_dir = (app) => path.join(bench, "apps", app, app);
export const public_dir = (app) => path.join(package_dir(app), "public");

// "~pkg/x" → node_modules/pkg/x; "APP/public/x" → apps/APP/APP/public/x; anything else is left to esbuild
export function locate(spec) {
	if (spec.startsWith("~")) return path.join(modules, spec.slice(1));
	const [app, ...rest] = spec.split("/");
	return rest.length && apps.includes(app) ? path.join(package_dir(app), ...rest) : undefined;
}

const ENDINGS = ["", ".js", ".ts", ".vue", ".css", ".scss", "/index.js"];

export function existing_file(file) {
	return ENDINGS.map((ending) => file + ending).find((f) =>
		fs.statSync(f, { throwIfNoEntry: false })?.isFile(),
	);
}

function* bundle_files(dir) {
	if (!fs.existsSync(dir)) return;
	for (const entry of fs.readdirSync(dir, { withFileTypes: true })) {
		const file = path.join(dir, entry.name);
		if (entry.isDirectory() && !["dist", "node_modules"].includes(entry.name)) yield* bundle_files(file);
		else if (/\.bundle\.(js|ts|css|scss)$/.test(entry.name)) yield file;
	}
}

// every bundle of every app: { app, file, type: "js" | "css", name: "desk.bundle", key: "desk.bundle.js" }
export function find_bundles() {
	return apps.flatMap((app) =>
		[...bundle_files(public_dir(app))].map((file) => {
			const name = path.basename(file).replace(/\.(ts|js|scss|css)$/, "");
			const type = /\.s?css$/.test(file) ? "css" : "js";
			return { app, file, type, name, key: `${name}.${type}` };
		}),
	);
}

function link(target, name) {
	const old = fs.lstatSync(name, { throwIfNoEntry: false });
	if (old?.isSymbolicLink() && fs.readlinkSync(name) === target) return;
	if (old) fs.rmSync(name, { recursive: true });
	fs.symlinkSync(target, name);
}

// sites/assets/APP → the app's public folder; /assets/frappe/node_modules serves ace, gantt, qz-tray and the like by URL
export function link_assets() {
	for (const dir of ["js", "css"]) fs.mkdirSync(path.join(assets, dir), { recursive: true });
	for (const app of apps) if (fs.existsSync(public_dir(app))) link(public_dir(app), path.join(assets, app));
	link(modules, path.join(assets, "frappe/node_modules"));
}
