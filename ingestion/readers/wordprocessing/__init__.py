"""Word documents (docx): the parts of the archive read with lxml."""
