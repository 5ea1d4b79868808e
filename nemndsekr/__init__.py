"""The nämndsekreterare's workbench: audits, initiatives and yttranden before the meeting."""

__version__ = "0.1.0"
RELEASED = "2026-11-22"
"""The day of this version: a clock that shows an earlier one is wrong."""
