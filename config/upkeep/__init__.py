"""What the person who keeps the system running needs: moving to PostgreSQL, back-up, restore."""
