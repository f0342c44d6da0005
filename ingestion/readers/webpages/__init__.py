"""Web pages (html) as government sites make them: the report itself, without the page around it."""
