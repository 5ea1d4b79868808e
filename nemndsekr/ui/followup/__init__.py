"""The views of the page Uppföljning."""
