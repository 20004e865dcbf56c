"""Devices and product models: lists, the file of one device, the editor of one model."""
