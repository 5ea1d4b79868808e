"""The Windows packages: what is laid in them, how they are built, and the ground that they are tried on."""
