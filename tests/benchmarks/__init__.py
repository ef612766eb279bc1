"""What measures the project, measured."""
