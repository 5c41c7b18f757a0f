"""Who goes, through the API: the map, teams, duty, assignments."""
