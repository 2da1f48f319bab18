"""Why a training, or the adoption of an adapter, does not begin or does not end."""


class TrainingRefusedError(Exception):
    """Rows, options, a backbone or an adapter don't fit; the message is a sentence for who gave them."""
