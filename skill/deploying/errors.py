"""What can go wrong while a deployment is made ready.

::

    DeployError
    ├── TooBigError     over what Lambda takes
    └── PackagesError   pip could not get what is pinned
"""


class DeployError(Exception):
    """The deployment cannot be made; the message says why and what helps."""


class TooBigError(DeployError):
    """The bundle is larger than Lambda takes; the message says what is heavy."""


class PackagesError(DeployError):
    """pip could not get a package for Lambda's machine."""
