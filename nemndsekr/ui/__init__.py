"""Qt, and nothing but Qt: pages connect, they decide nothing."""
