"""Names, addresses, places and organisations by a small model of our own: numpy only, megabytes a second."""
