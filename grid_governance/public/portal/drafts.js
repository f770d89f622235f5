// A draft with its photos stays on the phone (IndexedDB) until the server has answered.

const STORE = "drafts";

const open = () =>
	new Promise((resolve, reject) => {
		const request = indexedDB.open("grid_governance", 1);
		request.onupgradeneeded = () => request.result.createObjectStore(STORE);
		request.onsuccess = () => resolve(request.result);
		request.onerror = () => reject(request.error);
	});

const act = async (mode, step) => {
	const database = await open();
	return new Promise((resolve, reject) => {
		const request = step(database.transaction(STORE, mode).objectStore(STORE));
		request.onsuccess = () => resolve(request.result);
		request.onerror = () => reject(request.error);
	});
};

// A browser that keeps nothing (private window) still sends; there is only no draft.
export const keep = (name, draft) => act("readwrite", (store) => store.put(draft, name)).catch(() => null);
export const kept = (name) => act("readonly", (store) => store.get(name)).catch(() => null);
export const drop = (name) => act("readwrite", (store) => store.delete(name)).catch(() => null);
