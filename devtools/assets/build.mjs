#!/usr/bin/env node
// Frappe's asset build for a repository that came without one: node build.mjs [--dev] [--rtl] [--apps a,b]
// All APP/public/**/*.bundle.{js,ts,css,scss} → sites/assets/APP/dist/{js,css}/NAME.bundle.HASH.{js,css} + assets.json
import * as esbuild from "esbuild";
import { apps, assets, bench, find_bundles, link_assets, modules } from "./layout.mjs";
import { write_manifest } from "./manifest.mjs";
import { app_paths, templates } from "./sources.mjs";
import { css_in_js, scss } from "./styles.mjs";
import { vue } from "./vue.mjs";

const option = (name) => process.argv.find((_, index) => process.argv[index - 1] === `--${name}`);
const dev = process.argv.includes("--dev");
const started = Date.now();

link_assets();
const wanted = option("apps")?.split(",").filter(Boolean) ?? apps;
const bundles = find_bundles();
const entries = bundles.filter((bundle) => wanted.includes(bundle.app));
const INLINE = [".svg", ".png", ".gif", ".jpg", ".woff", ".woff2", ".ttf", ".eot"];
const common = {
	bundle: true,
	minify: !dev,
	sourcemap: dev ? "linked" : false,
	format: "iife",
	target: ["es2017", "chrome70"],
	nodePaths: [modules],
	absWorkingDir: bench,
	logLevel: "warning",
	legalComments: "none",
	define: {
		"process.env.NODE_ENV": dev ? '"development"' : '"production"',
		__VUE_OPTIONS_API__: "true",
		__VUE_PROD_DEVTOOLS__: "false",
	},
	loader: Object.fromEntries(INLINE.map((ending) => [ending, "dataurl"])),
};
const paths = app_paths(bundles);
const style_options = { ...common, plugins: [paths, scss] };
const result = await esbuild.build({
	...common,
	metafile: true,
	entryPoints: entries.map(({ app, file, type, name }) => ({ in: file, out: `${app}/dist/${type}/${name}` })),
	outdir: assets,
	entryNames: "[dir]/[name].[hash]",
	plugins: [css_in_js(style_options), paths, scss, templates, vue(dev, style_options)],
});
write_manifest(result.metafile.outputs, process.argv.includes("--rtl"));
console.log(
	`${entries.length} bundles of ${wanted.join(", ")} built in ${((Date.now() - started) / 1000).toFixed(1)} s`,
);
