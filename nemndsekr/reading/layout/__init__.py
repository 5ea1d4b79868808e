"""Layout: what stands where on a page, made headings, paragraphs, items and tables."""
