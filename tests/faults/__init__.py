"""What a daemon meets in years of service: kills, full disks, locks, hostile servers, signals, clocks."""
