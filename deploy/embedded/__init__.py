"""The services of one machine: found, started, watched and stopped from one data folder."""
