"""The commands of ``coster``: each module has ``add_parser(commands)`` and prints what it does."""
