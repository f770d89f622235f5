// Words as people type them: brackets of either width, spaces and points in between do not matter (loosely.py).

const folded = (text) =>
	String(text ?? "")
		.normalize("NFKC")
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]/gu, "");

// Whether every word of `sought` is in `text`.
export const has_all = (sought, text) => {
	const there = folded(text);
	return String(sought ?? "")
		.split(/\s+/)
		.every((word) => there.includes(folded(word)));
};
