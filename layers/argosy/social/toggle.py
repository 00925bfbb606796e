"""Things that are on or off, such as a like: whoever sets what is set already has what they wanted."""


class AlreadySo(Exception):
    """The edge stands, or is gone, as it was asked for: success, and nothing is counted a second time."""
