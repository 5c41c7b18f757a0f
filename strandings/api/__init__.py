"""The spine through the API: cases, reports, incidents."""
