"""What a printed paper says: the text of a PDF without its spaces."""

import io
import re

from pypdf import PdfReader


def read(pdf: bytes) -> str:
	return re.sub(r"\s+", "", "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages))
