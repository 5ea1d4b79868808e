"""Pictures of every page, dialog and state, for eyes: ``python dev.py pictures``. No test; nothing is compared."""
