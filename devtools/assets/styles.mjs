// Stylesheets: SCSS with Frappe's import rules, and styles reached from JavaScript, which are put in <head> by the script.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import * as esbuild from "esbuild";
import * as sass from "sass";
import { locate, modules } from "./layout.mjs";

const importer = {
	findFileUrl: (spec) => {
		const file = locate(spec);
		return file ? pathToFileURL(file) : null;
	},
};

export function compile_scss(contents, file) {
	return sass.compileString(contents, {
		url: pathToFileURL(file),
		importers: [importer],
		loadPaths: [path.dirname(file), modules],
		style: "expanded",
		logger: sass.Logger.silent,
	}).css;
}

export function read_css(file) {
	const text = fs.readFileSync(file, "utf8");
	return file.endsWith(".scss") ? compile_scss(text, file) : text;
}

// SCSS entries and imports from other stylesheets
export const scss = {
	name: "scss",
	setup(build) {
		build.onLoad({ filter: /\.scss$/ }, ({ path: file }) => ({
			contents: read_css(file),
			loader: "css",
			resolveDir: path.dirname(file),
		}));
	},
};

// a statement that puts the bundled stylesheet into the page's head
export async function style_statement(css, dir, options) {
	const stdin = { contents: css, loader: "css", resolveDir: dir };
	const built = await esbuild.build({
		...options,
		stdin,
		metafile: false,
		write: false,
		sourcemap: false,
		outdir: "/",
	});
	const text = JSON.stringify(built.outputFiles[0].text);
	return `{ const s = document.createElement("style"); s.textContent = ${text}; document.head.appendChild(s); }`;
}

// import "x.css" in JavaScript; `style_options` are those of a nested build without this plugin
export const css_in_js = (style_options) => ({
	name: "css-in-js",
	setup(build) {
		build.onResolve({ filter: /\.s?css$/ }, async (a) => {
			if (a.kind !== "import-statement" || a.pluginData === "skip") return;
			const { kind, resolveDir, importer } = a;
			const found = await build.resolve(a.path, { kind, resolveDir, importer, pluginData: "skip" });
			return found.errors.length ? found : { path: found.path, namespace: "css-in-js" };
		});
		build.onLoad({ filter: /.*/, namespace: "css-in-js" }, async ({ path: file }) => ({
			contents: await style_statement(read_css(file), path.dirname(file), style_options),
			loader: "js",
		}));
	},
});
