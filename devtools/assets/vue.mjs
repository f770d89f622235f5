// Vue single-file components: script (or script setup), template and styles, scoped ones too.
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import * as sfc from "@vue/compiler-sfc";
import { bench } from "./layout.mjs";
import { compile_scss, style_statement } from "./styles.mjs";

function script_code(descriptor, id, common) {
	if (!descriptor.script && !descriptor.scriptSetup) return "const _sfc = {};";
	const { compilerOptions, isProd } = common;
	return sfc.compileScript(descriptor, {
		id,
		isProd,
		inlineTemplate: Boolean(descriptor.scriptSetup),
		genDefaultAs: "_sfc",
		templateOptions: { compilerOptions, transformAssetUrls: false },
	}).content;
}

function template_code(descriptor, file, id, scoped, common) {
	if (!descriptor.template || descriptor.scriptSetup) return "";
	const source = descriptor.template.content;
	const result = sfc.compileTemplate({
		source,
		filename: file,
		id,
		scoped,
		transformAssetUrls: false,
		...common,
	});
	if (result.errors.length) throw new Error(result.errors.map(String).join("\n"));
	return `${result.code.replace("export function render", "function render")}\n_sfc.render = render;`;
}

async function style_code(style, file, data_id, isProd, style_options) {
	const source = style.lang === "scss" ? compile_scss(style.content, file) : style.content;
	const result = sfc.compileStyle({ source, filename: file, id: data_id, scoped: style.scoped, isProd });
	if (result.errors.length) throw new Error(result.errors.map(String).join("\n"));
	return style_statement(result.code, path.dirname(file), style_options);
}

async function compile(file, dev, style_options) {
	const { descriptor, errors } = sfc.parse(fs.readFileSync(file, "utf8"), { filename: file });
	if (errors.length) throw new Error(errors.map(String).join("\n"));
	const id = createHash("md5").update(path.relative(bench, file)).digest("hex").slice(0, 8);
	const data_id = `data-v-${id}`;
	const scoped = descriptor.styles.some((style) => style.scoped);
	const common = {
		isProd: !dev,
		compilerOptions: { scopeId: scoped ? data_id : undefined, whitespace: "condense" },
	};
	const parts = [script_code(descriptor, id, common), template_code(descriptor, file, id, scoped, common)];
	for (const style of descriptor.styles)
		parts.push(await style_code(style, file, data_id, !dev, style_options));
	if (scoped) parts.push(`_sfc.__scopeId = "${data_id}";`);
	const lang = (descriptor.script || descriptor.scriptSetup)?.lang;
	return { contents: `${parts.join("\n")}\nexport default _sfc;`, loader: lang === "ts" ? "ts" : "js" };
}

export const vue = (dev, style_options) => ({
	name: "vue",
	setup(build) {
		build.onLoad({ filter: /\.vue$/ }, async ({ path: file }) => {
			try {
				return { ...(await compile(file, dev, style_options)), resolveDir: path.dirname(file) };
			} catch (error) {
				return { errors: [{ text: `${file}: ${error.message}` }] };
			}
		});
	},
});
