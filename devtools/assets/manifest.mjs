// sites/assets/assets.json: bundle name → address. Names are unique over all apps.
import fs from "node:fs";
import path from "node:path";
import rtlcss from "rtlcss";
import { assets, bench } from "./layout.mjs";

const OUTPUT = /([^/]+)\/dist\/(js|css)\/(.+\.bundle)\.([A-Z0-9]+)\.(js|css)$/;

function read(name) {
	try {
		return JSON.parse(fs.readFileSync(path.join(assets, name), "utf8"));
	} catch {
		return {};
	}
}

function write(name, map) {
	const file = path.join(assets, name);
	fs.writeFileSync(`${file}.part`, `${JSON.stringify(map, null, 1)}\n`);
	fs.renameSync(`${file}.part`, file);
}

function write_rtl(output, app, file_name) {
	const dir = path.join(assets, app, "dist/css-rtl");
	fs.mkdirSync(dir, { recursive: true });
	fs.writeFileSync(
		path.join(dir, file_name),
		rtlcss.process(fs.readFileSync(path.join(bench, output), "utf8")),
	);
	return `/assets/${app}/dist/css-rtl/${file_name}`;
}

// `outputs` is esbuild's metafile; files of earlier builds of these bundles are removed
export function write_manifest(outputs, rtl) {
	const map = read("assets.json");
	const rtl_map = read("assets-rtl.json");
	for (const [output, { entryPoint }] of Object.entries(outputs)) {
		const found = entryPoint && output.match(OUTPUT);
		if (!found) continue;
		const [, app, type, name, hash, ending] = found;
		map[`${name}.${ending}`] = `/assets/${app}/dist/${type}/${name}.${hash}.${ending}`;
		remove_older(app, type, name, `${name}.${hash}.${ending}`);
		if (rtl && type === "css") rtl_map[`rtl_${name}.css`] = write_rtl(output, app, `${name}.${hash}.css`);
	}
	write("assets.json", map);
	write("assets-rtl.json", rtl_map);
}

function remove_older(app, type, name, current) {
	const dir = path.join(assets, app, "dist", type);
	for (const file of fs.readdirSync(dir)) {
		const stale = file.startsWith(`${name}.`) && !file.startsWith(current);
		if (stale) fs.rmSync(path.join(dir, file));
	}
}
