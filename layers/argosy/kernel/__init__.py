"""Knows AWS and HTTP, knows no business."""
