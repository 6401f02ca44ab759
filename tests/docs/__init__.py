"""Documents are part of the code: what can be derived is derived and compared, what is linked is there."""
