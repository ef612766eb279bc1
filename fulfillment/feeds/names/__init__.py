"""How names for the eye are cleaned, one TOML file per language: this imports nothing."""
