"""audit: may we use this data, in this way, with this model, at this vendor?"""

__version__ = "0.1.0"
