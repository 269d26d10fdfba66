"""What a host sets up, runs and reads: settings, the doctor, the unit, the container, the page."""
