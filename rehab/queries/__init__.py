"""Questions asked of the rehab's rows; nothing here changes anything."""
