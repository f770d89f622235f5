// Called by Website Theme: node generate_bootstrap_theme.js OUTPUT SCSS
const fs = require("node:fs");
const path = require("node:path");
const modules = path.resolve(__dirname, "../../../node/node_modules");
const sass = require(path.join(modules, "sass"));

const [output, source] = process.argv.slice(2);
const importer = {
	findFileUrl: (spec) => {
		const { pathToFileURL } = require("node:url");
		if (spec.startsWith("~")) return pathToFileURL(path.join(modules, spec.slice(1)));
		return spec.startsWith("frappe/public/")
			? pathToFileURL(path.join(__dirname, "frappe", spec.slice(7)))
			: null;
	},
};
const options = {
	importers: [importer],
	loadPaths: [modules],
	logger: sass.Logger.silent,
	style: "compressed",
};
fs.mkdirSync(path.dirname(output), { recursive: true });
fs.writeFileSync(output, sass.compileString(source.replace(/\\n/g, "\n"), options).css);
