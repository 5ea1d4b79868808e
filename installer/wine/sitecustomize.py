"""Laid beside the Windows Python under Wine: Wine 8 lacks CopyFile2, which Python would then copy files without."""

import _winapi

if hasattr(_winapi, "CopyFile2"):
    del _winapi.CopyFile2
