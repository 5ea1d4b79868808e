"""The nämndsekreterare's workbench: audits, initiatives and yttranden before the meeting."""

__version__ = "0.1.0"
