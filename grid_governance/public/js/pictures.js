// Pictures before they travel, for Desk and portal alike: drawn smaller, or as a text that a form can hold.

const LONG_SIDE = 1600;
const QUALITY = 0.82;

// Resolves with a JPEG whose longer side is at most LONG_SIDE; rejects what this browser cannot draw.
export const smaller = (file) =>
	new Promise((resolve, reject) => {
		const image = new Image();
		image.onload = () => {
			const scale = Math.min(1, LONG_SIDE / Math.max(image.width, image.height));
			const canvas = document.createElement("canvas");
			canvas.width = Math.round(image.width * scale);
			canvas.height = Math.round(image.height * scale);
			canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
			URL.revokeObjectURL(image.src);
			canvas.toBlob((blob) => (blob ? resolve(blob) : reject()), "image/jpeg", QUALITY);
		};
		image.onerror = reject;
		image.src = URL.createObjectURL(file);
	});

export const as_text = (blob) =>
	new Promise((resolve, reject) => {
		const reader = new FileReader();
		reader.onload = () => resolve(reader.result);
		reader.onerror = reject;
		reader.readAsDataURL(blob);
	});
