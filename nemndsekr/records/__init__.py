"""What is kept; every field is declared once, with its Swedish title, help and check."""
